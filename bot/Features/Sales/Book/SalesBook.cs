using System.Globalization;

namespace BranchBot.Features.Sales;

/// <summary>
/// The branch's sales over some days as a workbook, as one reader may see it: the four tools of the handbook (S-7), and for who leads every entry (S-4).
/// </summary>
internal sealed record SalesBook
{
    /// <summary>员工产品销售日统计表.</summary>
    public const string Products = "products";

    /// <summary>员工销售行为日统计表.</summary>
    public const string Behaviours = "behaviours";

    /// <summary>网点产品销售日统计表.</summary>
    public const string OfBranch = "branch";

    /// <summary>网点业绩柱状图.</summary>
    public const string Chart = "chart";

    /// <summary>明细.</summary>
    public const string Entries = "entries";

    /// <summary>Who reads it.</summary>
    public required Turn Turn { get; init; }

    /// <summary>Its days.</summary>
    public required DaySpan Span { get; init; }

    /// <summary>In which language it is written.</summary>
    public required Language Language { get; init; }

    /// <summary>What is tallied on its days.</summary>
    public required IReadOnlyList<TallyItem> Items { get; init; }

    /// <summary>The branch's people.</summary>
    public required Roster Roster { get; init; }

    /// <summary>Of what was read.</summary>
    public static SalesBook Of(Turn turn, Rows rows, DaySpan span, Language? language) => new()
    {
        Turn = turn,
        Span = span,
        Language = language ?? turn.Actor.Language,
        Items = [.. SalesCatalogue.In(turn, rows).Where(i => i.IsInForce(span))],
        Roster = SalesTable.RosterIn(turn, rows),
    };

    /// <summary>The workbook without its rows.</summary>
    /// <param name="version">Of what was read.</param>
    public Workbook Outline(string version)
    {
        var workdays = Math.Min(Span.To.DayNumber, Turn.Today.DayNumber) - Span.From.DayNumber + 1;
        var days = Math.Max(0, workdays);
        var people = SalesRules.SeesAll(Turn) ? Roster.Staff.Count : 1;
        var charted = SalesSheets.ChartLines(Items);
        var counts = charted.Count(l => l.Measure == Measure.Count);
        List<WorksheetHead> sheets =
        [
            new(Products, In(new("员工产品销售日统计表", "Products by employee")), [.. People, .. Items.Where(i => !i.IsBehaviour).SelectMany(ColumnsOf)]) { Frozen = 2, AboutRows = days * people },
            new(Behaviours, In(new("员工销售行为日统计表", "Activities by employee")), [.. People, .. Items.Where(i => i.IsBehaviour).SelectMany(ColumnsOf)]) { Frozen = 2, AboutRows = days * people },
            new(OfBranch, In(new("网点产品销售日统计表", "Products of the branch")), [.. Days, .. Items.Where(i => !i.IsBehaviour).SelectMany(ColumnsOf)]) { Frozen = 1, AboutRows = days },
            new(Chart, In(new("网点业绩柱状图", "Chart of the branch")), [.. Charted])
            {
                Frozen = 1,
                AboutRows = charted.Count,
                Charts = [.. new[] { ChartOf(new("件数", "Numbers"), 0, counts), ChartOf(new("金额(万元)", "Amounts (CNY 10,000)"), counts, charted.Count - counts) }.Where(c => c.Rows > 0)],
            },
        ];
        if (SalesRules.Leads(Turn.Actor))
        {
            sheets.Add(new(Entries, In(new("明细", "Entries")), [.. EntryColumns]) { Frozen = 1, AboutRows = days * people * 2 });
        }

        return new(
            In(new($"{Turn.Branch.Name} 销售统计", $"Sales of {Turn.Branch.Name}")),
            string.Create(CultureInfo.InvariantCulture, $"{Span.From:yyyy-MM-dd} – {Span.To:yyyy-MM-dd}"),
            Turn.Now,
            version,
            sheets)
        {
            Stamp = In(new("截至 ", "as of ")) + Turn.Branch.Time.Wall(Turn.Now).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            Total = In(new("合计", "Total")),
        };
    }

    /// <summary>In the reader's language.</summary>
    public string In(Text text) => text.In(Language);

    private IEnumerable<WorkColumn> People => [new("day", In(new("日期", "Date")), CellType.Date), new("name", In(new("员工", "Employee")), CellType.Text), new("position", In(new("岗位", "Position")), CellType.Text)];

    private IEnumerable<WorkColumn> Days =>
    [
        new("day", In(new("日期", "Date")), CellType.Date),
        new("reported", In(new("已报人数", "Reported")), CellType.Count),
        new("closed", In(new("汇总时间", "Closed at")), CellType.Time),
    ];

    private IEnumerable<WorkColumn> Charted =>
    [
        new("product", In(new("产品", "Product")), CellType.Text),
        new("unit", In(new("单位", "Unit")), CellType.Text),
        new("done", In(new("完成", "Reached")), CellType.Count),
        new("target", In(new("目标", "Target")), CellType.Count),
        new("reached", In(new("完成率", "Share reached")), CellType.Share),
        new("gone", In(new("时间进度", "Workdays gone")), CellType.Share),
        new("behind", In(new("落后", "Behind by")), CellType.Count),
        new("since", In(new("自", "Since")), CellType.Date),
        new("state", In(new("状态", "State")), CellType.Text),
        new("cause", In(new("瓶颈", "Cause")), CellType.Text),
        new("measure", In(new("改进措施", "Measure")), CellType.Text),
    ];

    private IEnumerable<WorkColumn> EntryColumns =>
    [
        new("day", In(new("日期", "Date")), CellType.Date),
        new("at", In(new("记入时间", "Entered at")), CellType.Time),
        new("name", In(new("员工", "Employee")), CellType.Text),
        new("by", In(new("记入人", "Entered by")), CellType.Text),
        new("kind", In(new("方式", "How")), CellType.Text),
        new("item", In(new("项目", "Item")), CellType.Text),
        new("unit", In(new("单位", "Unit")), CellType.Text),
        new("before", In(new("原数", "Count before")), CellType.Count),
        new("after", In(new("新数", "Count after")), CellType.Count),
        new("before.amount", In(new("原金额(元)", "Amount before (CNY)")), CellType.Amount),
        new("after.amount", In(new("新金额(元)", "Amount after (CNY)")), CellType.Amount),
        new("why", In(new("更正原因", "Why corrected")), CellType.Text),
    ];

    // Two products may be called alike, one of them ended: the id tells them apart.
    private IEnumerable<WorkColumn> ColumnsOf(TallyItem item)
    {
        var name = In(item.Name) + (Items.Count(i => In(i.Name) == In(item.Name)) > 1 ? $" {item.Id}" : "");
        yield return new(item.Id, $"{name}({In(item.Unit.Name())})", CellType.Count) { Summed = true };
        if (item.HasAmount)
        {
            yield return new($"{item.Id}.amount", name + In(new("金额(元)", " amount (CNY)")), CellType.Amount) { Summed = true };
        }
    }

    private WorkChart ChartOf(Text what, int first, int rows) => new(
        In(new Text("网点业绩 · ", "Sales of the branch · ") + what), "product", ["done", "target"], first, rows);
}
