namespace BranchBot.Features.ThreeTasks;

/// <summary>A command on one's own day. It needs one row, whatever the size of the branch.</summary>
public abstract record TaskCommand : Command
{
    // The card that it was pressed on; a line of chat means one's own branch, today.
    private protected virtual BranchId? CardBranch => null;

    private protected virtual DateOnly? CardDay => null;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<TaskDay>(AddressIn(turn))];

    /// <inheritdoc/>
    public sealed override Decision Decide(Turn turn, Rows rows)
    {
        var address = AddressIn(turn);
        return DecideOn(turn, rows.Find<TaskDay>(address) ?? new TaskDay(CardBranch ?? turn.Branch.Id, CardDay ?? turn.Today, turn.Actor.Id, []));
    }

    /// <summary>Decides on the day.</summary>
    private protected abstract Decision DecideOn(Turn turn, TaskDay day);

    /// <summary>Writes an entry, unless the day is over or has too many.</summary>
    private protected static Decision Write(Turn turn, TaskDay day, string item, TickKind kind, TaskView view, Func<TaskDay, Notice> notice, bool byWords = true)
    {
        if (day.Day != turn.Today)
        {
            return new Refused(TaskCard.Of(turn, day, view, TaskCard.Over(day.Day)));
        }

        if (day.History.Count >= TaskDay.MostEntries)
        {
            return new Refused(TaskCard.Of(turn, day, view, new Notice(
                new($"今天已经改了 {TaskDay.MostEntries} 次,不能再改了。", $"Today was changed {TaskDay.MostEntries} times already; it stays as it is."), Tone.Attention)));
        }

        var changed = day.With(item, kind, turn);
        return Decision.Write(TaskCard.Of(turn, changed, view, notice(changed), byWords ? changed.History.Count : null), changed);
    }

    /// <summary>The phase that the branch is in now, as a view.</summary>
    private protected static TaskView Current(Turn turn) => TaskItem.PhaseAt(turn.Branch, turn.Now) == Phase.Opening ? TaskView.Opening : TaskView.Closing;

    private RowAddress AddressIn(Turn turn) => TaskDay.At(CardBranch ?? turn.Branch.Id, CardDay ?? turn.Today, turn.Actor.Id);
}
