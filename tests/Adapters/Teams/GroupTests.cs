using System.Text.Json.Nodes;
using BranchBot.LocalTeams;

namespace BranchBot.Adapters.Tests.Teams;

public class GroupTests : TeamsChannelTest
{
    private string LastIn(Conversation conversation) => (string)Teams.Calls.Of(Operation.Send).Last(c => c.ConversationId!.StartsWith(conversation.Id, StringComparison.Ordinal)).Body!["text"]!;

    [Theory]
    [Trait("Threat", "TM-35")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_asked_for_in_a_group_is_answered_privately(bool groupChat)
    {
        await Teams.Client.Say(Fang, "说 一");
        var group = groupChat ? Teams.Conversations.GroupChat("demo") : Teams.Conversations.Channel("demo");
        var delivery = await Teams.Client.SayInChannel(Fang, "说 二", groupChat);
        Assert.Equal(200, delivery.Answer.Status);
        Assert.Equal("听到:二", LastFor(Fang).Text);
        Assert.Equal("已发到你的私聊。", LastIn(group));
        Assert.Equal((string)delivery.Activity["conversation"]!["id"]!, Teams.Calls.Of(Operation.Send)[^1].ConversationId);
    }

    [Fact]
    public async Task A_group_is_not_taken_for_the_persons_own_chat()
    {
        await Teams.Client.SayInChannel(Fang, "说 二");
        Assert.Null(Bot.Storage.PersonOf(Fang.Id));
    }

    [Fact]
    public async Task Who_has_the_bot_but_was_never_heard_privately_gets_his_chat_opened()
    {
        await Teams.Client.SayInChannel(Fang, "说 二");
        Assert.Equal(1, Teams.Calls.Effects(Operation.Create));
        Assert.Equal("听到:二", LastFor(Fang).Text);
    }

    [Fact]
    [Trait("Threat", "TM-35")]
    public async Task Who_does_not_have_the_bot_is_asked_to_add_it_and_the_group_reads_nothing_else()
    {
        await Teams.Client.SayInChannel(Teams.People.Stranger, "说 秘密");
        Assert.Equal("请先在个人聊天里添加 BranchBot。", (string?)Teams.Calls.Of(Operation.Send).Single(c => c.TookEffect).Body!["text"]);
        Assert.DoesNotContain(Teams.Calls.All, c => c.TookEffect && c.Body!.ToJsonString().Contains("秘密", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whose_chat_cannot_be_reached_now_is_not_told_to_add_the_bot()
    {
        Teams.Faults.Next(Operation.Create, Fault.ServiceError);
        await Teams.Client.SayInChannel(Fang, "说 二");
        Assert.StartsWith("暂时发不到", (string?)Teams.Calls.Of(Operation.Send).Single().Body!["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_mention_of_the_bot_is_taken_out()
    {
        await Teams.Client.Say(Fang, "说 一");
        await Teams.Client.Deliver(Fang, "message", a =>
        {
            a["conversation"] = new JsonObject { ["id"] = Teams.Conversations.GroupChat("demo").Id, ["conversationType"] = "groupChat", ["tenantId"] = Teams.Options.Tenant };
            a["text"] = "<at>小助手</at>&nbsp;说 <at>李静</at> 好";
            a["entities"] = new JsonArray(
                new JsonObject { ["type"] = "mention", ["mentioned"] = new JsonObject { ["id"] = Jing.Mri }, ["text"] = "<at>李静</at>" },
                new JsonObject { ["type"] = "mention", ["mentioned"] = a["recipient"]!.DeepClone(), ["text"] = "<at>小助手</at>" },
                new JsonObject { ["type"] = "mention", ["mentioned"] = 7, ["text"] = new JsonObject() },
                7);
        });
        Assert.Equal("听到:<at>李静</at> 好", LastFor(Fang).Text);
    }

    [Theory]
    [InlineData("groupChat")]
    [InlineData("channel")]
    [InlineData("newKindOfPlace")]
    [InlineData(null)]
    public async Task A_button_pressed_in_a_group_is_answered_privately(string? kind)
    {
        await Teams.Client.Say(Fang, "说 一");
        var delivery = await Teams.Client.Deliver(Fang, "invoke", a =>
        {
            a["name"] = "adaptiveCard/action";
            a["conversation"]!["conversationType"] = kind;
            a["conversation"]!["isGroup"] = true;
            a["value"] = new JsonObject { ["action"] = new JsonObject { ["verb"] = "parrot.repeat", ["data"] = new JsonObject { ["words"] = "秘密" } } };
        });
        Assert.Equal("""{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"已发到你的私聊。"}""", delivery.Answer.Text);
        Assert.Equal("听到:秘密", LastFor(Fang).Text);
    }
}
