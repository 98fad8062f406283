namespace BranchBot.Features.Sales;

/// <summary>The table of a branch's day (员工产品销售日统计表, 员工销售行为日统计表, 网点产品销售日统计表) as a card.</summary>
internal static class SalesTable
{
    private const int MostCorrections = 10;
    private const int MostWithNames = 24;

    /// <summary>The card.</summary>
    /// <param name="turn">Who reads it.</param>
    /// <param name="rows">What <see cref="Reads"/> named.</param>
    /// <param name="day">The day.</param>
    /// <param name="notice">What has just happened.</param>
    public static Answer Of(Turn turn, Rows rows, SalesDay day, Notice? notice = null)
    {
        var items = SalesCatalogue.In(turn, rows);
        var roster = RosterIn(turn, rows);
        var missing = SalesRules.Missing(turn.Facts, roster, day);
        var expected = SalesRules.Expected(turn.Facts, roster, day.Day).Count;
        var all = SalesRules.SeesAll(turn);
        var month = PaceBook.Of(turn, rows, Period.Month, day.Day, day);
        List<Part> body = [.. notice is null ? Array.Empty<Part>() : [notice]];
        body.AddRange(day.Steps.Select(s => new Paragraph(Said(turn, s), Tone.Quiet)));
        body.AddRange(Figures(turn, items.Where(i => !i.IsBehaviour), day, month, new("产品", "Products"), all));
        body.AddRange(Figures(turn, items.Where(i => i.IsBehaviour), day, month, new("行为", "Activities"), all));
        if (day.Total.Count == 0)
        {
            body.Add(new Paragraph(new("还没有业绩。", "No sales yet."), Tone.Quiet));
        }

        if (SalesRules.Leads(turn.Actor))
        {
            body.Add(new Heading(new("谁报了", "Who has reported"), Text.Same($"{expected - missing.Count}/{expected}")));
            body.AddRange(day.Reports.Select(r => new Line(
                Text.Same(r.Name), r.Position.Name(), r.Figures.Count == 0 ? new Text("今天没有", "nothing") : Text.Same("✓ ") + SalesCards.When(turn, r.At), Tone.Good)));
            body.AddRange(missing.Select(p => new Line(
                Text.Same(p.Name), p.Position.Name(), day.Asked.Contains(p.Id) ? new Text("未报 · 已催", "missing · asked") : new("未报", "missing"), Tone.Attention)));
        }

        body.AddRange(Corrections(turn, items, day, all));
        body.AddRange(month.Branch.Count > 0 ? [new Heading(new("本月进度", "This month")), new Paragraph(PaceCard.Gone(month, null), Tone.Quiet), PaceCard.Chart(month.Branch)] : DayChart(items, day));
        return new Shown(new(new("销售统计", "Sales tables"), body)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + Dates.Brief(day.Day, turn.Today),
            Buttons = Buttons(turn, roster, day, missing),
            Refresh = new ShowSales(turn.Branch.Id, day.Day),
            Summary = new Text("销售统计 · ", "Sales tables · ") + Dates.Brief(day.Day, turn.Today),
        });
    }

    /// <summary>The branch's people.</summary>
    public static Roster RosterIn(Turn turn, Rows rows) =>
        rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? throw new InvalidOperationException($"Branch {turn.Branch.Id} has staff and no roster.");

    /// <summary>Who may press 已审阅: whoever decides for the manager about what the one who closed it sums up (P-2).</summary>
    public static bool MayReview(Turn turn, Roster roster, SalesStep closed) => Deciders.Of(turn.Facts, roster, Position.BranchManager, closed.By, turn.Today).Allow(turn.Actor);

    /// <summary>What the table reads: the days of the month up to the day, the targets, the catalogue, the roster.</summary>
    public static IReadOnlyList<Read> Reads(Turn turn, DateOnly day) =>
    [
        .. SalesDay.In(turn.Branch.Id, new DaySpan(Period.Month.Around(day).From, day)),
        SalesCatalogue.Of(turn),
        Read.One<Roster>(Roster.At(turn.Branch.Id)),
        .. PeriodTargets.In(turn.Branch.Id, Period.Month.Around(day)),
    ];

    // Of a branch without targets: the day's counts.
    private static IEnumerable<Part> DayChart(IReadOnlyList<TallyItem> items, SalesDay day)
    {
        var total = day.Total;
        var bars = items.Where(i => !i.IsBehaviour && total.Of(i.Id).Count > 0).Select(i => new Bar(i.Name, total.Of(i.Id).Count)).ToList();
        return bars.Count < 2 ? [] : [new BarChart(new("当日件数", "Counts of the day"), PaceCard.Few(bars, b => -b.Value), Text.Same(""))];
    }

    private static IEnumerable<Part> Figures(Turn turn, IEnumerable<TallyItem> items, SalesDay day, PaceBook month, Text title, bool all)
    {
        var total = day.Total;
        var sold = items.Where(i => total.Any(f => f.Item == i.Id) || month.Branch.Any(p => p.Item.Id == i.Id)).ToList();
        return sold.Count == 0 ? [] :
        [
            new Heading(title),
            .. sold.Select(i => new Line(i.Name, Detail(turn, i, day, month, all), Cell(i, total.Of(i.Id)), month.Branch.Any(p => p.Item.Id == i.Id && p.IsSlow) ? Tone.Attention : Tone.Plain)),
        ];
    }

    private static Text? Detail(Turn turn, TallyItem item, SalesDay day, PaceBook month, bool all)
    {
        var parts = new List<Text>();
        if (month.Branch.FirstOrDefault(p => p.Item.Id == item.Id) is { } pace)
        {
            var due = month.Goals.Of(null, item.Id, pace.Measure, new(day.Day, day.Day)) ?? 0;
            parts.Add(new Text("目标 ", "target ") + TargetText.Shown(item, pace.Measure, due) + new Text(" · 本月 ", " · this month ") + TargetText.Shown(pace) + (pace.IsSlow ? new(" · 进度缓慢", " · slow") : Text.Same("")));
        }

        var shares = day.Reports.Where(r => (all || r.Person == turn.Actor.Id) && r.Figures.Any(f => f.Item == item.Id)).Select(r => $"{r.Name} {r.Figures.Of(item.Id).Count}").ToList();

        // A card has no room for both of so many products; who has sold what is in the workbook.
        parts.AddRange(shares.Count == 0 || (parts.Count > 0 && month.Branch.Count > MostWithNames) ? [] : [Text.Same(string.Join(" · ", shares))]);
        return parts.Count == 0 ? null : parts.Aggregate((a, b) => a + Text.Same("\n") + b);
    }

    /// <summary>A figure as tables have it: 2 笔 · 30.00 万元.</summary>
    public static Text Cell(TallyItem item, Figure figure) =>
        item.Unit.Of(figure.Count) + (item.HasAmount ? Text.Same(" · ") + Figure.Wan(figure.Amount) : Text.Same(""));

    private static IEnumerable<Part> Corrections(Turn turn, IReadOnlyList<TallyItem> items, SalesDay day, bool all)
    {
        var seen = day.Corrections.Where(c => all || c.Person == turn.Actor.Id).ToList();
        return seen.Count == 0 ? [] :
        [
            new Heading(new("汇总后更正", "Corrected after the close"), Text.Same($"{seen.Count}")),
            .. seen.TakeLast(MostCorrections).Select(c => (Change: c, Item: items.FirstOrDefault(i => i.Id == c.After.Item))).Where(c => c.Item is not null).Select(c => new Line(
                Text.Same($"{day.ReportOf(c.Change.Person)?.Name} · ") + c.Item!.Name,
                Text.Same($"{c.Change.By}: {c.Change.Why}"),
                c.Change.Before.Shown(c.Item!) + Text.Same(" → ") + c.Change.After.Shown(c.Item!),
                Tone.Attention)),
        ];
    }

    private static Text Said(Turn turn, SalesStep step) => step.Kind switch
    {
        SalesStepKind.Closed => SalesCards.ClosedBy(turn, step)
            + (step.Missing is { Count: > 0 } missing ? new Text($" 当时没报:{string.Join("、", missing)}。", $" Missing then: {string.Join(", ", missing)}.") : Text.Same("")),
        SalesStepKind.Reviewed => SalesCards.When(turn, step.At) + Text.Same(" ") + step.Name + new Text("已审阅。", " reviewed it."),
        _ => SalesCards.When(turn, step.At) + Text.Same(" ") + step.Name + new Text($"重新打开:{step.Why}", $" opened it again: {step.Why}"),
    };

    private static List<Button> Buttons(Turn turn, Roster roster, SalesDay day, IReadOnlyList<RosterEntry> missing)
    {
        var buttons = new List<Button>();
        if (turn.Actor is Member && SalesRules.Leads(turn.Actor) && day.Closed is null)
        {
            buttons.Add(new(new("汇总", "Close the day"), new CloseSales(day.Branch, day.Day)) { Primary = true });
            if (missing.Any(p => !day.Asked.Contains(p.Id)) && day.Day == turn.Today)
            {
                buttons.Add(new(new("催一下", "Ask the missing"), new AskMissing(day.Branch, day.Day)));
            }
        }

        if (day is { Closed: { } closed, Reviewed: null } && MayReview(turn, roster, closed))
        {
            buttons.Add(new(new("已审阅", "Reviewed"), new ReviewSales(day.Branch, day.Day)) { Primary = true });
        }

        if (turn.Actor is Member)
        {
            buttons.Add(new(new("我的业绩", "My sales"), new ShowOwnSales(day.Branch, day.Day)));
        }

        if (buttons.Count < 4)
        {
            buttons.Add(new(new("按周", "By week"), new ShowSalesPeriod(Period.Week, day.Day, null, day.Branch)));
        }

        if (SalesRules.Leads(turn.Actor))
        {
            buttons.Add(new(new("明细", "Entries"), new ShowEntries(day.Branch, day.Day)));
        }

        if (turn.Actor is RegionLeader && day.Closed is not null)
        {
            buttons.Add(new(new("重新打开", "Open again"), new ReopenSales(day.Branch, day.Day)));
        }

        return buttons;
    }
}
