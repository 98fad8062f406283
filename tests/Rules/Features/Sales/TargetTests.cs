using BranchBot.Features.Sales;
using BranchBot.Tests.Support;
using CsCheck;

namespace BranchBot.Rules.Tests.Features.Sales;

/// <summary>Targets, split over workdays, and the pace against them (S-5, S-6).</summary>
public sealed class TargetTests
{
    private static readonly Member Supervisor = DemoBranch.Staff[1];
    private static readonly DateOnly Day = new(2026, 11, 24);
    private static readonly DaySpan November = new(new(2026, 11, 1), new(2026, 11, 30));
    private static readonly DaySpan Quarter = new(new(2026, 10, 1), new(2026, 12, 31));
    private readonly Rehearsal branch = new() { Now = DemoBranch.At("17:05") };

    [Fact]
    [Trait("Rule", "S-5")]
    public void A_quarters_target_is_split_evenly_over_its_workdays()
    {
        // October 2026 has the seven days of the National Day off and two make-up days: 18 workdays; November 21, December 23.
        var goals = Goals(Of(Period.Quarter, 2026, 10, 1, null, new("insurance", 124)));
        Assert.Equal(124, goals.Of(null, "insurance", Measure.Count, Quarter));
        var workdays = Quarter.Each().Count(d => goals.Works(null, d));
        Assert.Equal(decimal.Round(124m * 21 / workdays, 6), goals.Of(null, "insurance", Measure.Count, November));
        Assert.Equal(decimal.Round(124m / workdays, 6), goals.Of(null, "insurance", Measure.Count, new(Day, Day)));
        Assert.Null(goals.Of(null, "insurance", Measure.Count, new(new(2026, 11, 22), new(2026, 11, 22))));
        Assert.Null(goals.Of(null, "fund", Measure.Count, Quarter));
    }

    [Fact]
    [Trait("Rule", "S-5")]
    public void A_make_up_workday_counts_and_a_holiday_does_not()
    {
        var goals = Goals();
        Assert.True(goals.Works(null, new(2026, 10, 10)));
        Assert.False(goals.Works(null, new(2026, 10, 1)));
        Assert.False(goals.Works(null, new(2026, 10, 11)));
    }

    [Fact]
    [Trait("Rule", "S-5")]
    public void A_finer_target_comes_first_and_the_rest_goes_to_the_other_days()
    {
        var goals = Goals(Of(Period.Quarter, 2026, 10, 1, null, new("insurance", 100)), Of(Period.Month, 2026, 11, 1, null, new("insurance", 60)), Of(null, 2026, 11, 24, null, new("insurance", 20)));
        Assert.Equal(100, goals.Of(null, "insurance", Measure.Count, Quarter));
        Assert.Equal(60, goals.Of(null, "insurance", Measure.Count, November));
        Assert.Equal(20, goals.Of(null, "insurance", Measure.Count, new(Day, Day)));
        Assert.Equal(2, goals.Of(null, "insurance", Measure.Count, new(new(2026, 11, 2), new(2026, 11, 2))));
        Assert.Equal(40, decimal.Round((goals.Of(null, "insurance", Measure.Count, new(new(2026, 10, 1), new(2026, 10, 31))) + goals.Of(null, "insurance", Measure.Count, new(new(2026, 12, 1), new(2026, 12, 31)))) ?? 0, 4));
    }

    [Fact]
    [Trait("Rule", "S-5")]
    public void Whatever_is_said_of_months_and_weeks_the_days_come_to_the_target() => Gen.Select(Gen.Int[0, 500], Gen.Int[0, 100], Gen.Int[0, 30], Gen.Int[0, 9], Gen.Bool).Sample((quarter, month, week, day, make) =>
    {
        var goals = Goals(Of(Period.Quarter, 2026, 10, 1, null, new("insurance", quarter + month + week + day)), Of(Period.Month, 2026, 11, 1, null, new("insurance", month + week + day)),
            Of(Period.Week, 2026, 11, 23, null, new("insurance", week + day)), Of(null, 2026, 11, make ? 24 : 28, null, new("insurance", day)));
        Assert.Equal(quarter + month + week + day, goals.DueBy(null, "insurance", Measure.Count, Quarter, Quarter.To));
        Assert.Equal(month + week + day, goals.DueBy(null, "insurance", Measure.Count, November, November.To));
        var due = Quarter.Each().Select(d => goals.DueBy(null, "insurance", Measure.Count, Quarter, d)).ToList();
        Assert.Equal(due.Order(), due);
    });

