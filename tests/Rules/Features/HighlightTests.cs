using BranchBot.Features.HighlightCards;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>Highlight cards: who gives, who signs, what a number and a signature are (H-1 to H-6).</summary>
public sealed partial class HighlightTests
{
    private const string What = "一位老人忘了密码,李静蹲下来慢慢陪他想,客户说要写表扬信。";
    private static readonly Member Li = DemoBranch.Teller;
    private static readonly Member Wang = DemoBranch.Manager;
    private static readonly Member Liu = DemoBranch.Staff[1];
    private static readonly Member Zheng = DemoBranch.Lobby;
    private static readonly RegionLeader Region = new(DemoBranch.Id(20), Language.Chinese, "29:20", "徐刚", new(new("R01"), "示范二级分行"));

    private readonly Rehearsal branch = new() { Now = DemoBranch.At("09:05") };

    public HighlightTests()
    {
        branch.Put(new RegionLeaders(new("R01"), [Region.Id]));
        var (book, began) = new HighlightBook(DemoBranch.Branch.Id, 0, "", new Dictionary<int, int>()).Behind(2026, 146, branch.Now, new(default, "import", "cards.csv"))!.Value;
        branch.Put(book);
        branch.Put(began);
    }

    [Fact]
    [Trait("Rule", "H-1")]
    [Trait("Rule", "H-2")]
    public void The_lobby_manager_gives_a_card_and_the_manager_signs_it()
    {
        var form = branch.Says(Zheng, "亮点 李静");
        Assert.Contains("发亮点时刻卡", form);
        var sent = branch.Gives(Zheng, branch.Fills("送签", ("occasion", "CustomerPraise"), ("what", What)));
        Assert.Contains("已送王芳签字", sent);
        var asks = Assert.Single(branch.Told);
        Assert.Equal((Wang.Id, Delivery.Certain, true), (asks.To, asks.Delivery, asks.Kept));
        var seen = branch.Shows(asks, Wang);
        Assert.Contains("给 李静", seen);
        Assert.Contains(What, seen);

        var signed = branch.Gives(Wang, branch.Fills("签字", ("wall", "yes")), "09:12");
        Assert.Contains("已签字 王芳 09:12 No. demo-2026-0147", signed);
        Assert.Equal([Li.Id, Zheng.Id], branch.Told.Where(t => t.Renews is null && t.Key.Contains("|signed|")).Select(t => t.To));
        Assert.Contains("李静,祝贺您!", branch.Shows(branch.Told.Single(t => t.Key.EndsWith("signed|receiver", StringComparison.Ordinal)), Li));
        Assert.Contains("谢谢您!您发的卡王芳已经签字。", branch.Shows(branch.Told.Single(t => t.Key.EndsWith("signed|giver", StringComparison.Ordinal)), Zheng));
        Assert.Contains(branch.Told, t => t.Renews == asks.Key && t.To == Wang.Id);
    }

    [Fact]
    [Trait("Rule", "H-5")]
    public void Who_presses_a_second_later_reads_who_signed()
    {
        branch.Says(Wang, "代 刘强 今天");
        var card = Sent(Zheng, Li);
        Assert.Equal([Wang.Id, Liu.Id], branch.Told.Where(t => t.Key.Contains("|ask|")).Select(t => t.To));
        var (hers, his) = (Sign(card, Wang), Sign(card, Liu));
        branch.Gives(Wang, hers, "09:12");
        var told = branch.Told.Count;
        Assert.Contains("王芳已签字 No. demo-2026-0147", branch.Gives(Liu, his, "09:12"));
        Assert.Contains("王芳已签字 No. demo-2026-0147", branch.Gives(Wang, hers, "09:13"));
        Assert.Equal((0, told), (branch.Written, branch.Told.Count));
    }

    [Fact]
    [Trait("Rule", "H-2")]
    public void A_returned_card_comes_back_with_the_reason_and_the_form_filled_in()
    {
        var card = Sent(Zheng, Li);
        branch.Gives(Wang, new ShowHighlight(DemoBranch.Branch.Id, card));
        Assert.Contains("为什么", branch.Gives(Wang, branch.Button("退回")));
        Assert.Contains("请写一下为什么", branch.Gives(Wang, branch.Fills("退回", ("why", " "))));
        branch.Gives(Wang, branch.Fills("退回", ("why", "请写清楚是哪位客户")), "09:20");
        Assert.Contains("王芳退回:请写清楚是哪位客户", branch.Shows(branch.Told[^1], Zheng));
        var form = branch.Gives(Zheng, branch.Button("修改"));
        Assert.Contains("请写清楚是哪位客户", form);
        Assert.Contains(What, form);
        branch.Gives(Zheng, branch.Fills("送签", ("what", What + "客户姓张。")), "09:30");
        Assert.Contains("已签字 王芳 09:40 No. demo-2026-0147", branch.Gives(Wang, Sign(card, Wang), "09:40"));
    }

