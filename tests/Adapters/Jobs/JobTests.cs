using System.Globalization;
using Azure.Storage.Queues;
using BranchBot.Adapters.Tests.Outbox;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BranchBot.Adapters.Tests.Jobs;

/// <summary>What is larger than one batch is done once for each branch, whoever dies meanwhile, and who wanted it is told of the end.</summary>
public sealed class JobTests(AzuriteFixture azurite) : IAsyncDisposable
{
    private const int Branches = 18;
    private static readonly RegionId Region = new("R01");
    private static int houses;

    private readonly List<StorageRoom> rooms = [];
    private readonly FakeTimeProvider clock = new(DemoBranch.At("08:10"));
    private readonly PersonId leader = DemoBranch.Id(20);
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;
    private string prefix = "";

    [Fact]
    public async Task A_job_reaches_every_branch_once_and_its_end_is_told()
    {
        var world = new RecordingSender();
        var room = await Open(world);
        await Lay(room, "sweet");
        await Lay(room, "sweet");
        await room.Jobs.Drain();
        await Quiet(room);

        Assert.Equal(Enumerable.Repeat(1, Branches), await Buns(room));
        Assert.Equal(["the first", "all"], world.Sent.Select(e => ((ShowBuns)e.Show).What));
        Assert.Empty(await Jobs(room));
    }

    [Fact]
    public async Task Whatever_step_a_process_is_killed_at_another_one_goes_on_and_nothing_is_done_twice()
    {
        for (var step = 1; ; step += step < 12 ? 1 : 7)
        {
            var world = new RecordingSender();
            await Open(world);
            var mortal = new Mortal((n, _) => n == step, world);
            var dying = Process(mortal, mortal.Wire);
            await Survive(() => Lay(dying, "sweet"));
            await dying.Jobs.Drain();
            await dying.Delivery.Drain();
            if (mortal.KilledAt is null)
            {
                Assert.True(step > 60, $"Only {step} steps were seen.");
                return;
            }

            var successor = Process(world);
            await Lay(successor, "sweet");
            await successor.Jobs.Drain();
            await Quiet(successor);
            Assert.Equal(Enumerable.Repeat(1, Branches), await Buns(successor));
            Assert.Empty(await Jobs(successor));
            foreach (var what in new[] { "the first", "all" })
            {
                var told = world.Sent.Count(e => ((ShowBuns)e.Show).What == what);
                Assert.True(told >= 1 && told <= 1 + mortal.InFlight, $"{what} was told {told} times when killed {mortal.KilledAt}.");
            }
        }
    }

    [Fact]
    public async Task A_job_that_fails_again_and_again_is_given_up_and_who_wanted_it_is_told()
    {
        var world = new RecordingSender();
        var room = await Open(world);
        await Lay(room, "impossible");
        await room.Jobs.Drain();
        await Quiet(room);

        Assert.Equal("not all", ((ShowBuns)Assert.Single(world.Sent).Show).What);
        Assert.Equal(nameof(InvalidOperationException), Assert.Single(await Jobs(room)).GivenUp);
    }

    [Fact]
    public async Task Of_two_instances_one_carries_a_job_out()
    {
        var world = new RecordingSender();
        var first = await Open(world);
        var second = Process(world);
        await Lay(first, "sweet");
        await Task.WhenAll(first.Jobs.RunDue(Partition.OfRegion("buns", Region), cancel), second.Jobs.RunDue(Partition.OfRegion("buns", Region), cancel));
        await first.Jobs.Drain();
        await Quiet(first);
        await Quiet(second);

        Assert.Equal(Enumerable.Repeat(1, Branches), await Buns(first));
        Assert.Equal(2, world.Sent.Count);
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

    private async Task<StorageRoom> Open(RecordingSender world)
    {
        prefix = string.Create(CultureInfo.InvariantCulture, $"jobs{Environment.ProcessId}x{Interlocked.Increment(ref houses)}");
        var room = Process(world);
        var region = new Region(Region, "示范二级分行");
        await room.Storage.Commit(new(region.Address.Partition, [(region, null), .. Enumerable.Range(1, Branches).Select(n => ((Row)new RegionBranch(Region, new($"b{n:D3}"), $"网点{n}"), (string?)null))], [], []), cancel);
        var person = new Person(leader, new("徐刚", Leads: region));
        await room.Storage.Commit(new(person.Address.Partition, [(person, null)], [], []), cancel);
        return room;
    }

    private StorageRoom Process(ISender sender, Wire? watch = null)
    {
        var second = TimeSpan.FromSeconds(1);
        var room = new StorageRoom(
            azurite, sender, clock, prefix, watch, BunFeature.Catalogue,
            new() { Net = TimeSpan.Zero, Lease = second * 2, Hidden = second, LongestPause = second },
            new() { Net = TimeSpan.Zero, Lease = second * 2, Hidden = second, Pause = TimeSpan.FromMilliseconds(50) });
        rooms.Add(room);
        return room;
    }

    private async Task Lay(StorageRoom room, string kind) =>
        Assert.Equal("laying", ((Said)(await room.Handler(clock).Handle(new(leader, Language.English, "op-" + kind, null), new LayBuns(kind), cancel)).Answer).Text.En);

    private async Task<IReadOnlyList<int>> Buns(StorageRoom room)
    {
        var rows = await room.Storage.Load([.. Enumerable.Range(1, Branches).Select(n => Read.One<Table>(Table.At(new($"b{n:D3}"))))], cancel);
        return [.. rows.All<Table>().Select(t => t.Buns)];
    }

    private async Task<IReadOnlyList<JobRow>> Jobs(StorageRoom room) =>
        [.. (await room.Storage.Load([Read.All<JobRow>(Partition.OfRegion("buns", Region), JobRow.Keys)], cancel)).All<JobRow>()];

    // Lets time pass until both queues are empty.
    private async Task Quiet(StorageRoom room)
    {
        for (var rounds = 0; await Messages("jobs") + await Messages("outbox") > 0; rounds++)
        {
            Assert.True(rounds < 100, "The queues do not become empty.");
            clock.Advance(TimeSpan.FromSeconds(40));
            if (await room.JobSweep.SweepOnce(cancel) + await room.Sweep.SweepOnce(cancel) == 0)
            {
                await Task.Delay(100, cancel);
            }

            await room.Delivery.Drain();
        }
    }

    private async Task<int> Messages(string name)
    {
        var queue = new QueueClient(azurite.ConnectionString, $"{prefix}-{name}");
        return await queue.ExistsAsync(cancel) ? (await queue.GetPropertiesAsync(cancel)).Value.ApproximateMessagesCount : 0;
    }
}
