using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BranchBot.LocalTeams;
using BranchBot.Tests.Support;
using LifecycleEventType = Microsoft.Graph.Models.LifecycleEventType;

namespace BranchBot.Adapters.Tests.Talks;

/// <summary>Graph tells of changes in calendars, while the bot itself would look an hour later.</summary>
public sealed partial class NotificationTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly HttpClient http = new();

    [Fact]
    [Trait("Rule", "Q-4")]
    public async Task A_talk_that_is_declined_in_Outlook_reaches_the_manager_at_once_for_Graph_tells_of_it()
    {
        await using var stage = await Invited(Hour);
        var subscription = Assert.Single(stage.Teams.Graph.Subscriptions.All());
        Assert.Equal((stage.Person(1).Id, "updated,deleted"), (subscription.Mailbox, subscription.ChangeType));
        Declines(stage, 6);
        await Told(stage, 6);

        // And what she drags there to another time reaches the employee.
        stage.Teams.Graph.Mailboxes.Drag(MeetingOf(stage, 5).Id, new(2027, 1, 18, 14, 0, 0, TimeSpan.FromHours(8)));
        await stage.Teams.Client.WaitFor(stage.Person(5), m => Says(m, "1月18日") && Says(m, "14:00–15:00"), Patience);
        Assert.All(stage.Teams.Graph.Notices.Answers, status => Assert.Equal(202, status));
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public async Task Notifications_that_come_again_and_again_and_in_no_order_change_nothing_twice()
    {
        await using var stage = await Invited(Hour);
        var (late, n) = (new[] { 2, 0, 1 }, 0);
        stage.Teams.Graph.Notices.Weather(() => new NoticeFault(5, TimeSpan.FromSeconds(late[n++ % late.Length])));
        foreach (var person in new[] { 5, 6, 7 })
        {
            Declines(stage, person);
        }

        foreach (var person in new[] { 5, 6, 7 })
        {
            await Told(stage, person);
        }

        await Task.Delay(Moment, TestContext.Current.CancellationToken);
        Assert.All(new[] { 5, 6, 7 }, person => Assert.Single(stage.Teams.Client.Chat(stage.Person(1)), m => Says(m, $"{stage.Person(person).Name}不行:")));
        Assert.InRange(stage.Teams.Graph.Notices.Answers.Count, 15, int.MaxValue);
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public async Task A_notification_that_is_lost_is_caught_up_by_the_next_look()
    {
        await using var stage = await Invited(TimeSpan.FromSeconds(3));
        stage.Teams.Graph.Notices.Weather(() => NoticeFault.Lost);
        Declines(stage, 6);
        await Told(stage, 6);
        Assert.Empty(stage.Teams.Graph.Notices.Answers);
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    [Trait("Threat", "TM-06")]
    public async Task Who_does_not_show_what_Graph_was_told_wakes_nothing_and_whoever_asks_for_a_token_hears_it_as_text()
    {
        await using var stage = await Invited(Hour);
        stage.Teams.Graph.Notices.Weather(() => NoticeFault.Lost);
        Declines(stage, 6);
        var state = Assert.Single(stage.Teams.Graph.Subscriptions.All()).ClientState!;
        var calls = stage.Teams.Graph.Calls;
        Assert.InRange(state.Length, 1, 128);
        string?[] forged = [null, "", "x", state[..^1] + (state[^1] == 'A' ? 'B' : 'A'), state + "A", state.Replace("demo", "other", StringComparison.Ordinal), state.ToUpperInvariant(), $"people|{state[6..]}"];
        foreach (var path in new[] { "graph/notifications", "graph/lifecycle" })
        {
            Assert.Equal(202, await Tells(stage, path, forged));
        }

        await Task.Delay(Moment, TestContext.Current.CancellationToken);
        Assert.Equal(calls, stage.Teams.Graph.Calls);
        Assert.DoesNotContain(stage.Teams.Client.Chat(stage.Person(1)), m => Says(m, "不行:"));
        Assert.Contains("8 of 8 notifications", stage.Bot.Output);
        Assert.DoesNotContain(state, stage.Bot.Output);

        // What is no collection of notifications, or too large for one, is not Graph's.
        Assert.Equal(400, await Posts(stage, "graph/notifications", "{"));
        Assert.Equal(413, await Posts(stage, "graph/notifications", $"{{\"value\":[{{\"clientState\":\"{new string('x', 300_000)}\"}}]}}"));

        // Graph asks whether somebody is there: the token comes back as it was, and never as a page.
        using (var answer = await http.PostAsync(At(stage, "graph/notifications?validationToken=" + Uri.EscapeDataString("Validation: Testing a+b %2B 中")), null))
        {
            Assert.Equal((200, "text/plain", "Validation: Testing a+b %2B 中"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync()));
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        }

        Assert.Equal(400, await Posts(stage, "graph/lifecycle?validationToken=%3Cscript%3Ealert(1)%3C/script%3E", ""));

        // The right one among wrong ones is heard.
        Assert.Equal(202, await Tells(stage, "graph/notifications", [.. forged, state]));
        await Told(stage, 6);
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public async Task A_subscription_lasts_longer_well_before_its_end_and_is_made_anew_when_it_is_gone()
    {
        await using var stage = await Invited(TimeSpan.FromSeconds(2));
        var subscriptions = stage.Teams.Graph.Subscriptions;
        var first = Assert.Single(subscriptions.All());
        await stage.ClockShows("1.22:00");
        Assert.True(first.Until > stage.Teams.Clock.GetUtcNow() + TimeSpan.FromDays(1));
        var renewed = await Until(stage, s => s.Id == first.Id && s.Until > first.Until + TimeSpan.FromHours(30));

        // Graph loses it and tells nobody: at the next renewal another one takes its place, and tells.
        subscriptions.Forget(stage.Person(1).Id);
        await stage.ClockShows("2.12:00");
        var second = await Until(stage, s => s.Id != first.Id);
        Assert.True(second.Until > renewed.Until);
        Declines(stage, 6);
        await Told(stage, 6);
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public async Task Behind_the_window_of_the_talks_Graph_is_to_tell_nothing_more()
    {
        await using var stage = await Invited(TimeSpan.FromSeconds(2), "2027-01-14T08:05");
        var subscription = Assert.Single(stage.Teams.Graph.Subscriptions.All());
        await stage.ClockShows("2.04:30");
        Assert.True(subscription.Until > stage.Teams.Clock.GetUtcNow() + Hour);
        await Settle(() => stage.Teams.Graph.Subscriptions.All().Count == 0, "The subscription stands behind the window.");
        var calls = stage.Teams.Graph.Calls;
        await Task.Delay(Moment, TestContext.Current.CancellationToken);
        Assert.Equal(calls, stage.Teams.Graph.Calls);
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public async Task Graph_says_what_is_the_matter_with_a_subscription_and_nothing_is_missed()
    {
        await using var stage = await Invited(Hour);
        var (subscriptions, notices) = (stage.Teams.Graph.Subscriptions, stage.Teams.Graph.Notices);
        var (manager, first) = (stage.Person(1).Id, Assert.Single(subscriptions.All()));

        // To be authorized anew: it is, by lasting longer.
        subscriptions.Endanger(manager, LifecycleEventType.ReauthorizationRequired);
        await Until(stage, s => s.Id == first.Id && s.Until > first.Until);

        // Something was not told of.
        notices.Next(NoticeFault.Lost);
        Declines(stage, 5);
        subscriptions.Endanger(manager, LifecycleEventType.Missed);
        await Told(stage, 5);

        // Removed: what happened meanwhile is found, what comes after is told.
        subscriptions.Endanger(manager, LifecycleEventType.SubscriptionRemoved);
        Declines(stage, 6);
        await Until(stage, s => s.Id != first.Id);
        await Told(stage, 6);
        await Quiet(stage);
        Declines(stage, 7);
        await Told(stage, 7);
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public async Task Where_Graph_does_not_take_the_subscription_the_bot_looks_by_itself()
    {
        await using var stage = await Stage.Set("2026-12-28T09:05", quick: true, graph: true, beside: Hour, change: o => o with { GraphRoles = ["Calendars.ReadWrite", "User.ReadBasic.All"] });
        await Invite(stage);
        Assert.Empty(stage.Teams.Graph.Subscriptions.All());
        Assert.Contains("Graph does not take the subscription for watch-", stage.Bot.Output);
        Assert.DoesNotContain("was given up", stage.Bot.Output);
    }

    public void Dispose() => http.Dispose();

    private static async Task<Stage> Invited(TimeSpan beside, string at = "2026-12-28T09:05")
    {
        var stage = await Stage.Set(at, quick: true, graph: true, beside: beside);
        try
        {
            await Invite(stage);
            await Settle(() => stage.Teams.Graph.Subscriptions.All().Count == 1, "Nobody wants to be told.");
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    private static async Task Invite(Stage stage)
    {
        foreach (var who in Enumerable.Range(1, 11))
        {
            await stage.Teams.Client.Say(stage.Person(who), "帮助");
        }

        await stage.Teams.Client.Say(stage.Person(1), "季度谈话");
        await SalesBranch.Presses(stage, 1, "安排一下");
        var proposed = await stage.Teams.Client.WaitFor(stage.Person(1), m => ToInvite().IsMatch(HighlightBranch.Words(m)), Patience);
        var (button, number) = ToInvite().Match(HighlightBranch.Words(proposed)) is var match ? (match.Value, int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)) : default;
        await SalesBranch.Presses(stage, 1, button);
        await Settle(() => stage.Teams.Graph.Mailboxes.All().Count(m => m.Attendees.Count > 0) == number, "Not all are invited.");
        await Quiet(stage);
    }

    // What was asked for is written down, and no look is under way.
    private static async Task Quiet(Stage stage)
    {
        var (calls, since) = (-1, 0L);
        await Settle(
            () =>
            {
                (calls, since) = stage.Teams.Graph.Calls == calls ? (calls, since) : (stage.Teams.Graph.Calls, TimeProvider.System.GetTimestamp());
                return TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromSeconds(1.5);
            },
            "Graph is asked without end.");
    }

    private static async Task<GraphSubscription> Until(Stage stage, Func<GraphSubscription, bool> such)
    {
        await Settle(() => stage.Teams.Graph.Subscriptions.All().Any(such), "There is no such subscription.");
        return Assert.Single(stage.Teams.Graph.Subscriptions.All());
    }

    private static async Task Settle(Func<bool> such, string otherwise)
    {
        for (var started = TimeProvider.System.GetTimestamp(); !such(); await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, otherwise);
        }
    }

    private static CalendarItem MeetingOf(Stage stage, int person) => stage.Teams.Graph.Mailboxes.All().Single(m => m.Attendees.Contains(stage.Person(person).Id));

    private static void Declines(Stage stage, int person) => stage.Teams.Graph.Mailboxes.Respond(stage.Person(person).Id, MeetingOf(stage, person).Id, "declined");

    private static Task<ChatMessage> Told(Stage stage, int person) => stage.Teams.Client.WaitFor(stage.Person(1), m => Says(m, $"{stage.Person(person).Name}不行:"), Patience);

    private static bool Says(ChatMessage message, string words) => HighlightBranch.Words(message).Contains(words, StringComparison.Ordinal);

    private static Uri At(Stage stage, string path) => new(stage.Bot.Address, path);

    [GeneratedRegex(@"确认并邀请 (?<number>\d+) 人")]
    private static partial Regex ToInvite();

    private async Task<int> Tells(Stage stage, string path, IEnumerable<string?> states)
    {
        using var answer = await http.PostAsJsonAsync(At(stage, path), new JsonObject { ["value"] = new JsonArray([.. states.Select(s => new JsonObject { ["clientState"] = s, ["lifecycleEvent"] = "missed" })]) });
        return (int)answer.StatusCode;
    }

    private async Task<int> Posts(Stage stage, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(At(stage, path), content);
        return (int)answer.StatusCode;
    }
}
