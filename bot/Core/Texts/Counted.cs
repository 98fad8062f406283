namespace BranchBot.Core;

/// <summary>English words behind a number: 1 day, 2 days. Chinese ones do not change.</summary>
public static class Counted
{
    /// <summary>A number of things, whose word takes an s where they are not one.</summary>
    public static string English(int count, string one) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count} {one}{(count == 1 ? "" : "s")}");
}
