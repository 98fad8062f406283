namespace BranchBot.Features.Sales;

/// <summary>统计 of a region's leader: the day of all his branches, as far as they have closed it; two queries and a point read, whatever the number of entries.</summary>
/// <param name="Day">The day; null: today.</param>
public sealed record ShowRegionSales(DateOnly? Day = null) : Command
{
    private const int MostNames = 20;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn)
    {
        var region = RegionCalendar.Leader(turn).Region.Id;
        return [RegionSales.All(region, Day ?? RegionCalendar.Today(turn)), RegionBranch.All(region), Read.One<SalesCatalogue>(SalesCatalogue.At(region))];
    }

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var (leader, today) = (RegionCalendar.Leader(turn), RegionCalendar.Today(turn));
        var day = Day ?? today;
        var (branches, sums) = (rows.All<RegionBranch>().ToList(), rows.All<RegionSales>().ToList());
        var closed = sums.Where(s => s.Closed is not null).ToList();
        var open = branches.Where(b => closed.All(c => c.Branch != b.Branch)).Select(b => b.Name).Order(StringComparer.Ordinal).ToList();
        var items = SalesCatalogue.In(leader.Region.Id, rows);
        var total = Figures.Sum(closed.SelectMany(s => s.Total));
        List<Part> body =
        [
            new Heading(new("已汇总", "Closed"), Text.Same($"{closed.Count}/{branches.Count}")),
            new Progress(closed.Count, branches.Count),
            new Paragraph(new($"已审阅 {closed.Count(c => c.Reviewed is not null)},更正过 {closed.Count(c => c.Corrected > 0)}。", $"{closed.Count(c => c.Reviewed is not null)} reviewed, {closed.Count(c => c.Corrected > 0)} corrected."), Tone.Quiet),
        ];
        if (open.Count > 0)
        {
            var names = string.Join("、", open.Take(MostNames));
            body.Add(new Paragraph(open.Count > MostNames ? new($"还没汇总:{names} 等 {open.Count} 个。", $"Not closed: {names} and {open.Count - MostNames} more.") : new($"还没汇总:{names}。", $"Not closed: {names}."), Tone.Attention));
        }

        foreach (var (title, some) in new[] { (new Text("产品", "Products"), items.Where(i => !i.IsBehaviour)), (new Text("行为", "Activities"), items.Where(i => i.IsBehaviour)) })
        {
            var lines = some.Where(i => total.Of(i.Id).Count > 0).Select(i => new Line(i.Name, Best(closed, i), SalesTable.Cell(i, total.Of(i.Id)), Tone.Plain)).ToList();
            body.AddRange(lines.Count == 0 ? [] : [new Heading(title), .. lines]);
        }

        return Decision.Show(new Shown(new(new("销售统计", "Sales tables"), body)
        {
            Subtitle = Text.Same($"{leader.Region.Name} · ") + Dates.Brief(day, today),
            Buttons =
            [
                new(new("前一天", "Day before"), new ShowRegionSales(day.AddDays(-1))),
                .. day < today ? [new Button(new("后一天", "Day after"), new ShowRegionSales(day.AddDays(1)))] : Array.Empty<Button>(),
            ],
            Refresh = new ShowRegionSales(day),
            Summary = new Text("销售统计 · ", "Sales tables · ") + Text.Same(leader.Region.Name),
        }));
    }

    private static Text? Best(List<RegionSales> sums, TallyItem item) => sums.Count < 2 ? null
        : sums.MaxBy(s => (s.Total.Of(item.Id).Amount, s.Total.Of(item.Id).Count)) is { } best ? new($"最多:{best.Name}", $"most: {best.Name}") : null;
}
