using BranchBot.Features.Sales;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features.Sales;

/// <summary>The day's tallies, as the people of the branch live them (S-1 to S-4, T-5).</summary>
public sealed class SalesTests
{
    private static readonly Member Supervisor = DemoBranch.Staff[1];
    private static readonly Member Customers = DemoBranch.Staff[4];
    private static readonly RegionLeader Leader = new(DemoBranch.Id(80), Language.Chinese, null, "陈总", new(new("R01"), "苏州分行"));
    private static readonly DateOnly Day = new(2026, 11, 24);
    private readonly Rehearsal branch = new() { Now = DemoBranch.At("17:05") };

    private SalesDay Today => branch.Row<SalesDay>(SalesDay.At(DemoBranch.Branch.Id, Day))!;

    [Fact]
    [Trait("Rule", "S-2")]
    public void What_was_understood_is_shown_before_it_counts()
    {
        var card = branch.Says(DemoBranch.Wealth, "基金2笔30万 保险1 信用卡+3 引见4");

        Assert.Equal(0, branch.Written);
        Assert.Contains("基金", card);
        Assert.Contains("2 笔 300,000.00 元", card);
        Assert.Contains("3 张", card);
        Assert.Contains("4 人", card);
        Assert.Contains("已记入", branch.Gives(DemoBranch.Wealth, branch.Button("记入")));
        Assert.Equal(new Figure("fund", 2, 300_000m), Today.ReportOf(DemoBranch.Wealth.Id)!.Figures.Of("fund"));
    }

    [Fact]
    [Trait("Rule", "S-3")]
    [Trait("Threat", "TM-04")]
    public void The_same_press_counts_once_and_the_next_line_adds()
    {
        branch.Says(DemoBranch.Wealth, "保险1");
        var enter = branch.Button("记入");
        branch.Gives(DemoBranch.Wealth, enter);
        Assert.Contains("已经记过了", branch.Gives(DemoBranch.Wealth, enter));
        Assert.Equal(0, branch.Written);
        Enters(DemoBranch.Wealth, "保险+1");
        Assert.Equal(2, Of(DemoBranch.Wealth, "insurance").Count);
    }

    [Fact]
    [Trait("Rule", "S-3")]
    public void A_change_sets_and_shows_what_stood()
    {
        Enters(DemoBranch.Wealth, "保险3 基金1笔5万");
        Assert.Contains("原来 3 笔", branch.Says(DemoBranch.Wealth, "改 保险 0"));
        branch.Gives(DemoBranch.Wealth, branch.Button("记入"));
        Assert.Equal([new Figure("fund", 1, 50_000m)], Today.ReportOf(DemoBranch.Wealth.Id)!.Figures);
    }

    [Fact]
    [Trait("Rule", "S-3")]
    public void One_figure_of_a_line_is_corrected_in_a_form_before_it_counts()
    {
        branch.Says(DemoBranch.Wealth, "基金2笔30万 保险1");
        branch.Gives(DemoBranch.Wealth, branch.Button("改一改"));
        branch.Gives(DemoBranch.Wealth, branch.Fills("记入", ("tally_fund", "2笔3万")));
        Assert.Equal(30_000m, Of(DemoBranch.Wealth, "fund").Amount);
        Assert.Equal(1, Of(DemoBranch.Wealth, "insurance").Count);
    }

    [Fact]
    [Trait("Rule", "S-3")]
    public void A_form_records_the_difference_and_is_refused_where_the_figures_moved()
    {
        Enters(DemoBranch.Wealth, "保险3");
        branch.Says(DemoBranch.Wealth, "业绩表");
        var form = branch.Fills("记入", ("tally_insurance", "5"), ("tally_fund", "1笔2万"));
        branch.Says(DemoBranch.Wealth, "业绩表");
        var late = branch.Fills("记入", ("tally_insurance", "4"));
        branch.Gives(DemoBranch.Wealth, form);
        Assert.Equal((5, 20_000m), (Of(DemoBranch.Wealth, "insurance").Count, Of(DemoBranch.Wealth, "fund").Amount));

        Assert.Contains("已经记过了", branch.Gives(DemoBranch.Wealth, form));
        Assert.Contains("数字变了", branch.Gives(DemoBranch.Wealth, late));
        Assert.Equal(0, branch.Written);
        Assert.Equal(5, Of(DemoBranch.Wealth, "insurance").Count);
    }

