using System.Globalization;

namespace BranchBot.Features.Sales;

/// <summary>
/// 统计 年: a product, or all of them, by month and by weekday over the year, so that busy and slack seasons (淡旺季) show (S-6). The catalogue, and one query
/// a quarter that has begun.
/// </summary>
/// <param name="Year">The year; null: this one.</param>
/// <param name="Item">The item; null or unknown: all products.</param>
/// <param name="Branch">The card's branch; null: one's own.</param>
public sealed record ShowSalesYear(int? Year = null, string? Item = null, BranchId? Branch = null) : Command
{
    /// <summary>What stands for all products.</summary>
    private const string Everything = "all";

    private const int FirstYear = 2000;

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

        var (span, items) = (Span(turn), SalesCatalogue.In(turn, rows));
        var days = rows.All<SalesDay>().Where(d => span.Contains(d.Day)).ToDictionary(d => d.Day, d => d.Total);
        var sold = items.Where(i => days.Values.Any(t => t.Of(i.Id).Count > 0)).ToList();
        var item = sold.FirstOrDefault(i => i.Id == Item);
        List<Part> body = [];
        if (sold.Count == 0)
        {
            body.Add(new Paragraph(new("这一年还没有业绩。", "No sales in this year."), Tone.Quiet));
        }
        else
        {
            body.Add(new ChoiceField("item", new("看哪一项", "What to look at"), [(Everything, new("全部产品", "all products")), .. sold.Select(i => (i.Id, i.Name))], item?.Id ?? Everything));
            body.Add(Months(turn, span, days, items, item));
            body.Add(Weekdays(turn, span, days, items, item));
        }

        return Decision.Show(new Shown(new(new Text("淡旺季 · ", "Seasons · ") + (item?.Name ?? new("全部产品", "all products")), body)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · {span.From.Year}"),
            Buttons =
            [
                .. sold.Count > 0 ? [new Button(new("看这一项", "Show it"), new ShowSalesYear(span.From.Year, null, turn.Branch.Id)) { Primary = true, Submits = true }] : Array.Empty<Button>(),
                new(new("上一年", "Previous year"), new ShowSalesYear(span.From.Year - 1, Item, turn.Branch.Id)),
                .. span.From.Year < turn.Today.Year ? [new Button(new("下一年", "Next year"), new ShowSalesYear(span.From.Year + 1, Item, turn.Branch.Id))] : Array.Empty<Button>(),
                new(new("按季", "By quarter"), new ShowSalesPeriod(Period.Quarter, null, null, turn.Branch.Id)),
            ],
            Summary = new Text("淡旺季 · ", "Seasons · ") + Text.Same(turn.Branch.Name),
        }));
    }

    private DaySpan Span(Turn turn)
    {
        var year = Math.Clamp(Year ?? turn.Today.Year, FirstYear, turn.Today.Year);
        return new(new(year, 1, 1), year == turn.Today.Year ? turn.Today : new(year, 12, 31));
    }

    // Months as far as the year has come; the best and the weakest of those that are over stand out.
    private static BarChart Months(Turn turn, DaySpan span, Dictionary<DateOnly, IReadOnlyList<Figure>> days, IReadOnlyList<TallyItem> items, TallyItem? item)
    {
        var sums = Enumerable.Range(1, span.To.Month).Select(m => (Month: m, Sum: days.Where(d => d.Key.Month == m).Sum(d => Value(d.Value, items, item)))).ToList();
        var over = sums.Where(s => Period.Month.Around(new(span.From.Year, s.Month, 1)).To < turn.Today).ToList();
        var (best, least) = over.Count < 2 ? (-1m, -1m) : (over.Max(s => s.Sum), over.Min(s => s.Sum));
        return new(new Text("按月", "By month") + Unit(item), [.. sums.Select(s => new Bar(
            new($"{s.Month}月", CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(s.Month)), s.Sum,
            best == least || over.All(o => o.Month != s.Month) ? Tone.Plain : s.Sum == best ? Tone.Good : s.Sum == least ? Tone.Attention : Tone.Plain))], Text.Same(""));
    }

    // The average of a workday: a year has more Mondays than days after a holiday.
    private static BarChart Weekdays(Turn turn, DaySpan span, Dictionary<DateOnly, IReadOnlyList<Figure>> days, IReadOnlyList<TallyItem> items, TallyItem? item)
    {
        var first = days.Count == 0 ? span.To : days.Keys.Min();
        var workdays = span.Each().Where(d => d >= first && (days.ContainsKey(d) || turn.Facts.On(d) is { Hours: not null, Counted: true })).ToLookup(d => d.DayOfWeek);
        return new(new Text("按星期,平均每个营业日", "By weekday, a business day on average") + Unit(item),
        [
            .. new[] { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday }
                .Where(w => workdays[w].Any())
                .Select(w => new Bar(Dates.Weekday(w), decimal.Round(workdays[w].Average(d => days.TryGetValue(d, out var total) ? Value(total, items, item) : 0), 1))),
        ], Text.Same(""));
    }

    // Of what has an amount, the amount in 万元; of all products together only their number can be added up.
    private static decimal Value(IReadOnlyList<Figure> total, IReadOnlyList<TallyItem> items, TallyItem? item) =>
        item is null ? items.Where(i => !i.IsBehaviour).Sum(i => total.Of(i.Id).Count)
        : item.HasAmount ? total.Of(item.Id).Amount / 10_000
        : total.Of(item.Id).Count;

    private static Text Unit(TallyItem? item) => item is { HasAmount: true } ? new("(万元)", " (CNY 10,000)") : item is null ? new("(件)", " (number)") : Text.Same(" (") + item.Unit.Name() + Text.Same(")");
}
