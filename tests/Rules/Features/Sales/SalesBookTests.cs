using BranchBot.Features.Sales;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features.Sales;

/// <summary>The sales as a workbook, and targets as a table that comes back from Excel (S-4, S-5, S-7).</summary>
public sealed class SalesBookTests
{
    private static readonly Member Supervisor = DemoBranch.Staff[1];
    private static readonly Cell Nothing = BranchBot.Core.Cell.Empty;
    private static readonly BranchId Demo = DemoBranch.Branch.Id;
    private static readonly DateOnly Day = new(2026, 11, 24);
    private readonly Rehearsal branch = new() { Now = DemoBranch.At("17:05") };

    [Fact]
    [Trait("Rule", "S-7")]
    public void The_workbook_has_the_four_tools_of_the_handbook_and_for_who_leads_the_entries()
    {
        Assert.Equal(["products", "behaviours", "branch", "chart", "entries"], Book(Supervisor).Sheets.Select(s => s.Key));
        Assert.Equal(["products", "behaviours", "branch", "chart"], Book(DemoBranch.Teller).Sheets.Select(s => s.Key));
        Assert.All(Book(Supervisor).Sheets.Concat(Book(Supervisor, Language.English).Sheets), sheet =>
        {
            Assert.InRange(sheet.Title.Length, 1, 31);
            Assert.Equal(sheet.Columns.Count, sheet.Columns.Select(c => c.Title).Distinct(StringComparer.OrdinalIgnoreCase).Count());
            Assert.Equal(sheet.Columns.Count, sheet.Columns.Select(c => c.Key).Distinct().Count());
            Assert.All(sheet.Charts, chart => Assert.Subset(sheet.Columns.Select(c => c.Key).ToHashSet(), chart.Series.Append(chart.Categories).ToHashSet()));
        });
    }

    [Fact]
    [Trait("Rule", "S-7")]
    public void A_row_a_day_and_employee_with_counts_and_amounts()
    {
        Enters(DemoBranch.Wealth, "基金2笔30万 保险1 引见4");
        branch.Says(DemoBranch.Lobby, "今天没有");
        var rows = Rows(Supervisor, "products");
        Assert.Equal(2, rows.Count);
        Assert.Equal("2026-11-24", Cell(Supervisor, "products", rows[0], "day").Words);
        Assert.Equal("陈晓", Cell(Supervisor, "products", rows[0], "name").Words);
        Assert.Equal(2, Cell(Supervisor, "products", rows[0], "fund").Number);
        Assert.Equal(300_000m, Cell(Supervisor, "products", rows[0], "fund.amount").Number);
        Assert.Equal(Nothing, Cell(Supervisor, "products", rows[1], "fund"));
        Assert.Equal(4, Cell(Supervisor, "behaviours", Rows(Supervisor, "behaviours")[0], "referral").Number);
        var days = Rows(Supervisor, "branch");
        Assert.Equal(17, days.Count);
        Assert.Equal(300_000m, Cell(Supervisor, "branch", days[^1], "fund.amount").Number);
    }

    [Fact]
    [Trait("Rule", "S-7")]
    public void Who_does_not_see_colleagues_finds_his_own_rows_only()
    {
        Enters(DemoBranch.Wealth, "保险1");
        Enters(DemoBranch.Loans, "贷款1笔50万");
        Assert.Equal("何伟", Assert.Single(Rows(DemoBranch.Loans, "products"))[1].Words);
        Assert.Throws<InvalidOperationException>(() => Rows(DemoBranch.Loans, "entries"));
        Assert.Equal(RefusalKind.Absent, ((Refused)branch.Last!).Kind);
    }

    [Fact]
    [Trait("Rule", "S-5")]
    public void The_chart_has_numbers_first_and_amounts_in_ten_thousands_against_their_targets()
    {
        branch.Gives(Supervisor, new ShowTargetForm(Demo, new(2026, 11, 1), Period.Month));
        branch.Gives(Supervisor, branch.Fills("定下", ("goal_fund", "20笔300万")));
        Enters(DemoBranch.Wealth, "基金2笔30万");
        var chart = Book(Supervisor).Sheets.Single(s => s.Key == "chart");
        var rows = Rows(Supervisor, "chart");
        Assert.Equal(rows.Count, chart.Charts.Sum(c => c.Rows));
        var amount = rows.Skip(chart.Charts[1].FirstRow).Single(r => r[0].Words == "基金");
        Assert.Equal(["基金", "万元"], amount.Take(2).Select(c => c.Words));
        Assert.Equal([30m, 300m, 0.1m], amount.Skip(2).Take(3).Select(c => c.Number!.Value));
        Assert.Equal("进度缓慢", amount[8].Words);
        Assert.Equal([2m, 20m], rows.First(r => r[0].Words == "基金").Skip(2).Take(2).Select(c => c.Number!.Value));
    }