    [Fact]
    [Trait("Rule", "S-5")]
    public void Leave_does_not_count_against_a_person()
    {
        var leave = new DutyEntry("l1", DutyKind.Leave, DemoBranch.Wealth.Id, new(2026, 11, 2), new(2026, 11, 20), DemoBranch.Wealth.Id, DemoBranch.At("09:00", "2026-10-30"));
        var goals = new Goals(DemoBranch.Facts.With(leave), DemoBranch.Roster, [Of(Period.Month, 2026, 11, 1, DemoBranch.Wealth.Id, new("insurance", 6))]);

        // Six workdays are left to her, 23 to 30 November; on the 20th nothing is due yet.
        Assert.Equal(0, goals.DueBy(DemoBranch.Wealth.Id, "insurance", Measure.Count, November, new(2026, 11, 20)));
        Assert.Equal(1, goals.DueBy(DemoBranch.Wealth.Id, "insurance", Measure.Count, November, new(2026, 11, 23)));
        Assert.Equal(0, goals.Gone(DemoBranch.Wealth.Id, November, new(2026, 11, 20)));
        Assert.True(goals.Gone(null, November, new(2026, 11, 20)) > 0.7m);
    }

    [Fact]
    [Trait("Rule", "S-5")]
    public void A_branch_of_which_nothing_is_said_is_to_reach_what_its_people_are()
    {
        var goals = Goals(Of(Period.Month, 2026, 11, 1, DemoBranch.Wealth.Id, new("fund", 5, 500_000m)), Of(Period.Quarter, 2026, 10, 1, DemoBranch.Staff[4].Id, new("fund", 6)));
        Assert.Equal(500_000m, goals.Of(null, "fund", Measure.Amount, November));
        Assert.True(goals.Of(null, "fund", Measure.Count, November) > 5);
        Assert.Equal(Measure.Amount, goals.MeasureOf(null, "fund", November));
        Assert.Equal(Measure.Count, goals.MeasureOf(DemoBranch.Staff[4].Id, "fund", November));
    }

    [Fact]
    [Trait("Rule", "S-6")]
    public void A_product_behind_its_pace_is_slow_with_how_far_and_since_when()
    {
        var goals = Goals(Of(Period.Month, 2026, 11, 1, null, new("insurance", 21)));
        IReadOnlyList<SalesDay> days = [Sold(2, 1), Sold(3, 1), Sold(4, 1), Sold(5, 0), Sold(6, 1)];
        var pace = Pace.Of(goals, days, Item("insurance"), null, November, new(2026, 11, 6))!;
        Assert.Equal((4m, 21m, 5m, 1m), (pace.Done, pace.Target, pace.Due, pace.Behind));
        Assert.Equal(new DateOnly(2026, 11, 5), pace.Since);

        // Half a deal late is not late.
        Assert.False(Pace.Of(Goals(Of(Period.Month, 2026, 11, 1, null, new("insurance", 10))), days, Item("insurance"), null, November, new(2026, 11, 10))!.IsSlow);
        Assert.Null(Pace.Of(goals, days, Item("fund"), null, November, new(2026, 11, 6)));
    }

    [Fact]
    [Trait("Rule", "S-6")]
    public void What_was_caught_up_is_slow_no_more()
    {
        var goals = Goals(Of(Period.Month, 2026, 11, 1, null, new("insurance", 21)));
        Assert.Null(Pace.Of(goals, [Sold(9, 6)], Item("insurance"), null, November, new(2026, 11, 9))!.Since);
        Assert.Equal(new DateOnly(2026, 11, 2), Pace.Of(goals, [Sold(9, 5)], Item("insurance"), null, November, new(2026, 11, 9))!.Since);
    }

    [Fact]
    [Trait("Rule", "S-6")]
    public void Who_is_ahead_by_a_tenth_and_a_whole_one_is_an_example()
    {
        var item = Item("insurance");
        Assert.True(new Pace(item, Measure.Count, 11, 21, 10, 0.5m, null).IsExample);
        Assert.False(new Pace(item, Measure.Count, 2, 21, 1.5m, 0.5m, null).IsExample);
        Assert.False(new Pace(item, Measure.Count, 101, 210, 100, 0.5m, null).IsExample);
    }

