using System.Text.RegularExpressions;
using BranchBot.LocalTeams;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Talks;

/// <summary>The quarterly talks with Outlook: the real client of Microsoft.Graph against calendars that are as strict as the documentation.</summary>
public sealed partial class OutlookTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    [Trait("Rule", "Q-2")]
    public async Task Talks_are_put_where_both_are_free_and_stand_in_Outlook_private_and_a_calendar_that_cannot_be_seen_is_named()
    {
        await using var stage = await Stage.Set("2026-12-28T09:05", quick: true, graph: true);
        var graph = stage.Teams.Graph;

        // 王芳 has only the mornings, and 孙丽 is taken on the first two of them.
        foreach (var day in Enumerable.Range(4, 12))
        {
            graph.Mailboxes.Block(stage.Person(1).Id, new(2027, 1, day, 13, 0, 0, TimeSpan.FromHours(8)), TimeSpan.FromHours(5));
        }

        foreach (var day in new[] { 4, 5 })
        {
            graph.Mailboxes.Block(stage.Person(6).Id, new(2027, 1, day, 8, 0, 0, TimeSpan.FromHours(8)), TimeSpan.FromHours(4), "oof");
        }

        // One has no mailbox, of another's the bot may see nothing: neither is taken for free.
        graph.Mailboxes.Close(stage.Person(7).Id, 404);
        graph.Mailboxes.Close(stage.Person(8).Id, 403);
        await Arrange(stage, "(没有邮箱)");
        var card = HighlightBranch.Words(stage.Teams.Client.Chat(stage.Person(1))[^1]);
        Assert.Contains($"{stage.Person(7).Name}(没有邮箱)", card);
        Assert.Contains($"{stage.Person(8).Name}(没有权限,请管理员检查)", card);

        // Whom Outlook does not know is invited by the card, and the manager is told.
        await SalesBranch.Presses(stage, 1, "确认并邀请 10 人");
        await stage.Teams.Client.WaitFor(stage.Person(1), m => Says(m, $"没有放进 Outlook:{stage.Person(7).Name}"), Patience);
        var meetings = await Until(stage, m => m.Count == 9);
        Assert.All(meetings, m => Assert.True(m.Private));
        Assert.All(meetings, m => Assert.Equal("季度谈话 王芳", m.Subject));
        Assert.All(meetings, m => Assert.InRange(m.Start.ToOffset(TimeSpan.FromHours(8)).Hour, 9, 10));
        Assert.Equal(9, meetings.Select(m => m.Attendees.Single()).Distinct().Count());
        Assert.True(meetings.Single(m => m.Attendees.Contains(stage.Person(6).Id)).Start.ToOffset(TimeSpan.FromHours(8)).Day > 5);
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public async Task A_talk_that_is_moved_moves_in_Outlook_as_the_same_meeting()
    {
        await using var stage = await Stage.Set("2026-12-28T09:05", quick: true, graph: true);
        await Arrange(stage, "提议 10");
        await SalesBranch.Presses(stage, 1, "确认并邀请 10 人");
        var before = (await Until(stage, m => m.Count == 10)).Single(m => m.Attendees.Contains(stage.Person(6).Id));
        await stage.Teams.Client.Say(stage.Person(1), $"谈话 {stage.Person(6).Name}");
        var offered = stage.Teams.Client.Chat(stage.Person(1))[^1];
        var button = TimeButton().Match(HighlightBranch.Words(offered)).Groups["title"].Value;
        await SalesBranch.Presses(stage, 1, button);
        var after = (await Until(stage, m => m.Any(one => one.Id == before.Id && one.Start != before.Start))).Single(m => m.Attendees.Contains(stage.Person(6).Id));
        Assert.Equal((before.Id, 2), (after.Id, after.Mails));

        // What is answered in Outlook counts as if it were answered here: 王芳 is offered three other times.
        stage.Teams.Graph.Mailboxes.Respond(stage.Person(5).Id, Meetings(stage).Single(m => m.Attendees.Contains(stage.Person(5).Id)).Id, "accepted");
        stage.Teams.Graph.Mailboxes.Respond(stage.Person(6).Id, after.Id, "declined");
        await stage.Teams.Client.WaitFor(stage.Person(1), m => Says(m, $"{stage.Person(6).Name}不行:"), Patience);
        await SalesBranch.Presses(stage, 1, TimeButton().Match(HighlightBranch.Words(stage.Teams.Client.Chat(stage.Person(1)).Last(m => Says(m, "不行:")))).Groups["title"].Value);
        await Until(stage, m => m.Single(one => one.Id == after.Id) is { Mails: 3, Responses.Count: 0 });

        // What she proposes instead comes first among the other times.
        stage.Teams.Graph.Mailboxes.Respond(stage.Person(6).Id, after.Id, "tentativelyAccepted", new(2027, 1, 12, 14, 30, 0, TimeSpan.FromHours(8)));
        await stage.Teams.Client.WaitFor(stage.Person(1), m => Says(m, $"{stage.Person(6).Name}提议 1月12日"), Patience);

        // And what 王芳 drags there to another time, even behind the 15th, is in the plan, and the employee hears of it.
        var dragged = new DateTimeOffset(2027, 1, 18, 14, 0, 0, TimeSpan.FromHours(8));
        stage.Teams.Graph.Mailboxes.Drag(after.Id, dragged);
        await stage.Teams.Client.WaitFor(stage.Person(6), m => Says(m, "1月18日") && Says(m, "14:00–15:00"), Patience);
        await stage.Teams.Client.Say(stage.Person(1), "季度谈话");
        await stage.Teams.Client.WaitFor(stage.Person(1), m => Says(m, "已接受 1") && Says(m, "1月18日"), Patience);

        // As meetings in Teams they stay the same; held by another it is another's invitation.
        await SalesBranch.Presses(stage, 1, "改为 Teams 会议");
        await Until(stage, m => m.Count == 10 && m.All(one => one.Online) && m.Any(one => one.Id == after.Id));
        await stage.Teams.Client.Say(stage.Person(1), "代 刘强 12月28日至1月15日");
        await stage.Teams.Client.Say(stage.Person(2), $"谈话 {stage.Person(9).Name}");
        await SalesBranch.Presses(stage, 2, "我来谈");
        await Until(stage, m => m.Count == 10 && m.Single(one => one.Attendees.Contains(stage.Person(9).Id)).Organizer == stage.Person(2).Id);
    }

    [Theory]
    [Trait("Rule", "Q-2")]
    [InlineData(503, "Outlook 没有回应")]
    [InlineData(429, "Outlook 太忙")]
    public async Task While_Graph_cannot_be_asked_the_talks_are_arranged_without_calendars_and_say_so(int status, string says)
    {
        await using var stage = await Stage.Set("2026-12-28T09:05", quick: true, graph: true, change: o => o with { RateLimits = false, OperationTime = TimeSpan.Zero });
        stage.Teams.Graph.Faults.Weather(() => status == 429 ? Fault.Throttled(TimeSpan.FromSeconds(40)) : Fault.ServiceUnavailable);
        await Arrange(stage, "提议 10");
        Assert.True(Says(stage.Teams.Client.Chat(stage.Person(1)).Last(m => Says(m, "提议 10")), says));
    }

    /// <summary>By hand 100 talks, twice: BRANCHBOT_LONG=1.</summary>
    public static TheoryData<int, int> BadDays => Environment.GetEnvironmentVariable("BRANCHBOT_LONG") == "1" ? new() { { 1, 90 }, { 2, 90 } } : new() { { 1, 0 } };

    [Theory]
    [MemberData(nameof(BadDays))]
    [Trait("Rule", "Q-3")]
    public async Task Confirmed_twice_on_a_bad_day_of_Graph_while_a_bot_is_killed_each_has_exactly_one_meeting(int seed, int tellers)
    {
        // A transactionId is forgotten at once: the look-up alone keeps doubles away.
        await using var stage = await Stage.Set("2026-12-28T09:05", quick: true, graph: true, tellers: tellers, change: o => o with { RateLimits = false, OperationTime = TimeSpan.Zero, TransactionWindow = TimeSpan.FromSeconds(-1) });
        var talks = 10 + tellers;
        await stage.Teams.Client.Say(stage.Person(1), tellers > 0 ? "设置 季度谈话几分钟 30" : "帮助");
        await stage.Teams.Client.Say(stage.Person(1), tellers > 0 ? "设置 一天最多谈几人 12" : "帮助");
        await Arrange(stage, $"提议 {talks}");
        var (message, action) = HighlightBranch.Button(stage, 1, $"确认并邀请 {talks} 人");
        var (gate, random) = (new Lock(), new Random(seed));
        stage.Teams.Graph.Faults.Weather(() =>
        {
            lock (gate)
            {
                return random.Next(10) switch
                {
                    0 => Fault.Throttled(TimeSpan.FromSeconds(1)),
                    1 => Fault.ServiceError,
                    2 => Fault.AcceptedWithoutAnswer,
                    3 => Fault.AcceptedThen(504),
                    _ => null,
                };
            }
        });
        var pressing = stage.Teams.Cards.PressExecute(stage.Person(1), message, action, null, stage.Teams.Conversations.Personal(stage.Person(1)));
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        await stage.Bot.Kill();
        await pressing;
        stage.Teams.ConnectBot((await stage.StartBot()).Address);
        await stage.Teams.Cards.PressExecute(stage.Person(1), message, action, null, stage.Teams.Conversations.Personal(stage.Person(1)));
        await Until(stage, m => m.Select(one => one.Attendees.Single()).Distinct().Count() == talks, TimeSpan.FromSeconds(300));
        stage.Teams.Graph.Faults.Weather(null);
        await Task.Delay(8000, TestContext.Current.CancellationToken);
        Assert.Equal(talks, Meetings(stage).Count);
    }

    private static IReadOnlyList<CalendarItem> Meetings(Stage stage) => [.. stage.Teams.Graph.Mailboxes.All().Where(m => m.Attendees.Count > 0)];

    private static async Task Arrange(Stage stage, string until)
    {
        foreach (var who in Enumerable.Range(1, 11))
        {
            await stage.Teams.Client.Say(stage.Person(who), "帮助");
        }

        await stage.Teams.Client.Say(stage.Person(1), "季度谈话");
        await SalesBranch.Presses(stage, 1, "安排一下");
        await stage.Teams.Client.WaitFor(stage.Person(1), m => Says(m, until), Patience);
    }

    private static async Task<IReadOnlyList<CalendarItem>> Until(Stage stage, Func<IReadOnlyList<CalendarItem>, bool> such, TimeSpan? patience = null)
    {
        for (var started = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(started) < (patience ?? Patience);)
        {
            if (Meetings(stage) is var meetings && such(meetings))
            {
                return meetings;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"There are {Meetings(stage).Count} meetings, of {Meetings(stage).Select(m => m.Attendees.Single()).Distinct().Count()} people.");
    }

    [GeneratedRegex("\"title\":\"(?<title>1月[^\"]+)\"")]
    private static partial Regex TimeButton();

    private static bool Says(ChatMessage message, string words) => HighlightBranch.Words(message).Contains(words, StringComparison.Ordinal);
}
