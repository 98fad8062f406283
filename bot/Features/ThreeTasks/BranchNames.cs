namespace BranchBot.Features.ThreeTasks;

/// <summary>A branch as its region's leader names it: 示范支行 看板. Whoever belongs to a branch names none but his own (P-5).</summary>
internal static class BranchNames
{
    /// <summary>The most characters that are looked up.</summary>
    public const int Longest = 40;

    /// <summary>The rows: of a leader, his region's branches, by one query.</summary>
    public static IReadOnlyList<Read> Needs(Turn turn) => turn.Actor is RegionLeader leader ? [RegionBranch.All(leader.Region.Id)] : [];

    /// <summary>Leads to the command with the branch that was meant; refuses where there is none, with the nearest ones. Without a name: the leader's list.</summary>
    public static Decision Find(Turn turn, Rows rows, string? name, Func<BranchId, Command> of)
    {
        if (turn.Actor is not RegionLeader)
        {
            return string.Equals(name, turn.Branch.Name, StringComparison.OrdinalIgnoreCase) ? Decision.Instead(of(turn.Branch.Id)) : Decision.Refuse(new(
                $"没有「{name}」这个说法。您看得到的是{turn.Branch.Name}:写「看板」「看板 开门」或「看板 关门」。",
                $"I do not know \"{name}\". What you can see is {turn.Branch.Name}: write \"board\", \"board opening\" or \"board closing\"."));
        }

        return name is null ? Decision.Instead(new ShowBranches())
            : Naming.Find(name, [.. rows.All<RegionBranch>()], b => b.Name) switch
            {
                ({ } branch, _) => Decision.Instead(of(branch.Branch)),
                (_, var nearest) => Decision.Refuse(Naming.Unknown(name, [.. nearest.Select(b => b.Name)], new("网点", "branch"), new("写「网点」看您的全部网点。", "Write \"branches\" to see all of yours."))),
            };
    }
}
