using BranchBot.Features.HighlightCards;
using BranchBot.Features.QuarterlyTalks;
using BranchBot.Features.Sales;
using BranchBot.Features.ThreeTasks;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>What is known of somebody's quarter, and who sees it .</summary>
public sealed class DossierTests
{
    private static readonly Member Li = DemoBranch.Teller;
    private static readonly Member Wang = DemoBranch.Manager;
    private static readonly Member Liu = DemoBranch.Staff[1];
    private static readonly Member Wealth = DemoBranch.Wealth;
    private static readonly RegionLeader Region = new(DemoBranch.Id(20), Language.Chinese, "29:20", "徐刚", new(new("R01"), "示范二级分行"));

    private readonly Rehearsal branch = new() { Now = DemoBranch.At("09:05") };

    [Fact]
    [Trait("Rule", "Q-5")]
    public void The_manager_sees_cards_figures_against_targets_and_punctuality_of_the_quarter()
    {
        Receives(Wealth, "陪客户办完了遗产手续");
        Receives(Wealth, "又一件好事");
        Sells(new(2026, 11, 23), 3);
        Sells(new(2026, 9, 30), 100);
        branch.Put(Summary(new(2026, 11, 20), Outcome.OnTime));
        branch.Put(Summary(new(2026, 11, 23), Outcome.Late));
        var said = branch.Says(Wang, "季度情况 陈晓");
        Assert.Contains("2026年第四季度", said);
        Assert.Contains("收到 2 张 · 发出 0 张", said);
        Assert.Contains("又一件好事", said);
        Assert.Contains("基金", said);
        Assert.Contains("3 笔", said);
        Assert.DoesNotContain("103 笔", said);
        Assert.Contains("准时 3 · 迟 1 · 缺 0", said);
        Assert.Contains("75%", said);
        Assert.Contains("100 笔", branch.Gives(Wang, branch.Button("上一季")));
        Assert.Contains("2026年第三季度", TextRenderer.Render(branch.Last!.Answer, Language.Chinese));
    }

    [Theory]
    [Trait("Rule", "Q-6")]
    [InlineData(120, 50, true)]
    [InlineData(99, 100, false)]
    [InlineData(null, 90, true)]
    [InlineData(null, 89, false)]
    [InlineData(null, null, null)]
    public void A_strong_quarter_is_praised_first_and_of_a_weaker_one_the_gaps_come_first(int? reached, int? punctual, bool? strong)
    {
        IReadOnlyList<PersonCount> counts =
        [
            .. reached is { } r ? [new PersonCount("sales.reached", new("目标完成", "of targets reached"), r, Text.Same("%"))] : Array.Empty<PersonCount>(),
            .. punctual is { } p ? [new PersonCount("tasks.punctuality", new("准时", "on time"), p, Text.Same("%"))] : Array.Empty<PersonCount>(),
        ];
        Assert.Equal(strong, TalkAgenda.IsStrong(counts));
        var steps = TalkAgenda.Of(counts);
        Assert.Equal(5, steps.Count);
        Assert.StartsWith(strong == false ? "差距和原因" : "肯定和鼓励", steps[1].Zh);
    }

    [Fact]
    [Trait("Rule", "Q-6")]
    public void The_agenda_is_for_who_holds_the_talk_about_a_quarter_that_is_over()
    {
        Assert.DoesNotContain("谈话提纲", branch.Says(Wang, "季度情况 陈晓"));
        Assert.DoesNotContain("谈话提纲", branch.Says(Wealth, "我的季度"));
        branch.Now = DemoBranch.At("09:05", "2027-01-04");
        branch.Put(Summary(new(2026, 11, 23), Outcome.Late));
        var said = branch.Says(Wang, "季度情况 陈晓");
        Assert.Contains("1. 回顾上一季度和上次的约定:开门关门三件事准时", said);
        Assert.Contains("2. 差距和原因", said);
        Assert.DoesNotContain("谈话提纲", branch.Says(Wealth, "我的季度"));
    }

    [Fact]
    [Trait("Rule", "Q-1")]
    public void In_the_weeks_of_the_talks_it_is_the_quarter_before()
    {
        branch.Now = DemoBranch.At("09:05", "2027-01-04");
        Assert.Contains("2026年第四季度", branch.Says(Wang, "季度情况 陈晓"));
        branch.Now = DemoBranch.At("09:05", "2027-01-18");
        Assert.Contains("2027年第一季度", branch.Says(Wang, "季度情况 陈晓"));
    }

