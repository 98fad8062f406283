using System.Net;
using System.Text.RegularExpressions;
using BranchBot.LocalTeams;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Talks;

/// <summary>The quarterly talks over HTTP as Teams would drive it, with two bots on real storage.</summary>
public sealed class TalkTests
{
    private static readonly HttpClient Http = new();
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "Q-3")]
    public async Task Confirmed_again_and_again_while_bots_are_killed_everybody_is_invited_once()
    {
        await using var stage = await Stage.Set("2026-12-28T09:05", quick: true, change: o => o with { RateLimits = false, OperationTime = TimeSpan.Zero });
        foreach (var who in Enumerable.Range(1, 11))
        {
            await stage.Teams.Client.Say(stage.Person(who), "帮助");
        }

        await stage.Teams.Client.Say(stage.Person(1), "季度谈话");
        await SalesBranch.Presses(stage, 1, "安排一下");
        await stage.Teams.Client.WaitFor(stage.Person(1), m => Says(m, "提议 10"), TimeSpan.FromSeconds(30));
        var (message, action) = HighlightBranch.Button(stage, 1, "确认并邀请 10 人");
        var pressing = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => stage.Teams.Cards.PressExecute(stage.Person(1), message, action, null, stage.Teams.Conversations.Personal(stage.Person(1)))));
        await Task.Delay(60, cancel);
        await stage.Bot.Kill();
        await pressing;
        var second = await stage.StartBot();
        stage.Teams.ConnectBot(second.Address);
        await stage.Teams.Cards.PressExecute(stage.Person(1), message, action, null, stage.Teams.Conversations.Personal(stage.Person(1)));
        foreach (var who in Enumerable.Range(2, 10))
        {
            await stage.Teams.Client.WaitFor(stage.Person(who), m => Says(m, "王芳和您,一对一"), TimeSpan.FromSeconds(60));
        }

        await Task.Delay(3000, cancel);
        foreach (var who in Enumerable.Range(2, 10))
        {
            // A second one only for a send that Teams had when the bot was killed.
            Assert.InRange(stage.Teams.Client.Chat(stage.Person(who)).Count(m => Says(m, "王芳和您,一对一")), 1, 2);
        }

        await stage.Teams.Client.Say(stage.Person(1), "季度谈话");
        await stage.Teams.Client.WaitFor(stage.Person(1), m => Says(m, "已邀请 10") && !Says(m, "确认并邀请"));
    }

    [Fact]
    [Trait("Rule", "Q-3")]
    [Trait("Rule", "Q-4")]
    [Trait("Rule", "Q-7")]
    public async Task Without_Outlook_an_invitation_is_a_calendar_file_that_follows_the_talk_until_it_is_called_off()
    {
        await using var stage = await Stage.Set("2026-12-28T09:05", quick: true);
        await stage.Teams.Client.Say(stage.Person(5), "帮助");
        await stage.Teams.Client.Say(stage.Person(1), "季度谈话");
        await SalesBranch.Presses(stage, 1, "安排一下");
        await SalesBranch.Presses(stage, 1, "确认并邀请 10 人");
        await stage.Teams.Client.WaitFor(stage.Person(5), m => Says(m, "放进日历"), TimeSpan.FromSeconds(30));
        var link = Link(stage, "放进日历(.ics)");
        var invited = await Opens(link, "REQUEST", "talk.ics");
        Assert.Equal((1, $"talk-demo-2027Q1-{DemoBranch.Id(5)}@branchbot", "PRIVATE", "Asia/Shanghai"), (invited.Sequence, invited.Uid, invited.Class, invited.Zone));
        Assert.Equal(("季度谈话 王芳", "示范支行", null), (invited.Summary, invited.Location, invited.Description));
        Assert.Equal(("mailto:wang.fang@bank.example", "mailto:sun.li@bank.example"), (invited.Organizer!.Address, Assert.Single(invited.Attendees).Address));

        // She moves it: the same link has the newest state, of the same appointment.
        await stage.Teams.Client.Say(stage.Person(1), "谈话 孙丽");
        var before = stage.Teams.Client.Chat(stage.Person(5)).Count;
        var offer = await stage.Teams.Client.WaitFor(stage.Person(1), m => Says(m, "另找时间"), TimeSpan.FromSeconds(30));
        await SalesBranch.Presses(stage, 1, Regex.Match(HighlightBranch.Words(offer), "\"title\":\"(1月[^\"]+)\"").Groups[1].Value);
        await stage.Teams.Client.WaitFor(stage.Person(5), m => stage.Teams.Client.Chat(stage.Person(5)).Count > before && Says(m, "放进日历"), TimeSpan.FromSeconds(30));
        var moved = await Opens(link, "REQUEST", "talk.ics");
        Assert.Equal((2, invited.Uid), (moved.Sequence, moved.Uid));
        Assert.NotEqual(invited.Start, moved.Start);

        // He leaves the branch: it is called off at the next arrangement, and he is told though he belongs to no branch.
        await stage.Leaves(5);
        await stage.Teams.Client.Say(stage.Person(1), "季度谈话");
        await SalesBranch.Presses(stage, 1, "重新安排");
        await stage.Teams.Client.WaitFor(stage.Person(5), m => Says(m, "取消了"), TimeSpan.FromSeconds(30));
        var off = await Opens(Link(stage, "从日历里拿掉(.ics)"), "CANCEL", "talk-called-off.ics");
        Assert.Equal((3, invited.Uid, "CANCELLED", moved.Start), (off.Sequence, off.Uid, off.Status, off.Start));
        Assert.Equal(("季度谈话 王芳", null), (off.Summary, off.Description));
        await Task.Delay(2000, cancel);
        Assert.Single(stage.Teams.Client.Chat(stage.Person(5)), m => Says(m, "取消了"));

        // Whoever is not invited has no such file.
        using (var over = await Http.GetAsync(link, cancel))
        {
            Assert.Equal(HttpStatusCode.Forbidden, over.StatusCode);
        }

        using var forged = await Http.GetAsync(new Uri(link, link.Segments[^1][..^1] + "x"), cancel);
        Assert.Equal(HttpStatusCode.Gone, forged.StatusCode);
    }

    private static Uri Link(Stage stage, string title) => new((string)HighlightBranch.Button(stage, 5, title).Action["url"]!);

    private async Task<ReadCalendar> Opens(Uri link, string method, string name)
    {
        using var answer = await Http.GetAsync(link, cancel);
        Assert.Equal((HttpStatusCode.OK, "text/calendar", name), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName));
        Assert.Contains(answer.Content.Headers.ContentType.Parameters, p => p.Name == "method" && p.Value == method);
        var read = Assert.Single(await CalendarReader.Read([await answer.Content.ReadAsByteArrayAsync(cancel)]));
        Assert.Equal(method, read.Method);
        return read;
    }

    private static bool Says(ChatMessage message, string words) => HighlightBranch.Words(message).Contains(words, StringComparison.Ordinal);
}
