using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BranchBot.LocalTeams;
using Microsoft.AspNetCore.Http;

namespace BranchBot.Adapters.Tests.LocalTeams;

public sealed class ChannelTests : LocalTeamsTest
{
    [Fact]
    public async Task What_people_write_to_each_other_is_not_for_the_bot()
    {
        await Teams.Teams.AddBot(Manager, "demo");
        Bot.Heard.Clear();
        var post = await Teams.Client.PostInChannel(Teller, "今天客户夸了小赵");
        Assert.Null(post.Delivery);
        Assert.Empty(Bot.Activities);
        Assert.Equal(("me", "李静"), (Teams.Client.Channel(Teller)[^1].From, Teams.Client.Channel(Manager)[^1].From));
    }

    [Theory]
    [InlineData("@BranchBot 看板")]
    [InlineData("@branchbot 看板")]
    [InlineData("<at>BranchBot</at> 看板")]
    public async Task A_mention_reaches_the_bot_in_the_thread_it_starts(string text)
    {
        await Teams.Teams.AddBot(Manager, "demo");
        var post = await Teams.Client.PostInChannel(Teller, text);
        var heard = Bot.Activities.Last();
        Assert.Equal("<at>BranchBot</at> 看板", (string?)heard["text"]);
        Assert.Equal($"{Channel.Id};messageid={post.Id}", (string?)heard["conversation"]!["id"]);
    }

    [Fact]
    public async Task A_bot_that_is_not_in_the_team_hears_no_mention()
    {
        Assert.Null((await Teams.Client.PostInChannel(Teller, "@BranchBot 看板")).Delivery);
        Assert.Empty(Bot.Activities);
        Assert.NotNull(Assert.Single(Teams.Client.Channel(Teller)).Notice);
    }

