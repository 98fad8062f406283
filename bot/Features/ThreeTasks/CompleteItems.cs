using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>
/// Ticks the items that something done elsewhere does (T-5): 汇总 and 向支行长汇报 by closing the day's tallies, 审阅 by 已审阅. It counts from when that was
/// done, whenever this comes. Items of other lists, and of lists that a branch has adapted so that they are not there, are left alone.
/// </summary>
/// <param name="Branch">The branch.</param>
/// <param name="Day">The day.</param>
/// <param name="Deed">What was done.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Operation">The activity by which it was.</param>
public sealed record CompleteItems(BranchId Branch, DateOnly Day, Deed Deed, DateTimeOffset At, string Operation) : TaskCommand, IInternal
{
    private static readonly Dictionary<Deed, string[]> Items = new()
    {
        [Deed.ClosedSales] = [$"{HandbookPage.SalesSupervisor}.{Phase.Closing}.2", $"{HandbookPage.SalesSupervisor}.{Phase.Closing}.3"],
        [Deed.ReviewedSales] = [$"{HandbookPage.BranchManager}.{Phase.Closing}.2"],
    };

    private protected override BranchId? CardBranch => Branch;

    private protected override DateOnly? CardDay => Day;

    private protected override Decision DecideOn(OwnDay own)
    {
        var (turn, day) = (own.Turn, own.Day);
        var left = Items[Deed].Where(id => own.Items(TaskView.Closing).Any(i => i.Id == id) && day.DoneBy(id) is null).ToList();
        if (left.Count == 0 || turn.Facts.Today(At) != Day || day.History.Any(t => t.Operation == Operation) || day.History.Count + left.Count > TaskDay.MostEntries)
        {
            return Decision.Show(TaskCard.Of(own, TaskView.Closing));
        }

        var changed = own with { Day = left.Aggregate(day, (ticked, id) => ticked.With(id, TickKind.Done, At, turn.Actor.Id, Operation, null)) };
        return Decision.Write(TaskCard.Of(changed, TaskView.Closing, null, changed.Day.History.Count), changed.Day);
    }
}