    [Fact]
    [Trait("Rule", "S-2")]
    public void A_form_with_nonsense_in_one_field_enters_nothing_and_keeps_what_was_typed()
    {
        branch.Says(DemoBranch.Wealth, "业绩表");
        var card = branch.Gives(DemoBranch.Wealth, branch.Fills("记入", ("tally_insurance", "5"), ("tally_fund", "很多")));
        Assert.Equal(0, branch.Written);
        Assert.Contains("什么都没记", card);
        Assert.Contains("很多", branch.Last!.Answer is Shown { Card: var shown } ? string.Join(' ', shown.Body.OfType<Field>().Select(f => f.Value)) : "");
    }

    [Fact]
    [Trait("Rule", "S-2")]
    public void An_unusual_figure_is_asked_about_once_more()
    {
        branch.Says(DemoBranch.Wealth, "保险600");
        Assert.Contains("比平常多很多", branch.Gives(DemoBranch.Wealth, branch.Button("记入")));
        Assert.Equal(0, branch.Written);
        branch.Gives(DemoBranch.Wealth, branch.Button("确定,记入"));
        Assert.Equal(600, Of(DemoBranch.Wealth, "insurance").Count);
    }

    [Theory]
    [Trait("Rule", "S-2")]
    [Trait("Threat", "TM-24")]
    [InlineData("insurance", -1, 0)]
    [InlineData("insurance", 1, 5)]
    [InlineData("insurance", 10_000, 0)]
    [InlineData("fund", 1, 0.001)]
    [InlineData("nothing", 1, 0)]
    public void A_forged_button_enters_nothing_that_cannot_be(string item, int count, decimal amount)
    {
        branch.Gives(DemoBranch.Wealth, new EnterTallies(DemoBranch.Branch.Id, Day, EntryKind.Added, [new(item, count, amount)], "key") { Sure = true });
        Assert.Equal(0, branch.Written);
    }

    [Theory]
    [Trait("Threat", "TM-24")]
    [InlineData("")]
    [InlineData("a/b#c?")]
    [InlineData("0123456789012345678901234567890123456789x")]
    public void A_forged_key_enters_nothing(string key)
    {
        branch.Gives(DemoBranch.Wealth, new EnterTallies(DemoBranch.Branch.Id, Day, EntryKind.Added, [new("insurance", 1)], key));
        Assert.IsType<Refused>(branch.Last);
    }

    [Fact]
    [Trait("Rule", "S-3")]
    public void Nothing_sold_is_a_report_too()
    {
        branch.Says(DemoBranch.Lobby, "今天没有");
        Assert.Equal(2, branch.Written);
        Assert.Contains("已经报过了", branch.Says(DemoBranch.Lobby, "今天没有"));
        Assert.Equal(0, branch.Written);
        Assert.Contains("今天没有", branch.Says(Supervisor, "统计"));
    }

    [Fact]
    [Trait("Rule", "S-2")]
    public void The_supervisor_enters_for_a_colleague_marked_so_and_nobody_else_does()
    {
        Assert.Contains("替孙丽记", branch.Says(Supervisor, "孙丽 保险2"));
        branch.Gives(Supervisor, branch.Button("记入"));
        Assert.Equal(2, Of(Customers, "insurance").Count);
        Assert.Contains("孙丽(刘强代记)", branch.Gives(Supervisor, new ShowEntries()));

        Assert.Contains("没有叫「孙丽", branch.Says(DemoBranch.Wealth, "孙丽 保险2"));
        Assert.Contains("只有销售主管", branch.Gives(DemoBranch.Wealth, new EnterTallies(DemoBranch.Branch.Id, Day, EntryKind.Added, [new("insurance", 1)], "key", Customers.Id)));
        Assert.Equal(0, branch.Written);
    }

    [Fact]
    [Trait("Rule", "S-2")]
    public void Of_two_who_are_called_alike_nobody_is_guessed()
    {
        branch.Put(DemoBranch.Roster with { Staff = [.. DemoBranch.Roster.Staff, new(DemoBranch.Id(60), "孙丽", Position.PersonalTeller)] });
        Assert.Contains("有 2 位孙丽", branch.Says(Supervisor, "孙丽 保险2"));
        Assert.IsType<Refused>(branch.Last);
    }

    [Fact]
    public void A_region_leader_who_names_no_branch_is_asked_for_one() => Assert.Contains("请写上网点的名字", branch.Says(Leader, "已审阅"));