    [Theory]
    [Trait("Rule", "S-5")]
    [InlineData("20", 20.0, null)]
    [InlineData("20笔", 20.0, null)]
    [InlineData("300万", null, 3_000_000.0)]
    [InlineData("20笔300万", 20.0, 3_000_000.0)]
    [InlineData("20 笔 1亿2000万", 20.0, 120_000_000.0)]
    [InlineData("两笔,5千", 2.0, 5_000.0)]
    [InlineData("20 3000000元", 20.0, 3_000_000.0)]
    [InlineData("", null, null)]
    public void Targets_are_read_as_they_are_written(string typed, double? count, double? amount)
    {
        var (readCount, readAmount, wrong) = TargetText.Read(Item("fund"), typed);
        Assert.Null(wrong);
        Assert.Equal(((decimal?)count, (decimal?)amount), (readCount, readAmount));
        if (typed.Length > 0)
        {
            Assert.Equal((readCount, readAmount, (Text?)null), TargetText.Read(Item("fund"), TargetText.Typed(Item("fund"), new("fund", readCount, readAmount))));
        }
    }

    [Theory]
    [Trait("Rule", "S-5")]
    [InlineData("fund", "很多")]
    [InlineData("fund", "2.5")]
    [InlineData("fund", "20笔300")]
    [InlineData("fund", "-3")]
    [InlineData("fund", "3000000")]
    [InlineData("insurance", "20万")]
    public void Nonsense_is_told_and_sets_nothing(string item, string typed) => Assert.NotNull(TargetText.Read(Item(item), typed).Wrong);

    [Fact]
    [Trait("Rule", "S-5")]
    public void The_supervisor_sets_targets_by_a_form_and_sees_them_against_the_sales()
    {
        Assert.Contains("还没有目标", branch.Says(Supervisor, "目标"));
        branch.Gives(Supervisor, branch.Button("改网点目标"));
        var form = branch.Fills("定下", ("goal_fund", "40笔1200万"), ("goal_insurance", "62"));
        Assert.Contains("40 笔 · 1,200 万元", branch.Gives(Supervisor, form));
        Assert.Equal(2, branch.Written);
        Assert.Contains("没有改动", branch.Gives(Supervisor, form));

        Enters(DemoBranch.Wealth, "基金2笔30万 保险1");
        var card = branch.Says(Supervisor, "进度 季");
        Assert.Contains("时间进度", card);
        Assert.Contains("30 / 1,200 万元 · 2%", card);
        Assert.Contains("进度缓慢", card);
        Assert.Contains("落后", card);
        Assert.Contains("本月", branch.Says(Supervisor, "统计"));
    }

    [Fact]
    [Trait("Rule", "S-5")]
    public void A_persons_targets_are_chosen_and_set_and_only_who_leads_sets_any()
    {
        branch.Says(Supervisor, "目标 月");
        branch.Gives(Supervisor, branch.Fills("改员工目标", ("person", DemoBranch.Wealth.Id.ToString())));
        branch.Gives(Supervisor, branch.Fills("定下", ("goal_insurance", "10")));
        Assert.Contains("陈晓", branch.Says(Supervisor, "目标 月"));
        Assert.Contains("我的", branch.Says(DemoBranch.Wealth, "目标 月"));
        Assert.DoesNotContain(branch.Buttons(), b => b.Title.Zh.StartsWith('改'));
        Assert.Contains("0 / 10 笔", branch.Says(DemoBranch.Wealth, "进度 我的"));
        branch.Gives(DemoBranch.Wealth, new SubmitTargets(DemoBranch.Branch.Id, new(2026, 11, 1), [], Period.Month));
        Assert.Equal(0, branch.Written);
    }

    [Fact]
    [Trait("Rule", "S-5")]
    public void A_form_is_refused_where_the_targets_moved_meanwhile()
    {
        var first = Form(("goal_insurance", "62"));
        var late = Form(("goal_insurance", "70"));
        branch.Gives(Supervisor, first);
        Assert.Contains("目标变了", branch.Gives(Supervisor, late));
        Assert.Equal(0, branch.Written);
    }

