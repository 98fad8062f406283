using System.Text.RegularExpressions;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.House;

/// <summary>Pages for people lead where they say: links, pictures, headings, records of decisions.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Pages =
    [
        .. new[] { "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "bot/README.md", "infra/azure/README.md", "infra/app/README.md", "infra/local/Teams/README.md", "addin/README.md", "tests/BranchBot.Benchmarks/README.md", "SECURITY.md" }.Select(p => Repository.At(p)),
        .. Directory.GetFiles(Repository.At("docs"), "*.md"), .. Directory.GetFiles(Repository.At("bot", "Decisions"), "*.md"),
    ];

    [Fact]
    public void Every_link_and_picture_is_there()
    {
        var links = Pages.SelectMany(page => Link().Matches(File.ReadAllText(page)).Select(m => (Page: page, To: m.Groups[1].Value + m.Groups[2].Value))).Where(l => !l.To.Contains(':', StringComparison.Ordinal)).ToList();
        Assert.True(links.Count > 60);
        Assert.Empty(links.Where(l => !IsThere(l.Page, Uri.UnescapeDataString(l.To))).Select(l => $"{Path.GetRelativePath(Repository.Root, l.Page)}: {l.To}"));
    }

    [Fact]
    public void Every_decision_stands_in_the_index() => Assert.All(
        Directory.GetFiles(Repository.At("bot", "Decisions"), "0*.md").Select(Path.GetFileName),
        record => Assert.Contains($"]({record})", File.ReadAllText(Repository.At("bot", "Decisions", "README.md"))));

    private static bool IsThere(string page, string to)
    {
        var parts = to.Split('#');
        var file = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, parts[0]));
        return parts.Length == 1 ? Path.Exists(file)
            : File.Exists(file) && Heading().Matches(File.ReadAllText(file)).Any(m => Anchor(m.Groups[1].Value) == parts[1]);
    }

    // As GitHub makes them: small letters, blanks as hyphens, what is no letter or digit left out.
    private static string Anchor(string heading) => Sign().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex("""\]\(<?([^)>\s]+)>?\)|src="([^"]+)" """)]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex Sign();
}
