using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using BranchBot.LocalTeams;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Crash;

/// <summary>
/// Two bot processes on one storage while reminders fall due, one or the other killed with SIGKILL at random moments and started again: no nudge twice, none
/// lost without a trace; what is certain comes, and is repeated at most as often as somebody was killed. Before the nudges the queue is emptied.
/// </summary>
public sealed class TwoWakersTests
{
    private static readonly int[] WithList = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    private static readonly DateOnly Tuesday = new(2026, 11, 24);
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("BRANCHBOT_LONG"), out var rounds) ? Math.Max(rounds, 3) : 1;

    [Fact]
    [Trait("Rule", "T-4")]
    public async Task No_nudge_comes_twice_and_none_is_lost_without_a_trace_though_bots_are_killed()
    {
        var (kills, unknown, repeats) = (0, 0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var result = await Round(new Random(round));
            (kills, unknown, repeats) = (kills + result.Kills, unknown + result.Unknown, repeats + result.Repeats);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{Rounds} rounds, {kills} kills, {unknown} unknown, {repeats} repeats of certain messages");
        Assert.True(kills > 0);
    }

    private async Task<(int Kills, int Unknown, int Repeats)> Round(Random random)
    {
        await using var stage = await Stage.Set("2026-11-24T07:50", change: o => o with { RateLimits = false, OperationTime = TimeSpan.FromMilliseconds(400) });
        Assert.Equal(0, await stage.Teams.Installations.AnnounceAsync(cancel));
        await Until(() => WithList.All(p => Got(stage, p) == 1), "welcomes");

        // A welcome whose end is not written down yet would come again, among what is counted here.
        var people = new TableClient(stage.Azurite.ConnectionString, "branchbotpeople");
        await Until(() => !people.Query<TableEntity>(e => e.RowKey.CompareTo(Core.Told.Keys) > 0 && e.RowKey.CompareTo(Core.Told.Keys + "~") < 0, cancellationToken: cancel).Any(), "welcomes written down");
        await stage.Bot.Kill();

        var total = 0;
        foreach (var (time, prefix) in new[] { ("07:59:58", "card|Opening"), ("08:19:58", "nudge|Opening"), ("08:29:58", "limit|Opening") })
        {
            stage.Teams.Calls.Clear();
            stage.Teams.Clock.MoveTo(DateTimeOffset.Parse($"2026-11-24T{time}+08:00", System.Globalization.CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow());
            if (prefix.StartsWith("nudge", StringComparison.Ordinal))
            {
                await new QueueClient(stage.Azurite.ConnectionString, "branchbot-wakeups").ClearMessagesAsync(cancel);
            }

            total += await Rush(stage, random, prefix);
        }

        var unknown = (await Told(stage)).Count(t => t.State == DeliveryState.Unknown);
        return (total, unknown, Got(stage, 1) - 1);
    }

    private async Task<int> Rush(Stage stage, Random random, string prefix)
    {
        // A send may wait for the app's rate, which those who were killed still hold for some seconds.
        var settings = stage.Settings();
        foreach (var (name, value) in new[] { ("Outbox:Net", "02"), ("Outbox:Send", "20"), ("Outbox:Lease", "22"), ("Outbox:Hidden", "25"), ("WakeUps:Hidden", "02"), ("WakeUps:Net", "02"), ("WakeUps:Grace", "01"), ("WakeUps:Repair", "01") })
        {
            settings[name] = $"00:00:{value}";
        }

        var bots = new[] { await BotProcess.Start(settings), await BotProcess.Start(settings) };
        var kills = 0;
        var expected = prefix.StartsWith("limit", StringComparison.Ordinal) ? 1 : WithList.Length;
        try
        {
            for (; kills < 4; kills++)
            {
                // One kill at any moment, one while something is being sent; a bot that starts waits some seconds for the app's rate.
                for (var waited = 0; kills % 2 == 1 && waited < 600; waited++)
                {
                    var states = (await Told(stage)).Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(t => t.State).ToList();
                    if (states.Contains(DeliveryState.Leased) || (states.Count == expected && !states.Contains(DeliveryState.Pending)))
                    {
                        break;
                    }

                    await Task.Delay(20, cancel);
                }

                await Task.Delay(random.Next(kills % 2 == 1 ? 300 : 1500), cancel);
                var victim = random.Next(2);
                await bots[victim].DisposeAsync();
                bots[victim] = await BotProcess.Start(settings);
            }

            List<Told> told = [];
            for (var waited = 0; told.Count < expected || told.Any(t => t.State is DeliveryState.Pending or DeliveryState.Leased); waited++)
            {
                Assert.True(waited < 900, $"{prefix}: {string.Join('\n', told)}\n{bots[0].Output}\n{bots[1].Output}");
                await Task.Delay(100, cancel);
                told = [.. (await Told(stage)).Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal))];
            }

            Assert.Equal(expected, told.Count);
            foreach (var each in told)
            {
                var calls = stage.Teams.Calls.Of(Operation.Send, stage.Teams.Conversations.Personal(stage.Teams.People[each.To.ToString()]).Id);
                var got = calls.Count(c => c.TookEffect);
                Assert.True(
                    each.State == DeliveryState.Sent ? got >= 1 && got <= (expected == 1 ? 1 + kills : 1) : each.State == DeliveryState.Unknown && got <= 1 && expected > 1,
                    $"{each.Key} is {each.State} and came {got} times.\n{string.Join('\n', calls.Select(c => $"{c.At:O} {c.Status} {c.Body}"))}\n{bots[0].Output}\n{bots[1].Output}");
            }
        }
        finally
        {
            await bots[0].DisposeAsync();
            await bots[1].DisposeAsync();
        }

        return kills;
    }

    private async Task<IReadOnlyList<Told>> Told(Stage stage)
    {
        var partition = ReminderDay.Log(DemoBranch.Branch.Id, Tuesday).Key;
        var found = new List<Told>();
        try
        {
            await foreach (var entity in new TableClient(stage.Azurite.ConnectionString, "branchbotreminders").QueryAsync<TableEntity>(e => e.PartitionKey == partition, cancellationToken: cancel))
            {
                if (entity.RowKey.StartsWith(Core.Told.Keys, StringComparison.Ordinal))
                {
                    found.Add(JsonSerializer.Deserialize<Told>(entity.GetString("Data"), Catalogue.Json)!);
                }
            }
        }
        catch (Azure.RequestFailedException e) when (e.Status == 404)
        {
            // Nothing was claimed yet.
        }

        return found;
    }

    private static int Got(Stage stage, int person) => stage.Teams.Calls.Effects(Operation.Send, stage.Teams.Conversations.Personal(stage.Person(person)).Id);

    private async Task Until(Func<bool> condition, string what)
    {
        for (var waited = 0; !condition(); waited++)
        {
            Assert.True(waited < 300, what);
            await Task.Delay(100, cancel);
        }
    }
}
