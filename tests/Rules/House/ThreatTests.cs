using System.Text.RegularExpressions;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.House;

/// <summary>
/// Each line of the threat model (<c>docs/threats.md</c>) is proved by tests that bear its id (the trait "Threat"), or says that it is met by
/// deployment, where no test of this repository can reach it.
/// </summary>
public sealed partial class ThreatTests
{
    private const string ByDeployment = "| by deployment |";

    private static readonly IReadOnlyList<(string Id, string Line)> Lines = [.. File.ReadLines(Repository.At("docs", "threats.md")).Select(l => (Match: Row().Match(l), Line: l)).Where(l => l.Match.Success).Select(l => (l.Match.Groups["id"].Value, l.Line))];

    private static readonly IReadOnlyList<(string Id, string Class)> Proofs =
    [
        .. from file in Directory.EnumerateFiles(Repository.At("tests"), "*.cs", SearchOption.AllDirectories)
           where !Made().IsMatch(file)
           from Match match in Trait().Matches(File.ReadAllText(file))
           select (match.Groups["id"].Value, Path.GetFileName(file).Split('.')[0]),
    ];

    [Fact]
    public void Every_line_has_a_number_of_its_own_and_all_its_cells()
    {
        Assert.True(Lines.Count > 30, $"{Lines.Count} lines");
        Assert.Empty(Lines.GroupBy(l => l.Id).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.All(Lines, l => Assert.Equal(7, l.Line.Count(c => c == '|')));
        Assert.All(Lines, l => Assert.All(l.Line.Trim('|').Split('|'), cell => Assert.NotEmpty(cell.Trim())));
    }

    [Fact]
    public void Every_line_has_a_test_or_says_that_deployment_meets_it() => Assert.Empty(
        Lines.Where(l => !l.Line.Contains(ByDeployment, StringComparison.Ordinal)).Select(l => l.Id).Except(Proofs.Select(p => p.Id)));

    [Fact]
    public void No_test_proves_a_line_that_is_not_there() => Assert.Empty(Proofs.Select(p => p.Id).Except(Lines.Select(l => l.Id)));

    [Fact]
    public void A_line_names_the_classes_of_its_tests_and_no_other() => Assert.All(Lines, line => Assert.Equal(
        Proofs.Where(p => p.Id == line.Id).Select(p => p.Class).Distinct().Order(StringComparer.Ordinal),
        Named().Matches(line.Line).Select(m => m.Groups["test"].Value).Order(StringComparer.Ordinal)));

    [GeneratedRegex(@"^\| (?<id>TM-\d{2}) \|")]
    private static partial Regex Row();

    [GeneratedRegex("""\[Trait\("Threat", "(?<id>[^"]+)"\)\]""", RegexOptions.Multiline)]
    private static partial Regex Trait();

    [GeneratedRegex("`(?<test>[A-Z][A-Za-z]+(?:Tests|Properties))`")]
    private static partial Regex Named();

    [GeneratedRegex(@"[\\/](bin|obj|\.branchbot|TestResults)[\\/]")]
    private static partial Regex Made();
}
