namespace BranchBot.Features.ThreeTasks;

/// <summary>开门, 关门, 我的任务; and what a card asks for when it is opened again.</summary>
/// <param name="View">Which tasks.</param>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Day">The card's day; null: today.</param>
/// <param name="After">
/// The entry of the history that the card tells of. Teams refreshes a card as soon as it is seen: it says the same again unless something newer happened.
/// </param>
public sealed record ShowTasks(TaskView View, BranchId? Branch = null, DateOnly? Day = null, int? After = null) : TaskCommand
{
    private protected override BranchId? CardBranch => Branch;

    private protected override DateOnly? CardDay => Day;

    private protected override Decision DecideOn(Turn turn, TaskDay day) =>
        After is { } number && number == day.History.Count && day.History is [.., var last]
            ? Decision.Show(TaskCard.Of(turn, day, View, NoticeOf(turn, day, last), number))
            : Decision.Show(TaskCard.Of(turn, day, View));

    private Notice NoticeOf(Turn turn, TaskDay day, Tick last) =>
        last.Kind == TickKind.Done ? TickNext.Ticked(turn, TaskItem.ById(last.Item), TickNext.Following(turn, day, View)) : UndoLast.Undone(turn, last);
}

/// <summary>下一件: which one comes next, without ticking it.</summary>
public sealed record ShowNext() : TaskCommand
{
    private protected override Decision DecideOn(Turn turn, TaskDay day)
    {
        var view = Current(turn);
        var next = TaskItem.Of(turn.Member, view).FirstOrDefault(i => day.DoneBy(i.Id) is null);
        return Decision.Show(TaskCard.Of(turn, day, view, next is null ? null : new Notice(new Text("下一件:", "Next: ") + next.What, Tone.Plain)));
    }
}
