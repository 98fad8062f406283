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

    private protected override bool ShowsClosing(Turn turn) => View != TaskView.Opening;

    private protected override Decision DecideOn(OwnDay own) =>
        After is { } number && number == own.Day.History.Count && own.Day.History is [.., var last]
            ? Decision.Show(TaskCard.Of(own, View, NoticeOf(own, last), number))
            : Decision.Show(TaskCard.Of(own, View));

    private Notice NoticeOf(OwnDay own, Tick last) => last.Kind == TickKind.NotDone ? SendBack.Told(own, last)
        : last.Kind == TickKind.Issue ? MarkItem.Marked(own, TaskItem.ById(own.Turn.Facts, last.Item))
        : last.IsDone ? TickNext.Ticked(own, TaskItem.ById(own.Turn.Facts, last.Item), own.Next(View))
        : UndoLast.Undone(own, last);
}

/// <summary>下一件: which one comes next, without ticking it.</summary>
public sealed record ShowNext() : TaskCommand
{
    private protected override Decision DecideOn(OwnDay own)
    {
        var view = Current(own.Turn);
        return Decision.Show(TaskCard.Of(own, view, own.Next(view) is { } next ? new Notice(new Text("下一件:", "Next: ") + next.What, Tone.Plain) : null));
    }
}
