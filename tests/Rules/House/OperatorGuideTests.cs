using System.Globalization;
using System.Text.RegularExpressions;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Logging;

namespace BranchBot.Rules.Tests.House;

/// <summary>Whoever is woken at night by an alert or finds a line of the log finds it in the operator's guide.</summary>
public sealed partial class OperatorGuideTests
{
    private static readonly string Guide = File.ReadAllText(Repository.At("docs", "operator.md"));
    private static readonly string Bicep = File.ReadAllText(Repository.At("infra", "azure", "modules", "alerts.bicep"));

    [Fact]
    public void Every_line_of_the_log_from_warning_on_is_in_the_guide_and_no_other()
    {
        var table = Guide[Guide.IndexOf("\n## Lines of the log", StringComparison.Ordinal)..];
        var told = Row().Matches(table).SelectMany(m => m.Groups[1].Value.Split(", ").Select(id => (Id: int.Parse(id, CultureInfo.InvariantCulture), Error: m.Groups[2].Length > 0))).ToList();
        var written = LogTests.Lines.Where(l => l.Level >= LogLevel.Warning).Select(l => (Id: l.EventId, Error: l.Level >= LogLevel.Error)).ToList();
        Assert.Empty(written.Except(told).Select(l => $"{l.Id}{(l.Error ? " !" : "")} is not in docs/operator.md: say what it means and what to do."));
        Assert.Empty(told.Except(written).Select(l => $"{l.Id}{(l.Error ? " !" : "")} is in docs/operator.md, and nothing writes it so."));
    }

    [Fact]
    public void Every_alert_has_a_section_that_says_what_people_feel_and_how_bad_it_is()
    {
        var alerts = Alert().Matches(Bicep).Select(m => (Name: m.Groups[1].Value, Severity: m.Groups[2].Value)).ToList();
        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert =>
        {
            Assert.Contains("**In the branches:**", SectionOf(alert.Name));
            Assert.Contains($"severity {alert.Severity}.", SectionOf(alert.Name));
        });
        Assert.Equal(alerts.Select(a => a.Name).Order(StringComparer.Ordinal), Section().Matches(Guide).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_an_alert_that_counts_lines_the_section_has_the_lines_and_how_many()
    {
        var counted = Counted().Matches(Bicep).ToList();
        Assert.NotEmpty(counted);
        Assert.All(counted, alert =>
        {
            var (section, lines, more) = (SectionOf(alert.Groups[1].Value), alert.Groups[2].Value.Split(", "), alert.Groups[3].Value);
            Assert.Equal(lines.Order(StringComparer.Ordinal), Number().Matches(section[..section.IndexOf('·', StringComparison.Ordinal)]).Select(m => m.Value).Order(StringComparer.Ordinal));
            Assert.Contains(more == "0" ? "the first" : $"more than {more} in", section);
        });
    }

    [Fact]
    public void Every_measure_stands_in_the_page_of_what_is_told()
    {
        var made = Directory.EnumerateFiles(Repository.At("bot", "Host", "Telemetry"), "*.cs").SelectMany(f => Instrument().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).ToList();
        Assert.True(made.Count > 10);
        var page = File.ReadAllText(Repository.At("docs", "telemetry.md"));
        Assert.All(made, name => Assert.Contains($"`{name}`", page));
    }

    private static string SectionOf(string alert)
    {
        var from = Guide.IndexOf($"\n### {alert}\n", StringComparison.Ordinal);
        Assert.True(from >= 0, $"The alert {alert} has no section in docs/operator.md: say what it means for people, how to look, what to do.");
        return Guide[from..Guide.IndexOf("\n##", from + 1, StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"^\| (\d+(?:, \d+)*)( !)? \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"name: '([a-z-]+)'\s+description: '[^']*'[^}]*?severity: (\d)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"name: '([a-z-]+)'\s+description: '[^']*'\s+events: \[([^\]]*)\]\s+more: (\d+)")]
    private static partial Regex Counted();

    [GeneratedRegex("^### ([a-z-]+)$", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [GeneratedRegex("""Create\w+(?:<\w+>)?\("(branchbot\.[a-z_.]+)""")]
    private static partial Regex Instrument();
}
