using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using BranchBot.Host.Teams;
using BranchBot.Tests.Support;

namespace BranchBot.Journeys.Tests;

/// <summary>Every card in both languages speaks the official vocabulary: the types of npm @microsoft/teams.cards, judged by the TypeScript compiler.</summary>
public sealed class CardVocabularyTests
{
    private static readonly IReadOnlyList<(string Name, string Json)> Cards =
    [
        .. from language in Enum.GetValues<Language>()
           from sample in CardSamples.All(language)
           select ($"{sample.Name} {language}", Encoding.UTF8.GetString(new AdaptiveCardRenderer(Rehearsal.Catalogue).Render(sample.Card, sample.Reader).Utf8.Span)),
    ];

    [Fact]
    public async Task Every_card_fits_the_official_types()
    {
        Assert.True(Cards.Count >= 40, $"{Cards.Count} cards");
        Assert.Equal("", await Compile(Cards.Select(c => c.Json)));
    }

    [Fact]
    public async Task A_card_with_a_wrong_word_does_not()
    {
        var wrong = Cards[0].Json.Replace("\"RichTextBlock\"", "\"RichTextBlok\"", StringComparison.Ordinal);
        Assert.Contains("RichTextBlok", await Compile([wrong]));
    }

    [Fact]
    public void Every_card_has_what_Teams_wants()
    {
        Assert.All(Cards, card =>
        {
            var json = JsonNode.Parse(card.Json)!;
            Assert.Equal("1.5", (string?)json["version"]);
            Assert.NotEmpty((string)json["fallbackText"]!);
            Assert.InRange(Encoding.UTF8.GetByteCount(card.Json), 1, AdaptiveCardRenderer.LargestCard);
            foreach (var node in All(json))
            {
                Assert.NotEqual("TextBlock", (string?)node["type"]);

                // Agents Playground cannot press a button whose data has a member of this name.
                Assert.True(node["data"] is not JsonObject data || !data.ContainsKey("key"), $"{card.Name}: {node["data"]}");

                // Clients that draw no charts have the same figures in words.
                Assert.True((string?)node["type"] is not { } type || !type.StartsWith("Chart.", StringComparison.Ordinal) || (string?)node["fallback"]?["type"] == "Container");
                if ((string?)node["type"] == "Action.Execute" && node.Parent is JsonArray)
                {
                    Assert.Equal("Action.Submit", (string?)node["fallback"]!["type"]);
                    Assert.Equal(node["data"]!.ToJsonString(), node["fallback"]!["data"]!.ToJsonString());
                }
            }
        });
    }

    private static IEnumerable<JsonObject> All(JsonNode? node) => node switch
    {
        JsonObject o => [o, .. o.SelectMany(p => All(p.Value))],
        JsonArray a => a.SelectMany(All),
        _ => [],
    };

    private static async Task<string> Compile(IEnumerable<string> cards)
    {
        var local = Repository.At("infra", "local");
        var folder = Directory.CreateTempSubdirectory("cards").FullName;
        var source = new StringBuilder("import type { IAdaptiveCard } from \"@microsoft/teams.cards\";\n");
        foreach (var (card, number) in cards.Select((c, n) => (c, n)))
        {
            source.Append(System.Globalization.CultureInfo.InvariantCulture, $"export const card{number}: IAdaptiveCard = {card};\n");
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "cards.ts"), source.ToString());
        Directory.CreateSymbolicLink(Path.Combine(folder, "node_modules"), Path.Combine(local, "node_modules"));
        var start = new ProcessStartInfo("node", [Path.Combine(local, "node_modules", "typescript", "bin", "tsc"), "--noEmit", "--strict", "--skipLibCheck", "--moduleResolution", "bundler", "--module", "esnext", "--target", "es2022", "cards.ts"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        using var tsc = Process.Start(start)!;
        var output = await tsc.StandardOutput.ReadToEndAsync();
        await tsc.WaitForExitAsync();
        Directory.Delete(Path.Combine(folder, "node_modules"));
        Directory.Delete(folder, recursive: true);
        return output;
    }
}
