using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>The button 撤销: takes back exactly the tick that it names, so that an old copy of the card takes back nothing newer (T-3).</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Day">The card's day.</param>
/// <param name="Tick">The tick's number in the day's history.</param>
/// <param name="View">What the card shows.</param>
public sealed record TakeBack(BranchId Branch, DateOnly Day, int Tick, TaskView View) : TaskCommand
{
    private protected override BranchId? CardBranch => Branch;

    private protected override DateOnly? CardDay => Day;

    private protected override bool ShowsClosing(Turn turn) => View != TaskView.Opening;

    private protected override Decision DecideOn(OwnDay own) =>
        own.Day.History.FirstOrDefault(t => t.Number == Tick) is { } tick && own.Day.DoneBy(tick.Item) == tick
            ? UndoLast.WithItsIssue(own, tick) ?? Write(own, tick.Item, TickKind.TakenBack, View, _ => UndoLast.Undone(own, tick), byWords: false)
            : Decision.Show(TaskCard.Of(own, View, new Notice(new("这一件已经撤销过了", "This one was taken back already"), Tone.Plain)));
}

/// <summary>撤销 by words: takes back the last tick of the day that stands; relative, so the operation key tells a repeat of the same message.</summary>
public sealed record UndoLast() : TaskCommand, IRelative
{
    private protected override Decision DecideOn(OwnDay own)
    {
        if (own.Day.DoneIn(own.Turn.Operation) is { } before)
        {
            return Decision.Show(TaskCard.Of(own, ViewOf(own, before)));
        }

        return own.Day.Last() is { } last
            ? WithItsIssue(own, last) ?? Write(own, last.Item, TickKind.TakenBack, ViewOf(own, last), _ => Undone(own, last))
            : Decision.Refuse(new("今天还没有可以撤销的。写「开门」看看您的三件事。", "There is nothing to undo today. Write \"opening\" to see your three tasks."));
    }

    /// <summary>It is taken back.</summary>
    internal static Notice Undone(OwnDay own, Tick tick) =>
        new(new Text("已撤销", "Taken back: ") + own.Ordinal(TaskItem.ById(own.Turn.Facts, tick.Item)), Tone.Plain);

    /// <summary>Where the item was done with an issue, that is what is taken back, and the mark follows of it (T-2); null: a plain tick.</summary>
    internal static Decision? WithItsIssue(OwnDay own, Tick tick) => tick.Fault is { } fault && own.Turn.Faults is { } faults && own.Day.Day == own.Turn.Today
        ? Decision.Instead(faults.TakeBack(own.Turn.Branch.Id, fault))
        : null;

    private static TaskView ViewOf(OwnDay own, Tick tick) => TaskItem.ById(own.Turn.Facts, tick.Item).Phase == Phase.Closing ? TaskView.Closing : TaskView.Opening;
}
