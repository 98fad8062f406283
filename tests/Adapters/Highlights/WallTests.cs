using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Highlights;

/// <summary>A screen in the branch, over HTTP as its page asks (W-3).</summary>
public sealed class WallTests
{
    private static readonly HttpClient Http = new();

    [Fact]
    [Trait("Rule", "W-3")]
    [Trait("Threat", "TM-27")]
    public async Task A_screen_is_paired_by_the_code_that_it_shows_and_dark_when_it_is_taken_away()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05", quick: true);
        await HighlightBranch.HasChats(stage);
        var (code, token) = await Pair(stage);
        Assert.Equal(HttpStatusCode.Accepted, (await Content(stage, token)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Content(stage, token + "x")).StatusCode);

        // Only the manager pairs, and a slip is noticed.
        await stage.Teams.Client.Say(stage.Person(6), $"大屏 {code}");
        await stage.Teams.Client.Say(stage.Person(1), $"大屏 {code[..^1]}{(code[^1] == 'A' ? 'B' : 'A')}");
        Assert.Equal(HttpStatusCode.Accepted, (await Content(stage, token)).StatusCode);
        await stage.Teams.Client.Say(stage.Person(1), $"大屏 {code}");
        using var shown = await Until(stage, token, HttpStatusCode.OK);
        var wall = await shown.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(("示范支行", "lobby"), (wall.GetProperty("branch").GetString(), wall.GetProperty("audience").GetString()));

        // A card that customers may see comes; nothing new costs nothing.
        await HighlightBranch.Gives(stage, 9, "李静");
        await SalesBranch.Presses(stage, 1, "签字", new() { ["wall"] = "yes" });
        await HighlightBranch.Gives(stage, 9, "陈晓", "只给同事看的。");
        await SalesBranch.Presses(stage, 1, "签字", new() { ["wall"] = "no" });
        using var later = await Content(stage, token);
        var card = Assert.Single((await later.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("panels").EnumerateArray(), p => p.GetProperty("kind").GetString() == "card");
        Assert.Equal(HighlightBranch.What, card.GetProperty("what").GetString());
        Assert.Equal(HttpStatusCode.NotModified, (await Content(stage, token, later.Headers.ETag)).StatusCode);

        await stage.Teams.Client.Say(stage.Person(1), "大屏");
        await SalesBranch.Presses(stage, 1, "断开");
        Assert.Equal(HttpStatusCode.Unauthorized, (await Content(stage, token)).StatusCode);
    }

    [Fact]
    [Trait("Rule", "W-3")]
    [Trait("Threat", "TM-13")]
    [Trait("Threat", "TM-28")]
    public async Task A_code_is_good_for_ten_minutes_and_codes_are_given_slowly()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05", quick: true);
        var (code, token) = await Pair(stage);
        await stage.ClockShows("09:16");
        Assert.Equal(HttpStatusCode.Unauthorized, (await Content(stage, token)).StatusCode);
        await stage.Teams.Client.Say(stage.Person(1), $"大屏 {code}");
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Content(stage, token)).StatusCode);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Http.PostAsync(new Uri(stage.Bot.Address, "/wall/api/pairings"), null, TestContext.Current.CancellationToken)));
        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.TooManyRequests && a.Headers.RetryAfter is not null);
    }

    private static async Task<(string Code, string Token)> Pair(Stage stage)
    {
        using var answer = await Http.PostAsync(new Uri(stage.Bot.Address, "/wall/api/pairings"), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var pairing = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return (pairing.GetProperty("code").GetString()!, pairing.GetProperty("token").GetString()!);
    }

    private static async Task<HttpResponseMessage> Content(Stage stage, string token, EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(stage.Bot.Address, "/wall/api/content"));
        request.Headers.Authorization = new("Bearer", token);
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }

        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<HttpResponseMessage> Until(Stage stage, string token, HttpStatusCode wanted)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = await Content(stage, token);
            if (answer.StatusCode == wanted || tries == 40)
            {
                Assert.True(answer.StatusCode == wanted, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)} {stage.Bot.Output}");
                return answer;
            }

            await Task.Delay(250, TestContext.Current.CancellationToken);
        }
    }
}