    [Fact]
    [Trait("Rule", "Q-7")]
    [Trait("Rule", "P-2")]
    public void The_manager_and_the_employee_see_it_and_nobody_else()
    {
        branch.Says(Wang, "代 刘强 今天");
        Assert.Contains("收到", branch.Says(Wang, "季度情况 李静"));
        Assert.Contains("收到", branch.Says(Li, "我的季度"));
        Assert.Contains("收到", branch.Says(Liu, "我的季度"));
        Assert.Contains("代支行长不行", branch.Says(Liu, "季度情况 李静"));
        Assert.Contains("只有支行长能看", branch.Says(Wealth, "季度情况 李静"));
        Assert.Contains("只有支行长能看", branch.Gives(Wealth, new ShowDossier(Li.Id, Branch: DemoBranch.Branch.Id)));
        branch.Gives(Region, new ShowDossier(Li.Id, Branch: DemoBranch.Branch.Id));
        Assert.IsType<Refused>(branch.Last);
        Assert.All(new Actor[] { Region, new Stranger(DemoBranch.Id(99), Language.Chinese, null) }, reader => Assert.NotNull(TalkRule.DossierRefusal(reader, Li.Id, new())));

        branch.Put(branch.Facts with { Settings = branch.Facts.Settings with { OwnDossierSeen = false } });
        Assert.Contains("没有开放", branch.Says(Li, "我的季度"));
        Assert.Contains("收到", branch.Says(Wang, "季度情况 李静"));
    }

    [Fact]
    [Trait("Rule", "Q-7")]
    public void Nothing_is_read_for_whom_it_is_not()
    {
        var turn = Turn(Wealth);
        Assert.Empty(new ShowDossier(Li.Id).NeedsMore(turn, new Rows([new(DemoBranch.Roster, "etag")])));
        Assert.NotEmpty(new ShowDossier(Wealth.Id).NeedsMore(turn, new Rows([new(DemoBranch.Roster, "etag")])));
    }

    [Fact]
    [Trait("Rule", "Q-5")]
    public void What_is_read_does_not_depend_on_how_many_days_the_quarter_has_had()
    {
        int Reads(string day)
        {
            var turn = Turn(Wang) with { Now = DemoBranch.At("09:05", day) };
            return new ShowDossier(Li.Id).Needs(turn).Count + new ShowDossier(Li.Id).NeedsMore(turn, new Rows([new(DemoBranch.Roster, "etag")])).Count;
        }

        Assert.Equal([10, 10, 10], new[] { Reads("2026-10-20"), Reads("2026-11-24"), Reads("2026-12-31") });
    }

    [Fact]
    [Trait("Rule", "W-1")]
    public void People_are_compared_by_the_counts_of_the_same_sections()
    {
        Receives(Wealth, "陪客户办完了遗产手续");
        Sells(new(2026, 11, 23), 3);
        var turn = Turn(Wang);
        var days = Period.Quarter.Around(turn.Today);
        var counts = turn.PersonSections.Select(s => s.Of(turn, DemoBranch.Roster.Find(Wealth.Id)!, days, new Rows([.. s.Needs(turn.Facts, Wealth.Id, days).SelectMany(branch.Read).Select(r => new Stored(r, "etag"))])))
            .OfType<PersonFacts>().SelectMany(f => f.Counts).ToDictionary(c => c.Key, c => c.Value);
        Assert.Equal((1m, 0m, 3m), (counts["highlights.received"], counts["highlights.given"], counts["sales.fund"]));
    }

    private Turn Turn(Actor who) => new(who, branch.Now, "op", [], branch.Facts) { PersonSections = Rehearsal.Catalogue.PersonSections };

    private void Receives(Member receiver, string what)
    {
        branch.Gives(Li, new DescribeHighlight(To: receiver.Id, What: what));
        var draft = branch.Read(HighlightDraft.All(DemoBranch.Branch.Id, Li.Id)).OfType<HighlightDraft>().Single();
        branch.Gives(Li, new SendHighlight(DemoBranch.Branch.Id, draft.Id) { Occasion = Occasion.CustomerPraise });
        branch.Gives(Wang, new SignHighlight(DemoBranch.Branch.Id, draft.Id));
    }

    private void Sells(DateOnly day, int count) =>
        branch.Put(new SalesDay(DemoBranch.Branch.Id, day, [new(Wealth.Id, "陈晓", Position.WealthManager, branch.Now, [new("fund", count)], [])]));

    private static DaySummary Summary(DateOnly day, Outcome closing) =>
        new(DemoBranch.Branch.Id, day, DemoBranch.At("20:00"), true, [new(Position.WealthManager, [new(Wealth.Id, "陈晓", new(Outcome.OnTime), new(closing))])]);
}