    [Fact]
    public void Yesterday_can_be_entered_until_it_is_closed_and_tomorrow_not()
    {
        Enters(DemoBranch.Wealth, "昨天 保险2");
        Assert.Equal(2, branch.Row<SalesDay>(SalesDay.At(DemoBranch.Branch.Id, Day.AddDays(-1)))!.Total.Of("insurance").Count);
        branch.Gives(DemoBranch.Wealth, new EnterTallies(DemoBranch.Branch.Id, Day.AddDays(1), EntryKind.Added, [new("insurance", 1)], "key"));
        Assert.Equal(0, branch.Written);
    }

    [Fact]
    [Trait("Rule", "S-4")]
    public void The_supervisor_sees_who_is_missing_asks_them_and_closes()
    {
        Enters(DemoBranch.Wealth, "基金2笔30万");
        branch.Says(DemoBranch.Lobby, "今天没有");
        var table = branch.Says(Supervisor, "统计", at: "17:20");
        Assert.Contains("2/4", table);
        Assert.Contains("30.00 万元", table);
        Assert.Contains("孙丽", table);

        Assert.Contains("已催:孙丽、何伟", branch.Gives(Supervisor, branch.Button("催一下")));
        Assert.All(branch.Told, t => Assert.Equal(Delivery.AtMostOnce, t.Delivery));
        Assert.Contains("马上要汇总了", branch.Shows(branch.Told[0], Customers));
        branch.Gives(Supervisor, new AskMissing());
        Assert.Equal(0, branch.Written);

        Assert.Contains("还没报的:孙丽、何伟", branch.Says(Supervisor, "汇总"));
        Assert.Equal(0, branch.Written);
        Assert.Contains("已汇总,报给支行长了", branch.Gives(Supervisor, branch.Button("仍要汇总")));
        Assert.Equal(["孙丽", "何伟"], Today.Closed!.Missing);
        var told = branch.Told[^1];
        Assert.Equal((DemoBranch.Manager.Id, Delivery.Certain), (told.To, told.Delivery));
    }

    [Fact]
    [Trait("Rule", "S-4")]
    public void Who_is_missing_and_was_not_named_is_asked_about_before_the_day_is_closed()
    {
        branch.Says(Supervisor, "汇总");
        var despite = branch.Button("仍要汇总") as CloseSales;
        branch.Gives(Supervisor, despite! with { Despite = [.. despite.Despite!.Skip(1)] });
        Assert.Null(branch.Row<SalesDay>(SalesDay.At(DemoBranch.Branch.Id, Day))?.Closed);
    }

    [Fact]
    [Trait("Rule", "S-4")]
    public void The_close_is_once_whoever_presses()
    {
        Closes();
        var (told, steps) = (branch.Told.Count, Today.Steps.Count);
        Assert.Contains("刘强已汇总", branch.Says(Supervisor, "汇总"));
        Assert.Contains("刘强已汇总", branch.Says(DemoBranch.Manager, "汇总"));
        Assert.Equal((told, steps), (branch.Told.Count, Today.Steps.Count));
    }

    [Fact]
    [Trait("Rule", "T-5")]
    public void Updating_the_sales_board_shows_the_last_days_tables_and_summing_up_todays()
    {
        branch.Put(new SalesDay(DemoBranch.Branch.Id, new(2026, 11, 20), [new(DemoBranch.Wealth.Id, "陈晓", Position.WealthManager, DemoBranch.At("17:00"), [new("insurance", 7)], [])]));
        branch.Says(Supervisor, "开门", "08:10");
        branch.Now = DemoBranch.At("08:10", "2026-11-23");
        branch.Says(Supervisor, "开门");
        Assert.Contains("7 笔", branch.Gives(Supervisor, branch.Button("上一日业绩表")));
        Enters(DemoBranch.Wealth, "保险2");
        branch.Says(Supervisor, "关门");
        Assert.Contains("2 笔", branch.Gives(Supervisor, branch.Button("当日业绩表")));
        branch.Says(DemoBranch.Manager, "关门");
        Assert.Contains("2 笔", branch.Gives(DemoBranch.Manager, branch.Button("当日业绩表")));
    }

