using System.Text.RegularExpressions;
using BranchBot.Features.Help;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.House;

/// <summary>The guide for staff says nothing that the bot does not hear or show: it is printed and pinned up, and nobody would correct it there.</summary>
public sealed partial class StaffGuideTests
{
    private static readonly string Sources = string.Concat(Directory.EnumerateFiles(Repository.At("bot", "Features"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText))
        + File.ReadAllText(Repository.At("infra", "app", "manifest.json")) + File.ReadAllText(Repository.At("infra", "app", "en.json"));

    /// <summary>What stands before the manager's half page is for everybody: 陈晓 may say it all.</summary>
    [Theory]
    [InlineData("员工手册.md", "\n## 支行长半页")]
    [InlineData("staff-guide.md", "\n## Half a page for the branch manager")]
    public void Every_word_that_the_guide_prints_is_heard_and_allowed(string file, string managers)
    {
        var guide = File.ReadAllText(Repository.At("docs", file));
        var half = guide.IndexOf(managers, StringComparison.Ordinal);
        Assert.True(half > 0, "The manager's half page has another heading.");
        var words = Typed().Matches(guide).Select(m => (Line: m.Groups[1].Value, Who: m.Index < half ? DemoBranch.Wealth : DemoBranch.Manager)).ToList();
        Assert.InRange(words.Count, 50, 100);
        Assert.All(words, word =>
        {
            var command = Rehearsal.Catalogue.Hear(word.Line);
            Assert.False(command is Misheard, $"「{word.Line}」 is not heard.");
            Assert.True(Rehearsal.Catalogue.Allows(word.Who, command.GetType()), $"「{word.Line}」 is not for {word.Who.Name}.");

            // What has a shape only shows when it is decided; and what is behind a word too.
            var said = new Rehearsal().Says(word.Who, word.Line);
            Assert.DoesNotContain("没听懂", said);
            Assert.DoesNotContain("没看懂", said);
            Assert.DoesNotContain("名单里没有", said);
        });
    }

    [Theory]
    [InlineData("员工手册.md", 20)]
    [InlineData("staff-guide.md", 18)]
    public void Every_button_that_the_guide_names_is_there(string file, int atLeast)
    {
        var buttons = Shown().Matches(File.ReadAllText(Repository.At("docs", file))).Select(m => m.Groups[1].Value + m.Groups[2].Value).ToList();
        Assert.True(buttons.Count >= atLeast, $"{buttons.Count}");
        Assert.All(buttons, button => Assert.True(Sources.Contains(button, StringComparison.Ordinal), $"Nothing says 「{button}」."));
    }

    /// <summary>What the guide says of times is what a branch has that changed nothing.</summary>
    [Fact]
    public void The_times_in_the_guide_are_the_usual_settings()
    {
        var usual = new BranchSettings();
        Assert.Equal((30, 10, 0, 0, 60), (usual.OpeningCardBefore, usual.NudgeBefore, usual.OpeningLimitAfter, usual.ClosingCardBefore, usual.ClosingLimitAfter));
        Assert.Equal(new(4, 0), BranchTime.UsualDayEnd);
        Assert.Equal((false, false, true), (usual.TellersReport, usual.ColleaguesSeen, usual.OwnDossierSeen));
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Typed();

    [GeneratedRegex("「([^」]+)」|“([^”]+)”")]
    private static partial Regex Shown();
}
