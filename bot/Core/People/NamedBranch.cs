namespace BranchBot.Core;

/// <summary>A branch as its region's leader names it, 示范支行 日历; who belongs to a branch names none but his own (P-5).</summary>
public static class NamedBranch
{
    /// <summary>The most characters that are looked up.</summary>
    public const int Longest = 40;

    /// <summary>The rows: of a leader, his region's branches, by one query.</summary>
    public static IReadOnlyList<Read> Needs(Turn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return turn.Actor is RegionLeader leader ? [RegionBranch.All(leader.Region.Id)] : [];
    }

    /// <summary>Leads to the command with the branch that was meant, or says how to name one.</summary>
    /// <param name="turn">Who names it.</param>
    /// <param name="rows">What <see cref="Needs"/> named.</param>
    /// <param name="name">The name; null: none was given.</param>
    /// <param name="word">The word that is said with it.</param>
    /// <param name="of">The command for the branch.</param>
    public static Decision Find(Turn turn, Rows rows, string? name, Text word, Func<BranchId, Command> of)
    {
        if (turn.Actor is not RegionLeader)
        {
            return name is null || string.Equals(name, turn.Branch.Name, StringComparison.OrdinalIgnoreCase) ? Decision.Instead(of(turn.Branch.Id)) : Decision.Refuse(new(
                $"没看懂「{name}」。您看得到的是{turn.Branch.Name}:写「{word.Zh}」。", $"I did not understand \"{name}\". What you can see is {turn.Branch.Name}: write \"{word.En}\"."));
        }

        var all = rows.All<RegionBranch>().ToList();
        return name is null
            ? Decision.Refuse(new($"请写上网点的名字,如「{all.FirstOrDefault()?.Name ?? "示范支行"} {word.Zh}」。", $"Please name the branch: \"{all.FirstOrDefault()?.Name ?? "示范支行"} {word.En}\"."))
            : Naming.Find(name, all, b => b.Name) switch
            {
                ({ } branch, _) => Decision.Instead(of(branch.Branch)),
                (_, var nearest) => Decision.Refuse(Naming.Unknown(name, [.. nearest.Select(b => b.Name)], new("网点", "branch"), new("写「网点」看您的全部网点。", "Write \"branches\" to see all of yours."))),
            };
    }
}
