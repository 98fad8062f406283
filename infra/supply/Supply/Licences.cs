namespace BranchBot.Supply;

/// <summary>Under which licences something may be shipped: those that ask for no more than to be named.</summary>
public static class Licences
{
    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal) { "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "OFL-1.1", "Unlicense", "Zlib" };

    /// <summary>Whether an SPDX expression allows it: of several with OR one is enough, with AND each counts. Anything else, and nothing, does not.</summary>
    public static bool Allow(string spdx) => spdx.Trim('(', ')').Split(" OR ").Any(choice => choice.Trim('(', ')', ' ').Split(" AND ").All(one => Allowed.Contains(one.Trim())));
}
