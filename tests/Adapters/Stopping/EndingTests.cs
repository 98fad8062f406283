using System.Diagnostics;
using System.Net;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Stopping;

/// <summary>One of two processes is asked to end (SIGTERM) while everybody is busy and Teams is slow: who asked it is answered, nothing is told twice, the other goes on.</summary>
public sealed class EndingTests : IDisposable
{
    private static readonly int[] People = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "T-3")]
    public async Task Amid_slow_turns_and_sends_all_are_answered_nobody_is_told_twice_and_the_other_goes_on_at_once()
    {
        // A message takes Teams a second and a half; the net under a crash comes after a minute, a lease ends after two.
        await using var stage = await Stage.Set("2026-11-24T07:50", bots: 2, change: o => o with { RateLimits = false, OperationTime = TimeSpan.FromSeconds(1.5) });
        Assert.Equal(0, await stage.Teams.Installations.AnnounceAsync(cancel));
        await Until(() => People.All(p => Cards(stage, p) == 1), TimeSpan.FromSeconds(60));

        // The opening cards fall due, and everybody writes at the same moment.
        var due = stage.ClockShows("08:00");
        await Task.Delay(TimeSpan.FromMilliseconds(300), cancel);
        var turns = People.Select(p => stage.Teams.Client.Say(stage.Person(p), "帮助")).ToList();
        await Task.Delay(TimeSpan.FromMilliseconds(500), cancel);
        var watch = Stopwatch.StartNew();
        stage.Bot.AskToEnd();

        Assert.All(await Task.WhenAll(turns), turn => Assert.Equal((int)HttpStatusCode.OK, turn.Answer.Status));
        await stage.Bot.WaitForExit().WaitAsync(TimeSpan.FromSeconds(60), cancel);
        Assert.Equal(0, stage.Bot.ExitCode);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.DoesNotContain("still running", stage.Bot.Output);
        try
        {
            await due;
        }
        catch (HttpRequestException)
        {
            // The request that sets the clock may be what was cut short.
        }

        // A welcome, the help that was asked for, the opening card: each once, long before a lease or the net would have run out.
        await Until(() => People.All(p => Cards(stage, p) >= 3), TimeSpan.FromSeconds(30));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(55));
        await Task.Delay(TimeSpan.FromSeconds(3), cancel);
        Assert.All(People, p => Assert.Equal(3, Cards(stage, p)));
    }

    [Fact]
    public async Task Asked_to_end_it_first_says_that_it_is_not_ready_and_still_answers()
    {
        await using var stage = await Stage.Set(more: new Dictionary<string, string> { ["Stopping:Notice"] = "00:00:04" });
        stage.Bot.AskToEnd();
        await Until(() => Status(stage, "/health/ready").GetAwaiter().GetResult() == HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(3));
        Assert.Equal(HttpStatusCode.OK, await Status(stage, "/health/live"));
        Assert.Equal((int)HttpStatusCode.OK, (await stage.Teams.Client.Say(stage.Person(6), "开门")).Answer.Status);
        await stage.Teams.Client.WaitFor(stage.Person(6), m => m.From == "bot", TimeSpan.FromSeconds(5));
        await stage.Bot.WaitForExit().WaitAsync(TimeSpan.FromSeconds(20), cancel);
        Assert.Equal(0, stage.Bot.ExitCode);
    }

    public void Dispose() => http.Dispose();

    private static int Cards(Stage stage, int person) => stage.Teams.Client.Chat(stage.Person(person)).Count(m => m.From == "bot");

    private async Task<HttpStatusCode> Status(Stage stage, string path)
    {
        using var answer = await http.GetAsync(new Uri(stage.Bot.Address, path), cancel);
        return answer.StatusCode;
    }

    private async Task Until(Func<bool> such, TimeSpan patience)
    {
        for (var watch = Stopwatch.StartNew(); !such();)
        {
            Assert.True(watch.Elapsed < patience, "It did not come to that in time.");
            await Task.Delay(100, cancel);
        }
    }
}
