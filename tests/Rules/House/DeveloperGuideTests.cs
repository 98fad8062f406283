using System.Text.RegularExpressions;
using BranchBot.Features;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.House;

/// <summary>Who follows the developer's guide to the letter comes where it says: its code is the example beside this test, which is built and tested.</summary>
public sealed partial class DeveloperGuideTests
{
    private static readonly string Guide = File.ReadAllText(Repository.At("docs", "developer.md"));

    [Fact]
    public void The_code_of_the_guide_is_the_code_that_was_built()
    {
        var printed = Code().Matches(Guide).ToDictionary(m => Path.GetFileName(m.Groups[1].Value), m => m.Groups[2].Value.Trim());
        var built = Directory.GetFiles(Repository.At("tests", "Rules", "House", "Example", "LostAndFound"), "*.cs").ToDictionary(f => Path.GetFileName(f), f => File.ReadAllText(f).Trim());
        Assert.Equal(built.Keys.Order(StringComparer.Ordinal), printed.Keys.Order(StringComparer.Ordinal));
        Assert.All(built, file => Assert.Equal(file.Value, printed[file.Key]));
    }

    [Fact]
    public void The_lines_for_the_two_lists_are_right()
    {
        Assert.Contains("new LostAndFound.LostAndFoundFeature(),", Guide);
        var house = new Catalogue([.. AllFeatures.List, new BranchBot.Features.LostAndFound.LostAndFoundFeature()]);
        var verbs = Verb().Matches(Guide).ToList();
        Assert.Equal(2, verbs.Count);
        Assert.All(verbs, verb => Assert.NotNull(house.Parse(verb.Groups[1].Value, System.Text.Json.JsonDocument.Parse(verb.Groups[2].Value).RootElement)));
    }

    [GeneratedRegex(@"^`([^`\n]+\.cs)`:\n\n```csharp\n(.*?)\n```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^(found\.[a-z-]+) (\{.*\})$", RegexOptions.Multiline)]
    private static partial Regex Verb();
}