    [Fact]
    [Trait("Rule", "H-4")]
    public void Nobody_signs_words_that_he_has_not_seen()
    {
        var card = Sent(Zheng, Li);
        var old = Sign(card, Wang);
        branch.Gives(Wang, new ReturnHighlight(DemoBranch.Branch.Id, card, "再想想"));
        branch.Gives(Zheng, new MendHighlight(DemoBranch.Branch.Id, card));
        branch.Gives(Zheng, branch.Fills("送签", ("what", "别的话。")));
        Assert.Contains("刚改过", branch.Gives(Wang, old));
        Assert.Equal(HighlightState.Waiting, Card(card).State);
    }

    [Theory]
    [Trait("Rule", "H-3")]
    [Trait("Rule", "P-2")]
    [InlineData("manager issues", 1, 6, false, new[] { 1 })]
    [InlineData("an employee", 9, 6, false, new[] { 1 })]
    [InlineData("an employee, somebody acts", 9, 6, true, new[] { 1, 2 })]
    [InlineData("who acts issues", 2, 6, true, new[] { 1, 2 })]
    [InlineData("manager receives", 9, 1, false, new[] { 20 })]
    [InlineData("manager receives, somebody acts", 9, 1, true, new[] { 20 })]
    [InlineData("who acts receives", 9, 2, true, new[] { 1, 20 })]
    [InlineData("the supervisor receives and does not act", 9, 2, false, new[] { 1 })]
    public void Only_who_may_signs(string constellation, int giver, int receiver, bool acts, int[] may)
    {
        if (acts)
        {
            branch.Says(Wang, "代 刘强 今天");
        }

        var card = Sent(Of(giver), Of(receiver));
        foreach (var who in DemoBranch.Staff.Select(m => (Actor)m).Append(Region))
        {
            branch.Put(Card(card) with { State = HighlightState.Waiting, Signature = null });
            var said = branch.Gives(who, new SignHighlight(DemoBranch.Branch.Id, card));
            var signed = Card(card).Signature is not null;
            Assert.True(signed == may.Contains(NumberOf(who)), $"{constellation}: {who.Name} {said}");
            if (signed)
            {
                branch.Put(Card(card) with { State = HighlightState.Waiting, Signature = null, History = [.. Card(card).History.SkipLast(1)] });
            }
        }
    }

    [Fact]
    [Trait("Rule", "H-3")]
    [Trait("Rule", "H-6")]
    public void With_everybody_away_the_region_signs_after_two_workdays()
    {
        var card = Sent(Zheng, Li);
        branch.Says(Wang, "休假 明天至周五");
        branch.Now = DemoBranch.At("09:00", "2026-11-25");
        Assert.Contains("由支行长或代班的同事签字", branch.Gives(Region, new SignHighlight(DemoBranch.Branch.Id, card)));
        branch.Now = DemoBranch.At("09:00", "2026-11-26");
        Assert.Contains("徐刚(示范二级分行)", branch.Gives(Region, new SignHighlight(DemoBranch.Branch.Id, card)));
    }

    [Fact]
    [Trait("Rule", "H-6")]
    public void An_unsigned_card_is_recalled_after_a_workday_and_asked_for_again_after_two()
    {
        Sent(Zheng, Li);
        Assert.Empty(Reminders("2026-11-24"));
        Assert.Equal([(Wang.Id, Delivery.AtMostOnce)], Reminders("2026-11-25").Select(r => (r.To, r.Delivery)));
        Assert.Equal([(Wang.Id, Delivery.AtMostOnce), (Wang.Id, Delivery.Certain)], Reminders("2026-11-26").Select(r => (r.To, r.Delivery)));
        Assert.Equal([(Wang.Id, Delivery.AtMostOnce)], Reminders("2026-11-27").Select(r => (r.To, r.Delivery)));
        Assert.Empty(Reminders("2026-11-28"));
        branch.Says(Wang, "休假 明天至周五");
        Assert.Empty(Reminders("2026-11-25"));
        Assert.Equal([(Region.Id, Delivery.Certain)], Reminders("2026-11-26").Select(r => (r.To, r.Delivery)));
        Assert.Equal([(Region.Id, Delivery.Certain)], Reminders("2026-11-27").Select(r => (r.To, r.Delivery)));
    }

