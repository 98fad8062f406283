using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>
/// An item is done with an issue, or no longer (T-2). The issue was committed first, in its own partition, with this in its outbox: so there is never a mark
/// without an issue; an issue whose mark is still missing gets it when the outbox carries this out. It counts from when the person pressed, whenever it comes:
/// a crash makes nobody late, and the day that is over meanwhile is not changed by it, only completed (T-3).
/// </summary>
/// <param name="Branch">The branch.</param>
/// <param name="Day">The day.</param>
/// <param name="Item">The item.</param>
/// <param name="Issue">The issue's id.</param>
/// <param name="At">When it was reported or withdrawn, UTC.</param>
/// <param name="Operation">The activity by which it was.</param>
/// <param name="Withdrawn">Whether it was withdrawn.</param>
public sealed record MarkItem(BranchId Branch, DateOnly Day, string Item, string Issue, DateTimeOffset At, string Operation, bool Withdrawn = false) : TaskCommand, IInternal
{
    private protected override BranchId? CardBranch => Branch;

    private protected override DateOnly? CardDay => Day;

    private protected override string? Fault => Issue;

    /// <summary>It is done now, with an issue.</summary>
    internal static Notice Marked(OwnDay own, TaskItem item) => new(own.Ordinal(item) + new Text("有异常,已报告", " is done with an issue, which is reported"), Tone.Attention);

    private protected override Decision DecideOn(OwnDay own)
    {
        var (turn, day) = (own.Turn, own.Day);
        var item = TaskItem.ById(turn.Facts, Item);
        var view = item.Phase == Phase.Opening ? TaskView.Opening : TaskView.Closing;
        var stands = day.DoneBy(Item)?.Fault == Issue;
        var kind = Withdrawn ? TickKind.TakenBack : TickKind.Issue;

        // Only the newest word about this issue is left to say once; a mark that was taken back before does not come again.
        var isSaid = Withdrawn ? !stands : day.History.Any(t => t.Fault == Issue);
        if (isSaid || day.History.Count >= TaskDay.MostEntries || turn.Facts.Today(At) != Day)
        {
            return Decision.Show(TaskCard.Of(own, view, stands ? Marked(own, item) : null));
        }

        var changed = own with { Day = day.With(Item, kind, At, turn.Actor.Id, Operation, Issue) };
        var notice = Withdrawn ? new(new Text("已撤回异常:", "Issue withdrawn: ") + own.Ordinal(item), Tone.Plain) : Marked(changed, item);
        return Decision.Write(TaskCard.Of(changed, view, notice, changed.Day.History.Count), changed.Day);
    }
}

/// <summary>What this feature offers to the one that keeps what is broken.</summary>
internal sealed class TaskItems : ITaskItems
{
    private static readonly TimeSpan BeforeClosing = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public IReadOnlyList<Read> Needs(Turn turn) => new ShowNext().Needs(turn);

    /// <inheritdoc/>
    public IReadOnlyList<ListedItem> Today(Turn turn, Rows rows)
    {
        var day = rows.Find<TaskDay>(TaskDay.At(turn.Branch.Id, turn.Today, turn.Actor.Id)) ?? new(turn.Branch.Id, turn.Today, turn.Actor.Id, []);
        var own = new OwnDay(turn, Duty.On(turn.Facts, turn.Member.Entry, turn.Today, rows.Find<Roster>(Roster.At(turn.Branch.Id))), day);
        var now = TaskItem.PhaseAt(turn.Facts, turn.Now);
        var isLate = turn.Facts.On(turn.Today).Hours is { } hours && turn.Now >= turn.Branch.Time.Instant(turn.Today, hours.Closes) - BeforeClosing;
        return
        [
            .. own.Items(TaskView.All).Select(i => new ListedItem(
                new(turn.Today, i.Id),
                (i.Phase == Phase.Opening ? new("开门", "Opening ") : new Text("关门", "Closing ")) + own.Ordinal(i) + Text.Same(" ") + i.What,
                day.DoneBy(i.Id) is null,
                i.Phase == now && (now == Phase.Opening || isLate))),
        ];
    }

    /// <inheritdoc/>
    public Text NameOf(BranchFacts facts, string item) => TaskItem.ById(facts, item).What;

    /// <inheritdoc/>
    public Button Back(BranchId branch, ItemRef item) => new(
        new("返回", "Back"),
        new ShowTasks(item.Id.Contains($".{Phase.Closing}.", StringComparison.Ordinal) ? TaskView.Closing : TaskView.Opening, branch, item.Day));

    /// <inheritdoc/>
    public Command Mark(Turn turn, ItemRef item, string fault) => new MarkItem(turn.Branch.Id, item.Day, item.Id, fault, turn.Now, turn.Operation);

    /// <inheritdoc/>
    public Command Unmark(Turn turn, ItemRef item, string fault) => new MarkItem(turn.Branch.Id, item.Day, item.Id, fault, turn.Now, turn.Operation, Withdrawn: true);

    /// <inheritdoc/>
    public Command Complete(Turn turn, DateOnly day, Deed deed) => new CompleteItems(turn.Branch.Id, day, deed, turn.Now, turn.Operation);
}
