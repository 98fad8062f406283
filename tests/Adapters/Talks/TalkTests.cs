using System.Net;
using System.Text;
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
    [Trait("Rule", "Q-7")]
    public async Task An_invitation_is_a_calendar_file_that_says_nothing_of_what_it_is_about()
    {
        await using var stage = await Stage.Set("2026-12-28T09:05", quick: true);
        await stage.Teams.Client.Say(stage.Person(5), "帮助");
        await stage.Teams.Client.Say(stage.Person(1), "季度谈话");
        await SalesBranch.Presses(stage, 1, "安排一下");
        await SalesBranch.Presses(stage, 1, "确认并邀请 10 人");
        await stage.Teams.Client.WaitFor(stage.Person(5), m => Says(m, "放进日历"), TimeSpan.FromSeconds(30));
        var link = new Uri((string)HighlightBranch.Button(stage, 5, "放进日历(.ics)").Action["url"]!);
        using var answer = await Http.GetAsync(link, cancel);
        Assert.Equal((HttpStatusCode.OK, "text/calendar"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        var file = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(cancel));
        Assert.Contains("METHOD:PUBLISH", file);
        Assert.Contains("CLASS:PRIVATE", file);
        Assert.Contains("SEQUENCE:1", file);
        Assert.Contains($"UID:talk-demo-2027Q1-{DemoBranch.Id(5)}@branchbot", file.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal));
        Assert.Contains("DTSTART;TZID=Asia/Shanghai:202701", file);
        Assert.Contains("SUMMARY:季度谈话 王芳", file);
        Assert.DoesNotContain("DESCRIPTION", file);

        // Whoever is not invited has no such file.
        var forged = await Http.GetAsync(new Uri(link, link.Segments[^1][..^1] + "x"), cancel);
        Assert.Equal(HttpStatusCode.Gone, forged.StatusCode);
    }

    private static bool Says(ChatMessage message, string words) => HighlightBranch.Words(message).Contains(words, StringComparison.Ordinal);
}