    [Fact]
    [Trait("Rule", "S-4")]
    public void Every_entry_is_there_with_before_and_after_and_why()
    {
        Enters(DemoBranch.Wealth, "保险3");
        branch.Says(DemoBranch.Wealth, "改 保险 1");
        branch.Gives(DemoBranch.Wealth, branch.Button("记入"));
        var rows = Rows(Supervisor, "entries");
        Assert.Equal([(0m, 3m), (3m, 1m)], rows.Select(r => (r[7].Number!.Value, r[8].Number!.Value)));
        Assert.Equal("2026-11-24T17:05:00", rows[0][1].Words);
        Assert.Equal(["保险", "笔"], rows[0].Skip(5).Take(2).Select(c => c.Words));
    }

    [Fact]
    [Trait("Rule", "S-7")]
    public void Pages_follow_one_another_until_all_days_are_there()
    {
        for (var day = new DateOnly(2026, 1, 5); day <= Day; day = day.AddDays(1))
        {
            branch.Put(new SalesDay(Demo, day, [new(DemoBranch.Wealth.Id, "陈晓", Position.WealthManager, branch.Now, [new("insurance", 1)], [])]));
        }

        var (pages, after, rows) = (0, (string?)null, 0);
        do
        {
            var page = branch.Asks<WorksheetPage>(Supervisor, new ReadSalesSheet(Demo, "products", new(2026, 1, 1), new(2026, 12, 31), after));
            (pages, after, rows) = (pages + 1, page.Next, rows + page.Rows.Count);
        }
        while (after is not null);
        Assert.Equal((Day.DayNumber - new DateOnly(2026, 1, 5).DayNumber) + 1, rows);
        Assert.InRange(pages, 2, 20);
    }

    [Fact]
    [Trait("Rule", "S-7")]
    public void A_stale_workbook_is_known_by_its_version()
    {
        Enters(DemoBranch.Wealth, "保险1");
        var before = Book(Supervisor).Version;
        Assert.Equal(before, Book(Supervisor).Version);
        Assert.NotEqual(before, Book(Supervisor, Language.English).Version);
        branch.Now = DemoBranch.At("08:00", "2026-11-26");
        Assert.NotEqual(before, Book(Supervisor).Version);
    }

    [Fact]
    [Trait("Rule", "S-6")]
    public void A_cause_that_was_written_stands_beside_its_product()
    {
        branch.Gives(Supervisor, new ShowTargetForm(Demo, new(2026, 11, 1), Period.Month));
        branch.Gives(Supervisor, branch.Fills("定下", ("goal_insurance", "20")));
        branch.Gives(Supervisor, new NoteCause(Demo, Period.Month, Day, "insurance", "到店客户少", "电话邀约"));
        Assert.Equal(["到店客户少", "电话邀约"], Rows(Supervisor, "chart").Single(r => r[0].Words == "保险").TakeLast(2).Select(c => c.Words));
    }

    [Theory]
    [InlineData("2026-11-24", "2026-11-23")]
    [InlineData("2025-01-01", "2026-11-23")]
    [InlineData("1900-01-01", "1900-01-02")]
    public void Days_that_cannot_be_are_refused(string from, string to) =>
        Assert.Throws<InvalidOperationException>(() => branch.Asks<Workbook>(Supervisor, new ReadSalesBook(Demo, DateOnly.Parse(from, null), DateOnly.Parse(to, null))));

    [Fact]
    [Trait("Rule", "S-5")]
    public void Targets_are_filled_in_as_a_table_shown_as_a_diff_and_then_taken()
    {
        var table = branch.Asks<TargetTable>(Supervisor, new ReadTargets(Demo, Day, Period.Month));
        Assert.Equal(DemoBranch.Staff.Count + 1, table.Rows.Count);
        var sent = new SentTargets(Day, ["name", "id", "fund.amount", "insurance"],
        [
            [new("陈晓"), new(DemoBranch.Wealth.Id.ToString()), new(500_000m), new(10m)],
            [new("示范支行"), new("branch"), Nothing, new(" 60 ")],
            [Nothing, Nothing, Nothing, Nothing],
        ], table.Version, Period.Month);
        var diff = branch.Asks<TargetDiff>(Supervisor, new SendTargets(Demo, sent, Apply: false));
        Assert.Equal(0, branch.Written);
        Assert.Empty(diff.Problems);
        Assert.Equal([("陈晓", "基金(元)", 500_000m), ("陈晓", "保险(笔)", 10m), ("示范支行", "保险(笔)", 60m)], diff.Changes.Select(c => (c.Whose, c.What, c.After!.Value)).OrderByDescending(c => c.Item1, StringComparer.Ordinal).ThenByDescending(c => c.Item3));
        Assert.Equal(1, diff.Changes.Single(c => c.Whose == "示范支行").Row);

        Assert.True(branch.Asks<TargetDiff>(Supervisor, new SendTargets(Demo, sent, Apply: true)).Applied);
        Assert.Contains("60 笔", branch.Says(Supervisor, "目标 月"));

        // What it leaves out stays; an emptied cell takes the target away; the same once more changes nothing.
        Assert.True(branch.Asks<TargetDiff>(Supervisor, new SendTargets(Demo, sent, Apply: true)).Applied);
        Assert.Equal(0, branch.Written);
        var emptied = branch.Asks<TargetDiff>(Supervisor, new SendTargets(Demo, new(Day, ["id", "insurance"], [[new("branch"), Nothing]], table.Version, Period.Month), Apply: false));
        Assert.Equal((60m, null), emptied.Changes.Select(c => (c.Before, c.After)).Single());
    }

