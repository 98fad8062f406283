using System.Globalization;
using System.Text;
using BranchBot.Features.Handbook;

namespace BranchBot.Adapters.Tests.Chaos;

/// <summary>
/// Days of a bank while everything fails now and then: bots are killed with SIGKILL, the storage hangs, refuses and loses answers, Teams and Graph throttle and lose
/// answers. At the end, when all is well again and nothing is left to do, the books balance.
/// </summary>
public sealed class SoakTests
{
    private static readonly DateOnly[] Dates = [new(2026, 10, 9), new(2026, 10, 10), new(2026, 10, 12)];
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    /// <summary>A Friday, a Saturday that is a make-up workday, and the Monday after it.</summary>
    public static TheoryData<int> Seeds => Environment.GetEnvironmentVariable("BRANCHBOT_LONG") == "1" ? [1, 2, 3] : [1];

    private static BadDays Bad(int seed) => Environment.GetEnvironmentVariable("BRANCHBOT_LONG") == "1"
        ? new(seed, Branches: 10, Days: 3, Things: 8, Share: 30, BetweenDeaths: TimeSpan.FromSeconds(12), MostDeaths: 1000, Hang: TimeSpan.FromSeconds(12), Talks: true)
        : new(seed, Branches: 2, Days: 1, Things: 3, Share: 20, BetweenDeaths: TimeSpan.FromSeconds(3), MostDeaths: 4, Hang: TimeSpan.FromSeconds(2), Talks: false);

    [Theory]
    [MemberData(nameof(Seeds))]
    [Trait("Rule", "T-3")]
    [Trait("Rule", "S-3")]
    [Trait("Rule", "H-5")]
    public async Task When_all_is_well_again_what_was_answered_as_done_is_there_once_and_the_books_balance(int seed)
    {
        var bad = Bad(seed);
        var began = TimeProvider.System.GetTimestamp();
        await using var chaos = await Chaos.Begin(bad, "2026-10-09T07:50");
        var seeds = new Random(seed);
        var days = new Days(chaos.Doors, chaos.Ledger, chaos.Staff);
        chaos.Breaks();
        foreach (var day in Dates.Take(bad.Days))
        {
            await Day(chaos, days, day, seeds);
        }

        var calm = TimeProvider.System.GetTimestamp();
        await chaos.Calms();
        await chaos.Drains(cancel);
        var next = Dates.Take(bad.Days).Last().AddDays(1);
        await chaos.ClockShows(At(next, "06:00"), cancel);
        var books = await chaos.Drained(cancel);
        chaos.Timings.Enqueue($"drained in {TimeProvider.System.GetElapsedTime(calm).TotalSeconds:0.0} s");
        var audit = new Audit(chaos, books, Dates.Take(bad.Days).ToList());
        var wrong = audit.All();
        Report(chaos, audit, TimeProvider.System.GetElapsedTime(began));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(60)));
        Assert.True(chaos.Deaths.Count > 1 && chaos.Weather.Counts.Values.Sum() > 20, "It was a good day after all.");
    }

    private async Task Day(Chaos chaos, Days days, DateOnly day, Random seeds)
    {
        await chaos.ClockShows(At(day, "08:00"), cancel);
        await days.Lists(day, Phase.Opening, seeds);
        await chaos.ClockShows(At(day, "08:20"), cancel);
        await chaos.ClockShows(At(day, "08:30"), cancel);
        var began = TimeProvider.System.GetTimestamp();
        chaos.Storms(true);
        await Task.WhenAll(days.Work(day, seeds, chaos.Bad.Things), chaos.Bad.Talks && day == Dates[0] ? days.Talks(new(2026, 10, 1), seeds) : Task.CompletedTask);
        chaos.Storms(false);
        chaos.Timings.Enqueue($"worked in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s");
        await chaos.ClockShows(At(day, "17:00"), cancel);
        await days.Lists(day, Phase.Closing, seeds);
        await days.Closes(day, seeds);
        await chaos.ClockShows(At(day, "17:50"), cancel);
        await chaos.ClockShows(At(day, "18:00"), cancel);
    }

    private static DateTimeOffset At(DateOnly day, string time) => DateTimeOffset.Parse($"{day:yyyy-MM-dd}T{time}:01+08:00", CultureInfo.InvariantCulture);

    private static void Report(Chaos chaos, Audit audit, TimeSpan took)
    {
        var said = new StringBuilder();
        said.AppendLine(CultureInfo.InvariantCulture, $"seed {chaos.Bad.Seed}: {chaos.Bad.Branches} branches, {chaos.Staff.Count} people, {chaos.Bad.Days} days in {took.TotalSeconds:0} s");
        said.AppendLine(CultureInfo.InvariantCulture, $"turns {chaos.Ledger.Turns}, not answered as done {chaos.Ledger.Unanswered}; deaths {chaos.Deaths.Count}, bots that ended by themselves {chaos.Collapses}");
        said.AppendLine($"storage: {string.Join(", ", chaos.Weather.Counts.OrderBy(c => c.Key.Service).ThenBy(c => c.Key.Fault).Select(c => $"{c.Key.Service} {c.Key.Fault} {c.Value}"))}; tried again {chaos.Weather.Repeated}");
        said.AppendLine($"refused: {string.Join(", ", chaos.Refusals.OrderBy(c => c.Key).Select(c => $"{c.Key} {c.Value}"))}");
        said.AppendLine(audit.Figures());
        said.AppendLine(string.Join("; ", chaos.Timings));
        TestContext.Current.TestOutputHelper?.WriteLine(said.ToString());
        if (Environment.GetEnvironmentVariable("BRANCHBOT_CHAOS") is { Length: > 0 } folder)
        {
            File.WriteAllText(Path.Combine(folder, $"chaos-{chaos.Bad.Seed}.txt"), said.ToString());
            File.WriteAllLines(Path.Combine(folder, $"chaos-{chaos.Bad.Seed}.log"), chaos.Lines);
        }
    }
}
