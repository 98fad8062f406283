using BranchBot.Host.Teams;
using BranchBot.LocalTeams;
using Delivery = BranchBot.Core.Delivery;

namespace BranchBot.Adapters.Tests.Teams;

/// <summary>The connector's error table. The clock hurries: 8 s are 1 s.</summary>
public class ConnectorClientTests : TeamsChannelTest
{
    private static readonly CancellationToken None = CancellationToken.None;

    private protected override TimeProvider Clock { get; } = new HurriedClock();

    private ConnectorClient Connector => Bot.Get<ConnectorClient>();

    private ConversationReference To => new(Teams.ServiceUrl, Fang.ChatId);

    private static OutgoingActivity Text(string text) => MessageRenderer.Sentence(BranchBot.Core.Text.Same(text), Language.Chinese);

    private Task<SendResult> Send(Delivery delivery = Delivery.Certain, string text = "好") => Connector.Send(To, Text(text), delivery, None);

    private void Fails(Fault fault, int times = 1, Operation operation = Operation.Send) => Teams.Faults.Next(operation, fault, times);

    [Fact]
    public async Task A_message_has_the_id_that_Teams_gave_it() =>
        Assert.Equal(LastId(await Send()), LastFor(Fang).Id);

    [Fact]
    public async Task A_message_is_replied_to_changed_and_taken_back()
    {
        var id = LastId(await Send(text: "一"));
        Assert.IsType<SendResult.Sent>(await Connector.Update(To, id, Text("二"), None));
        Assert.Equal("二", LastFor(Fang).Text);
        Assert.IsType<SendResult.Sent>(await Connector.Reply(To, id, Text("三"), Delivery.Certain, None));
        Assert.Equal("三", LastFor(Fang).Text);
        Assert.IsType<SendResult.Sent>(await Connector.Delete(To, id, None));
        Assert.True(Teams.Client.Chat(Fang).Single(m => m.Id == id).Deleted);
        Assert.Equal(new SendResult.Refused(404, "ActivityNotFoundInConversation"), await Connector.Update(To, id, Text("四"), None));
    }

