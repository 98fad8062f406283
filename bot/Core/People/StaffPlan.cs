namespace BranchBot.Core;

/// <summary>What a branch is to be: as a list names it.</summary>
/// <param name="Id">The branch.</param>
/// <param name="Branch">Its facts; null: they stay.</param>
/// <param name="Staff">All its people; null: they stay.</param>
public sealed record BranchTarget(BranchId Id, Branch? Branch, IReadOnlyList<RosterEntry>? Staff);

/// <summary>What a list would change in a branch, or at the head of a region, by people's names.</summary>
/// <param name="Name">Whose people.</param>
/// <param name="Founded">Whether it is new.</param>
/// <param name="Changed">Whether its facts change: name, region, hours.</param>
/// <param name="Before">How many people it has.</param>
/// <param name="Joined">Who comes.</param>
/// <param name="Left">Who goes.</param>
/// <param name="Altered">Who gets another name, position, role or pattern.</param>
public sealed record StaffDiff(
    string Name, bool Founded, bool Changed, int Before, IReadOnlyList<string> Joined, IReadOnlyList<string> Left, IReadOnlyList<string> Altered)
{
    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => !Founded && !Changed && Joined.Count + Left.Count + Altered.Count == 0;

    /// <summary>Whether more than a tenth of the people would go: then it is asked again.</summary>
    public bool ManyLeave => Left.Count > 1 && Left.Count * 10 > Before;
}

/// <summary>Compares what a branch is with what a list says that it is to be. Pure.</summary>
public static class StaffPlan
{
    /// <summary>What would change.</summary>
    /// <param name="target">What the branch is to be.</param>
    /// <param name="facts">What it is; null: there is none yet.</param>
    /// <param name="roster">Its people; null: there is none yet.</param>
    public static StaffDiff Compare(BranchTarget target, BranchFacts? facts, Roster? roster)
    {
        ArgumentNullException.ThrowIfNull(target);
        var before = roster?.Staff ?? [];
        var after = target.Staff ?? before;
        return new(
            (target.Branch ?? facts?.Branch)?.Name ?? target.Id.Value,
            facts is null,
            facts is not null && target.Branch is { } branch && !Same(branch, facts.Branch),
            before.Count,
            [.. after.Where(a => before.All(b => b.Id != a.Id)).Select(a => a.Name)],
            [.. before.Where(b => after.All(a => a.Id != b.Id)).Select(b => b.Name)],
            [.. after.Where(a => before.Any(b => b.Id == a.Id && !Same(b, a))).Select(a => a.Name)]);
    }

    /// <summary>Whether two branches are the same, list by list.</summary>
    public static bool Same(Branch one, Branch other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return (one.Id, one.Region, one.Name, one.Time, one.Hours, one.Language, one.HolidayHours) == (other.Id, other.Region, other.Name, other.Time, other.Hours, other.Language, other.HolidayHours)
            && one.Shifts.SequenceEqual(other.Shifts);
    }

    /// <summary>Whether two lines of a roster are the same.</summary>
    public static bool Same(RosterEntry one, RosterEntry other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one with { Pattern = null } == other with { Pattern = null } && Same(one.Pattern, other.Pattern);
    }

    /// <summary>Whether two patterns are the same; one that says nothing is none.</summary>
    public static bool Same(WorkPattern? one, WorkPattern? other) =>
        (one?.Shift, one?.Joined, one?.Left) == (other?.Shift, other?.Joined, other?.Left) && (one?.Rest ?? []).Order().SequenceEqual((other?.Rest ?? []).Order());
}
