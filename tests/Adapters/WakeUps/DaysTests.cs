using BranchBot.LocalTeams;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.WakeUps;

/// <summary>A few days of the demo branch with a bot process, Azurite and the local Teams, the clock set forward from moment to moment.</summary>
public sealed class DaysTests
{
    private const int Manager = 1;
    private static readonly int[] WithList = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    // What comes at which time to whom, where nobody ticks anything: worked out by hand from the branch's hours. Both days are those on which the manager is
    // reminded that nobody has arranged the quarter's talks, at 09:00.
    private static readonly (string Time, int[] To)[] Workday =
        [("08:00", WithList), ("08:20", WithList), ("08:30", [Manager]), ("09:00", [Manager]), ("17:00", WithList), ("17:50", WithList), ("18:00", [Manager])];

    private static readonly Dictionary<string, (string Time, int[] To)[]> Days = new()
    {
        ["2026-10-07"] = [("12:00", [])],
        ["2026-10-08"] = Workday,
        ["2026-10-10"] = Workday,
        ["2026-10-11"] = [("12:00", [])],
    };

    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "T-4")]
    [Trait("Rule", "P-4")]
    public async Task The_last_holiday_a_Thursday_a_make_up_Saturday_and_a_Sunday_bring_what_is_expected_once_and_nothing_else()
    {
        await using var stage = await Stage.Set("2026-10-06T22:00");
        await Welcome(stage);
        var expected = new int[12];
        foreach (var (day, moments) in Days)
        {
            foreach (var (time, to) in moments)
            {
                await stage.Teams.MoveClockAsync(DemoBranch.At(time, day) - stage.Teams.Clock.GetUtcNow());
                to.ToList().ForEach(person => expected[person]++);
                await Until(() => Enumerable.Range(1, 11).All(p => Got(stage, p) >= expected[p]), () => $"{day} {time}: {Counts(stage)}\n{stage.Bot.Output}");
            }
        }

        await stage.Teams.MoveClockAsync(DemoBranch.At("07:00", "2026-10-12") - stage.Teams.Clock.GetUtcNow());
        await Task.Delay(TimeSpan.FromSeconds(3), cancel);
        Assert.Equal(expected.Skip(1).Take(11), Enumerable.Range(1, 11).Select(p => Got(stage, p)));
    }

    [Fact]
    [Trait("Rule", "T-4")]
    public async Task A_bot_that_comes_back_after_three_hours_sends_what_still_has_sense_and_nothing_else()
    {
        await using var stage = await Stage.Set("2026-10-08T07:50");
        await Welcome(stage);
        await stage.Teams.Client.Say(stage.Person(6), "完成");
        await stage.Bot.Kill();
        stage.Teams.Calls.Clear();

        stage.Teams.Clock.MoveTo(stage.Teams.Clock.Offset + TimeSpan.FromHours(3));
        var settings = stage.Settings();
        settings["WakeUps:Repair"] = "00:00:01";
        await using var bot = await BotProcess.Start(settings);

        // At 10:50 a card, the manager's list and the talks still help; a nudge before 08:30 does not.
        await Until(() => WithList.All(p => Got(stage, p) >= (p == Manager ? 3 : 1)), () => $"{Counts(stage)}\n{bot.Output}");
        await Task.Delay(TimeSpan.FromSeconds(3), cancel);
        Assert.All(WithList, p => Assert.Equal(p == Manager ? 3 : 1, Got(stage, p)));
        Assert.Equal(0, Got(stage, 11));
    }

    private async Task Welcome(Stage stage)
    {
        Assert.Equal(0, await stage.Teams.Installations.AnnounceAsync(cancel));
        await Until(() => Enumerable.Range(1, 11).All(p => Got(stage, p) == 1), () => "welcomes");
        stage.Teams.Calls.Clear();
    }

    private static string Counts(Stage stage) => string.Join(' ', Enumerable.Range(1, 11).Select(p => Got(stage, p)));

    private static int Got(Stage stage, int person) => stage.Teams.Calls.Effects(Operation.Send, stage.Teams.Conversations.Personal(stage.Person(person)).Id);

    private async Task Until(Func<bool> condition, Func<string> what)
    {
        for (var waited = 0; !condition(); waited++)
        {
            Assert.True(waited < 300, what());
            await Task.Delay(100, cancel);
        }
    }
}
