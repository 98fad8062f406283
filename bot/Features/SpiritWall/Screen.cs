using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace BranchBot.Features.SpiritWall;

/// <summary>
/// A screen that shows the branch's spirit wall (W-3), as the branch keeps it; it may show as long as this row says so. It is known by the code that it showed
/// when it was paired: nobody signs in on it.
/// </summary>
/// <param name="Branch">The branch.</param>
/// <param name="Code">The code (<see cref="ScreenCode"/>).</param>
/// <param name="Audience">Who passes it.</param>
/// <param name="Since">When the code was entered, UTC.</param>
/// <param name="By">Who entered it.</param>
/// <param name="Ended">When it was taken away, UTC; null: it stands.</param>
public sealed record Screen(BranchId Branch, string Code, Audience Audience, DateTimeOffset Since, string By, DateTimeOffset? Ended = null) : Row
{
    /// <summary>The most of a branch.</summary>
    public const int Most = 8;

    private const string Keys = "screen|";

    /// <summary>All of a branch, by one query.</summary>
    public static Read All(BranchId branch) => Read.All<Screen>(PartitionOf(branch), Keys);

    /// <summary>Where a screen stands.</summary>
    public static RowAddress At(BranchId branch, string code) => new(PartitionOf(branch), Keys + code);

    /// <inheritdoc/>
    public override RowAddress Address => At(Branch, Code);

    private static Partition PartitionOf(BranchId branch) => Partition.OfBranch("screens", branch);
}

/// <summary>Of which branch a screen is, by its code, so that a screen that only knows its code finds its branch. What it may show, <see cref="Screen"/> says.</summary>
/// <param name="Code">The code.</param>
/// <param name="Branch">The branch.</param>
public sealed record ScreenPlace(string Code, BranchId Branch) : Row
{
    /// <summary>Where the row of a code stands: under a hash, for who reads keys need not read codes.</summary>
    public static RowAddress At(string code) => new(Partition.OfTenant("screens", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)))), "screen");

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowAddress Address => At(Code);
}

/// <summary>The code that a screen shows until it is paired: eight letters and digits that are not taken for one another, the last one telling a slip.</summary>
public static class ScreenCode
{
    /// <summary>What it consists of.</summary>
    public const string Letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>How many of them it has.</summary>
    public const int Length = 8;

    /// <summary>A code of random bytes, at least one fewer than it has letters.</summary>
    public static string Of(ReadOnlySpan<byte> random)
    {
        var code = new StringBuilder();
        foreach (var b in random[..(Length - 1)])
        {
            code.Append(Letters[b % Letters.Length]);
        }

        return code.Append(Check(code.ToString())).ToString();
    }

    /// <summary>What somebody typed as a code: blanks and hyphens do not count, nor capitals; null: it is none.</summary>
    public static string? Parse(string typed)
    {
        var code = string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return code.Length == Length && code.All(c => Letters.Contains(c, StringComparison.Ordinal)) && code[^1] == Check(code[..^1]) ? code : null;
    }

    /// <summary>A code as it is shown: K7M2-P9QX.</summary>
    public static string Shown(string code) => $"{code[..4]}-{code[4..]}";

    // Weighted, so that two letters that changed places show too.
    private static char Check(string letters) => Letters[letters.Select((c, place) => Letters.IndexOf(c, StringComparison.Ordinal) * ((2 * place) + 1)).Sum() % Letters.Length];
}