    [Fact]
    [Trait("Rule", "H-1")]
    public void A_card_goes_to_a_colleague_and_says_what_happened()
    {
        Assert.Contains("不能发给自己", branch.Says(Li, "亮点 李静"));
        Assert.Contains("名单里没有", branch.Says(Li, "亮点 王小二"));
        branch.Says(Zheng, "亮点 李静");
        Assert.Contains("请选为什么发这张卡", branch.Gives(Zheng, branch.Fills("送签", ("what", What))));
        Assert.Contains("请写发生了什么", branch.Gives(Zheng, branch.Fills("送签", ("occasion", "Spirit"), ("what", "  "))));
        Assert.Contains("最多 4000 字,现在 4001 字", branch.Gives(Zheng, branch.Fills("送签", ("occasion", "Spirit"), ("what", new string('好', 4001)))));
        Assert.Contains("还没到那一天", branch.Gives(Zheng, branch.Fills("送签", ("what", What), ("happened", "2026-11-25"))));
        Assert.Empty(branch.Told);
    }

    [Fact]
    [Trait("Rule", "H-1")]
    public void Namesakes_are_told_apart_by_their_positions()
    {
        branch.Put(DemoBranch.Roster with { Staff = [.. DemoBranch.Roster.Staff, new(DemoBranch.Id(12), "李静", Position.LoanOfficer)] });
        branch.Says(Zheng, "亮点 李静");
        var choices = ((Shown)branch.Last!.Answer).Card.Body.OfType<ChoiceField>().First(f => f.Id == "to").Choices;
        Assert.Equal(["李静 · 个人业务柜员", "李静 · 信贷员"], choices.Select(c => c.Title.Zh));

        // What is gone on with may be given to anybody still.
        branch.Says(Zheng, "亮点 陈晓");
        branch.Says(Zheng, "亮点 陈晓");
        Assert.Contains("接着写", TextRenderer.Render(branch.Last!.Answer, Language.Chinese));
        Assert.Contains(((Shown)branch.Last!.Answer).Card.Body.OfType<ChoiceField>().First(f => f.Id == "to").Choices, c => c.Title.Zh.StartsWith("王芳", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Rule", "H-1")]
    public void What_was_begun_is_not_lost()
    {
        branch.Says(Zheng, "亮点 李静 今天陪老人取号");
        branch.Gives(Zheng, branch.Fills("存草稿", ("occasion", "Service")));
        var form = branch.Says(Zheng, "亮点 李静", "15:00");
        Assert.Contains("今天陪老人取号", form);
        Assert.Contains("接着写", branch.Says(Zheng, "我的亮点"));
        branch.Says(Zheng, "亮点");
        Assert.Contains("已送王芳签字", branch.Gives(Zheng, branch.Fills("送签")));
        Assert.DoesNotContain("接着写", branch.Says(Zheng, "我的亮点"));
    }

    [Fact]
    [Trait("Rule", "H-1")]
    public void The_same_message_chosen_twice_is_one_draft_though_Teams_gave_it_another_id()
    {
        var offered = Rehearsal.Catalogue.ActionOf("giveHighlightCard", new(Li.Id, "那位老人找到存折了"))!;
        branch.Gives(Zheng, offered);
        Assert.Contains("那位老人找到存折了", branch.Gives(Zheng, offered));
        branch.Gives(Zheng, Rehearsal.Catalogue.ActionOf("giveHighlightCard", new(Li.Id, "另一件事"))!);
        Assert.Equal(["那位老人找到存折了", "另一件事"], branch.Read(HighlightDraft.All(DemoBranch.Branch.Id, Zheng.Id)).OfType<HighlightDraft>().Select(d => d.What).Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    [Trait("Rule", "H-1")]
    public void The_same_form_sent_twice_is_one_card()
    {
        branch.Says(Zheng, "亮点 李静");
        var send = branch.Fills("送签", ("occasion", "Other"), ("what", What));
        branch.Gives(Zheng, send);
        Assert.Contains("送签", branch.Gives(Zheng, send));
        Assert.Equal(0, branch.Written);
        Assert.Single(branch.Told);
    }

    [Fact]
    [Trait("Rule", "H-4")]
    public void A_signed_card_is_never_edited_only_revoked_and_keeps_its_number()
    {
        var card = Sent(Zheng, Li);
        branch.Gives(Wang, Sign(card, Wang), "09:12");
        Assert.Contains("已签字", branch.Gives(Zheng, new WithdrawHighlight(DemoBranch.Branch.Id, card)));
        Assert.Contains("已签字", branch.Gives(Zheng, new MendHighlight(DemoBranch.Branch.Id, card)));
        Assert.Contains("只有支行长本人和二级分行可以撤销", branch.Gives(Zheng, new RevokeHighlight(DemoBranch.Branch.Id, card, "错了")));
        branch.Gives(Wang, new RevokeHighlight(DemoBranch.Branch.Id, card));
        branch.Gives(Wang, branch.Fills("撤销", ("why", "写错了人")), "10:00");
        Assert.Equal((HighlightState.Revoked, "demo-2026-0147"), (Card(card).State, Card(card).Number));
        Assert.Equal([Li.Id, Zheng.Id], branch.Told.Where(t => t.Key.Contains("|revoked|")).Select(t => t.To));
        Assert.Contains("王芳撤销:写错了人", branch.Shows(branch.Told.First(t => t.Key.Contains("|revoked|")), Li));
        Assert.DoesNotContain("送签", branch.Gives(Li, new ShowHighlight(DemoBranch.Branch.Id, card)));
        Assert.Contains("送签", branch.Gives(Zheng, new ShowHighlight(DemoBranch.Branch.Id, card)));
        Assert.Contains(branch.Told, t => t is { InChannel: true, Renews: not null });
        branch.Gives(Wang, Sign(Sent(Zheng, DemoBranch.Wealth), Wang), "10:10");
        Assert.Contains("No. demo-2026-0148", branch.Says(Zheng, "亮点墙"));
        Assert.DoesNotContain("0147", branch.Says(Zheng, "亮点墙"));
    }

    [Fact]
    [Trait("Rule", "H-5")]
    [Trait("Rule", "P-8")]
    public void The_years_serial_goes_by_the_branchs_day()
    {
        branch.Now = DemoBranch.At("16:00", "2026-12-31");
        var (first, second) = (Sent(Zheng, Li), Sent(Zheng, DemoBranch.Wealth));
        branch.Now = DemoBranch.At("03:50", "2027-01-01");
        branch.Gives(Wang, Sign(first, Wang));
        branch.Now = DemoBranch.At("04:10", "2027-01-01");
        branch.Gives(Wang, Sign(second, Wang));
        Assert.Equal(("demo-2026-0147", "demo-2027-0001"), (Card(first).Number, Card(second).Number));
    }

    [Fact]
    [Trait("Rule", "H-6")]
    public void Before_it_is_signed_a_card_is_a_surprise()
    {
        var card = Sent(Zheng, Li);
        Assert.Contains("还没有签字", branch.Gives(Li, new ShowHighlight(DemoBranch.Branch.Id, card)));
        Assert.Contains("还没有签字", branch.Gives(DemoBranch.Wealth, new ShowHighlight(DemoBranch.Branch.Id, card)));
        branch.Gives(Wang, Sign(card, Wang));
        Assert.Contains(What, branch.Gives(DemoBranch.Wealth, new ShowHighlight(DemoBranch.Branch.Id, card)));
    }

    private string Sent(Member giver, Member receiver)
    {
        branch.Gives(giver, new DescribeHighlight(To: receiver.Id, What: What));
        var draft = branch.Read(HighlightDraft.All(DemoBranch.Branch.Id, giver.Id)).OfType<HighlightDraft>().Single();
        branch.Gives(giver, new SendHighlight(DemoBranch.Branch.Id, draft.Id) { Occasion = Occasion.CustomerPraise });
        return draft.Id;
    }

    private Command Sign(string card, Actor who)
    {
        branch.Gives(who, new ShowHighlight(DemoBranch.Branch.Id, card));
        return branch.Fills("签字");
    }

    private HighlightCard Card(string id) => branch.Row<HighlightCard>(HighlightCard.At(DemoBranch.Branch.Id, id))!;

    private IReadOnlyList<Reminder> Reminders(string day)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var reminders = new HighlightCardsFeature();
        var source = Rehearsal.Catalogue.Reminders.Single(r => r.GetType().Namespace == reminders.GetType().Namespace);
        var rows = new Rows([.. source.Needs(branch.Facts, date).SelectMany(branch.Read).Select(r => new Stored(r, "etag"))]);
        return [.. source.Of(ReminderDay.Of(branch.Facts, DemoBranch.Roster, date), rows)];
    }

    private static Member Of(int number) => DemoBranch.Staff.Single(m => m.Id == DemoBranch.Id(number));

    private static int NumberOf(Actor who) => int.Parse(who.Id.ToString()[^3..], System.Globalization.CultureInfo.InvariantCulture);
}
