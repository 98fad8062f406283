using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BranchBot.LocalTeams;
using Microsoft.AspNetCore.Http;

namespace BranchBot.Adapters.Tests.LocalTeams;

public sealed class ExtensionTests : LocalTeamsTest
{
    private const string Give = "giveHighlightCard";

    private protected override LocalTeamsOptions Options => base.Options with { DialogLimit = TimeSpan.FromMilliseconds(400) };

    [Fact]
    public async Task An_action_on_a_message_carries_the_message_to_the_bot()
    {
        Answers(Dialog(Form()));
        var post = await Teams.Client.PostInChannel(Manager, "<3");
        var answer = await Teams.Extensions.Open(Teller, Give, Teams.Client.Channel(Teller)[^1], channel: true);
        Assert.Equal("亮点", answer.Title);
        var invoke = Assert.Single(Bot.Activities);
        Assert.Equal(("invoke", "composeExtension/fetchTask"), ((string?)invoke["type"], (string?)invoke["name"]));
        Assert.Equal($"{Teams.Conversations.Channel("demo").Id};messageid={post.Id}", (string?)invoke["conversation"]!["id"]);
        Assert.Equal((Give, "message", "default"), ((string?)invoke["value"]!["commandId"], (string?)invoke["value"]!["commandContext"], (string?)invoke["value"]!["context"]!["theme"]));
        var message = invoke["value"]!["messagePayload"]!;
        Assert.Equal((post.Id, "html", "<p>&lt;3</p>"), ((string?)message["id"], (string?)message["body"]!["contentType"], (string?)message["body"]!["content"]));
        Assert.Equal((Manager.Id, "王芳", "aadUser"),
            ((string?)message["from"]!["user"]!["id"], (string?)message["from"]!["user"]!["displayName"], (string?)message["from"]!["user"]!["userIdentityType"]));
    }

    [Fact]
    public async Task The_bots_own_message_is_an_applications_and_its_card_is_not_told()
    {
        Answers(Dialog(Form()));
        await SendsCard(Teller, Card("早"));
        await Teams.Extensions.Open(Teller, Give, Teams.Client.Chat(Teller)[^1]);
        var message = Bot.Activities.Last()["value"]!["messagePayload"]!;
        Assert.Null(message["from"]!["user"]);
        Assert.Equal((Teams.Options.AppId, "bot"), ((string?)message["from"]!["application"]!["id"], (string?)message["from"]!["application"]!["applicationIdentityType"]));
        Assert.Empty(message["attachments"]!.AsArray());
    }

    [Fact]
    public async Task Beside_the_compose_box_there_is_no_message()
    {
        Answers(Dialog(Form()));
        await Teams.Extensions.Open(Teller, Give, channel: true);
        var invoke = Assert.Single(Bot.Activities);
        Assert.Equal(("compose", "compose"), ((string?)invoke["value"]!["commandContext"], (string?)invoke["channelData"]!["source"]!["name"]));
        Assert.False(invoke["value"]!.AsObject().ContainsKey("messagePayload"));
        Assert.Equal(Teams.Conversations.Channel("demo").Id, (string?)invoke["conversation"]!["id"]);
    }

