namespace BranchBot.Features.Sales;

/// <summary>How far a branch and its people are over a period, with what was written about it (S-5, S-6).</summary>
/// <param name="Period">The period.</param>
/// <param name="Span">Its days.</param>
/// <param name="Last">The last day that is gone.</param>
/// <param name="Goals">What is to be reached.</param>
/// <param name="Days">The tallies of its days.</param>
/// <param name="Items">All that is tallied.</param>
/// <param name="Roster">The branch's people.</param>
/// <param name="Notes">Causes and measures of its quarter.</param>
internal sealed record PaceBook(Period Period, DaySpan Span, DateOnly Last, Goals Goals, IReadOnlyList<SalesDay> Days, IReadOnlyList<TallyItem> Items, Roster Roster, IReadOnlyList<SlowNote> Notes)
{
    /// <summary>The branch's pace, of each item that has a target.</summary>
    public IReadOnlyList<Pace> Branch { get; } = [.. Items.Select(i => Pace.Of(Goals, Days, i, null, Span, Last)).OfType<Pace>()];

    /// <summary>Somebody's own pace.</summary>
    public IReadOnlyList<Pace> Of(PersonId person) => [.. Items.Select(i => Pace.Of(Goals, Days, i, person, Span, Last)).OfType<Pace>()];

    /// <summary>Who is an example to share in an item: who is ahead the furthest; null: nobody.</summary>
    public (RosterEntry Who, Pace Pace)? ExampleOf(string item) => Roster.Staff
        .Select(s => (Who: s, Pace: Items.Where(i => i.Id == item).Select(i => Pace.Of(Goals, Days, i, s.Id, Span, Last)).FirstOrDefault()))
        .Where(s => s.Pace is { IsExample: true, Due: > 0 })
        .OrderByDescending(s => s.Pace!.Done / s.Pace.Due)
        .Select(s => ((RosterEntry, Pace)?)(s.Who, s.Pace!))
        .FirstOrDefault();

    /// <summary>What was written last about an item; null: nothing.</summary>
    public SlowCause? CauseOf(string item) => Notes.FirstOrDefault(n => n.Item == item)?.Causes[^1];

    /// <summary>The same with what was just written.</summary>
    public PaceBook With(SlowNote note) => this with { Notes = [.. Notes.Where(n => n.Item != note.Item), note] };

    /// <summary>What it reads: the catalogue, the roster, a query each for days, targets and notes, one a quarter that is touched.</summary>
    public static IReadOnlyList<Read> Reads(Turn turn, Period period, DateOnly of)
    {
        var span = period.Around(of);
        return
        [
            SalesCatalogue.Of(turn),
            Read.One<Roster>(Roster.At(turn.Branch.Id)),
            .. SalesDay.In(turn.Branch.Id, span),
            .. PeriodTargets.In(turn.Branch.Id, span),
            SlowNote.All(turn.Branch.Id, span.To < turn.Today ? span.To : turn.Today),
        ];
    }

    /// <summary>Of what was read.</summary>
    /// <param name="turn">Who reads it.</param>
    /// <param name="rows">What <see cref="Reads"/> named.</param>
    /// <param name="period">The period.</param>
    /// <param name="of">A day of it.</param>
    /// <param name="changed">A day as it is now: only what went before it counts beside it; null: all that was read.</param>
    public static PaceBook Of(Turn turn, Rows rows, Period period, DateOnly of, SalesDay? changed = null)
    {
        var span = period.Around(of);
        var roster = SalesTable.RosterIn(turn, rows);
        IReadOnlyList<SalesDay> days = changed is null ? [.. rows.All<SalesDay>()] : [.. rows.All<SalesDay>().Where(d => d.Day < changed.Day), changed];
        var gone = LastGone(turn, days);
        return new(period, span, gone < of ? gone : changed?.Day ?? gone, new(turn.Facts, roster, rows.All<PeriodTargets>()), days, SalesCatalogue.In(turn, rows), roster, [.. rows.All<SlowNote>()]);
    }

    /// <summary>The last day that is gone: today once the branch's doors are closed or the day's tallies are.</summary>
    public static DateOnly LastGone(Turn turn, IEnumerable<SalesDay> days)
    {
        var over = turn.Facts.On(turn.Today).Hours is not { } hours || turn.Now >= turn.Branch.Time.Instant(turn.Today, hours.Closes);
        return over || days.Any(d => d.Day == turn.Today && d.Closed is not null) ? turn.Today : turn.Today.AddDays(-1);
    }
}
