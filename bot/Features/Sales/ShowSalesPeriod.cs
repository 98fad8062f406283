namespace BranchBot.Features.Sales;

/// <summary>
/// 统计 周, 统计 月, 统计 季: the branch's figures over a period (S-7), as they stand now. The catalogue, and one query a quarter that it touches, whatever
/// the number of entries.
/// </summary>
/// <param name="Period">Which period.</param>
/// <param name="Of">A day of it; null: today.</param>
/// <param name="Back">How many periods before that one.</param>
/// <param name="Branch">The card's branch; null: one's own.</param>
public sealed record ShowSalesPeriod(Period Period, DateOnly? Of = null, int? Back = null, BranchId? Branch = null) : Command
{
    private const int MostBack = 40;
    private const int MostNames = 8;

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => turn.BranchFacts is null ? [] : [SalesCatalogue.Of(turn), .. SalesDay.In(turn.Branch.Id, Span(turn))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (turn.BranchFacts is null)
        {
            return Decision.Instead(new ShowSales());
        }

        var (items, span) = (SalesCatalogue.In(turn, rows), Span(turn));
        var days = rows.All<SalesDay>().Where(d => span.Contains(d.Day)).ToList();
        var total = Figures.Sum(days.SelectMany(d => d.Total));
        List<Part> body = [];
        foreach (var (title, some) in new[] { (new Text("产品", "Products"), items.Where(i => !i.IsBehaviour)), (new Text("行为", "Activities"), items.Where(i => i.IsBehaviour)) })
        {
            var lines = some.Where(i => total.Of(i.Id).Count > 0).Select(i => new Line(i.Name, Shares(turn, days, i), SalesTable.Cell(i, total.Of(i.Id)), Tone.Plain)).ToList();
            body.AddRange(lines.Count == 0 ? [] : [new Heading(title), .. lines]);
        }

        if (body.Count == 0)
        {
            body.Add(new Paragraph(new("这段时间没有业绩。", "No sales in this period."), Tone.Quiet));
        }

        var open = span.Each().Where(d => d <= turn.Today && turn.Facts.On(d) is { Hours: not null, Counted: true }).Count(d => days.All(s => s.Day != d || s.Closed is null));
        body.Add(new Paragraph(open == 0 ? new("每天都已汇总。", "Every day is closed.") : new($"还有 {open} 个营业日没有汇总。", $"{Counted.English(open, "business day")} {(open == 1 ? "is" : "are")} not closed."), Tone.Quiet));
        return Decision.Show(new Shown(Framed(turn, span, body)));
    }

    private Card Framed(Turn turn, DaySpan span, IReadOnlyList<Part> body)
    {
        var to = span.To < turn.Today ? span.To : turn.Today;
        ShowSalesPeriod Show(Period period, DateOnly day) => new(period, day, null, turn.Branch.Id);
        return new(new Text("销售统计 · ", "Sales tables · ") + Period.Name(), body)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + new DaySpan(span.From, to).Written(turn.Today),
            Buttons =
            [
                new(new("按日", "By day"), new ShowSales(turn.Branch.Id, to)),
                .. Enum.GetValues<Period>().Where(p => p != Period).Select(p => new Button(new Text("按", "By ") + new Text(p.Name().Zh, p.Name().En.ToLowerInvariant()), Show(p, to))),
                new(new("上一个", "Previous"), Show(Period, span.From.AddDays(-1))),
                span.To < turn.Today ? new(new("下一个", "Next"), Show(Period, span.To.AddDays(1))) : new(new("进度", "Pace"), new ShowPace(Period, to, null, turn.Branch.Id)),
            ],
            Refresh = Show(Period, to),
        };
    }

    // Who has most of it first; of who sees only his own, that.
    private static Text? Shares(Turn turn, IReadOnlyList<SalesDay> days, TallyItem item)
    {
        var all = SalesRules.SeesAll(turn);
        var shares = days.SelectMany(d => d.Reports).Where(r => all || r.Person == turn.Actor.Id)
            .GroupBy(r => r.Person)
            .Select(g => (g.Last().Name, g.Sum(r => r.Figures.Of(item.Id).Count)))
            .Where(s => s.Item2 > 0)
            .OrderByDescending(s => s.Item2)
            .ToList();
        var named = string.Join(" · ", shares.Take(MostNames).Select(s => $"{s.Name} {s.Item2}"));
        return shares.Count == 0 ? null : Text.Same(named) + (shares.Count > MostNames ? new Text($" 等 {shares.Count} 人", $" and {shares.Count - MostNames} more") : Text.Same(""));
    }

    private DaySpan Span(Turn turn) => Period.Around(Of is { } day && day < turn.Today ? day : turn.Today, Math.Clamp(Back ?? 0, 0, MostBack));
}
