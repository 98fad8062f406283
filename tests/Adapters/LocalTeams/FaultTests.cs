using System.Net.Http.Json;
using BranchBot.LocalTeams;

namespace BranchBot.Adapters.Tests.LocalTeams;

public sealed class FaultTests : LocalTeamsTest
{
    [Fact]
    public async Task Scripted_refusals_come_once_each_and_in_order()
    {
        Teams.Faults.Next(Operation.Send, Fault.Throttled(TimeSpan.FromSeconds(3)));
        Teams.Faults.Next(Operation.Send, Fault.PreconditionFailed);
        Teams.Faults.Next(Operation.Send, Fault.BadGateway);
        Teams.Faults.Next(Operation.Send, Fault.NotInRoster, conversationId: Teller.ChatId);
        var throttled = await Send(Manager, Message("一"));
        await Refused(throttled, 429, "Throttled");
        Assert.Equal(TimeSpan.FromSeconds(3), throttled.Headers.RetryAfter!.Delta);
        await Refused(await Send(Manager, Message("一")), 412, "PreconditionFailed");
        await Refused(await Send(Manager, Message("一")), 502, "ServiceError");
        Assert.Equal(201, (int)(await Send(Manager, Message("一"))).StatusCode);
        await Refused(await Send(Teller, Message("一")), 403, "BotNotInConversationRoster");
        Assert.Single(Teams.Client.Chat(Manager));
        Assert.Equal([429, 412, 502, 201], Teams.Calls.Of(Operation.Send, Manager.ChatId).Select(c => c.Status));
        Assert.Equal(1, Teams.Calls.Effects(Operation.Send));
    }

    [Fact]
    public async Task A_message_may_be_accepted_although_the_caller_gets_no_answer()
    {
        Teams.Faults.Next(Operation.Send, Fault.AcceptedWithoutAnswer);
        await Assert.ThrowsAsync<HttpRequestException>(() => Send(Manager, Message("收到了吗")));
        Assert.Equal("收到了吗", Assert.Single(Teams.Client.Chat(Manager)).Text);
        var call = Assert.Single(Teams.Calls.Of(Operation.Send));
        Assert.Equal((0, true), (call.Status, call.TookEffect));
    }

    [Fact]
    public async Task A_gateway_may_fail_after_the_message_was_accepted()
    {
        Teams.Faults.Next(Operation.Send, Fault.AcceptedThen(504));
        await Refused(await Send(Manager, Message("早")), 504, "ServiceError");
        Assert.Single(Teams.Client.Chat(Manager));
    }

    [Fact]
    public async Task A_connection_may_break_before_anything_happened()
    {
        Teams.Faults.Next(Operation.Update, Fault.ConnectionReset);
        var id = (string)(await Json(await Send(Manager, Message("早"))))["id"]!;
        await Assert.ThrowsAsync<HttpRequestException>(() => Http.PutAsJsonAsync($"{In(Manager.ChatId)}/{id}", Message("晚")));
        Assert.Equal("早", Assert.Single(Teams.Client.Chat(Manager)).Text);
    }
}