    [Theory]
    [InlineData(412, "PreconditionFailed")]
    [InlineData(502, "ServiceError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(504, "GatewayTimeout")]
    public async Task What_the_table_says_is_repeated(int status, string code)
    {
        Fails(Fault.Refused(status, code), times: 2);
        Assert.IsType<SendResult.Sent>(await Send());
        Assert.Equal(3, Teams.Calls.Of(Operation.Send).Count);
    }

    [Theory]
    [InlineData(400, "BadArgument")]
    [InlineData(401, "BotNotRegistered")]
    [InlineData(403, "BotDisabledByAdmin")]
    [InlineData(403, "BotNotInConversationRoster")]
    [InlineData(403, "ConversationBlockedByUser")]
    [InlineData(404, "ConversationNotFound")]
    [InlineData(413, "MessageSizeTooBig")]
    [InlineData(500, "ServiceError")]
    [InlineData(418, "Teapot")]
    public async Task Everything_else_is_refused_with_its_code_and_not_repeated(int status, string code)
    {
        Fails(Fault.Refused(status, code));
        Assert.Equal(new SendResult.Refused(status, code), await Send());
        Assert.Single(Teams.Calls.Of(Operation.Send));
    }

    [Fact]
    public async Task Retry_After_is_obeyed()
    {
        Fails(Fault.Throttled(TimeSpan.FromSeconds(8)));
        Assert.IsType<SendResult.Sent>(await Send());
        var calls = Teams.Calls.Of(Operation.Send);
        Assert.True(calls[1].At - calls[0].At >= TimeSpan.FromSeconds(8) / HurriedClock.Hurry);
    }

    [Fact]
    public async Task Whoever_is_told_to_come_back_much_later_is_told_so_at_once()
    {
        Fails(Fault.Throttled(TimeSpan.FromSeconds(90)));
        Assert.Equal(new SendResult.Later(TimeSpan.FromSeconds(90)), await Send());
        Assert.Single(Teams.Calls.Of(Operation.Send));
    }

    [Fact]
    public async Task Throttling_without_end_is_given_back()
    {
        Fails(Fault.Throttled(TimeSpan.FromSeconds(1)), times: 10);
        Assert.IsType<SendResult.Later>(await Send());
        Assert.Equal(ConnectorTransport.Attempts, Teams.Calls.Of(Operation.Send).Count);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task What_may_come_once_only_is_not_repeated_when_a_gateway_lost_the_answer(int status)
    {
        Fails(Fault.AcceptedThen(status));
        Assert.IsType<SendResult.Unknown>(await Send(Delivery.AtMostOnce));
        Assert.Equal(1, Teams.Calls.Effects(Operation.Send));
    }

    [Fact]
    public async Task What_may_come_once_only_is_repeated_where_it_surely_had_no_effect()
    {
        Fails(Fault.PreconditionFailed);
        Fails(Fault.Throttled(TimeSpan.FromSeconds(1)));
        Assert.IsType<SendResult.Sent>(await Send(Delivery.AtMostOnce));
        Assert.Equal(1, Teams.Calls.Effects(Operation.Send));
    }

    [Theory]
    [InlineData(Delivery.Certain)]
    [InlineData(Delivery.AtMostOnce)]
    public async Task A_send_whose_connection_broke_is_not_repeated(Delivery delivery)
    {
        Fails(Fault.AcceptedWithoutAnswer);
        Assert.IsType<SendResult.Unknown>(await Send(delivery));
        Assert.Equal(1, Teams.Calls.Effects(Operation.Send));
    }

    [Fact]
    public async Task A_send_without_answer_in_time_is_not_repeated()
    {
        Fails(Fault.AcceptedThen(504).After(TimeSpan.FromSeconds(2)));
        Assert.IsType<SendResult.Unknown>(await Send());
        await Task.Delay(2000, TestContext.Current.CancellationToken);
        Assert.Single(Teams.Calls.Of(Operation.Send));
    }

    [Fact]
    public async Task A_change_may_be_repeated_and_is()
    {
        var id = LastId(await Send());
        Fails(Fault.AcceptedWithoutAnswer, operation: Operation.Update);
        Assert.IsType<SendResult.Sent>(await Connector.Update(To, id, Text("二"), None));
    }

    [Fact]
    public async Task A_connector_that_is_not_there_may_be_tried_later()
    {
        await using var bot = await BotUnderTest.For(Teams, Clock, () => "any");
        var to = To;
        await Teams.DisposeAsync();
        Assert.Equal(new SendResult.Later(null), await bot.Get<ConnectorClient>().Send(to, Text("好"), Delivery.Certain, None));
    }

    [Fact]
    public async Task Without_a_token_nothing_is_sent_and_the_log_says_so()
    {
        await using var bot = await BotUnderTest.For(Teams, Clock, () => throw new Azure.Identity.AuthenticationFailedException("AADSTS7000229"));
        Assert.Equal(new SendResult.Later(null), await bot.Get<ConnectorClient>().Send(To, Text("好"), Delivery.Certain, None));
        Assert.Empty(Teams.Calls.All);
        Assert.Contains(bot.Log.Lines, l => l.Contains("no token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_connector_sees_the_bots_token_and_refuses_another()
    {
        await using var bot = await BotUnderTest.For(Teams, Clock, () => Teams.Identity.Mint(appId: "20000000-0000-0000-0000-000000000009"));
        Assert.Equal(new SendResult.Refused(401, "Unauthorized"), await bot.Get<ConnectorClient>().Send(To, Text("好"), Delivery.Certain, None));
    }

    [Theory]
    [Trait("Threat", "TM-02")]
    [Trait("Threat", "TM-17")]
    [InlineData("https://evil.example/amer/")]
    [InlineData("http://smba.trafficmanager.net/amer/")]
    [InlineData("https://smba.trafficmanager.net.evil.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("nonsense")]
    public async Task Nothing_goes_to_a_stranger(string serviceUrl) => Assert.Equal(
        new SendResult.Refused(0, "UntrustedServiceUrl"),
        await Connector.Send(new(serviceUrl, "a:1"), Text("好"), Delivery.Certain, None));

    [Fact]
    public async Task Messages_of_one_conversation_go_one_at_a_time_and_in_order()
    {
        await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Send(text: $"{i}")));
        Assert.All(Teams.Calls.Of(Operation.Send), c => Assert.Equal(201, c.Status));
        Assert.Equal(Enumerable.Range(1, 20).Select(i => $"{i}"), Teams.Client.Chat(Fang).Select(m => m.Text));
        Assert.Equal(0, Bot.Get<ConversationOrder>().Busy);
    }

    [Fact]
    public async Task A_failure_does_not_hold_up_the_next_message()
    {
        Fails(Fault.ServiceError);
        await Task.WhenAll(Send(text: "一"), Send(text: "二"));
        Assert.Equal("二", LastFor(Fang).Text);
    }

    [Fact]
    public async Task A_chat_that_was_removed_is_opened_anew_once()
    {
        Fails(Fault.Refused(404, "ConversationNotFound"));
        var chat = new Chat(Teams.ServiceUrl, Fang.ChatId, Fang.Mri, "", Teams.Options.Tenant);
        Assert.IsType<SendResult.Sent>(await Bot.Get<PersonalChats>().Send(chat, Text("好"), Delivery.Certain, None));
        Assert.Equal(1, Teams.Calls.Effects(Operation.Create));
        Fails(Fault.Refused(404, "ConversationNotFound"), times: 2);
        Assert.IsType<SendResult.Refused>(await Bot.Get<PersonalChats>().Send(chat, Text("好"), Delivery.Certain, None));
    }

    [Fact]
    public async Task A_member_is_found_by_the_id_of_the_channel()
    {
        await Teams.Installations.Install(Fang);
        var member = await Connector.GetMember(To, Fang.Mri, None);
        Assert.Equal(Fang.Id, member!.Person.ToString());
        Assert.Null(await Connector.GetMember(To, "29:nobody", None));
    }

    [Fact]
    [Trait("Rule", "P-9")]
    public async Task Who_cannot_be_asked_for_now_is_not_taken_for_nobody()
    {
        await Teams.Installations.Install(Fang);
        Teams.Faults.Next(Operation.Member, Fault.ServiceUnavailable, times: 20);
        await Assert.ThrowsAsync<ConnectorException>(() => Connector.GetMember(To, Fang.Mri, None));
    }

    [Fact]
    public async Task Members_come_page_by_page()
    {
        Teams.Installations.JoinTeam(Teams.Conversations.Channel("demo"));
        var members = await Connector.GetMembers(new(Teams.ServiceUrl, Teams.Conversations.Channel("demo").Id), None).ToListAsync();
        Assert.Equal([Fang.Id, Jing.Id], members.Select(m => m.Person.ToString()).Order());
        await Assert.ThrowsAsync<ConnectorException>(async () => await Connector.GetMembers(new(Teams.ServiceUrl, "19:none@thread.tacv2"), None).ToListAsync());
    }

    private static string LastId(SendResult result) => Assert.IsType<SendResult.Sent>(result).Id!;
}