    [Fact]
    [Trait("Rule", "S-5")]
    [Trait("Threat", "TM-33")]
    public void Who_changed_a_target_from_what_to_what_stays_though_it_is_changed_again()
    {
        var (first, second) = (branch.Now, branch.Now.AddMinutes(5));
        branch.Gives(Supervisor, Form(("goal_insurance", "62")));
        branch.Now = second;
        branch.Gives(Supervisor, Form(("goal_insurance", "70")));
        Assert.Equal(
            [(first, Supervisor.Id, "刘强", "insurance", null, 62m), (second, Supervisor.Id, "刘强", "insurance", 62m, 70m)],
            branch.Read(TargetsChanged.All(DemoBranch.Branch.Id, Day)).Cast<TargetsChanged>().Select(c => (c.At, c.By, c.Name, Assert.Single(c.Changes).Item, c.Changes[0].Before, c.Changes[0].After)));
    }

    [Fact]
    [Trait("Rule", "S-5")]
    public void Months_that_come_to_more_than_their_quarter_are_told()
    {
        branch.Gives(Supervisor, Form(("goal_insurance", "10")));
        branch.Gives(Supervisor, new ShowTargetForm(DemoBranch.Branch.Id, new(2026, 11, 1), Period.Month));
        branch.Gives(Supervisor, branch.Fills("定下", ("goal_insurance", "12")));
        Assert.Contains("超过了 10", branch.Says(Supervisor, "目标"));
    }

    [Fact]
    [Trait("Rule", "S-5")]
    public void A_file_of_targets_is_compared_first_and_then_taken()
    {
        const string file = "period,person,item,count,amount\n2026Q4,,保险,62,\n2026Q4,,fund,40,1200万\n2026-11,陈晓,保险,10,\n";
        var card = branch.Sends(Supervisor, [Rehearsal.FileNamed("targets.csv", file)]);
        Assert.Contains("会改 4 个目标", card);
        Assert.Contains("陈晓 · 保险", card);
        Assert.Null(branch.Row<PeriodTargets>(PeriodTargets.AddressOf(DemoBranch.Branch.Id, Period.Quarter, Day)));
        var take = branch.Button("采用");
        Assert.Contains("1,200 万元", branch.Gives(Supervisor, take));
        Assert.Contains("采用过", branch.Gives(Supervisor, take));
        Assert.Equal(0, branch.Written);
        Assert.Contains("没有要改的", branch.Sends(Supervisor, [Rehearsal.FileNamed("targets.csv", file)]));
        Assert.Equal(0, branch.Written);

        // An empty cell takes a target away; the others stay.
        branch.Sends(Supervisor, [Rehearsal.FileNamed("目标.csv", "时间,项目,数量\n2026Q4,保险,\n")]);
        branch.Gives(Supervisor, branch.Button("采用"));
        Assert.Equal([new Target("fund", 40, 12_000_000m)], branch.Row<PeriodTargets>(PeriodTargets.AddressOf(DemoBranch.Branch.Id, Period.Quarter, Day))!.Holders.Single().Targets);
    }

    [Theory]
    [Trait("Rule", "S-5")]
    [InlineData("period,item,count\n2026Q5,保险,1", "第 2 行 period")]
    [InlineData("period,item,count\n2026-W54,保险,1", "第 2 行 period")]
    [InlineData("period,item,count\n2026Q4,保鲜,1", "没有「保鲜」")]
    [InlineData("period,item,count\n2026Q4,保险,很多", "不是数字")]
    [InlineData("period,item,count\n2026Q4,保险,-1", "第 2 行 count")]
    [InlineData("period,item,count,amount\n2026Q4,保险,1,5万", "没有金额")]
    [InlineData("period,person,item,count\n2026Q4,李四,保险,1", "没有「李四」")]
    [InlineData("period,item,count\n2026Q4,保险,1\n2026-Q4,bx,2", "同一个目标")]
    [InlineData("period,count\n2026Q4,1", "少这一列")]
    [InlineData("period,item,count,colour\n2026Q4,保险,1,red", "没有这一列")]
    [InlineData("period,item,count\n2026Q4,保险,1\n2027Q1,保险,1", "同一个季度")]
    [InlineData("period,item,count\n2024Q4,保险,1", "早就过去")]
    [InlineData("", "空的")]
    public void A_file_that_is_wrong_is_told_where_and_changes_nothing(string file, string told)
    {
        Assert.Contains(told, branch.Sends(Supervisor, [Rehearsal.FileNamed("targets.csv", file)]));
        Assert.Equal(0, branch.Written);
    }

