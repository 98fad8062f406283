using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BranchBot.LocalTeams;
using Microsoft.AspNetCore.Http;

namespace BranchBot.Adapters.Tests.LocalTeams;

public sealed class CardTests : LocalTeamsTest
{
    [Fact]
    public async Task A_pressed_button_is_an_invoke_with_the_inputs_merged_into_its_data()
    {
        Answers(CardAnswer(Card("完成了")));
        var card = Card("早");
        card["body"]!.AsArray().Add(new JsonObject { ["type"] = "Input.Text", ["id"] = "note", ["value"] = "预填" });
        card["body"]!.AsArray().Add(new JsonObject { ["type"] = "Input.Number", ["id"] = "count", ["value"] = 2 });
        var id = await SendsCard(Teller, card);
        var answer = await Teams.Cards.Press(Teller, id, "完成", new JsonObject { ["count"] = "5" });
        Assert.Equal("完成了", TextOf(answer.Card));
        var invoke = Assert.Single(Bot.Activities);
        Assert.Equal(("invoke", "adaptiveCard/action", id), ((string?)invoke["type"], (string?)invoke["name"], (string?)invoke["replyToId"]));
        Assert.StartsWith("f:", (string?)invoke["id"], StringComparison.Ordinal);
        Assert.Equal("manual", (string?)invoke["value"]!["trigger"]);
        Assert.Equal("tick", (string?)invoke["value"]!["action"]!["verb"]);
        Assert.Equal("""{"item":3,"note":"\u9884\u586B","count":"5"}""", invoke["value"]!["action"]!["data"]!.ToJsonString());
    }

