namespace BranchBot.Core;

/// <summary>
/// How many reminders of a branch's day were claimed, and once the day is over what became of them: planned = sent + refused + expired + unknown. Each
/// claim renews it, so that two who claim at once meet here; while the day lasts, what became of each stands in a row of its own (<see cref="Told"/>).
/// </summary>
/// <param name="Branch">The branch.</param>
/// <param name="Day">The business day.</param>
/// <param name="Planned">How many were claimed.</param>
/// <param name="Sent">Of those already counted: Teams has them.</param>
/// <param name="Refused">Refused by Teams for good.</param>
/// <param name="Expired">Too late to make sense, and not sent.</param>
/// <param name="Unknown">Not known whether they arrived; they go at most once.</param>
/// <param name="Over">When the day was counted, UTC; nothing is claimed after it. Null: the day lasts.</param>
public sealed record ReminderTotals(
    BranchId Branch, DateOnly Day, int Planned = 0, int Sent = 0, int Refused = 0, int Expired = 0, int Unknown = 0, DateTimeOffset? Over = null) : Row
{
    /// <summary>Where a day's totals stand.</summary>
    public static RowAddress At(BranchId branch, DateOnly day) => new(ReminderDay.Log(branch, day), "totals");

    /// <inheritdoc/>
    public override RowAddress Address => At(Branch, Day);

    /// <summary>The same with what became of some more.</summary>
    public ReminderTotals With(IReadOnlyCollection<DeliveryState> ended) => this with
    {
        Sent = Sent + ended.Count(s => s == DeliveryState.Sent),
        Refused = Refused + ended.Count(s => s == DeliveryState.Refused),
        Expired = Expired + ended.Count(s => s == DeliveryState.Expired),
        Unknown = Unknown + ended.Count(s => s == DeliveryState.Unknown),
    };
}
