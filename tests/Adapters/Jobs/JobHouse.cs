using System.Globalization;
using Azure.Storage.Queues;
using BranchBot.Adapters.Tests.Outbox;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BranchBot.Adapters.Tests.Jobs;

/// <summary>Tables and queues of a test's own on the shared Azurite, and any number of processes that carry jobs out on them. The queues' waits are real and short, the clock is the test's.</summary>
internal sealed class JobHouse(AzuriteFixture azurite, Catalogue? catalogue = null) : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static int houses;

    private readonly List<StorageRoom> rooms = [];
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;
    private string prefix = NewPrefix();

    public FakeTimeProvider Clock { get; } = new(DemoBranch.At("08:10"));

    /// <summary>From now on nothing stands in the tables.</summary>
    public void Clear() => prefix = NewPrefix();

    /// <summary>Starts a process.</summary>
    public StorageRoom Process(ISender sender, Wire? watch = null, IWorker? worker = null)
    {
        var room = new StorageRoom(
            azurite, sender, Clock, prefix, watch, catalogue ?? Rehearsal.Catalogue,
            new() { Net = TimeSpan.Zero, Lease = Second * 2, Hidden = Second, LongestPause = Second },
            new() { Net = TimeSpan.Zero, Lease = Second * 2, Hidden = Second, Pause = TimeSpan.FromMilliseconds(50), MostFailures = JobRunner.Patience + 1 },
            people: true,
            worker: worker);
        rooms.Add(room);
        return room;
    }

    /// <summary>Puts rows there, each for the first time.</summary>
    public async Task Put(StorageRoom room, params IEnumerable<Row> rows)
    {
        foreach (var row in rows)
        {
            await room.Storage.Commit(new(row.Address.Partition, [(row, null)], [], []), cancel);
        }
    }

    /// <summary>Somebody gives a command.</summary>
    public async Task<Answer> Give(StorageRoom room, PersonId who, Command command, string operation = "op") =>
        (await room.Handler(Clock).Handle(new(who, Language.English, operation, null), command, cancel)).Answer;

    /// <summary>
    /// Gives a command in a process that is killed at a step, lets another one go on after it, and checks how the world looks; again for a later step,
    /// until the process lives to the end.
    /// </summary>
    /// <param name="open">Lays out the world.</param>
    /// <param name="give">Gives the command.</param>
    /// <param name="check">Checks the world, with what was in flight at the kill.</param>
    /// <param name="atLeast">How many steps there are at least.</param>
    /// <param name="first">How many steps are tried one by one; after them every fifth.</param>
    public async Task KillAtEachStep(Func<RecordingSender, Task> open, Func<StorageRoom, Task> give, Func<StorageRoom, RecordingSender, Mortal, Task> check, int atLeast, int first = 8)
    {
        for (var step = 1; ; step += step < first ? 1 : 5)
        {
            Clear();
            var world = new RecordingSender();
            await open(world);
            var mortal = new Mortal((n, _) => n == step, world);
            var dying = Process(mortal, mortal.Wire);
            await Survive(() => give(dying));
            await dying.Jobs.Drain();
            await dying.Delivery.Drain();
            var successor = Process(world);
            await give(successor);
            await successor.Jobs.Drain();
            await Quiet(successor);
            await check(successor, world, mortal);
            if (mortal.KilledAt is null)
            {
                Assert.True(step > atLeast, $"Only {step} steps were seen.");
                return;
            }
        }
    }

    /// <summary>Lets time pass until both queues are empty.</summary>
    public async Task Quiet(StorageRoom room)
    {
        for (var rounds = 0; await Messages("jobs") + await Messages("outbox") > 0; rounds++)
        {
            Assert.True(rounds < 100, "The queues do not become empty.");
            Clock.Advance(TimeSpan.FromSeconds(40));
            if (await room.JobSweep.SweepOnce(cancel) + await room.Sweep.SweepOnce(cancel) == 0)
            {
                await Task.Delay(100, cancel);
            }

            await room.Delivery.Drain();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var room in rooms)
        {
            await room.DisposeAsync();
        }
    }

    private static async Task Survive(Func<Task> life)
    {
        try
        {
            await life();
        }
        catch (ProcessKilledException)
        {
            // That is what the test is about.
        }
    }

    private static string NewPrefix() => string.Create(CultureInfo.InvariantCulture, $"jobs{Environment.ProcessId}x{Interlocked.Increment(ref houses)}");

    private async Task<int> Messages(string name)
    {
        var queue = new QueueClient(azurite.ConnectionString, $"{prefix}-{name}");
        return await queue.ExistsAsync(cancel) ? (await queue.GetPropertiesAsync(cancel)).Value.ApproximateMessagesCount : 0;
    }
}
