namespace BranchBot.Core;

/// <summary>Finds whom or what somebody means by a name.</summary>
public static class Naming
{
    private const int MostNearest = 5;

    /// <summary>The one that is called so, or the only one whose name has those words in it; else those that come near.</summary>
    public static (T? Found, IReadOnlyList<T> Nearest) Find<T>(string said, IReadOnlyList<T> all, Func<T, string> name)
        where T : class
    {
        var exactly = all.Where(a => string.Equals(name(a), said, StringComparison.OrdinalIgnoreCase)).ToList();
        var holding = exactly.Count > 0 ? exactly : [.. all.Where(a => said.Length > 1 && name(a).Contains(said, StringComparison.OrdinalIgnoreCase))];
        return holding switch
        {
            [var only] => (only, []),
            [_, ..] => (null, [.. holding.Take(MostNearest)]),
            _ => (null, [.. all
                .Select(a => (Of: a, Shared: name(a).Count(c => said.Contains(c, StringComparison.OrdinalIgnoreCase))))
                .Where(a => 2 * a.Shared >= Math.Min(said.Length, name(a.Of).Length) && a.Shared > 0)
                .OrderByDescending(a => a.Shared)
                .Take(MostNearest)
                .Select(a => a.Of)]),
        };
    }

    /// <summary>What is said where nobody is called so, or several are.</summary>
    public static Text Unknown(string said, IReadOnlyList<string> nearest, Text kind, Text otherwise) => nearest.Count == 0
        ? new Text($"没有叫「{said}」的{kind.Zh}。", $"There is no {kind.En} called \"{said}\". ") + otherwise
        : new Text($"哪一个?「{said}」可能是:{string.Join("、", nearest)}。", $"Which one? \"{said}\" may be: {string.Join(", ", nearest)}. ") + otherwise;
}
