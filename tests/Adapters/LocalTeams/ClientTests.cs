using System.Text;
using BranchBot.LocalTeams;
using Microsoft.AspNetCore.Http;

namespace BranchBot.Adapters.Tests.LocalTeams;

public sealed class ClientTests : LocalTeamsTest
{
    private protected override LocalTeamsOptions Options => base.Options with { AnswerLimit = TimeSpan.FromSeconds(1), ClockOffset = TimeSpan.FromDays(10) };

    [Fact]
    public async Task What_a_person_says_reaches_the_bot_in_the_envelope_of_Teams()
    {
        var delivery = await Teams.Client.Say(Teller, "完成 <3>");
        Assert.Equal(200, delivery.Answer.Status);
        var (body, headers) = Assert.Single(Bot.Heard);
        Assert.Equal("message", (string?)body["type"]);
        Assert.Equal("完成 <3>", (string?)body["text"]);
        Assert.Equal("<p>完成 &lt;3&gt;</p>", (string?)body["attachments"]![0]!["content"]);
        Assert.Equal("text/html", (string?)body["attachments"]![0]!["contentType"]);
        Assert.Equal("msteams", (string?)body["channelId"]);
        Assert.Equal(Teams.ServiceUrl, (string?)body["serviceUrl"]);
        Assert.EndsWith("/", Teams.ServiceUrl, StringComparison.Ordinal);
        Assert.Equal((Teller.Mri, Teller.Id), ((string?)body["from"]!["id"], (string?)body["from"]!["aadObjectId"]));
        Assert.StartsWith("29:", Teller.Mri, StringComparison.Ordinal);
        Assert.Equal("28:" + Teams.Options.AppId, (string?)body["recipient"]!["id"]);
        Assert.Equal((Teller.ChatId, "personal", Teams.Options.Tenant),
            ((string?)body["conversation"]!["id"], (string?)body["conversation"]!["conversationType"], (string?)body["conversation"]!["tenantId"]));
        Assert.Equal(Teams.Options.Tenant, (string?)body["channelData"]!["tenant"]!["id"]);
        Assert.Equal(("Asia/Shanghai", "zh-CN"), ((string?)body["localTimezone"], (string?)body["locale"]));
        Assert.Equal("clientInfo", (string?)body["entities"]![0]!["type"]);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse((string)body["id"]!, null));
        Assert.InRange(at, TimeProvider.System.GetUtcNow().AddDays(9.9), TimeProvider.System.GetUtcNow().AddDays(10.1));
        Assert.Equal(TimeSpan.FromHours(8), DateTimeOffset.Parse((string)body["localTimestamp"]!, null).Offset);
        Assert.StartsWith("Bearer ", headers.Authorization.ToString(), StringComparison.Ordinal);
        Assert.Equal("application/json; charset=utf-8", headers.ContentType);
    }

    [Fact]
    public async Task The_token_is_used_again_until_the_key_changes()
    {
        await Teams.Client.Say(Teller, "一");
        await Teams.Client.Say(Teller, "二");
        Teams.Authority.RotateKey();
        await Teams.Client.Say(Teller, "三");
        var tokens = Bot.Heard.Select(h => h.Headers.Authorization.ToString()).ToList();
        Assert.Equal(tokens[0], tokens[1]);
        Assert.NotEqual(tokens[1], tokens[2]);
    }

    [Fact]
    public async Task In_a_channel_the_bot_is_mentioned_and_the_conversation_is_the_thread()
    {
        var channel = (await Teams.Client.SayInChannel(Teller, "看板")).Activity;
        Assert.Equal("<at>BranchBot</at> 看板", (string?)channel["text"]);
        Assert.Equal(("mention", "<at>BranchBot</at>"), ((string?)channel["entities"]![0]!["type"], (string?)channel["entities"]![0]!["text"]));
        Assert.Matches("^19:.+@thread\\.tacv2;messageid=[0-9]+$", (string?)channel["conversation"]!["id"]);
        Assert.Equal("channel", (string?)channel["conversation"]!["conversationType"]);
        var group = (await Teams.Client.SayInChannel(Teller, "看板", groupChat: true)).Activity;
        Assert.Matches("^19:.+@thread\\.v2$", (string?)group["conversation"]!["id"]);
        Assert.Equal("groupChat", (string?)group["conversation"]!["conversationType"]);
    }

    [Fact]
    public async Task Other_things_people_do_arrive_as_their_own_activities()
    {
        var said = await Teams.Client.Say(Teller, "一");
        await Teams.Client.Edit(Teller, said.Id, "二");
        await Teams.Client.Delete(Teller, said.Id);
        await Teams.Client.React(Teller, "1", "heart");
        await Teams.Client.React(Teller, "1", "heart", remove: true);
        await Teams.Client.Type(Teller);
        await Teams.Installations.Uninstall(Teller);
        await Teams.Installations.Install(Teller);
        await Teams.Installations.ConversationUpdate(Teller, Teams.Conversations.Personal(Teller));
        Assert.Equal(
            ["message", "messageUpdate", "messageDelete", "messageReaction", "messageReaction", "typing", "installationUpdate", "installationUpdate", "conversationUpdate"],
            Bot.Activities.Select(a => (string?)a["type"]));
        Assert.Equal("editMessage", (string?)Bot.Activities.ElementAt(1)["channelData"]!["eventType"]);
        Assert.Equal("softDeleteMessage", (string?)Bot.Activities.ElementAt(2)["channelData"]!["eventType"]);
        Assert.Equal("heart", (string?)Bot.Activities.ElementAt(3)["reactionsAdded"]![0]!["type"]);
        Assert.NotNull(Bot.Activities.ElementAt(4)["reactionsRemoved"]);
        Assert.Equal(["remove", "add"], Bot.Activities.Where(a => (string?)a["type"] == "installationUpdate").Select(a => (string?)a["action"]));
        Assert.Equal("28:" + Teams.Options.AppId, (string?)Bot.Activities.Last()["membersAdded"]![0]!["id"]);
        Assert.True(Assert.Single(Teams.Client.Chat(Teller)).Deleted);
    }

    [Fact]
    public async Task Who_speaks_without_the_app_adds_it_and_who_blocked_the_bot_cannot_speak()
    {
        await Teams.Client.Say(Teams.People.Stranger, "你好");
        Assert.Equal(["installationUpdate", "message"], Bot.Activities.Select(a => (string?)a["type"]));
        Teams.Installations.Block(Teller);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Teams.Client.Say(Teller, "你好"));
    }

    [Fact]
    public async Task A_bot_that_is_too_slow_gets_the_same_activity_again()
    {
        Bot.Answer = async _ =>
        {
            await Task.Delay(TimeSpan.FromSeconds(5));
            return Results.Ok();
        };
        var late = await Teams.Client.Say(Teller, "早");
        Assert.Equal(504, late.Answer.Status);
        Assert.NotNull(Assert.Single(Teams.Client.Chat(Teller)).Notice);
        Bot.Answer = _ => Task.FromResult(Results.Ok());
        var again = await Teams.Client.Resend(late);
        Assert.True(again.Answer.Taken);
        Assert.Equal(Bot.Activities.First().ToJsonString(), Bot.Activities.Last().ToJsonString());
        Assert.Single(Teams.Client.Chat(Teller));
    }

    [Fact]
    public async Task Raw_bytes_reach_the_bot_as_they_are()
    {
        Bot.Answer = body => Task.FromResult(Results.Text((string)body["x"]!, statusCode: 418));
        var answer = await Teams.Bot.PostRawAsync(Encoding.UTF8.GetBytes("""{"x":"teapot"}"""), new Dictionary<string, string> { ["Content-Type"] = "text/odd" });
        Assert.Equal((418, "teapot"), (answer.Status, answer.Text));
        Assert.Equal("text/odd", Assert.Single(Bot.Heard).Headers.ContentType);
        Assert.Equal("", Bot.Heard.Single().Headers.Authorization.ToString());
    }

    [Fact]
    public async Task The_bot_is_told_once_of_everybody_who_has_the_app_by_policy()
    {
        Bot.Answer = body => Task.FromResult((string?)body["from"]!["name"] == "李静" ? Results.StatusCode(503) : Results.Ok());
        Assert.Equal(1, await Teams.Installations.AnnounceAsync(TestContext.Current.CancellationToken));
        Bot.Answer = _ => Task.FromResult(Results.Ok());
        Assert.Equal(0, await Teams.Installations.AnnounceAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await Teams.Installations.AnnounceAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["徐刚", "李静", "李静", "王芳"], Bot.Activities.Select(a => (string)a["from"]!["name"]!).Order(StringComparer.Ordinal));
        Assert.All(Bot.Activities, a => Assert.Equal(("installationUpdate", "add"), ((string?)a["type"], (string?)a["action"])));
    }
}
