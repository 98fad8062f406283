using System.Text.Json.Nodes;

namespace BranchBot.Adapters.Tests.Teams;

public class MessageTests : TeamsChannelTest
{
    [Fact]
    public async Task A_line_is_answered_in_the_chat()
    {
        Assert.Equal(200, (await Teams.Client.Say(Fang, "说 一二三")).Answer.Status);
        Assert.Equal(("听到:一二三", "plain"), (LastFor(Fang).Text, LastFor(Fang).TextFormat));
    }

    [Fact]
    public async Task A_stranger_reads_the_language_of_his_client()
    {
        await Teams.Client.Say(Jing, "say hello");
        Assert.Equal("heard: hello", LastFor(Jing).Text);
    }

    [Fact]
    public async Task A_card_goes_out_with_a_summary_and_without_a_text()
    {
        await Teams.Client.Say(Fang, "卡片 小绿");
        var sent = Teams.Calls.Of(BranchBot.LocalTeams.Operation.Send).Single();
        Assert.Equal(201, sent.Status);
        Assert.Null(sent.Body!["text"]);
        Assert.Equal("一只鹦鹉", (string?)sent.Body["summary"]);
        Assert.Equal("1.5", (string?)LastFor(Fang).Card!["version"]);
    }

    [Fact]
    public async Task Chinese_goes_out_as_Chinese_and_not_as_escapes()
    {
        await Teams.Client.Say(Fang, "说 \"<你好>\"");
        Assert.Equal("听到:\"<你好>\"", LastFor(Fang).Text);
    }

    [Fact]
    public async Task The_chat_is_remembered_with_the_first_message()
    {
        await Teams.Client.Say(Fang, "说 好");
        var chat = Bot.Storage.PersonOf(Fang.Id)!.Chat!;
        Assert.Equal((Teams.ServiceUrl, Fang.ChatId, Fang.Mri, Teams.Options.Tenant), (chat.ServiceUrl, chat.ConversationId, chat.UserId, chat.TenantId));
        Assert.StartsWith("28:", chat.BotId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pressed_Action_Submit_gives_its_command()
    {
        await Teams.Cards.PressSubmit(Fang, "1", new JsonObject { ["verb"] = "parrot.repeat", ["words"] = "按了" });
        Assert.Equal("听到:按了", LastFor(Fang).Text);
    }

    [Theory]
    [InlineData("""{"verb":"gone.with-the-wind"}""")]
    [InlineData("""{"verb":"parrot.repeat"}""")]
    [InlineData("""{"verb":"parrot.repeat","words":7}""")]
    [InlineData("""{"words":"x"}""")]
    [InlineData("""{"verb":{}}""")]
    public async Task A_card_that_makes_no_sense_any_more_is_said_to_be_too_old(string data)
    {
        var delivery = await Teams.Cards.PressSubmit(Fang, "1", (JsonObject)JsonNode.Parse(data)!);
        Assert.Equal(200, delivery.Answer.Status);
        Assert.Contains("太旧", LastFor(Fang).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_speaks_is_looked_up_where_the_activity_does_not_say()
    {
        await Teams.Installations.Install(Fang);
        await Teams.Client.Deliver(Fang, "message", a =>
        {
            a["text"] = "说 我是谁";
            a["from"]!.AsObject().Remove("aadObjectId");
        });
        Assert.Equal("听到:我是谁", LastFor(Fang).Text);
        Assert.NotNull(Bot.Storage.PersonOf(Fang.Id)!.Chat);
    }

    [Fact]
    public async Task Somebody_whom_nobody_knows_gets_no_answer_and_Teams_a_good_one()
    {
        var delivery = await Teams.Client.Deliver(Fang, "message", a =>
        {
            a["text"] = "说 我是谁";
            a["from"] = new JsonObject { ["id"] = "29:nobody" };
        });
        Assert.Equal(200, delivery.Answer.Status);
        Assert.Empty(Teams.Calls.Of(BranchBot.LocalTeams.Operation.Send));
    }

    [Fact]
    public async Task What_was_said_and_who_said_it_stands_in_no_log()
    {
        await Teams.Client.Say(Fang, "说 机密");
        await Teams.Client.Say(Fang, "摔");
        Assert.DoesNotContain(Bot.Log.Lines, l => l.Contains("机密", StringComparison.Ordinal) || l.Contains("王芳", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("messageReaction")]
    [InlineData("messageUpdate")]
    [InlineData("messageDelete")]
    [InlineData("typing")]
    [InlineData("event")]
    [InlineData("somethingOfTomorrow")]
    public async Task What_is_not_for_the_bot_is_taken_and_left_alone(string type)
    {
        var delivery = await Teams.Client.Deliver(Fang, type, a => a["text"] = "说 一");
        Assert.Equal((200, ""), (delivery.Answer.Status, delivery.Answer.Text));
        Assert.Empty(Teams.Calls.All);
    }
}
