namespace BranchBot.Features.ThreeTasks;

/// <summary>
/// 准时: punctuality over a week, a month or a quarter (T-7): for the manager, whoever acts for him and the region's leaders of everybody, for a supervisor of
/// his team, for everybody else his own. The roster, one query a quarter, and today as it stands.
/// </summary>
/// <param name="Period">Which period; null: the week.</param>
/// <param name="Of">A day of it; null: today.</param>
/// <param name="Back">How many periods before that one.</param>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Own">Whether only one's own is asked for.</param>
/// <param name="Name">A branch as a region leader names it.</param>
public sealed record ShowPunctuality(Period? Period = null, DateOnly? Of = null, int? Back = null, BranchId? Branch = null, bool? Own = null, string? Name = null) : Command
{
    private const int MostBack = 40;

    /// <summary>Reads what stands behind 准时: a period, the name of a branch.</summary>
    public static ShowPunctuality? Parse(string rest)
    {
        var words = rest.Replace("last ", "last-", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var period = words.Select(Periods.Parse).FirstOrDefault(p => p is not null);
        var name = string.Join(' ', words.Where(w => Periods.Parse(w) is null));
        return name.Length > NamedBranch.Longest ? null : new(period?.Period, Back: period is { Back: > 0 } before ? before.Back : null, Name: name.Length == 0 ? null : name);
    }

    /// <summary>Reads the period behind 我的准时.</summary>
    public static ShowPunctuality? ParseOwn(string rest) => Parse(rest) is { Name: null } parsed ? parsed with { Own = true } : null;

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => Elsewhere(turn) ? NamedBranch.Needs(turn) :
    [
        Read.One<Roster>(Roster.At(turn.Branch.Id)),
        .. DaySummary.In(turn.Branch.Id, Span(turn)),
        .. !Span(turn).Contains(turn.Today) ? Array.Empty<Read>()
            : IsOwn(turn) ? [Read.One<TaskDay>(TaskDay.At(turn.Branch.Id, turn.Today, turn.Actor.Id))]
            : [TaskDay.All(turn.Branch.Id, turn.Today)],
    ];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (Elsewhere(turn))
        {
            return Name is null ? Decision.Instead(new ShowBranches()) : NamedBranch.Find(turn, rows, Name, new("准时", "punctuality"), branch => this with { Branch = branch, Name = null });
        }

        var span = Span(turn);
        List<DaySummary> days = [.. rows.All<DaySummary>().Where(d => d.Day != turn.Today)];
        var gaps = Punctuality.Gaps(turn.Facts, days, span, turn.Today);
        var today = ReminderDay.Of(turn.Facts, Board.RosterIn(turn, rows), turn.Today);
        if (span.Contains(turn.Today) && today.Day.Hours is not null)
        {
            days.Add(DaySummaries.Of(today, rows.All<TaskDay>(), turn.Now, turn.Now));
        }

        var marks = Punctuality.Marks(turn.Facts, days, span, turn.Today);
        return Decision.Show(new Shown(IsOwn(turn)
            ? PunctualityCard.Own(turn, Which, span, [.. marks.Where(m => m.Person == turn.Actor.Id)])
            : PunctualityCard.Of(turn, Which, span, [.. marks.Where(m => Superiors.Sees(turn.Actor, new(m.Person, m.Name, m.Position)))], gaps)));
    }

    private Period Which => Period ?? Core.Period.Week;

    private bool Elsewhere(Turn turn) => Name is not null || turn.BranchFacts is null;

    private bool IsOwn(Turn turn) => turn.Actor is Member member && (Own == true || !Waiting.Concerns(member));

    private DaySpan Span(Turn turn) => Which.Around(Of ?? turn.Today, Math.Clamp(Back ?? 0, 0, MostBack));
}
