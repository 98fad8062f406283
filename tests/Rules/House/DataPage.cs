using BranchBot.Host.Records;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.House;

/// <summary>The tables of <c>docs/data.md</c> that the code writes: what is kept, where, how long and why, who reads it, what is done where somebody is forgotten.</summary>
internal static class DataPage
{
    /// <summary>Where the page stands.</summary>
    public static readonly string File = Repository.At("docs", "data.md");

    private const string Begin = "<!-- made of the code: begin -->\n";
    private const string End = "<!-- made of the code: end -->";

    /// <summary>All kinds of records.</summary>
    public static RecordKinds Kinds { get; } = new(Rehearsal.Catalogue);

    /// <summary>The page with its made part as it should be.</summary>
    public static string Write(string page)
    {
        var (from, to) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        Assert.True(from >= Begin.Length && to >= from, "docs/data.md has lost the marks between which the code writes.");
        return page[..from] + Made() + page[to..];
    }

    private static string Made() => string.Concat(
    [
        "| setting | days | at least | what goes by it |\n|---|--:|--:|---|\n",
        .. Kinds.Periods.Select(p => $"| `Retention__{p.Name}` | {p.Usual} | {p.Least} | {string.Join("; ", Kinds.All.Where(k => RecordKinds.PeriodOf(k.Keeping) == p).Select(k => k.What))} |\n"),
        "\n| what | table, partition, key | how long and why | who reads it | where somebody is forgotten |\n|---|---|---|---|---|\n",
        .. Kinds.All.Select(k => $"| {k.What} | {Where(k)} | {Long(k.Keeping)} | {k.Readers} | {k.Persons.Says} |\n"),
    ]);

    private static string Where(RecordKind kind) =>
        $"{(kind.Table == RecordKind.AnyTable ? "any" : kind.Table)}, {(kind.Table == RecordKind.AnyTable ? "any" : $"`{Partition.PrefixOf(kind.Owner).Replace("|", "\\|", StringComparison.Ordinal)}…`")}, {(kind.Keys.Length == 0 ? "any" : $"`{kind.Keys.Replace("|", "\\|", StringComparison.Ordinal)}`")}";

    private static string Long(Keeping keeping) => RecordKinds.PeriodOf(keeping) is { } period ? $"{period.Name}, {period.Usual} days{(keeping is Keeping.WithPartition ? " after the day or quarter of its partition" : "")}: {keeping.Why}" : $"stays: {keeping.Why}";
}
