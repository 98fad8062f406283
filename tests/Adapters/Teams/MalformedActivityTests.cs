using System.Text;
using System.Text.Json.Nodes;

namespace BranchBot.Adapters.Tests.Teams;

public class MalformedActivityTests : TeamsChannelTest
{
    private static readonly string[] Types = ["message", "invoke", "conversationUpdate", "installationUpdate", "messageReaction", "event", "typing", "", "Message"];
    private static readonly string[] Invokes = ["adaptiveCard/action", "task/fetch", "task/submit", "composeExtension/query", ""];

    private Task<BranchBot.LocalTeams.BotAnswer> Post(byte[] body, string contentType = "application/json") => Teams.Bot.PostRawAsync(
        body,
        new Dictionary<string, string> { ["Authorization"] = "Bearer " + Teams.Bot.Token(), ["Content-Type"] = contentType });

    private Task<BranchBot.LocalTeams.BotAnswer> Post(string body) => Post(Encoding.UTF8.GetBytes(body));

    private JsonObject Good() => (JsonObject)JsonNode.Parse($$"""
        {"type":"message","id":"1","text":"说 好","channelId":"msteams","serviceUrl":"{{Teams.ServiceUrl}}",
         "from":{"id":"{{Fang.Mri}}","aadObjectId":"{{Fang.Id}}"},"recipient":{"id":"28:bot"},"locale":"zh-CN",
         "conversation":{"id":"{{Fang.ChatId}}","conversationType":"personal","tenantId":"{{Teams.Options.Tenant}}"},
         "channelData":{"tenant":{"id":"{{Teams.Options.Tenant}}"} },"entities":[{"type":"clientInfo"}],"value":{"verb":"parrot.repeat","words":"x"},
         "membersAdded":[{"id":"28:bot"}],"action":"add"}
        """)!;

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"message\"")]
    [InlineData("{}")]
    [InlineData("""{"type":null}""")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"type":"message"}""")]
    [InlineData("""{"type":"message","text":"\ud800"}""")]
    [InlineData("not json at all")]
    public async Task What_is_no_activity_is_refused_with_a_reason(string body)
    {
        var answer = await Post(body);
        Assert.Equal(400, answer.Status);
        Assert.Equal("BadRequest", (string?)answer.Json!["error"]!["code"]);
        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from")]
    [InlineData("conversation")]
    [InlineData("id")]
    [InlineData("serviceUrl")]
    public async Task A_message_lacks_nothing_that_it_needs(string name)
    {
        var activity = Good();
        activity.Remove(name);
        var answer = await Post(activity.ToJsonString());
        Assert.Equal(400, answer.Status);
        Assert.Contains(name, (string?)answer.Json!["error"]!["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from", "7")]
    [InlineData("from", "{}")]
    [InlineData("from", """{"id":""}""")]
    [InlineData("conversation", "[]")]
    [InlineData("conversation", """{"id":null}""")]
    [InlineData("text", "{}")]
    [InlineData("entities", "{}")]
    [InlineData("recipient", "\"bot\"")]
    public async Task A_message_of_the_wrong_shape_is_refused(string name, string value)
    {
        var activity = Good();
        activity[name] = JsonNode.Parse(value);
        Assert.Equal(400, (await Post(activity.ToJsonString())).Status);
    }

    [Fact]
    public async Task Nesting_has_its_limit()
    {
        var activity = Good().ToJsonString();
        Assert.Equal(400, (await Post(activity[..^1] + ",\"more\":" + new string('[', 100_000) + new string(']', 100_000) + "}")).Status);
        Assert.Equal(400, (await Post(new string('[', 100_000))).Status);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        var activity = Good();
        activity["more"] = new string('x', 256 * 1024);
        Assert.Equal(413, (await Post(activity.ToJsonString())).Status);
        activity["more"] = new string('x', 250 * 1024);
        Assert.Equal(200, (await Post(activity.ToJsonString())).Status);
    }

    [Fact]
    public async Task A_body_that_hides_its_size_is_refused_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StreamContent(new MemoryStream(new byte[2_000_000])) };
        request.Headers.TransferEncodingChunked = true;
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Authorization = new("Bearer", Teams.Bot.Token());
        using var answer = await Bot.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(413, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Only_json_is_read() => Assert.Equal(415, (await Post(Encoding.UTF8.GetBytes(Good().ToJsonString()), "text/plain")).Status);

    [Fact]
    public async Task What_the_bot_does_not_know_does_no_harm()
    {
        var activity = Good();
        activity.Remove("value");
        activity["entities"] = JsonNode.Parse("""[{"type":"mention","mentioned":"x","text":[]},null,7,{"type":"quotedReply","text":{"a":1}}]""");
        activity["channelData"]!["team"] = 7;
        activity["suggestedActions"] = JsonNode.Parse("""{"actions":[{}]}""");
        activity["timestamp"] = "not a time";
        Assert.Equal(200, (await Post(activity.ToJsonString())).Status);
        Assert.Equal("听到:好", LastFor(Fang).Text);
    }

    [Fact]
    public async Task Ten_thousand_broken_activities_break_nothing()
    {
        const int seed = 20261124;
        var random = new Random(seed);
        var answers = new Dictionary<int, int>();
        for (var round = 0; round < 10_000; round += 50)
        {
            var bodies = Enumerable.Range(0, 50).Select(_ => Broken(random)).ToList();
            foreach (var (body, answer) in bodies.Zip(await Task.WhenAll(bodies.Select(b => Post(b)))))
            {
                Assert.True(answer.Status is 200 or 400 or 403 or 501, $"HTTP {answer.Status} for {Encoding.UTF8.GetString(body)}");
                answers[answer.Status] = answers.GetValueOrDefault(answer.Status) + 1;
            }
        }

        // All ways were gone, and the bot lives.
        Assert.True(answers[200] > 100 && answers[400] > 1000 && answers[403] > 100 && answers[501] > 10, string.Join(' ', answers));
        Assert.DoesNotContain(Bot.Log.Lines, l => l.Contains("failed; the person was told", StringComparison.Ordinal));
        Assert.Equal(200, (await Post(Good().ToJsonString())).Status);
    }

    private byte[] Broken(Random random)
    {
        var activity = Good();
        activity["type"] = Types[random.Next(Types.Length)];
        if (random.Next(2) == 0)
        {
            activity["name"] = Invokes[random.Next(Invokes.Length)];
            activity["value"] = random.Next(3) switch
            {
                0 => new JsonObject { ["action"] = new JsonObject { ["verb"] = "parrot.repeat", ["data"] = Any(random, 3) } },
                1 => new JsonObject { ["data"] = new JsonObject { ["verb"] = "parrot.show", ["name"] = Any(random, 2), ["day"] = Any(random, 2) } },
                _ => Any(random, 4),
            };
        }

        for (var changes = random.Next(4); changes > 0; changes--)
        {
            var place = activity;
            while (random.Next(2) == 0 && place.Select(p => p.Value).OfType<JsonObject>().ToList() is [_, ..] inner)
            {
                place = inner[random.Next(inner.Count)];
            }

            if (place.Count == 0)
            {
                continue;
            }

            var name = place.ElementAt(random.Next(place.Count)).Key;
            if (random.Next(3) == 0)
            {
                place.Remove(name);
            }
            else
            {
                place[name] = Any(random, 3);
            }
        }

        var bytes = Encoding.UTF8.GetBytes(activity.ToJsonString());
        switch (random.Next(6))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return bytes;
            default:
                return bytes;
        }
    }

    private static JsonNode? Any(Random random, int depth) => random.Next(depth > 0 ? 10 : 7) switch
    {
        0 => null,
        1 => random.Next(-1, 3),
        2 => 1e300,
        3 => true,
        4 => "",
        5 => "https://evil.example/",
        6 => new string((char)random.Next(1, 0xD7FF), random.Next(5)),
        7 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, depth - 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(4)).Select(i => KeyValuePair.Create(i == 0 ? "id" : $"p{i}", Any(random, depth - 1)))),
    };
}
