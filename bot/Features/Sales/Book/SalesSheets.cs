namespace BranchBot.Features.Sales;

/// <summary>The rows of the sheets of the sales workbook (S-7).</summary>
internal static class SalesSheets
{
    /// <summary>The rows of 员工产品销售日统计表 or 员工销售行为日统计表: a row a day and employee who has reported; of who sees only his own, his.</summary>
    public static IEnumerable<IReadOnlyList<Cell>> OfPeople(SalesBook book, IEnumerable<SalesDay> days, bool behaviours)
    {
        var (items, all) = (book.Items.Where(i => i.IsBehaviour == behaviours).ToList(), SalesRules.SeesAll(book.Turn));
        return from day in days
               from report in day.Reports
               where all || report.Person == book.Turn.Actor.Id
               select (IReadOnlyList<Cell>)[new(day.Day), new(report.Name), new(book.In(report.Position.Name())), .. items.SelectMany(i => Figures(i, report.Figures))];
    }

    /// <summary>The rows of 网点产品销售日统计表: a row a day that has tallies, and a business day that has none.</summary>
    public static IEnumerable<IReadOnlyList<Cell>> OfBranch(SalesBook book, DaySpan span, IEnumerable<SalesDay> days)
    {
        var (items, turn) = (book.Items.Where(i => !i.IsBehaviour).ToList(), book.Turn);
        var byDay = days.ToDictionary(d => d.Day);
        foreach (var date in span.Each().Where(d => d <= turn.Today))
        {
            if (byDay.GetValueOrDefault(date) is { } day)
            {
                var total = day.Total;
                yield return [new(date), new(day.Reports.Count), day.Closed is { } closed ? new(turn.Branch.Time.Wall(closed.At)) : Cell.Empty, .. items.SelectMany(i => Figures(i, total))];
            }
            else if (turn.Facts.On(date) is { Hours: not null, Counted: true })
            {
                yield return [new(date), new(0m), Cell.Empty, .. items.SelectMany(i => Figures(i, []))];
            }
        }
    }

    /// <summary>What 网点业绩柱状图 has a row for: first all numbers, then the amounts, each for a chart of its own.</summary>
    public static IReadOnlyList<(TallyItem Item, Measure Measure)> ChartLines(IReadOnlyList<TallyItem> items) =>
    [
        .. items.Where(i => !i.IsBehaviour).Select(i => (i, Measure.Count)),
        .. items.Where(i => !i.IsBehaviour && i.HasAmount).Select(i => (i, Measure.Amount)),
    ];

    /// <summary>The rows of 网点业绩柱状图: figure, target and pace of each product, amounts in 万元.</summary>
    public static IEnumerable<IReadOnlyList<Cell>> OfChart(SalesBook book, PaceBook paces)
    {
        foreach (var (item, measure) in ChartLines(book.Items))
        {
            var scale = measure == Measure.Amount ? 10_000m : 1m;
            var pace = Pace.Of(paces.Goals, paces.Days, item, null, measure, book.Span, paces.Last);
            var done = paces.Days.Where(d => book.Span.Contains(d.Day)).SelectMany(d => d.Reports).SelectMany(r => r.Figures).Where(f => f.Item == item.Id).Sum(f => measure == Measure.Amount ? f.Amount : f.Count);
            var cause = pace is { IsSlow: true } ? paces.CauseOf(item.Id) : null;
            yield return
            [
                new(book.In(item.Name)),
                new(book.In(measure == Measure.Amount ? new("万元", "CNY 10,000") : item.Unit.Name())),
                new(done / scale),
                pace is null ? Cell.Empty : new(decimal.Round(pace.Target / scale, 2)),
                pace is null ? Cell.Empty : new(decimal.Round(pace.Reached, 4)),
                pace is null ? Cell.Empty : new(decimal.Round(pace.Gone, 4)),
                pace is { IsSlow: true } ? new(decimal.Round(pace.Behind / scale, 2)) : Cell.Empty,
                pace?.Since is { } since ? new(since) : Cell.Empty,
                pace is null ? Cell.Empty : new(book.In(pace.IsSlow ? new("进度缓慢", "slow") : new("跟得上", "on pace"))),
                cause is null ? Cell.Empty : new(cause.Cause),
                cause is null ? Cell.Empty : new(cause.Measure),
            ];
        }
    }

    /// <summary>The rows of 明细: each entry with what it changed, a row an item; 今天没有 is a row, too.</summary>
    public static IEnumerable<IReadOnlyList<Cell>> OfEntries(SalesBook book, IReadOnlyList<TallyItem> items, IEnumerable<SalesEntry> entries)
    {
        foreach (var entry in entries)
        {
            Cell[] who = [new(entry.Day), new(book.Turn.Branch.Time.Wall(entry.At)), new(entry.Of), new(entry.Name), new(book.In(KindOf(entry.Kind)))];
            Cell why = entry.Why is { } said ? new(said) : Cell.Empty;
            if (entry.Before.Count == 0)
            {
                yield return [.. who, Cell.Empty, Cell.Empty, Cell.Empty, Cell.Empty, Cell.Empty, Cell.Empty, why];
            }

            foreach (var (before, after) in entry.Before.Zip(entry.After))
            {
                var item = items.FirstOrDefault(i => i.Id == before.Item);
                yield return
                [
                    .. who, new(item is null ? before.Item : book.In(item.Name)), item is null ? Cell.Empty : new(book.In(item.Unit.Name())), new(before.Count), new(after.Count),
                    item is { HasAmount: true } ? new(before.Amount) : Cell.Empty, item is { HasAmount: true } ? new(after.Amount) : Cell.Empty, why,
                ];
            }
        }
    }

    private static Text KindOf(EntryKind kind) => kind switch
    {
        EntryKind.Added => new("加", "added"),
        EntryKind.Set => new("改", "set"),
        EntryKind.Form => new("表格", "form"),
        _ => new("今天没有", "nothing"),
    };

    // What nothing was sold of is an empty cell: a table of noughts cannot be read.
    private static IEnumerable<Cell> Figures(TallyItem item, IReadOnlyList<Figure> figures)
    {
        var figure = figures.Of(item.Id);
        yield return figure.Count == 0 ? Cell.Empty : new(figure.Count);
        if (item.HasAmount)
        {
            yield return figure.Amount == 0 ? Cell.Empty : new(figure.Amount);
        }
    }
}