    [Fact]
    [Trait("Rule", "S-6")]
    public void A_slow_product_gets_a_cause_and_a_measure_that_everybody_reads()
    {
        branch.Gives(Supervisor, Form(("goal_insurance", "62")));
        branch.Says(Supervisor, "进度 季");
        branch.Gives(Supervisor, branch.Button("写瓶颈和措施"));
        Assert.Contains("请选产品", branch.Gives(Supervisor, branch.Fills("记下", ("cause", "到店客户少"))));
        var note = branch.Fills("记下", ("cause", "到店客户少"), ("measure", "每天电话邀约十位"));
        Assert.Contains("瓶颈:到店客户少;措施:每天电话邀约十位(刘强", branch.Gives(Supervisor, note));
        branch.Gives(Supervisor, note);
        Assert.Equal(0, branch.Written);
        Assert.Contains("每天电话邀约十位", branch.Says(DemoBranch.Teller, "进度 季"));
        branch.Gives(DemoBranch.Teller, note);
        Assert.Equal(0, branch.Written);
    }

    [Fact]
    [Trait("Rule", "S-7")]
    public void Who_is_an_example_is_named_only_to_those_who_see_colleagues_figures()
    {
        branch.Gives(Supervisor, new ShowTargetForm(DemoBranch.Branch.Id, new(2026, 11, 1), Period.Month, DemoBranch.Wealth.Id));
        branch.Gives(Supervisor, branch.Fills("定下", ("goal_insurance", "10")));
        Enters(DemoBranch.Wealth, "保险30");
        Assert.Contains("值得分享:陈晓 300%", branch.Says(Supervisor, "进度"));
        Assert.DoesNotContain("陈晓", branch.Says(DemoBranch.Teller, "进度"));
    }

    [Fact]
    [Trait("Rule", "S-6")]
    public void The_year_shows_its_months_and_weekdays()
    {
        branch.Put(Sold(9, 4) with { Day = new(2026, 3, 9) });
        branch.Put(Sold(10, 12) with { Day = new(2026, 10, 12) });
        branch.Put(Sold(2, 3));
        var card = branch.Says(Supervisor, "统计 年");
        Assert.Contains("3月:4 ", card);
        Assert.Contains("10月:12 ", card);
        Assert.Contains("周一:", card);
        var bars = ((Shown)branch.Last!.Answer).Card.Body.OfType<BarChart>().First().Bars;
        Assert.Equal(Tone.Good, bars[9].Tone);
        Assert.Equal(Tone.Plain, bars[10].Tone);
        Assert.Contains("保险", branch.Gives(Supervisor, branch.Fills("看这一项", ("item", "insurance"))));
        Assert.Contains("2025", branch.Says(Supervisor, "统计 去年"));
    }

    private Command Form(params (string, string)[] values)
    {
        branch.Says(Supervisor, "目标");
        branch.Gives(Supervisor, branch.Button("改网点目标"));
        return branch.Fills("定下", values);
    }

    private void Enters(Member who, string line)
    {
        branch.Says(who, line);
        branch.Gives(who, branch.Button("记入"));
    }

    private static TallyItem Item(string id) => SalesCatalogue.Usual.First(i => i.Id == id);

    private static SalesDay Sold(int day, int count) => new(DemoBranch.Branch.Id, new(2026, 11, day), [new(DemoBranch.Wealth.Id, "陈晓", Position.WealthManager, DemoBranch.At("17:00"), [new("insurance", count)], [])]);

    private static PeriodTargets Of(Period? period, int year, int month, int day, PersonId? person, Target target) => new(DemoBranch.Branch.Id, new(year, month, day), [new([target], person)], period);

    private static Goals Goals(params PeriodTargets[] targets) => new(DemoBranch.Facts, DemoBranch.Roster, targets);
}