    [Fact]
    public async Task Who_is_in_no_team_has_no_channel()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Teams.Client.PostInChannel(Teams.People.Stranger, "你好"));
        Assert.Throws<InvalidOperationException>(() => Teams.Client.Channel(Teams.People.Stranger));
        await Teams.Teams.AddMember(Manager, "demo", Teams.People.Stranger);
        await Teams.Client.PostInChannel(Teams.People.Stranger, "你好");
        await Teams.Teams.RemoveMember(Manager, "demo", Teams.People.Stranger);
        Assert.Throws<InvalidOperationException>(() => Teams.Client.Channel(Teams.People.Stranger));
    }

    [Fact]
    public async Task A_button_is_pressed_in_the_thread_and_its_answer_is_for_who_pressed()
    {
        var (root, id) = await CardInThread(Card("大家的"));
        var answer = CardAnswer(Card("我的"));
        Bot.Answer = _ => Task.FromResult(Results.Json(answer));
        await Teams.Cards.PressInChannel(Teller, id, "完成");
        var invoke = Bot.Activities.Last();
        Assert.Equal((id, $"{Channel.Id};messageid={root}", "channel"),
            ((string?)invoke["replyToId"], (string?)invoke["conversation"]!["id"], (string?)invoke["conversation"]!["conversationType"]));
        Assert.Equal((Channel.Id, Channel.Id), ((string?)invoke["channelData"]!["team"]!["id"], (string?)invoke["channelData"]!["channel"]!["id"]));
        Assert.Equal(("我的", "大家的"), (Sees(Teller), Sees(Manager)));
        await Http.PutAsJsonAsync($"{In(Channel.Id)}/{id}", CardMessage(Card("新的")));
        Assert.Equal(("新的", "新的"), (Sees(Teller), Sees(Manager)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Teams.Cards.Press(Teller, id, "完成"));
    }

    [Fact]
    public async Task A_card_refreshes_itself_for_the_members_it_names_when_they_open_the_channel()
    {
        var card = Card("旧");
        card["refresh"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "r" }, ["userIds"] = new JsonArray(Teller.Mri) };
        var answered = (JsonObject)card.DeepClone();
        answered["body"]![0]!["text"] = "刷新了";
        var answer = CardAnswer(answered);
        Bot.Answer = _ => Task.FromResult(Results.Json(answer));
        await CardInThread(card);
        Bot.Heard.Clear();
        await Teams.Cards.OpenChannel(Teller);
        await Teams.Cards.OpenChannel(Teller);
        await Teams.Cards.OpenChannel(Manager);
        Assert.Equal("automatic", (string?)Assert.Single(Bot.Activities)["value"]!["trigger"]);
        Assert.Equal(("刷新了", "旧"), (Sees(Teller), Sees(Manager)));
    }

    [Fact]
    public async Task News_of_the_channel_come_to_every_member_on_the_stream_of_the_chat()
    {
        await Teams.Teams.AddBot(Manager, "demo");
        using var stream = new StreamReader(await Http.GetStreamAsync($"{Teams.Url}/client/events/{Manager.Id}", TestContext.Current.CancellationToken));
        await stream.ReadLineAsync(TestContext.Current.CancellationToken);
        var post = await (await Http.PostAsJsonAsync($"{Page}/post", new { person = Teller.Id, text = "你好" })).Content.ReadFromJsonAsync<JsonObject>();
        Assert.Equal(("channel-message", "李静"), await Next(stream, e => e["message"]!["from"]));
        Assert.False((bool)post!["heard"]!);
        var id = (string)(await Json(await Http.PostAsJsonAsync(In(Channel.Id), Message("早"))))["id"]!;
        Assert.Equal(("channel-message", "早"), await Next(stream, e => e["message"]!["text"]));
        await Http.PutAsJsonAsync($"{In(Channel.Id)}/{id}", Message("晚"));
        Assert.Equal(("channel-update", "晚"), await Next(stream, e => e["message"]!["text"]));
        await Http.DeleteAsync($"{In(Channel.Id)}/{id}");
        Assert.Equal(("channel-delete", id), await Next(stream, e => e["id"]));
        Assert.Equal("demo", (string?)(await Json(await Http.GetAsync($"{Teams.Url}/client/chats/{Teller.Id}")))["team"]!["id"]);
    }

    [Fact]
    public async Task The_page_of_somebody_outside_the_team_gets_nothing()
    {
        Assert.Equal(409, (int)(await Http.GetAsync($"{Page}?person={Teams.People.Named("徐刚").Id}")).StatusCode);
        Assert.Equal(404, (int)(await Http.GetAsync($"{Page}?person=nobody")).StatusCode);
        Assert.Equal(404, (int)(await Http.GetAsync($"{Teams.Url}/client/channels/none?person={Teller.Id}")).StatusCode);
        Assert.Equal(400, (int)(await Http.PostAsJsonAsync($"{Page}/post", new { person = Teller.Id, text = " " })).StatusCode);
    }

    private Conversation Channel => Teams.Conversations.Channel("demo");

    private string Page => $"{Teams.Url}/client/channels/demo";

    /// <summary>A card that the bot writes below a message of the manager.</summary>
    private async Task<(string Root, string Id)> CardInThread(JsonObject card)
    {
        await Teams.Teams.AddBot(Manager, "demo");
        var root = (await Teams.Client.PostInChannel(Manager, "@BranchBot 看板")).Id;
        var answer = await Json(await Http.PostAsJsonAsync(In($"{Channel.Id};messageid={root}"), CardMessage(card)));
        var seen = await Teams.Client.WaitForInChannel(Teller, m => m.From == "bot");
        Assert.Equal((root, (string?)answer["id"]), (seen.Thread, seen.Id));
        return (root, seen.Id);
    }

    private string? Sees(TeamsUser person) => (string?)Teams.Client.Channel(person)[^1].Card!["body"]![0]!["text"];

    private static async Task<(string Name, string? Value)> Next(StreamReader stream, Func<JsonNode, JsonNode?> what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var name = "";
        while (await stream.ReadLineAsync(limit.Token) is { } line)
        {
            name = line.StartsWith("event: ", StringComparison.Ordinal) ? line[7..] : name;
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return (name, (string?)what(JsonNode.Parse(line[6..])!));
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }
}
