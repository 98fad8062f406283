using System.Text.Json.Nodes;

namespace BranchBot.Adapters.Tests.Teams;

public class InvokeTests : TeamsChannelTest
{
    private static JsonObject Execute(string verb, string? data = null) =>
        new() { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data is null ? null : JsonNode.Parse(data) };

    private async Task<string> CardOf(BranchBot.LocalTeams.TeamsUser person)
    {
        await Teams.Client.Say(person, "卡片 小绿");
        return LastFor(person).Id;
    }

    [Fact]
    public async Task A_button_puts_a_card_in_the_place_of_the_pressed_one()
    {
        var id = await CardOf(Fang);
        var answer = await Teams.Cards.Press(Fang, id, "再来");
        Assert.Equal(200, answer.Http.Status);
        Assert.Equal(200, (int)answer.Http.Json!["statusCode"]!);
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)answer.Http.Json["type"]);
        Assert.NotNull(answer.Card);
    }

    [Fact]
    public async Task A_button_may_be_answered_with_a_sentence()
    {
        var answer = await Teams.Cards.PressExecute(Fang, await CardOf(Fang), Execute("parrot.repeat", """{"verb":"parrot.repeat","words":"好","more":[1]}"""));
        Assert.Equal("听到:好", answer.Message);
    }

    [Fact]
    public async Task A_command_without_data_needs_none()
    {
        var answer = await Teams.Cards.PressExecute(Fang, await CardOf(Fang), Execute("parrot.perch"));
        Assert.Equal("坐好了", answer.Message);
    }

    [Fact]
    public async Task A_card_refreshes_for_its_reader_and_nobody_else()
    {
        await Teams.Client.Say(Fang, "卡片 小绿");
        var refresh = LastFor(Fang).Card!["refresh"]!;
        Assert.Equal([Fang.Mri], refresh["userIds"]!.AsArray().Select(u => (string?)u));
        Assert.Equal("parrot.show", (string?)refresh["action"]!["verb"]);
    }

    [Theory]
    [Trait("Threat", "TM-04")]
    [Trait("Threat", "TM-24")]
    [InlineData("gone.with-the-wind", "{}")]
    [InlineData("parrot.repeat", "{}")]
    [InlineData("parrot.repeat", """{"words":null}""")]
    [InlineData("parrot.repeat", """{"words":{}}""")]
    [InlineData("parrot.repeat", "[]")]
    [InlineData("parrot.repeat", "7")]
    [InlineData("parrot.show", """{"name":"x","day":"yesterday"}""")]
    public async Task A_button_of_a_card_that_is_too_old_says_so_in_the_readers_language(string verb, string data)
    {
        async Task<JsonNode> Press(BranchBot.LocalTeams.TeamsUser person)
        {
            var delivery = await Teams.Client.Deliver(person, "invoke", a =>
            {
                a["name"] = "adaptiveCard/action";
                a["value"] = new JsonObject { ["action"] = Execute(verb, data) };
            });
            Assert.Equal(200, delivery.Answer.Status);
            return delivery.Answer.Json!;
        }

        var chinese = await Press(Fang);
        Assert.Equal("application/vnd.microsoft.activity.message", (string?)chinese["type"]);
        Assert.Contains("帮助", (string?)chinese["value"], StringComparison.Ordinal);
        Assert.Contains("too old", (string?)(await Press(Jing))["value"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"action":7}""")]
    [InlineData("""{"action":{}}""")]
    [InlineData("""{"action":{"verb":7}}""")]
    [InlineData("""{"action":{"verb":""}}""")]
    public async Task A_press_without_a_verb_is_malformed(string value)
    {
        var delivery = await Teams.Client.Deliver(Fang, "invoke", a =>
        {
            a["name"] = "adaptiveCard/action";
            a["value"] = JsonNode.Parse(value);
        });
        Assert.Equal(400, delivery.Answer.Status);
        Assert.Equal("application/vnd.microsoft.error", (string?)delivery.Answer.Json!["type"]);
        Assert.NotNull(delivery.Answer.Json["value"]!["message"]);
    }

    [Theory]
    [InlineData("composeExtension/query")]
    [InlineData("signin/verifyState")]
    [InlineData("something/new")]
    public async Task An_unknown_invoke_is_not_implemented(string name)
    {
        var delivery = await Teams.Client.Deliver(Fang, "invoke", a => a["name"] = name);
        Assert.Equal(501, delivery.Answer.Status);
    }

    [Fact]
    public async Task A_dialog_shows_a_card()
    {
        var delivery = await Teams.Cards.TaskFetch(Fang, "1", new() { ["type"] = "task/fetch", ["verb"] = "parrot.show", ["name"] = "小绿" });
        var task = delivery.Answer.Json!["task"]!;
        Assert.Equal("continue", (string?)task["type"]);
        Assert.Equal("鹦鹉 小绿", (string?)task["value"]!["title"]);
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)task["value"]!["card"]!["contentType"]);
        Assert.Equal("AdaptiveCard", (string?)task["value"]!["card"]!["content"]!["type"]);
    }

    [Fact]
    public async Task A_dialog_says_a_sentence()
    {
        var delivery = await Teams.Cards.TaskSubmit(Fang, null, new() { ["verb"] = "parrot.repeat", ["words"] = "完" });
        Assert.Equal("""{"task":{"type":"message","value":"听到:完"}}""", delivery.Answer.Text);
    }

    [Fact]
    public async Task A_dialog_that_is_too_old_says_so()
    {
        var delivery = await Teams.Cards.TaskSubmit(Fang, null, new() { ["words"] = "完" });
        Assert.Equal("message", (string?)delivery.Answer.Json!["task"]!["type"]);
        Assert.Contains("太旧", (string?)delivery.Answer.Json["task"]!["value"], StringComparison.Ordinal);
    }
}