    [Fact]
    [Trait("Rule", "T-5")]
    public void Closing_ticks_the_supervisors_items_and_reviewing_the_managers()
    {
        Closes();
        var own = branch.Says(Supervisor, "关门");
        Assert.Contains("2/3", own);
        branch.Shows(branch.Told[^1], DemoBranch.Manager);
        Assert.Contains("已审阅", branch.Gives(DemoBranch.Manager, branch.Button("已审阅"), at: "17:30"));
        Assert.Contains("1/3", branch.Says(DemoBranch.Manager, "关门"));
        Assert.Equal(Supervisor.Id, branch.Told[^1].To);
    }

    [Fact]
    [Trait("Rule", "T-5")]
    public void What_was_taken_back_does_not_come_again_with_the_same_close()
    {
        Closes();
        branch.Says(Supervisor, "撤销");
        branch.Says(Supervisor, "汇总", operation: "close");
        Assert.Contains("1/3", branch.Says(Supervisor, "关门"));
    }

    [Fact]
    [Trait("Rule", "P-2")]
    public void Who_closed_the_day_as_acting_manager_does_not_review_it()
    {
        branch.Put(branch.Facts.With(new DutyEntry("d", DutyKind.Deputy, Supervisor.Id, Day, Day, DemoBranch.Manager.Id, branch.Now) { Post = Position.BranchManager }));
        Closes();
        Assert.DoesNotContain(branch.Buttons(), b => b.Title.Zh == "已审阅");
        Assert.Contains("上一级审阅", branch.Says(Supervisor, "已审阅"));
        Assert.Null(Today.Reviewed);
    }

    [Fact]
    [Trait("Rule", "S-4")]
    [Trait("Threat", "TM-33")]
    public void After_the_close_a_change_needs_a_reason_and_leaves_the_old_figure_visible()
    {
        Enters(DemoBranch.Wealth, "保险1");
        Closes();
        branch.Now = DemoBranch.At("09:00", "2026-11-25");
        branch.Says(DemoBranch.Wealth, "昨天 保险2");
        branch.Gives(DemoBranch.Wealth, branch.Button("记入"));
        Assert.Equal(0, branch.Written);
        Assert.Contains("已更正", branch.Gives(DemoBranch.Wealth, branch.Fills("记入", ("why", "漏记两笔"))));

        Assert.Equal(new(DemoBranch.Wealth.Id, new("insurance", 1), new("insurance", 3), branch.Now, "陈晓", "漏记两笔"), Assert.Single(Today.Corrections));
        Assert.Equal(
            [(DemoBranch.At("17:05"), DemoBranch.Wealth.Id, "陈晓", 0, 1), (branch.Now, DemoBranch.Wealth.Id, "陈晓", 1, 3)],
            branch.Read(SalesEntry.All(DemoBranch.Branch.Id, Day)).Cast<SalesEntry>().Select(e => (e.At, e.By, e.Name, e.Before.Of("insurance").Count, e.After.Of("insurance").Count)));

        var table = branch.Says(Supervisor, "统计 昨天");
        Assert.Contains("1 笔 → 3 笔", table);
        Assert.Contains("漏记两笔", table);
        Assert.Equal(Supervisor.Id, branch.Told[^1].To);
        Assert.Contains("1 笔 → 3 笔。原因:漏记两笔", branch.Gives(DemoBranch.Manager, new ShowEntries(DemoBranch.Branch.Id, Day)));
    }

    [Fact]
    [Trait("Rule", "S-4")]
    public void A_region_opens_the_day_again_with_a_reason_and_nobody_else_does()
    {
        Closes();
        Assert.Contains("为什么", branch.Gives(Leader, new ReopenSales(DemoBranch.Branch.Id, Day)));
        Assert.Contains("已重新打开", branch.Gives(Leader, branch.Fills("重新打开", ("why", "数字报错"))));
        Assert.Null(Today.Closed);
        Assert.Contains("陈总重新打开:数字报错", branch.Says(Supervisor, "统计"));
        branch.Gives(DemoBranch.Manager, new ReopenSales(DemoBranch.Branch.Id, Day, "x"));
        Assert.Equal(0, branch.Written);
    }