    [Fact]
    [Trait("Rule", "S-5")]
    public void A_cell_that_is_wrong_is_told_with_its_place_and_nothing_is_taken()
    {
        SentTargets Sent(string column, Cell cell, string id = "branch") => new(Day, ["id", column], [[new(id), cell]], "", Period.Month);
        foreach (var sent in new[] { Sent("insurance", new("很多")), Sent("insurance", new(2.5m)), Sent("insurance", new(-1m)), Sent("fund.amount", new(1.001m)), Sent("insurance", new(1m), "nobody") })
        {
            branch.Gives(Supervisor, new SendTargets(Demo, sent, Apply: true));
            var problem = Assert.Single(((TargetDiff)((Given)branch.Last!.Answer).Document).Problems);
            Assert.Equal(0, problem.Row);
            Assert.IsType<Refused>(branch.Last);
            Assert.Equal(0, branch.Written);
        }

        Assert.Equal(-1, branch.Asks<TargetDiff>(Supervisor, new SendTargets(Demo, new(Day, ["name"], [], "", Period.Month), Apply: false)).Problems[0].Row);
    }

    [Fact]
    [Trait("Rule", "S-5")]
    public void A_table_over_targets_that_moved_is_refused()
    {
        var sent = new SentTargets(Day, ["id", "insurance"], [[new("branch"), new(10m)]], "somebody else's", Period.Month);
        branch.Gives(Supervisor, new SendTargets(Demo, sent, Apply: true));
        Assert.Equal(RefusalKind.Moved, ((Refused)branch.Last!).Kind);
        Assert.Equal(0, branch.Written);
    }

    [Fact]
    [Trait("Rule", "P-5")]
    public void A_table_that_was_filled_in_for_one_branch_is_not_taken_for_another_though_neither_has_targets_yet()
    {
        var leader = new RegionLeader(DemoBranch.Id(80), Language.Chinese, null, "徐刚", new(new("R01"), "示范二级分行"));
        var other = DemoBranch.Branch with { Id = new("demo2"), Name = "示范二支行" };
        branch.Put(new BranchFacts(other));
        branch.Put(new Roster(other.Id, []));
        var table = branch.Asks<TargetTable>(leader, new ReadTargets(Demo, Day, Period.Month));
        branch.Gives(leader, new SendTargets(other.Id, new(Day, ["id", "insurance"], [[new("branch"), new(10m)]], table.Version, Period.Month), Apply: true));
        Assert.Equal(RefusalKind.Moved, ((Refused)branch.Last!).Kind);
        Assert.Equal(0, branch.Written);
    }

    private Workbook Book(Member who, Language? language = null) => branch.Asks<Workbook>(who, new ReadSalesBook(Demo, new(2026, 11, 1), new(2026, 11, 30), language));

    private IReadOnlyList<IReadOnlyList<Cell>> Rows(Member who, string sheet)
    {
        var page = branch.Asks<WorksheetPage>(who, new ReadSalesSheet(Demo, sheet, new(2026, 11, 1), new(2026, 11, 30)));
        Assert.All(page.Rows, r => Assert.Equal(Book(who).Sheets.Single(s => s.Key == sheet).Columns.Count, r.Count));
        return page.Rows;
    }

    private Cell Cell(Member who, string sheet, IReadOnlyList<Cell> row, string column) =>
        row[Book(who).Sheets.Single(s => s.Key == sheet).Columns.ToList().FindIndex(c => c.Key == column)];

    private void Enters(Member who, string line)
    {
        branch.Says(who, line);
        branch.Gives(who, branch.Button("记入"));
    }
}
