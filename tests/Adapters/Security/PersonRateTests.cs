using System.Text.Json.Nodes;
using BranchBot.Adapters.Tests.Teams;
using BranchBot.Host.Teams;
using SkiaSharp;

namespace BranchBot.Adapters.Tests.Security;

/// <summary>One person's client that has gone wild costs the others nothing.</summary>
public sealed class PersonRateTests : TeamsChannelTest
{
    [Fact]
    [Trait("Threat", "TM-03")]
    public async Task Who_presses_faster_than_a_hand_can_is_told_so_and_colleagues_notice_nothing()
    {
        await Teams.Client.Say(Fang, "卡片 小绿");
        var id = LastFor(Fang).Id;
        var press = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "parrot.perch" };
        var answers = await Task.WhenAll(Enumerable.Range(0, PersonRate.Burst * 3).Select(_ => Teams.Cards.PressExecute(Fang, id, (JsonObject)press.DeepClone())));
        Assert.All(answers, a => Assert.Equal(200, a.Http.Status));
        Assert.Contains(answers, a => a.Message?.Contains("请等几秒", StringComparison.Ordinal) == true);
        Assert.Contains(answers, a => a.Message == "坐好了");

        await Teams.Client.Say(Jing, "说 你好");
        Assert.Equal("heard: 你好", LastFor(Jing).Text);
        Assert.Contains(Bot.Log.Lines, l => l.StartsWith("Somebody does more in Teams", StringComparison.Ordinal));
        Assert.DoesNotContain(Bot.Log.Lines, l => l.Contains(Fang.Id, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Threat", "TM-03")]
    public async Task A_flood_of_messages_is_answered_with_one_sentence_and_not_with_another_flood()
    {
        await Task.WhenAll(Enumerable.Range(0, PersonRate.Burst * 3).Select(n => Teams.Client.Deliver(Fang, "message", a => (a["text"], a["id"]) = ("说 你好", $"{n}"))));
        var said = Teams.Client.Chat(Fang).Where(m => m.From == "bot").Select(m => m.Text).ToList();
        Assert.Single(said, t => t!.Contains("请等几秒", StringComparison.Ordinal));
        Assert.InRange(said.Count(t => t == "听到:你好"), 1, PersonRate.Burst * 2);
    }

    /// <summary>A hand that is quick: eight taps a second for ten seconds, and a chat that comes into view with twenty cards.</summary>
    [Fact]
    [Trait("Threat", "TM-03")]
    public async Task Who_taps_as_fast_as_a_hand_can_is_never_refused()
    {
        using var rate = new PersonRate();
        var press = new Activity { Type = ActivityTypes.Invoke, From = new() { Id = "29:1" } };
        for (var refreshes = 0; refreshes < 20; refreshes++)
        {
            using var lease = rate.Enter(press);
            Assert.True(lease!.IsAcquired);
        }

        for (var taps = 0; taps < 80; taps++)
        {
            using var lease = rate.Enter(press);
            Assert.True(lease!.IsAcquired);
        }

        Assert.Null(rate.Enter(press with { Type = ActivityTypes.ConversationUpdate }));
        await Task.CompletedTask;
    }

    [Fact]
    [Trait("Threat", "TM-03")]
    public async Task Photos_that_never_arrive_hold_up_their_sender_and_nobody_else()
    {
        using var bitmap = new SKBitmap(8, 8);
        var png = bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
        await Teams.Client.Say(Jing, "说 你好");
        var first = true;
        var stuck = new TaskCompletionSource();
        Teams.Uploads.Instead = async http =>
        {
            if (first)
            {
                first = false;
                await stuck.Task;
            }

            await http.Response.Body.WriteAsync(png);
        };
        var held = Enumerable.Range(0, AttachmentTurn.AtOnce + 1).Select(_ => Teams.Client.SendPicture(Fang, png)).ToList();
        await Task.Delay(300, TestContext.Current.CancellationToken);
        await Teams.Client.SendPicture(Jing, png).WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.StartsWith("jpg ", LastFor(Jing).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(held, h => h.IsCompleted);
        stuck.SetResult();
        await Task.WhenAll(held);
    }

    [Theory]
    [Trait("Threat", "TM-09")]
    [InlineData("id")]
    [InlineData("from")]
    [InlineData("conversation")]
    [InlineData("recipient")]
    public async Task An_id_that_could_forge_a_line_of_the_log_is_refused(string where)
    {
        var good = (await Teams.Client.Say(Fang, "说 你好")).Activity;
        foreach (var odd in new[] { "1\r\nfail: Forged[1]", "1\u001b[31m", "1\u009b", new string('1', 2000) })
        {
            var activity = (JsonObject)good.DeepClone();
            (where == "id" ? activity : activity[where]!)["id"] = odd;
            var headers = new Dictionary<string, string> { ["Authorization"] = "Bearer " + Teams.Client.Bot.Token(), ["Content-Type"] = "application/json" };
            Assert.Equal(400, (await Teams.Client.Bot.PostRawAsync(System.Text.Encoding.UTF8.GetBytes(activity.ToJsonString()), headers)).Status);
        }

        Assert.DoesNotContain(Bot.Log.Lines, l => l.Any(char.IsControl));
    }

    [Fact]
    [Trait("Threat", "TM-02")]
    public async Task A_connector_of_a_name_that_only_looks_like_Microsofts_is_not_believed()
    {
        foreach (var host in new[] { "https://smba.trafficmanager.net.evil.example/", "https://evil.example/smba.trafficmanager.net/", $"{new Uri(Teams.ServiceUrl).GetLeftPart(UriPartial.Authority)}@evil.example/", "https://[::1]/", "file:///etc/passwd", "//evil.example/" })
        {
            var status = (await Teams.Client.Deliver(Fang, "message", a => (a["text"], a["serviceUrl"]) = ("说 你好", host), Teams.Authority.Mint(t => t with { ServiceUrl = host }))).Answer.Status;
            Assert.Equal(403, status);
        }
    }

    [Fact]
    [Trait("Threat", "TM-12")]
    public async Task A_body_that_is_nested_too_deeply_or_too_large_is_refused()
    {
        async Task<int> Status(string value)
        {
            var headers = new Dictionary<string, string> { ["Authorization"] = "Bearer " + Teams.Client.Bot.Token(), ["Content-Type"] = "application/json" };
            return (await Teams.Client.Bot.PostRawAsync(System.Text.Encoding.UTF8.GetBytes($"{{\"type\":\"message\",\"value\":{value}}}"), headers)).Status;
        }

        Assert.Equal(400, await Status(new string('[', 40) + new string(']', 40)));
        Assert.Equal(413, await Status($"\"{new string('x', MessagesEndpoint.LargestBody)}\""));
    }
}
