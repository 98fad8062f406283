namespace BranchBot.Host.Teams;

/// <summary>What an instance does at one beat: whom it takes for dead, which slots it gives up and which it takes. Pure.</summary>
/// <param name="Dead">Instances whose rows go.</param>
/// <param name="Freed">Slots of the dead that nobody holds then.</param>
/// <param name="Released">Slots of its own that it gives up.</param>
/// <param name="Taken">Slots that it takes.</param>
/// <param name="Kept">Slots of its own that it keeps.</param>
/// <param name="Hungry">Whether it should have more than it gets now.</param>
internal sealed record RatePlan(IReadOnlyList<string> Dead, IReadOnlyList<int> Freed, IReadOnlyList<int> Released, IReadOnlyList<int> Taken, IReadOnlyList<int> Kept, bool Hungry)
{
    /// <summary>Plans a beat.</summary>
    /// <param name="me">The instance.</param>
    /// <param name="instances">All that have a row.</param>
    /// <param name="dead">Those among them that surely stopped.</param>
    /// <param name="slots">Who holds each slot; null: nobody.</param>
    public static RatePlan Of(string me, IReadOnlyCollection<string> instances, IReadOnlySet<string> dead, IReadOnlyList<string?> slots)
    {
        // Whoever has no row holds nothing: his row went in the batch that freed his slots, or he gave them up himself.
        var alive = instances.Append(me).Where(i => !dead.Contains(i)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var rank = alive.IndexOf(me);
        var share = (slots.Count / alive.Count) + (rank < slots.Count % alive.Count ? 1 : 0);
        var mine = Numbers(slots, holder => holder == me);
        var freed = Numbers(slots, holder => holder is not null && holder != me && (dead.Contains(holder) || !alive.Contains(holder)));
        var free = Numbers(slots, holder => holder is null).Concat(freed).ToList();
        // Each begins elsewhere, so that two who take at once seldom meet.
        var from = free.Count == 0 ? 0 : rank * share % free.Count;
        var taken = free.Skip(from).Concat(free.Take(from)).Take(Math.Max(0, share - mine.Count)).ToList();
        return new(
            [.. dead.Where(instances.Contains)],
            [.. freed.Except(taken)],
            [.. mine.Skip(share)],
            taken,
            [.. mine.Take(share)],
            mine.Count + taken.Count < share);
    }

    private static List<int> Numbers(IReadOnlyList<string?> slots, Func<string?, bool> such) => [.. Enumerable.Range(0, slots.Count).Where(n => such(slots[n]))];
}
