using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Highlights;

/// <summary>The spirit wall as a tab in Teams, over HTTP as its page asks for the person who is signed in (W-3).</summary>
public sealed class WallTabTests
{
    private static readonly HttpClient Http = new();
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "W-3")]
    [Trait("Rule", "P-5")]
    public async Task Everybody_sees_the_wall_of_his_own_branch_as_it_hangs_in_the_staff_room()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05", quick: true);
        await HighlightBranch.HasChats(stage);
        await HighlightBranch.Gives(stage, 9, "李静", "只给同事看的。");
        await stage.Teams.Client.WaitFor(stage.Person(1), m => HighlightBranch.Words(m).Contains("highlights.sign\"", StringComparison.Ordinal));
        await SalesBranch.Presses(stage, 1, "签字", new() { ["wall"] = "no" });

        using var hers = await Asks(stage, stage.Teams.Users.Mint($"{DemoBranch.Id(6)}"));
        Assert.Equal(HttpStatusCode.OK, hers.StatusCode);
        Assert.True(hers.Headers.CacheControl is { Private: true, NoCache: true });
        var wall = await hers.Content.ReadFromJsonAsync<JsonElement>(cancel);
        Assert.Equal(("示范支行", "staff"), (wall.GetProperty("branch").GetString(), wall.GetProperty("audience").GetString()));
        Assert.Contains(wall.GetProperty("panels").EnumerateArray(), p => p.GetProperty("kind").GetString() == "card" && p.GetProperty("what").GetString() == "只给同事看的。");
        using var again = await Asks(stage, stage.Teams.Users.Mint($"{DemoBranch.Id(6)}"), etag: hers.Headers.ETag);
        Assert.Equal((HttpStatusCode.NotModified, "09:05"), (again.StatusCode, again.Headers.GetValues("X-Wall-Time").Single()));

        using var led = await Asks(stage, stage.Teams.Users.Mint($"{DemoBranch.Id(20)}"), "demo");
        Assert.Equal(HttpStatusCode.OK, led.StatusCode);
        foreach (var (who, branch) in new (int, string?)[] { (6, "demo2"), (31, "demo"), (20, null), (20, "nowhere"), (99, null), (99, "demo") })
        {
            using var refused = await Asks(stage, stage.Teams.Users.Mint($"{DemoBranch.Id(who)}"), branch);
            Assert.True(refused.StatusCode == HttpStatusCode.Forbidden, $"{who} {branch}: {refused.StatusCode}");
            var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(cancel);
            Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
            Assert.Equal(who == 20 && branch is null, problem.GetProperty("detail").GetString()!.Contains("请指明网点", StringComparison.Ordinal));
        }
    }

    [Fact]
    [Trait("Rule", "P-5")]
    public async Task A_branch_that_can_be_none_is_a_wrong_parameter()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05", quick: true);
        using var refused = await Asks(stage, stage.Teams.Users.Mint($"{DemoBranch.Id(20)}"), "b|x/..?");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    [Trait("Rule", "W-3")]
    [Trait("Threat", "TM-07")]
    [Trait("Threat", "TM-27")]
    public async Task A_screens_token_opens_no_tab_and_a_persons_token_no_screen()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05", quick: true);
        using var pairing = await Http.PostAsync(new Uri(stage.Bot.Address, "/wall/api/pairings"), null, cancel);
        var screen = (await pairing.Content.ReadFromJsonAsync<JsonElement>(cancel)).GetProperty("token").GetString()!;
        foreach (var token in new[] { null, screen, "x", stage.Teams.Authority.Mint() })
        {
            using var refused = await Asks(stage, token);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(stage.Bot.Address, "/wall/api/content"));
        request.Headers.Authorization = new("Bearer", stage.Teams.Users.Mint($"{DemoBranch.Id(6)}"));
        using var answer = await Http.SendAsync(request, cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    [Trait("Rule", "W-3")]
    [Trait("Threat", "TM-11")]
    public async Task The_page_may_fetch_photos_from_the_storage_and_be_framed_by_Teams_alone()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05", quick: true);
        using var page = await Http.GetAsync(new Uri(stage.Bot.Address, "/wall/?tab"), cancel);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single().Split(';', StringSplitOptions.TrimEntries).ToDictionary(d => d.Split(' ')[0], d => d);
        var storage = new Azure.Storage.Blobs.BlobServiceClient(stage.Azurite.ConnectionString).Uri.GetLeftPart(UriPartial.Authority);
        Assert.Contains(storage, policy["img-src"]);
        Assert.Contains(storage, policy["connect-src"]);
        Assert.Equal("script-src 'self'", policy["script-src"]);
        Assert.Contains("https://teams.microsoft.com", policy["frame-ancestors"]);
        Assert.DoesNotContain(policy["frame-ancestors"].Split(' '), source => source is "*" or "https:" or "http:");
        Assert.Contains("https://res.cdn.office.net/teams-js/", policy["connect-src"].Split(' '));
    }

    private async Task<HttpResponseMessage> Asks(Stage stage, string? token, string? branch = null, EntityTagHeaderValue? etag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(stage.Bot.Address, "/wall/api/tab" + (branch is null ? "" : $"?branch={Uri.EscapeDataString(branch)}")));
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        if (etag is not null)
        {
            request.Headers.IfNoneMatch.Add(etag);
        }

        return await Http.SendAsync(request, cancel);
    }
}
