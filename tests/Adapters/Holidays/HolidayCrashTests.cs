using System.Globalization;
using Azure.Storage.Queues;
using BranchBot.Adapters.Tests.Outbox;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Features.Holidays;
using BranchBot.Host.Outbox;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BranchBot.Adapters.Tests.Holidays;

/// <summary>A region's holiday reaches every branch, whatever step a process is killed at.</summary>
public sealed class HolidayCrashTests(AzuriteFixture azurite) : IAsyncDisposable
{
    private const int Branches = 8;
    private static readonly RegionId Region = new("R01");
    private static int houses;

    private readonly List<StorageRoom> rooms = [];
    private readonly FakeTimeProvider clock = new(DemoBranch.At("08:10"));
    private readonly PersonId leader = DemoBranch.Id(20);
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;
    private string prefix = "";

    [Fact]
    [Trait("Rule", "P-4")]
    public async Task Whatever_step_a_process_is_killed_at_every_branch_has_the_holiday_once()
    {
        for (var step = 1; ; step += step < 8 ? 1 : 5)
        {
            var world = new RecordingSender();
            await Open(world);
            var mortal = new Mortal((n, _) => n == step, world);
            var dying = Process(mortal, mortal.Wire);
            await Survive(() => Mark(dying));
            await dying.Jobs.Drain();
            await dying.Delivery.Drain();
            var successor = Process(world);
            await Mark(successor);
            await successor.Jobs.Drain();
            await Quiet(successor);

            var facts = await Facts(successor);
            Assert.All(facts, f => Assert.Equal((7, true), (f.RegionDays.Count, f.On(new(2027, 2, 10)).Hours is null)));
            Assert.Equal(Branches, (await Changes(successor)).Count);
            Assert.InRange(world.Sent.Count(e => e.Show is ShowHolidays { Whole: true }), 1, 1 + mortal.InFlight);
            if (mortal.KilledAt is null)
            {
                Assert.True(step > 30, $"Only {step} steps were seen.");
                return;
            }
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

    private async Task<StorageRoom> Open(RecordingSender world)
    {
        prefix = string.Create(CultureInfo.InvariantCulture, $"holidays{Environment.ProcessId}x{Interlocked.Increment(ref houses)}");
        var room = Process(world);
        var region = new Region(Region, "示范二级分行");
        await room.Storage.Commit(new(region.Address.Partition, [(region, null), .. Enumerable.Range(1, Branches).Select(n => ((Row)new RegionBranch(Region, new($"b{n:D3}"), $"网点{n}"), (string?)null))], [], []), cancel);
        foreach (var branch in Ids())
        {
            var facts = new BranchFacts(DemoBranch.Branch with { Id = branch });
            await room.Storage.Commit(new(facts.Address.Partition, [(facts, null)], [], []), cancel);
        }

        var person = new Person(leader, new("徐刚", Leads: region));
        await room.Storage.Commit(new(person.Address.Partition, [(person, null)], [], []), cancel);
        return room;
    }

    private StorageRoom Process(ISender sender, Wire? watch = null)
    {
        var second = TimeSpan.FromSeconds(1);
        var room = new StorageRoom(
            azurite, sender, clock, prefix, watch, Rehearsal.Catalogue,
            new() { Net = TimeSpan.Zero, Lease = second * 2, Hidden = second, LongestPause = second },
            new() { Net = TimeSpan.Zero, Lease = second * 2, Hidden = second, Pause = TimeSpan.FromMilliseconds(50) });
        rooms.Add(room);
        return room;
    }

    private async Task Mark(StorageRoom room) => await room.Handler(clock).Handle(
        new(leader, Language.English, "op-mark", null), new MarkHolidays(HolidayKind.Holiday, new(2027, 2, 5), new(2027, 2, 11), "春节"), cancel);

    private async Task<IReadOnlyList<BranchFacts>> Facts(StorageRoom room) =>
        [.. (await room.Storage.Load([.. Ids().Select(b => Read.One<BranchFacts>(BranchFacts.At(b)))], cancel)).All<BranchFacts>()];

    private async Task<IReadOnlyList<Change>> Changes(StorageRoom room) =>
        [.. (await room.Storage.Load([.. Ids().Select(b => Change.Since(b, DateTimeOffset.MinValue))], cancel)).All<Change>()];

    private static IEnumerable<BranchId> Ids() => Enumerable.Range(1, Branches).Select(n => new BranchId($"b{n:D3}"));

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
