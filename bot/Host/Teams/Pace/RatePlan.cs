namespace BranchBot.Host.Teams;

/// <summary>
/// What an instance does at one beat: whom it takes for dead, which slots it gives up and which it takes. Pure. The last slot is kept for newcomers: who has
/// no other holds it until he has his share, so that an instance that starts after another was killed answers at once and not when that one is surely dead.
/// </summary>
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
        var spare = slots.Count > 1 ? slots.Count - 1 : slots.Count;
        var share = (spare / alive.Count) + (rank < spare % alive.Count ? 1 : 0);
        var mine = Numbers(slots, holder => holder == me).Where(n => n < spare).ToList();
        var freed = Numbers(slots, holder => holder is not null && holder != me && (dead.Contains(holder) || !alive.Contains(holder)));
        var open = Numbers(slots, holder => holder is null).Concat(freed).ToList();
        var free = open.Where(n => n < spare).ToList();
        // Each begins elsewhere, so that two who take at once seldom meet.
        var from = free.Count == 0 ? 0 : rank * share % free.Count;
        var taken = free.Skip(from).Concat(free.Take(from)).Take(Math.Max(0, share - mine.Count)).ToList();

        // What is taken now rests first, so whoever has the spare slot keeps it until the beat after.
        var (hasSpare, needsSpare) = (spare < slots.Count && slots[spare] == me, mine.Count == 0 && taken.Count == 0);
        var keepsSpare = hasSpare && (share == 0 || mine.Count < share);
        if (!hasSpare && needsSpare && open.Contains(spare))
        {
            taken.Add(spare);
        }

        return new(
            [.. dead.Where(instances.Contains)],
            [.. freed.Except(taken)],
            [.. mine.Skip(share), .. hasSpare && !keepsSpare ? [spare] : Array.Empty<int>()],
            taken,
            [.. mine.Take(share), .. keepsSpare ? [spare] : Array.Empty<int>()],
            mine.Count + taken.Count(n => n < spare) < share);
    }

    private static List<int> Numbers(IReadOnlyList<string?> slots, Func<string?, bool> such) => [.. Enumerable.Range(0, slots.Count).Where(n => such(slots[n]))];
}