    [Fact]
    [Trait("Rule", "S-4")]
    public void A_regions_leader_sees_the_day_of_his_branches_as_they_close_and_correct_it()
    {
        branch.Put(new RegionBranch(new("R01"), DemoBranch.Branch.Id, "示范支行"));
        branch.Put(new RegionBranch(new("R01"), new("demo2"), "示范二支行"));
        Enters(DemoBranch.Wealth, "基金2笔30万");
        Assert.Contains("0/2", branch.Says(Leader, "统计"));
        Closes();
        var card = branch.Says(Leader, "统计 今天");
        Assert.Contains("1/2", card);
        Assert.Contains("还没汇总:示范二支行", card);
        Assert.Contains("2 笔 · 30.00 万元", card);

        branch.Says(DemoBranch.Wealth, "改 基金 1笔20万");
        branch.Gives(DemoBranch.Wealth, branch.Fills("记入", ("why", "多记一笔")));
        card = branch.Says(Leader, "统计");
        Assert.Contains("更正过 1", card);
        Assert.Contains("1 笔 · 20.00 万元", card);
        branch.Gives(Leader, new ReopenSales(DemoBranch.Branch.Id, Day, "重报"));
        Assert.Contains("0/2", branch.Says(Leader, "统计"));
    }

    [Fact]
    [Trait("Rule", "S-7")]
    public void A_colleagues_figures_are_seen_by_name_only_where_the_branch_wishes()
    {
        Enters(DemoBranch.Wealth, "保险2");
        var table = branch.Says(Customers, "统计");
        Assert.Contains("2 笔", table);
        Assert.DoesNotContain("陈晓", table);
        branch.Put(branch.Facts with { Settings = branch.Facts.Settings with { ColleaguesSeen = true } });
        Assert.Contains("陈晓 2", branch.Says(Customers, "统计"));
    }

    [Fact]
    [Trait("Rule", "S-3")]
    public void Tellers_report_where_the_branch_wishes()
    {
        Assert.DoesNotContain("李静", branch.Says(Supervisor, "统计"));
        branch.Says(DemoBranch.Manager, "设置 柜员 是");
        Assert.Contains("李静", branch.Says(Supervisor, "统计"));
    }

    [Fact]
    [Trait("Rule", "S-7")]
    public void A_week_and_a_quarter_are_the_sum_of_their_days()
    {
        Enters(DemoBranch.Wealth, "昨天 基金1笔1.01万");
        Enters(DemoBranch.Wealth, "基金2笔30万 引见4");
        Enters(Customers, "基金1笔0.01元");
        var week = branch.Says(Supervisor, "统计 周");
        Assert.Contains("4 笔 · 31.01", week);
        Assert.Contains("陈晓 3 · 孙丽 1", week);
        Assert.Contains("2 个营业日没有汇总", week);
        Assert.Contains("31.01", branch.Says(DemoBranch.Manager, "统计 季度"));
        Assert.Contains("这段时间没有业绩", branch.Says(Supervisor, "统计 上周"));
        Assert.DoesNotContain("陈晓", branch.Says(Customers, "统计 月"));
        Assert.Contains("4 笔", branch.Gives(Leader, new ShowSalesPeriod(Period.Week, Branch: DemoBranch.Branch.Id)));
    }

    [Theory]
    [InlineData("叫号器3号坏了")]
    [InlineData("第3件")]
    [InlineData("保洁阿姨3点来")]
    public void What_speaks_of_no_product_is_answered_as_before(string line)
    {
        var answer = branch.Says(DemoBranch.Teller, line);
        Assert.IsType<Refused>(branch.Last);
        Assert.True(answer.Contains("没听懂", StringComparison.Ordinal) || answer.Contains("是不是", StringComparison.Ordinal), answer);
    }

    [Fact]
    [Trait("Rule", "S-1")]
    public void A_product_that_ended_is_not_entered_any_more_and_keeps_its_history()
    {
        Enters(DemoBranch.Wealth, "保险2");
        branch.Put(new SalesCatalogue(DemoBranch.Branch.Region, [.. SalesCatalogue.Usual.Select(p => p.Id == "insurance" ? p with { To = Day.AddDays(-1), Zh = "银保" } : p)]));
        Assert.Contains("银保", branch.Says(Supervisor, "统计"));
        branch.Says(DemoBranch.Wealth, "银保1");
        Assert.IsType<Refused>(branch.Last);
    }

    private Figure Of(Member who, string item) => Today.ReportOf(who.Id)!.Figures.Of(item);

    private void Enters(Member who, string line)
    {
        branch.Says(who, line);
        branch.Gives(who, branch.Button("记入"));
    }

    private void Closes()
    {
        branch.Says(Supervisor, "汇总", at: "17:20");
        branch.Gives(Supervisor, branch.Button("仍要汇总"), operation: "close");
    }
}
