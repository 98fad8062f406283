namespace BranchBot.Features.Sales;

/// <summary>The day's tables and the bar chart on the branch's screens (S-7, W-3): in the lobby the branch's totals, in the staff room each colleague's figures too where the branch wishes.</summary>
internal sealed class SalesPanels : IWallPanels
{
    /// <inheritdoc/>
    public IReadOnlyList<Read> Needs(BranchFacts facts, DateOnly day, Audience audience) =>
    [
        .. SalesDay.In(facts.Branch.Id, new DaySpan(Period.Month.Around(day).From, day)),
        Read.One<SalesCatalogue>(SalesCatalogue.At(facts.Branch.Region)),
        Read.One<Roster>(Roster.At(facts.Branch.Id)),
        .. PeriodTargets.In(facts.Branch.Id, Period.Month.Around(day)),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<WallPanel> Panels(Turn turn, Audience audience, Rows rows)
    {
        var items = SalesCatalogue.In(turn, rows);
        var day = SalesDay.Of(turn, rows, turn.Today);
        var month = PaceBook.Of(turn, rows, Period.Month, turn.Today, day);
        List<WallPanel> panels = [.. Table(new("今日销售", "Sold today"), items.Where(i => !i.IsBehaviour && day.Total.Of(i.Id) is { Count: > 0 }).Select(i => new Line(i.Name, null, SalesTable.Cell(i, day.Total.Of(i.Id)), Tone.Plain)))];
        if (audience != Audience.Lobby && turn.Facts.Settings.ColleaguesSeen)
        {
            panels.AddRange(Table(new("员工产品销售", "Sold by colleagues"), Colleagues(items.Where(i => !i.IsBehaviour), day)));
            panels.AddRange(Table(new("员工销售行为", "Sales activities"), Colleagues(items.Where(i => i.IsBehaviour), day)));
        }

        if (month.Branch.Count > 0)
        {
            panels.Add(new ChartPanel(PaceCard.Chart(month.Branch) with { Title = new("网点业绩柱状图 · 本月完成率", "The branch this month: share reached") }));
        }

        return panels;
    }

    private static IEnumerable<WallPanel> Table(Text title, IEnumerable<Line> lines) => lines.ToList() is { Count: > 0 } some ? [new TablePanel(title, some)] : [];

    private static IEnumerable<Line> Colleagues(IEnumerable<TallyItem> items, SalesDay day) => day.Reports
        .Select(r => (r.Name, Sold: items.Where(i => r.Figures.Any(f => f.Item == i.Id)).ToList(), r.Figures))
        .Where(r => r.Sold.Count > 0)
        .Select(r => new Line(Text.Same(r.Name), null, r.Sold.Select(i => i.Name + Text.Same($" {r.Figures.Of(i.Id).Count}")).Aggregate((a, b) => a + Text.Same(" · ") + b), Tone.Plain));
}
