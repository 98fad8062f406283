using System.Text.Json.Nodes;
using BranchBot.Host.Teams;
using BranchBot.LocalTeams;

namespace BranchBot.Adapters.Tests.Teams;

/// <summary>Broken and slow machinery. The clock hurries: 8 s are 1 s.</summary>
public class FailureTests : TeamsChannelTest
{
    private protected override TimeProvider Clock { get; } = new HurriedClock();

    private static Action<JsonObject> Press(string verb) => a =>
    {
        a["name"] = "adaptiveCard/action";
        a["value"] = new JsonObject { ["action"] = new JsonObject { ["verb"] = verb } };
    };

    [Fact]
    public async Task A_message_that_breaks_the_bot_is_answered_with_a_number_that_the_log_has_too()
    {
        Assert.Equal(200, (await Teams.Client.Say(Fang, "摔")).Answer.Status);
        var text = LastFor(Fang).Text!;
        Assert.StartsWith("出错了", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        var number = text.Split(' ')[^1].TrimEnd('。');
        Assert.Contains(Bot.Log.Lines, l => l.Contains(number, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_button_that_breaks_the_bot_is_an_error_of_the_card_and_not_of_HTTP()
    {
        var delivery = await Teams.Client.Deliver(Jing, "invoke", Press("parrot.fall"));
        Assert.Equal(200, delivery.Answer.Status);
        Assert.Equal(500, (int)delivery.Answer.Json!["statusCode"]!);
        Assert.Equal("application/vnd.microsoft.error", (string?)delivery.Answer.Json["type"]);
        Assert.StartsWith("Something went wrong", (string?)delivery.Answer.Json["value"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dialog_that_breaks_the_bot_says_so()
    {
        var delivery = await Teams.Cards.TaskFetch(Fang, "1", new() { ["verb"] = "parrot.fall" });
        Assert.StartsWith("出错了", (string?)delivery.Answer.Json!["task"]!["value"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_that_Teams_would_not_show_is_not_sent()
    {
        await Teams.Client.Say(Fang, $"卡片 {new string('长', 9000)}");
        Assert.StartsWith("出错了", LastFor(Fang).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_decision_does_not_keep_Teams_waiting_and_is_answered_all_the_same()
    {
        var gate = new TaskCompletionSource();
        Bot.Storage.BeforeLoad = _ => gate.Task;
        Assert.Equal(200, (await Teams.Client.Deliver(Fang, "message", a => a["text"] = "说 慢")).Answer.Status);
        Assert.Empty(Teams.Calls.Of(Operation.Send));
        gate.SetResult();
        Assert.Equal("听到:慢", (await Teams.Client.WaitFor(Fang, m => m.From == "bot")).Text);
    }

    [Fact]
    public async Task A_slow_button_says_that_it_is_still_working()
    {
        var gate = new TaskCompletionSource();
        Bot.Storage.BeforeLoad = _ => gate.Task;
        var delivery = await Teams.Client.Deliver(Fang, "invoke", Press("parrot.perch"));
        gate.SetResult();
        Assert.Equal(200, delivery.Answer.Status);
        Assert.StartsWith("还在处理", (string?)delivery.Answer.Json!["value"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_waits_for_the_turns_that_run()
    {
        var gate = new TaskCompletionSource();
        Bot.Storage.BeforeLoad = _ => gate.Task;
        await Teams.Client.Deliver(Fang, "message", a => a["text"] = "说 最后");
        var stop = Bot.StopAsync();
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.False(stop.IsCompleted);
        gate.SetResult();
        await stop;
        Assert.Equal("听到:最后", LastFor(Fang).Text);
    }

    [Fact]
    public async Task A_turn_without_end_is_ended_and_the_person_is_told()
    {
        Bot.Storage.BeforeLoad = cancel => Task.Delay(Timeout.Infinite, cancel);
        await Teams.Client.Deliver(Fang, "message", a => a["text"] = "说 永远");
        Assert.StartsWith("出错了", (await Teams.Client.WaitFor(Fang, m => m.From == "bot")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_Teams_refuses_does_no_harm()
    {
        Teams.Faults.Next(Operation.Send, Fault.BlockedByUser);
        Assert.Equal(200, (await Teams.Client.Say(Fang, "说 一")).Answer.Status);
        Assert.Contains(Bot.Log.Lines, l => l.Contains("ConversationBlockedByUser", StringComparison.Ordinal));
        Assert.Equal(0, Bot.Get<ConversationOrder>().Busy);
    }
}
