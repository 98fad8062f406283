using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>A command on one's own day. It needs one row, whatever the size of the branch; of who leads others, in the closing phase, one query.</summary>
public abstract record TaskCommand : Command
{
    // The card that it was pressed on; a line of chat means one's own branch, today.
    private protected virtual BranchId? CardBranch => null;

    private protected virtual DateOnly? CardDay => null;

    // The issue that it is about, where it is about one.
    private protected virtual string? Fault => null;

    /// <inheritdoc/>
    public sealed override BranchId? Concerns() => CardBranch;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Read> Needs(Turn turn) => Waiting.Concerns(turn.Member) && ShowsClosing(turn)
        ? [TaskDay.All(turn.Branch.Id, CardDay ?? turn.Today), Read.One<Roster>(Roster.At(turn.Branch.Id))]
        : [
        Read.One<TaskDay>(AddressIn(turn)),

        // Whether somebody who wears the lobby role is on lobby duty depends on the others (P-1).
        .. turn.Member.Lobby == LobbyRole.None ? Array.Empty<Read>() : [Read.One<Roster>(Roster.At(turn.Branch.Id))],
    ];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Read> NeedsMore(Turn turn, Rows rows) => turn.Faults is not { } faults ? [] :
        [.. (rows.Find<TaskDay>(AddressIn(turn))?.Faults() ?? []).Concat(Fault is null ? [] : [Fault]).Distinct().SelectMany(fault => faults.Needs(turn.Branch.Id, fault))];

    /// <inheritdoc/>
    public sealed override Decision Decide(Turn turn, Rows rows)
    {
        var address = AddressIn(turn);
        var day = rows.Find<TaskDay>(address) ?? new TaskDay(turn.Branch.Id, CardDay ?? turn.Today, turn.Actor.Id, []);
        var person = Duty.On(turn.Facts, turn.Member.Entry, day.Day, rows.Find<Roster>(Roster.At(turn.Branch.Id)));
        return DecideOn(new(turn, person, day) { Rows = rows, Colleagues = ColleaguesIn(turn, rows, day.Day) });
    }

    /// <summary>Decides on the day.</summary>
    private protected abstract Decision DecideOn(OwnDay own);

    /// <summary>Writes an entry, unless the day is over or has too many.</summary>
    private protected static Decision Write(OwnDay own, string item, TickKind kind, TaskView view, Func<OwnDay, Notice> notice, bool byWords = true)
    {
        var (turn, day) = (own.Turn, own.Day);
        if (day.Day != turn.Today)
        {
            return new Refused(TaskCard.Of(own, view, TaskCard.Over(day.Day)));
        }

        if (day.History.Count >= TaskDay.MostEntries)
        {
            return new Refused(TaskCard.Of(own, view, new Notice(
                new($"今天已经改了 {TaskDay.MostEntries} 次,不能再改了。", $"Today was changed {TaskDay.MostEntries} times already; it stays as it is."), Tone.Attention)));
        }

        var changed = own with { Day = day.With(item, kind, turn) };
        return Decision.Write(TaskCard.Of(changed, view, notice(changed), byWords ? changed.Day.History.Count : null), changed.Day) with { Counts = kind == TickKind.Done ? Counted(changed, item) : [] };
    }

    // Whether the morning goes well: items and whole cards, by the limit or after it.
    private static IReadOnlyList<Happened> Counted(OwnDay own, string item)
    {
        if (own.Items(TaskView.All).FirstOrDefault(i => i.Id == item)?.Phase is not { } phase)
        {
            return [];
        }

        var isLate = own.Turn.Now > Limits.Of(own.Turn.Facts, own.Person, own.Day.Day, phase);
        var kind = (phase, isLate) switch
        {
            (Phase.Opening, false) => "opening_on_time",
            (Phase.Opening, true) => "opening_late",
            (_, false) => "closing_on_time",
            (_, true) => "closing_late",
        };
        var done = new Happened("tasks.items", kind);
        return own.Next(phase == Phase.Opening ? TaskView.Opening : TaskView.Closing) is null ? [done, done with { What = "tasks.cards" }] : [done];
    }

    // Whether the card has closing items: those of who leads others may wait on somebody (T-5), which takes the others' days.
    private protected virtual bool ShowsClosing(Turn turn) => Current(turn) == TaskView.Closing;

    /// <summary>The phase that the branch is in now, as a view.</summary>
    private protected static TaskView Current(Turn turn) => TaskItem.PhaseAt(turn.Facts, turn.Now) == Phase.Opening ? TaskView.Opening : TaskView.Closing;

    private IReadOnlyList<PhaseState> ColleaguesIn(Turn turn, Rows rows, DateOnly day) =>
        Waiting.Concerns(turn.Member) && ShowsClosing(turn) && rows.Find<Roster>(Roster.At(turn.Branch.Id)) is { } roster
            ? [.. PhaseState.All(turn.Facts, roster, rows.All<TaskDay>(), day, Phase.Closing).Where(p => p.IsExpected && p.Person.Entry.Id != turn.Actor.Id)]
            : [];

    private RowAddress AddressIn(Turn turn) => TaskDay.At(turn.Branch.Id, CardDay ?? turn.Today, turn.Actor.Id);
}
