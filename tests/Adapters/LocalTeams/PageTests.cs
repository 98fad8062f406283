using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace BranchBot.Adapters.Tests.LocalTeams;

public sealed class PageTests : LocalTeamsTest
{
    [Fact]
    public async Task The_page_learns_who_there_is_and_what_time_it_is()
    {
        var people = (JsonArray)JsonNode.Parse(await Http.GetStringAsync(Teams.Url + "/client/people"))!;
        Assert.Equal(["王芳", "李静", "徐刚", "路人"], people.Select(p => (string?)p!["name"]));
        Assert.Equal(["demo", "demo", "R01", ""], people.Select(p => (string?)p!["place"]));
        var about = JsonNode.Parse(await Http.GetStringAsync(Teams.Url + "/client/about"))!;
        Assert.Equal(("BranchBot", Teams.Options.Tenant), ((string?)about["bot"], (string?)about["tenant"]));
        Assert.EndsWith("+08:00", (string?)about["clock"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_says_presses_and_reads()
    {
        var id = await SendsCard(Teller, Card("早"));
        Assert.Equal(200, (int)(await Post("say", new { text = "你好" })).StatusCode);
        Bot.Answer = _ => Task.FromResult(Results.Json(CardAnswer(Card("完成了"))));
        var pressed = await Json(await Post("press", new { messageId = id, action = new { type = "Action.Execute", verb = "tick" }, inputs = new { n = "1" } }));
        Assert.Equal("完成了", (string?)pressed["card"]!["body"]![0]!["text"]);
        Bot.Answer = _ => Task.FromResult(Results.StatusCode(500));
        var failed = await Json(await Post("press", new { messageId = id, action = new { type = "Action.Execute", verb = "tick" } }));
        Assert.Equal("BotError", (string?)failed["error"]!["code"]);

        var messages = (JsonArray)(await Json(await Http.GetAsync(Chat)))["messages"]!;
        Assert.Equal(["bot", "me"], messages.Select(m => (string?)m!["from"]));
        Assert.Equal("完成了", (string?)messages[0]!["card"]!["body"]![0]!["text"]);
        Assert.Equal("你好", (string?)messages[1]!["text"]);
        Assert.EndsWith("+08:00", (string?)messages[1]!["at"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_requests_of_the_page_are_told_so()
    {
        Assert.Equal(404, (int)(await Http.GetAsync(Teams.Url + "/client/chats/nobody")).StatusCode);
        Assert.Equal(400, (int)(await Post("say", new { })).StatusCode);
        Assert.Equal(400, (int)(await Post("say", new { text = " " })).StatusCode);
        Assert.Equal(409, (int)(await Post("press", new { messageId = "1", action = new { type = "Action.Execute" } })).StatusCode);
    }

    [Fact]
    public async Task News_arrive_as_events()
    {
        using var stream = new StreamReader(await Http.GetStreamAsync($"{Teams.Url}/client/events/{Teller.Id}", TestContext.Current.CancellationToken));
        Assert.Equal(": open", await stream.ReadLineAsync(TestContext.Current.CancellationToken));
        var id = (string)(await Json(await Send(Teller, Message("早"))))["id"]!;
        Assert.Equal(("message", "早"), await Next(stream, "text"));
        await Http.PutAsJsonAsync($"{In(Teller.ChatId)}/{id}", Message("晚"));
        Assert.Equal(("update", "晚"), await Next(stream, "text"));
        await Http.DeleteAsync($"{In(Teller.ChatId)}/{id}");
        Assert.Equal(("delete", id), await Next(stream, "id"));
        await Send(Teller, new JsonObject { ["type"] = "typing" });
        Assert.Equal(("typing", null), await Next(stream, "id"));
        await Http.PutAsJsonAsync(Teams.Url + "/client/clock", new { forward = "00:05:00" });
        Assert.Equal("clock", (await Next(stream, "clock")).Name);
        await Send(Manager, Message("给别人"));
        await Teams.Client.Say(Teller, "我");
        Assert.Equal(("message", "我"), await Next(stream, "text"));
    }

    [Fact]
    public async Task A_card_that_arrives_in_an_open_chat_refreshes_itself()
    {
        Bot.Answer = _ => Task.FromResult(Results.Json(CardAnswer(Card("刷新了"))));
        using var stream = new StreamReader(await Http.GetStreamAsync($"{Teams.Url}/client/events/{Teller.Id}", TestContext.Current.CancellationToken));
        await stream.ReadLineAsync(TestContext.Current.CancellationToken);
        var card = Card("早");
        card["refresh"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "refresh" } };
        await SendsCard(Teller, card);
        Assert.Equal("message", (await Next(stream, "id")).Name);
        Assert.Equal("update", (await Next(stream, "id")).Name);
        Assert.Equal("刷新了", (string?)Teams.Client.Chat(Teller)[0].Card!["body"]![0]!["text"]);
    }

    [Fact]
    public async Task The_clock_goes_forward_on_both_sides_and_never_back()
    {
        var clock = Teams.Url + "/client/clock";
        Assert.Equal(200, (int)(await Http.PutAsJsonAsync(clock, new { forward = "00:05:00" })).StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(5), Teams.Clock.Offset);
        Assert.Equal("00:05:00", Assert.Single(Bot.ClockOffsets));

        var tomorrow = Teams.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date.AddDays(1).AddHours(8.5);
        var answer = await Json(await Http.PutAsJsonAsync(clock, new { at = tomorrow.ToString("yyyy-MM-dd'T'HH:mm", null) }));
        Assert.StartsWith(tomorrow.ToString("yyyy-MM-dd'T'HH:mm", null), (string?)answer["clock"], StringComparison.Ordinal);

        var before = Teams.Clock.Offset;
        Assert.Equal(400, (int)(await Http.PutAsJsonAsync(clock, new { at = "2020-01-01T08:00" })).StatusCode);
        Assert.Equal(400, (int)(await Http.PutAsJsonAsync(clock, new { forward = "-00:05:00" })).StatusCode);
        Assert.Equal(400, (int)(await Http.PutAsJsonAsync(clock, new { at = "soon" })).StatusCode);
        Bot.ClockStatus = 500;
        Assert.Equal(502, (int)(await Http.PutAsJsonAsync(clock, new { forward = "00:05:00" })).StatusCode);
        Assert.Equal(before, Teams.Clock.Offset);
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "evil.example:80")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "http://localhost:1")]
    [InlineData("Origin", "null")]
    public async Task Foreign_hosts_and_origins_are_refused(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Chat}/say") { Content = JsonContent.Create(new { text = "你好" }) };
        request.Headers.Add(header, value);
        Assert.Equal(403, (int)(await Http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Empty(Bot.Activities);
    }

    [Fact]
    public async Task Its_own_origin_is_welcome()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Chat}/say") { Content = JsonContent.Create(new { text = "你好" }) };
        request.Headers.Add("Origin", Teams.Url);
        Assert.Equal(200, (int)(await Http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    private string Chat => $"{Teams.Url}/client/chats/{Teller.Id}";

    private Task<HttpResponseMessage> Post(string what, object body) => Http.PostAsJsonAsync($"{Chat}/{what}", body);

    private static async Task<(string Name, string? Value)> Next(StreamReader stream, string property)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        string? name = null;
        while (await stream.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line[7..];
            }

            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return (name!, (string?)JsonNode.Parse(line[6..])![property]);
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }
}