    [Fact]
    public async Task What_the_app_does_not_offer_cannot_be_chosen()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Teams.Extensions.Open(Teller, "other"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Teams.Extensions.Open(Teams.People.Stranger, Give));
        Assert.Empty(Bot.Activities);
    }

    [Fact]
    public async Task A_submission_merges_the_inputs_and_the_dialog_goes_on_until_the_bot_ends_it()
    {
        Answers(Dialog(Form()));
        var first = await Teams.Extensions.Open(Teller, Give);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Teams.Extensions.Submit(Teller, first, "发出"));
        Answers(Dialog(Form("第二步")));
        var second = await Teams.Extensions.Submit(Teller, first, "发出", new() { ["who"] = "6" });
        Assert.Equal("第二步", (string?)second.Card!["body"]![0]!["text"]);
        var submitted = Bot.Activities.Last();
        Assert.Equal("composeExtension/submitAction", (string?)submitted["name"]);
        Assert.Equal("""{"step":1,"who":"6"}""", submitted["value"]!["data"]!.ToJsonString());
        Assert.Equal((Give, "compose"), ((string?)submitted["value"]!["commandId"], (string?)submitted["value"]!["commandContext"]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Teams.Extensions.Submit(Teller, first, "发出", new() { ["who"] = "6" }));
        Bot.Answer = _ => Task.FromResult(Results.Ok());
        Assert.True((await Teams.Extensions.Submit(Teller, second, "发出", new() { ["who"] = "6" })).Closed);
    }

    [Theory]
    [InlineData("""{"task":{"type":"message","value":"发出了"}}""", "发出了", null)]
    [InlineData("""{"task":{"type":"message","value":{}}}""", null, "InvalidResponse")]
    [InlineData("""{"task":{"type":"continue","value":{"title":"空"}}}""", null, "InvalidResponse")]
    [InlineData("""{"task":{"type":"continue","value":{"height":"huge","card":{}}}}""", null, "InvalidResponse")]
    [InlineData("""{"task":{"type":"continue","value":{"url":"https://bot.example"}}}""", null, "NotSupported")]
    [InlineData("""{"task":{"type":"continue","value":{"card":{"contentType":"application/vnd.microsoft.card.adaptive","content":{"type":"AdaptiveCard","version":"1.6"}}}}}""", null, "InvalidCard")]
    [InlineData("""{"composeExtension":{"type":"result","attachmentLayout":"list","attachments":[]}}""", null, "NotSupported")]
    [InlineData("{}", null, "InvalidResponse")]
    [InlineData("", null, "InvalidResponse")]
    public async Task Only_documented_answers_are_understood(string answer, string? message, string? error)
    {
        Bot.Answer = _ => Task.FromResult(Results.Text(answer, "application/json"));
        var read = await Teams.Extensions.Open(Teller, Give);
        Assert.Equal((message, error), (read.Message, read.ErrorCode));
    }

    [Fact]
    public async Task A_dialog_carries_out_no_Execute_and_stays_open()
    {
        Answers(Dialog(Card("表单")));
        var dialog = await Teams.Extensions.Open(Teller, Give);
        var pressed = await Teams.Extensions.Submit(Teller, dialog, "完成");
        Assert.Equal("NotSupported", pressed.ErrorCode);
        Assert.Single(Bot.Activities);
        Assert.Equal("NotSupported", (await Teams.Extensions.Submit(Teller, pressed, "完成")).ErrorCode);
    }

    [Fact]
    public async Task A_late_answer_is_for_nobody_and_the_request_comes_again_and_then_with_a_new_id()
    {
        Bot.Answer = async _ =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            return Results.Json(Dialog(Form()));
        };
        var late = await Teams.Extensions.Open(Teller, Give);
        Assert.Equal(("Unreachable", null), (late.ErrorCode, late.Card));
        Assert.Equal(3, Bot.Activities.Count());
        Assert.Equal(Bot.Activities.ElementAt(0).ToJsonString(), Bot.Activities.ElementAt(1).ToJsonString());
        Assert.NotEqual((string?)Bot.Activities.ElementAt(0)["id"], (string?)Bot.Activities.ElementAt(2)["id"]);
        Assert.Equal(Bot.Activities.ElementAt(0)["value"]!.ToJsonString(), Bot.Activities.ElementAt(2)["value"]!.ToJsonString());

        var times = 0;
        Bot.Answer = async _ =>
        {
            await Task.Delay(Interlocked.Increment(ref times) == 1 ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
            return Results.Json(Dialog(Form()));
        };
        Assert.NotNull((await Teams.Extensions.Open(Teller, Give)).Card);
        Assert.Equal(2, times);
    }

    [Fact]
    public async Task A_button_of_a_card_opens_the_same_dialog()
    {
        var card = Card("早");
        card["actions"]!.AsArray().Add(JsonNode.Parse("""{"type":"Action.Submit","title":"写","data":{"msteams":{"type":"task/fetch"},"a":1}}"""));
        var id = await SendsCard(Teller, card);
        Answers(Dialog(Form()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Teams.Extensions.OpenFromCard(Teller, id, "完成"));
        var dialog = await Teams.Extensions.OpenFromCard(Teller, id, "写");
        Bot.Answer = _ => Task.FromResult(Results.Ok());
        Assert.True((await Teams.Extensions.Submit(Teller, dialog, "发出", new() { ["who"] = "6" })).Closed);
        Assert.Equal(["task/fetch", "task/submit"], Bot.Activities.Select(a => (string?)a["name"]));
        Assert.Equal("""{"msteams":{"type":"task/fetch"},"a":1}""", Bot.Activities.First()["value"]!["data"]!.ToJsonString());
        Assert.Equal(id, (string?)Bot.Activities.First()["replyToId"]);
    }

    [Fact]
    public async Task The_page_opens_submits_and_is_told_what_went_wrong()
    {
        Answers(Dialog(Form()));
        var opened = await Json(await Http.PostAsJsonAsync($"{Teams.Url}/client/dialogs", new { person = Teller.Id, actionId = Give, theme = "dark" }));
        Assert.Equal("dark", (string?)Bot.Activities.Last()["value"]!["context"]!["theme"]);
        var address = $"{Teams.Url}/client/dialogs/{opened["id"]}/submit";
        Bot.Answer = _ => Task.FromResult(Results.StatusCode(500));
        var failed = await Json(await Http.PostAsJsonAsync(address, new { person = Teller.Id, action = new { type = "Action.Submit" } }));
        Assert.Equal("BotError", (string?)failed["error"]!["code"]);
        Bot.Answer = _ => Task.FromResult(Results.Ok());
        Assert.True((bool)(await Json(await Http.PostAsJsonAsync(address, new { person = Teller.Id, action = new { type = "Action.Submit" } })))["closed"]!);
        Assert.Equal(409, (int)(await Http.PostAsJsonAsync(address, new { person = Teller.Id, action = new { type = "Action.Submit" } })).StatusCode);
        Assert.Equal(409, (int)(await Http.PostAsJsonAsync($"{Teams.Url}/client/dialogs", new { person = Teller.Id, actionId = "other" })).StatusCode);
    }

    private void Answers(JsonNode answer) => Bot.Answer = _ => Task.FromResult(Results.Json(answer));

    private static JsonObject Dialog(JsonObject card) => new()
    {
        ["task"] = new JsonObject
        {
            ["type"] = "continue",
            ["value"] = new JsonObject
            {
                ["title"] = "亮点",
                ["height"] = "medium",
                ["width"] = 400,
                ["card"] = new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card.DeepClone() },
            },
        },
    };

    private static JsonObject Form(string text = "给谁")
    {
        var card = Card(text);
        card["body"]!.AsArray().Add(new JsonObject { ["type"] = "Input.Text", ["id"] = "who", ["isRequired"] = true });
        card["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.Submit", ["title"] = "发出", ["data"] = new JsonObject { ["step"] = 1 } });
        return card;
    }
}
