using System.Globalization;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Host.Outbox;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BranchBot.Adapters.Tests.Outbox;

/// <summary>Tables and a queue of a test's own on the shared Azurite, and any number of processes on them. The queue's waits are real and short, the clock is the test's.</summary>
internal sealed class OutboxHouse(AzuriteFixture azurite) : IAsyncDisposable
{
    private static int houses;

    private readonly string prefix = string.Create(CultureInfo.InvariantCulture, $"outbox{Environment.ProcessId}x{Interlocked.Increment(ref houses)}");
    private readonly List<StorageRoom> rooms = [];
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    public FakeTimeProvider Clock { get; } = new(DemoBranch.At("08:10"));

    public PersonId Who { get; } = DemoBranch.Id(6);

    public OutboxTimes Times { get; init; } = new()
    {
        Net = TimeSpan.Zero,
        Lease = TimeSpan.FromSeconds(2),
        Hidden = TimeSpan.FromSeconds(1),
        LongestPause = TimeSpan.FromSeconds(1),
    };

    /// <summary>Starts a process.</summary>
    public StorageRoom Process(ISender sender, HttpPipelinePolicy? watch = null, Catalogue? catalogue = null)
    {
        var room = new StorageRoom(azurite, sender, Clock, prefix, watch, catalogue ?? CheersFeature.Catalogue, Times);
        rooms.Add(room);
        return room;
    }

    /// <summary>Somebody cheers in a process; returns what he is told.</summary>
    public async Task<string> Cheer(StorageRoom process, Cheer cheer, string operation = "op-1", PersonId? who = null)
    {
        // The handler's own deadline does not come: the clock is the test's.
        var reply = await process.Handler(Clock).Handle(new(who ?? Who, Language.English, operation, null), cheer, cancel).WaitAsync(CommandHandler.Deadline, cancel);
        return ((Said)reply.Answer).Text.En;
    }

    /// <summary>The operations of a person that stand.</summary>
    public async Task<IReadOnlyList<string>> Operations(StorageRoom process, PersonId? who = null)
    {
        var address = Cheers.At(who ?? Who);
        return (await process.Storage.Load([Read.One<Cheers>(address)], cancel)).Find<Cheers>(address)?.Operations ?? [];
    }

    /// <summary>What stands in a person's outbox.</summary>
    public async Task<IReadOnlyList<OutboxRow>> Waiting(StorageRoom process, PersonId? who = null) =>
        [.. (await process.Tables.Load([Read.All<OutboxRow>(Cheers.At(who ?? Who).Partition, OutboxRow.Keys)], cancel)).All<OutboxRow>()];

    /// <summary>How many messages the queue has, hidden ones too.</summary>
    public async Task<int> Messages()
    {
        var queue = QueueOf();
        return await queue.ExistsAsync(cancel) ? (await queue.GetPropertiesAsync(cancel)).Value.ApproximateMessagesCount : 0;
    }

    public QueueClient QueueOf() => new(azurite.ConnectionString, $"{prefix}-outbox");

    /// <summary>Lets time pass, the test's and a little real one, until the sweep has nothing more to look at.</summary>
    public async Task SweepUntilQuiet(StorageRoom process)
    {
        for (var rounds = 0; await Messages() > 0; rounds++)
        {
            Assert.True(rounds < 100, "The queue does not become empty.");
            Clock.Advance(TimeSpan.FromSeconds(5));
            if (await process.Sweep.SweepOnce(cancel) == 0)
            {
                await Task.Delay(100, cancel);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var room in rooms)
        {
            await room.Delivery.Drain();
            await room.DisposeAsync();
        }
    }
}
