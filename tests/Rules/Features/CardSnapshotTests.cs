using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>
/// What every card says, word for word, in both languages: <c>cards.Chinese.txt</c> and <c>cards.English.txt</c> can be proof-read. After a wanted change
/// run this test with BRANCHBOT_APPROVE=1 and read the difference.
/// </summary>
public sealed class CardSnapshotTests
{
    [Theory]
    [InlineData(Language.Chinese)]
    [InlineData(Language.English)]
    public void Every_card_says_what_was_approved(Language language)
    {
        var file = Repository.At("tests", "Rules", "Features", $"cards.{language}.txt");
        var said = string.Concat(CardSamples.All(language).Select(s => $"=== {s.Name}\n{TextRenderer.Summary(s.Card, language)}\n---\n{TextRenderer.Render(s.Card, language)}\n\n"));
        if (Environment.GetEnvironmentVariable("BRANCHBOT_APPROVE") == "1")
        {
            File.WriteAllText(file, said);
        }

        Assert.Equal(File.ReadAllText(file), said);
    }
}
