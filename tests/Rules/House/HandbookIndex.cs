using System.Reflection;
using System.Text.RegularExpressions;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.House;

/// <summary>From the handbook's rules to the folders whose comments name them and the tests that prove them, as a page.</summary>
internal static partial class HandbookIndex
{
    /// <summary>Where the page stands.</summary>
    public static readonly string File = Repository.At("docs", "handbook.md");

    private static readonly string[] Top =
    [
        "# 手册条款到代码与测试 · From rule to code and test",
        "",
        "Made by `tests/Rules/House`, and compared at each run; do not edit it (CONTRIBUTING.md says how it is renewed). A rule's folders are those of `bot/` where a",
        "comment names it; its tests are those that bear its id (`[Trait(\"Rule\", \"T-3\")]`), as sentences, with the class that they stand in. What is not built stands at the end.",
    ];

    /// <summary>The tests of this assembly that name a rule, by reflection.</summary>
    public static IReadOnlyList<Proof> Held { get; } =
    [
        .. from type in typeof(HandbookIndex).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           from trait in method.GetCustomAttributes<TraitAttribute>()
           where trait.Name == "Rule"
           select new Proof(trait.Value, "Rules", type.Name, method.Name),
    ];

    /// <summary>All tests that name a rule: of this assembly those that it holds, of the others those in their sources.</summary>
    public static IReadOnlyList<Proof> Proofs { get; } = [.. Held, .. Written("Adapters"), .. Written("Journeys")];

    /// <summary>The tests that name a rule in a project's sources.</summary>
    public static List<Proof> Written(string project) =>
    [
        .. from file in Sources("tests", project)
           from Match match in Traits().Matches(System.IO.File.ReadAllText(file))
           select new Proof(match.Groups["rule"].Value, project, Path.GetFileName(file).Split('.')[0], match.Groups["test"].Value),
    ];

    /// <summary>The folders of the bot whose comments name a rule.</summary>
    public static ILookup<string, string> Folders { get; } = (
        from file in Sources("bot")
        let parts = Path.GetRelativePath(Repository.At("bot"), file).Split(Path.DirectorySeparatorChar)
        where parts.Length > 2
        from line in System.IO.File.ReadLines(file)
        where line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        from Match match in Named().Matches(line)
        from number in Numbers(match)
        select (Rule: $"{match.Groups["part"].Value}-{number}", Folder: $"{parts[0]}/{parts[1]}")).Distinct().ToLookup(n => n.Rule, n => n.Folder);

    /// <summary>The page as it should be.</summary>
    public static string Write() => string.Concat(
    [
        .. Top.Select(line => line + "\n"),
        .. HandbookRules.Built.GroupBy(rule => rule.Id[0]).SelectMany(part => part.Select(Chapter).Prepend($"\n## {part.Key} · {HandbookRules.Parts[part.Key].Zh} · {HandbookRules.Parts[part.Key].En}\n")),
        "\n## 尚未做 · Not built\n\n",
        .. HandbookRules.Open.Select(rule => $"- {rule.Ids} {rule.Title.Zh} · {rule.Title.En}{string.Concat(Proofs.Where(p => p.Rule == rule.Ids).Select(p => $"; laid for it: {p.Test.Replace('_', ' ')} · `{p.Class}`"))}\n"),
    ]);

    private static string Chapter((string Id, Text Title) rule) => string.Concat(
    [
        $"\n### {rule.Id} {rule.Title.Zh} · {rule.Title.En}\n\n",
        $"{string.Join(" · ", Folders[rule.Id].OrderBy(Place).ThenBy(f => f, StringComparer.Ordinal).Select(f => $"[{f}](../bot/{f})"))}\n",
        .. Proofs.Where(p => p.Rule == rule.Id).GroupBy(p => p.Project).SelectMany(project => project
            .OrderBy(p => p.Class, StringComparer.Ordinal).ThenBy(p => p.Test, StringComparer.Ordinal)
            .Select(p => $"- {p.Test.Replace('_', ' ')} · `{p.Class}`\n")
            .Prepend($"\n**{project.Key}**\n\n")),
    ]);

    // Features first.
    private static int Place(string folder) => folder.StartsWith("Features/", StringComparison.Ordinal) ? 0 : 1;

    // T-5 to T-7 names three rules.
    private static IEnumerable<int> Numbers(Match match)
    {
        var first = match.Groups["first"].Value[0] - '0';
        var last = match.Groups["last"] is { Success: true, Value: var to } ? to[0] - '0' : first;
        return Enumerable.Range(first, Math.Max(last - first, 0) + 1);
    }

    private static List<string> Sources(params string[] folder) =>
    [
        .. Directory.EnumerateFiles(Repository.At(folder), "*.cs", SearchOption.AllDirectories).Where(f => !Made().IsMatch(f)).Order(StringComparer.Ordinal),
    ];

    [GeneratedRegex("""\[Trait\("Rule", "(?<rule>[A-Z]-\d)"\)\](?=[\s\S]*?^\s*public [^(\n]*?\b(?<test>\w+)\()""", RegexOptions.Multiline)]
    private static partial Regex Traits();

    [GeneratedRegex(@"\b(?<part>[A-Z])-(?<first>\d)\b(?: to \k<part>-(?<last>\d)\b)?")]
    private static partial Regex Named();

    [GeneratedRegex(@"[\\/](bin|obj|\.branchbot|TestResults)[\\/]")]
    private static partial Regex Made();

    /// <summary>A test that names a rule.</summary>
    internal sealed record Proof(string Rule, string Project, string Class, string Test);
}