    [Fact]
    public async Task A_button_the_card_does_not_have_cannot_be_pressed()
    {
        var id = await SendsCard(Teller, Card("早"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Teams.Cards.Press(Teller, id, "删除"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Teams.Cards.Press(Manager, id, "完成"));
        Assert.Empty(Bot.Activities);
    }

    [Fact]
    public async Task The_card_of_an_answer_is_this_viewers_until_the_bot_changes_the_message()
    {
        Answers(CardAnswer(Card("我的")));
        var id = await SendsCard(Teller, Card("大家的"));
        await Teams.Cards.Press(Teller, id, "完成");
        Assert.Equal("我的", Sees(Teller));
        Assert.Equal(200, (int)(await Http.PutAsJsonAsync($"{In(Teller.ChatId)}/{id}", CardMessage(Card("新的")))).StatusCode);
        Assert.Equal("新的", Sees(Teller));
    }

    [Fact]
    public async Task A_change_by_the_bot_during_the_press_is_not_covered_by_its_answer()
    {
        var id = await SendsCard(Teller, Card("旧的"));
        Bot.Answer = async _ =>
        {
            await Http.PutAsJsonAsync($"{In(Teller.ChatId)}/{id}", CardMessage(Card("新的")));
            return Results.Json(CardAnswer(Card("过时的")));
        };
        await Teams.Cards.Press(Teller, id, "完成");
        Assert.Equal("新的", Sees(Teller));
    }

    [Theory]
    [InlineData("""{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"记下了"}""", "记下了", null)]
    [InlineData("""{"statusCode":400,"type":"application/vnd.microsoft.error","value":{"code":"BadRequest","message":"不行"}}""", null, "BadRequest")]
    [InlineData("""{"statusCode":403,"type":"application/vnd.microsoft.error","value":{"code":"Forbidden","message":"不行"}}""", null, "InvalidResponse")]
    [InlineData("""{"statusCode":200,"type":"application/vnd.microsoft.adaptive.card","value":{"type":"AdaptiveCard","version":"1.5"}}""", null, "InvalidResponse")]
    [InlineData("""{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":{"type":"Card"}}""", null, "InvalidCard")]
    [InlineData("""{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":{"text":"x"}}""", null, "InvalidResponse")]
    [InlineData("""{"type":"message"}""", null, "InvalidResponse")]
    public async Task Only_answers_of_the_published_table_are_understood(string answer, string? message, string? error)
    {
        var id = await SendsCard(Teller, Card("早"));
        Answers(JsonNode.Parse(answer)!);
        var read = await Teams.Cards.Press(Teller, id, "完成");
        Assert.Equal((message, error), (read.Message, read.ErrorCode));
        Assert.Equal("早", Sees(Teller));
    }

    [Fact]
    public async Task Another_status_than_200_is_an_error_for_the_person()
    {
        var id = await SendsCard(Teller, Card("早"));
        Bot.Answer = _ => Task.FromResult(Results.StatusCode(501));
        Assert.Equal("BotError", (await Teams.Cards.Press(Teller, id, "完成")).ErrorCode);
    }

    [Fact]
    public async Task An_invoke_is_repeated_with_the_same_id_and_then_with_a_new_one()
    {
        Answers(CardAnswer(Card("完成了")));
        var id = await SendsCard(Teller, Card("早"));
        await Teams.Cards.Press(Teller, id, "完成");
        Assert.NotNull((await Teams.Cards.Resend()).Card);
        await Teams.Cards.Resend(newId: true);
        var ids = Bot.Activities.Select(a => (string)a["id"]!).ToList();
        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
        Assert.Single(Bot.Activities.Select(a => a["value"]!.ToJsonString()).Distinct());
    }

    [Fact]
    public async Task A_card_refreshes_itself_for_the_viewers_it_names_and_once_a_minute()
    {
        Answers(CardAnswer(WithRefresh(Card("刷新了"), Teller.Mri)));
        await SendsCard(Teller, WithRefresh(Card("旧"), Teller.Mri));
        await SendsCard(Manager, WithRefresh(Card("旧"), Teller.Mri));
        await Teams.Cards.OpenChat(Teller);
        await Teams.Cards.OpenChat(Teller);
        await Teams.Cards.OpenChat(Manager);
        Assert.Equal(("刷新了", "旧"), (Sees(Teller), Sees(Manager)));
        Assert.Equal("automatic", (string?)Assert.Single(Bot.Activities)["value"]!["trigger"]);
        await Teams.MoveClockAsync(TimeSpan.FromSeconds(61));
        await Teams.Cards.OpenChat(Teller);
        Assert.Equal(2, Bot.Activities.Count());
    }

    [Fact]
    public async Task Without_names_a_card_refreshes_for_everyone_and_with_an_empty_list_for_nobody()
    {
        Answers(CardAnswer(Card("刷新了")));
        var everyone = WithRefresh(Card("旧"));
        everyone["refresh"]!.AsObject().Remove("userIds");
        await SendsCard(Teller, everyone);
        await SendsCard(Manager, WithRefresh(Card("旧")));
        await Teams.Cards.OpenChat(Teller);
        await Teams.Cards.OpenChat(Manager);
        Assert.Equal(("刷新了", "旧"), (Sees(Teller), Sees(Manager)));
    }

    [Fact]
    public async Task A_submit_is_a_message_with_a_value_and_a_dialog_is_an_invoke()
    {
        var id = await SendsCard(Teller, Card("早"));
        await Teams.Cards.PressSubmit(Teller, id, new JsonObject { ["a"] = 1 }, new JsonObject { ["b"] = "2" });
        await Teams.Cards.TaskFetch(Teller, id, new JsonObject { ["a"] = 1 });
        await Teams.Cards.TaskSubmit(Teller, id, new JsonObject { ["a"] = 2 });
        var heard = Bot.Activities.ToList();
        Assert.Equal(("message", null, id), ((string?)heard[0]["type"], (string?)heard[0]["text"], (string?)heard[0]["replyToId"]));
        Assert.Equal("""{"a":1,"b":"2"}""", heard[0]["value"]!.ToJsonString());
        Assert.Equal(["task/fetch", "task/submit"], heard.Skip(1).Select(a => (string?)a["name"]));
        Assert.Equal("""{"a":2}""", heard[2]["value"]!["data"]!.ToJsonString());
    }

    private void Answers(JsonNode answer) => Bot.Answer = _ => Task.FromResult(Results.Json(answer));

    private string? Sees(TeamsUser person) => TextOf(Teams.Client.Chat(person)[^1].Card);

    private static string? TextOf(JsonObject? card) => (string?)card?["body"]![0]!["text"];

    private static JsonObject WithRefresh(JsonObject card, params string[] viewers)
    {
        card["refresh"] = new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "refresh" },
            ["userIds"] = new JsonArray([.. viewers.Select(v => JsonValue.Create(v))]),
        };
        return card;
    }
}
