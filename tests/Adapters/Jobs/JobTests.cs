using System.Text.Json;
using BranchBot.Adapters.Tests.Outbox;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Adapters.Tests.Teams;
using BranchBot.Features.Holidays;
using BranchBot.Host.Jobs;
using BranchBot.Host.Storage;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Logging;

namespace BranchBot.Adapters.Tests.Jobs;

/// <summary>What is larger than one batch is done once for each branch, whoever dies meanwhile, and who wanted it is told of the end.</summary>
public sealed class JobTests(AzuriteFixture azurite) : IAsyncDisposable
{
    private const int Branches = 18;
    private static readonly RegionId Region = new("R01");

    private readonly JobHouse house = new(azurite, BunFeature.Catalogue);
    private readonly PersonId leader = DemoBranch.Id(20);
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_reaches_every_branch_once_and_its_end_is_told()
    {
        var world = new RecordingSender();
        var room = await Open(world);
        await Lay(room, "sweet");
        await Lay(room, "sweet");
        await room.Jobs.Drain();
        await house.Quiet(room);

        Assert.Equal(Enumerable.Repeat(1, Branches), await Buns(room));
        Assert.Equal(["the first", "all"], world.Sent.Select(e => ((ShowBuns)e.Show).What));
        Assert.Empty(await Jobs(room));
    }

    [Fact]
    public async Task Whatever_step_a_process_is_killed_at_another_one_goes_on_and_nothing_is_done_twice()
    {
        await house.KillAtEachStep(Open, room => Lay(room, "sweet"), async (successor, world, mortal) =>
        {
            Assert.Equal(Enumerable.Repeat(1, Branches), await Buns(successor));
            Assert.Empty(await Jobs(successor));
            foreach (var what in new[] { "the first", "all" })
            {
                var told = world.Sent.Count(e => ((ShowBuns)e.Show).What == what);
                Assert.True(told >= 1 && told <= 1 + mortal.InFlight, $"{what} was told {told} times when killed {mortal.KilledAt}.");
            }
        }, atLeast: 60, first: 12);
    }

    [Fact]
    public async Task A_job_that_fails_again_and_again_is_given_up_and_who_wanted_it_is_told()
    {
        var world = new RecordingSender();
        var room = await Open(world);
        await Lay(room, "impossible");
        await room.Jobs.Drain();
        await house.Quiet(room);

        Assert.Equal("not all", ((ShowBuns)Assert.Single(world.Sent).Show).What);
        Assert.True(Assert.Single(await Jobs(room)) is { GivenUp: nameof(InvalidOperationException), Failures: JobRunner.Patience });

        // Its row does not keep anybody from starting the same again.
        Assert.Equal(CommitResult.Committed, await Start(room, "impossible", new LayBunsEverywhere(Region, "sweet", leader)));
        await room.Jobs.Drain();
        Assert.Equal(Enumerable.Repeat(1, Branches), await Buns(room));
        Assert.Empty(await Jobs(room));
    }

    [Fact]
    public async Task Who_must_know_that_a_job_is_given_up_is_told_before_its_row_says_so_and_again_where_that_failed()
    {
        StorageRoom room = null!;
        var oven = new BurntOven(async () => Assert.Single(await Jobs(room)));
        room = house.Process(new RecordingSender(), worker: oven);
        var log = new LogDouble();
        room.Get<ILoggerFactory>().AddProvider(log);
        await Start(room, "oven", new WatchOven());
        await room.Jobs.Drain();
        for (var failures = 1; failures <= JobRunner.Patience + 1; failures++)
        {
            Assert.True(Assert.Single(await Jobs(room)).IsOpen);
            house.Clock.Advance(TimeSpan.FromMinutes(1));
            await room.Jobs.RunDue(Partition.OfRegion("buns", Region), cancel);
        }

        Assert.Equal([true, true], oven.WasOpen);

        // The operator has heard of it before: there is time to mend the cause.
        Assert.Single(log.Lines, l => l.Contains("has failed 5 times without getting on", StringComparison.Ordinal));
        Assert.Single(log.Lines, l => l.Contains("was given up", StringComparison.Ordinal));
        Assert.Equal(nameof(InvalidOperationException), Assert.Single(await Jobs(room)).GivenUp);
    }

    [Fact]
    public async Task A_job_that_a_newer_program_has_written_does_not_hold_up_the_others_of_its_partition()
    {
        var room = await Open(new RecordingSender());
        var (partition, job) = (Partition.OfRegion("buns", Region), JsonSerializer.SerializeToElement(new LayBunsEverywhere(Region, "sweet", leader), Catalogue.Json));
        var newer = new JobRow(partition, "a", "buns", job, house.Clock.GetUtcNow());
        await house.Put(room, newer with { Key = "b" });
        await room.Get<Tables>().Of("buns").AddEntityAsync(RowEntity.Of(partition.Key, newer.Address.Key, RowEntity.Written(newer), 99), cancel);

        // It is looked at again in a while, not at once.
        Assert.True(await room.Jobs.RunDue(partition, cancel) > house.Clock.GetUtcNow());
        Assert.Equal(Enumerable.Repeat(1, Branches), await Buns(room));
        Assert.Equal("a", Assert.Single(await Jobs(room)).Key);
    }

    [Fact]
    public void A_job_outlasts_what_is_down_for_hours_and_is_given_up_after_about_a_day()
    {
        var times = new JobTimes();
        Assert.InRange(Enumerable.Range(1, times.MostFailures - 1).Sum(f => times.PauseAfter(f).TotalHours), 22, 26);
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromHours(1)), (times.PauseAfter(1), times.PauseAfter(2), times.PauseAfter(1000)));
    }

    [Fact]
    public async Task Of_two_instances_one_carries_a_job_out()
    {
        var world = new RecordingSender();
        var first = await Open(world);
        var second = house.Process(world);
        await Lay(first, "sweet");
        await Task.WhenAll(first.Jobs.RunDue(Partition.OfRegion("buns", Region), cancel), second.Jobs.RunDue(Partition.OfRegion("buns", Region), cancel));
        await first.Jobs.Drain();
        await house.Quiet(first);
        await house.Quiet(second);

        Assert.Equal(Enumerable.Repeat(1, Branches), await Buns(first));
        Assert.Equal(2, world.Sent.Count);
    }

    [Fact]
    public async Task A_job_that_rests_is_woken_and_has_one_more_turn_where_that_comes_while_it_is_carried_out()
    {
        var (oven, partition) = (new OvenWatcher(), Partition.OfRegion("buns", Region));
        var room = house.Process(new RecordingSender(), worker: oven);
        await room.Storage.Commit(new(partition, [(new BunOrder(Region, "sweet"), null)], [], []) { Starts = [new("oven", new WatchOven())] }, cancel);
        await room.Jobs.Drain();
        await room.Jobs.RunDue(partition, cancel);
        Assert.Equal(1, oven.Looks);
        await room.Jobs.Wake(partition, "oven", cancel);
        await room.Jobs.Drain();
        Assert.Equal(2, oven.Looks);

        // It is woken three times while it looks, by another instance too: that is one look more.
        var look = new TaskCompletionSource();
        oven.Look = look.Task;
        await room.Jobs.Wake(partition, "oven", cancel);
        while (oven.Looks < 3)
        {
            await Task.Delay(20, cancel);
        }

        var other = house.Process(new RecordingSender(), worker: oven);
        foreach (var who in new[] { room, other, room })
        {
            await who.Jobs.Wake(partition, "oven", cancel);
        }

        look.SetResult();
        await Task.WhenAll(room.Jobs.Drain(), other.Jobs.Drain());
        Assert.Equal(4, oven.Looks);
        Assert.True(Assert.Single(await Jobs(room)) is { Rests: true, Woken: false, Lease: null });

        // It rests, and is not started beside itself.
        await Start(room, "oven", new WatchOven());
        await room.Jobs.Drain();
        Assert.Equal(4, oven.Looks);

        // Who is not there is not woken.
        await room.Jobs.Wake(partition, "stove", cancel);
        Assert.Single(await Jobs(room));
    }

    [Fact]
    public async Task What_is_to_be_followed_again_while_it_is_just_ending_begins_anew()
    {
        var look = new TaskCompletionSource();
        var oven = new OvenWatcher { Look = look.Task, Ends = () => JobResult.Finished };
        var room = house.Process(new RecordingSender(), worker: oven);
        await Start(room, "oven", new WatchOven());
        while (oven.Looks < 1)
        {
            await Task.Delay(20, cancel);
        }

        // It has seen that there is nothing to follow, and has not said so yet.
        Assert.Equal(CommitResult.Committed, await Start(room, "oven", new WatchOven()));
        look.SetResult();
        await room.Jobs.Drain();
        Assert.Equal(2, oven.Looks);
        Assert.Empty(await Jobs(room));
    }

    [Fact]
    [Trait("Rule", "Q-3")]
    public async Task A_service_that_asks_for_patience_gets_it_and_each_time_counts_so_that_nobody_waits_for_ever()
    {
        var oven = new OvenWatcher { Ends = () => throw new CalendarBusyException(CalendarProblem.Throttled, TimeSpan.FromMinutes(10), new TimeoutException()) };
        var room = house.Process(new RecordingSender(), worker: oven);
        await Start(room, "oven", new WatchOven());
        await room.Jobs.Drain();
        for (var failures = 1; failures <= JobRunner.Patience; failures++)
        {
            var row = Assert.Single(await Jobs(room));
            Assert.Equal((failures, house.Clock.GetUtcNow().AddMinutes(10), true), (row.Failures, row.Due, row.IsOpen));
            house.Clock.Advance(TimeSpan.FromMinutes(10));
            await room.Jobs.RunDue(Partition.OfRegion("buns", Region), cancel);
        }

        Assert.Equal(nameof(CalendarBusyException), Assert.Single(await Jobs(room)).GivenUp);
    }

    [Fact]
    [Trait("Rule", "P-8")]
    public async Task A_copy_that_is_made_of_what_was_read_long_ago_does_not_take_the_place_of_a_newer_one()
    {
        var (other, wire, branch) = (house.Process(new RecordingSender()), new Wire(), new BranchId("b1"));
        RegionCalendar Calendar(string name) => new(Region, [new(new(2026, 10, 1), SpecialDayKind.Closed, name)]);
        var facts = new BranchFacts(DemoBranch.Branch with { Id = branch, Region = Region });
        await house.Put(other, Calendar("国庆"), facts, new RegionBranch(Region, branch, "网点1"));

        // While the branch is read, the region changes its mind, and another one brings that to the branch.
        var (read, changed) = (new ManualResetEventSlim(), 0);
        var room = house.Process(new RecordingSender(), wire);
        var job = new CopyHolidays(Region, leader, "徐刚");
        wire.At = (request, after) =>
        {
            var key = Uri.UnescapeDataString(request);
            if (after && key.Contains(RegionCalendar.At(Region).Key, StringComparison.Ordinal))
            {
                read.Set();
            }

            if (!after && key.StartsWith("GET", StringComparison.Ordinal) && key.Contains(BranchFacts.At(branch).Partition.Key, StringComparison.Ordinal) && Interlocked.Increment(ref changed) == 1)
            {
                read.Wait(TimeSpan.FromSeconds(2), cancel);
                Task.Run(() => Replace(other, Calendar("国庆、中秋"), facts with { RegionDays = Calendar("国庆、中秋").Days }), cancel).Wait(cancel);
            }
        };
        await Start(room, "copy", job);
        await room.Jobs.Drain();
        await house.Quiet(other);
        var stands = (await other.Storage.Load([Read.One<BranchFacts>(BranchFacts.At(branch))], cancel)).Find<BranchFacts>(BranchFacts.At(branch))!;
        Assert.Equal("国庆、中秋", Assert.Single(stands.RegionDays).Name);
    }

    [Fact]
    public async Task Whoever_wakes_a_job_and_is_killed_has_woken_it_where_he_said_so()
    {
        for (var step = 1; ; step++)
        {
            house.Clear();
            var (oven, partition, left) = (new OvenWatcher(), Partition.OfRegion("buns", Region), int.MaxValue);
            var mortal = new Mortal((_, _) => --left == 0, new RecordingSender());
            var dying = house.Process(mortal, mortal.Wire, oven);
            await dying.Storage.Commit(new(partition, [(new BunOrder(Region, "sweet"), null)], [], []) { Starts = [new("oven", new WatchOven())] }, cancel);
            await dying.Jobs.Drain();
            left = step;
            var successor = house.Process(new RecordingSender(), worker: oven);
            try
            {
                await dying.Jobs.Wake(partition, "oven", cancel);
            }
            catch (ProcessKilledException)
            {
                // Whoever was not told that it is done tells again.
                await successor.Jobs.Wake(partition, "oven", cancel);
            }

            await dying.Jobs.Drain();
            for (var rounds = 0; oven.Looks < 2 || !(await Jobs(successor)).Single().Rests; rounds++)
            {
                Assert.True(rounds < 100, $"It was not woken when killed {mortal.KilledAt}.");
                house.Clock.Advance(TimeSpan.FromSeconds(3));
                await successor.JobSweep.SweepOnce(cancel);
                await Task.Delay(50, cancel);
                await successor.Jobs.Drain();
            }

            if (mortal.KilledAt is null)
            {
                Assert.True(step > 10, $"Only {step} steps were seen.");
                return;
            }
        }
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    private async Task<StorageRoom> Open(RecordingSender world)
    {
        var room = house.Process(world);
        var region = new Region(Region, "示范二级分行");
        await house.Put(room, [region, .. Enumerable.Range(1, Branches).Select(n => new RegionBranch(Region, new($"b{n:D3}"), $"网点{n}")), new Person(leader, new("徐刚", Leads: region))]);
        return room;
    }

    private async Task Lay(StorageRoom room, string kind) =>
        Assert.Equal("laying", ((Said)await house.Give(room, leader, new LayBuns(kind), "op-" + kind)).Text.En);

    private async Task<CommitResult> Start(StorageRoom room, string key, Job job)
    {
        var order = BunOrder.At(Region);
        var version = (await room.Storage.Load([Read.One<BunOrder>(order)], cancel)).VersionOf(order);
        return await room.Storage.Commit(new(order.Partition, [(new BunOrder(Region, "more"), version)], [], []) { Starts = [new(key, job)] }, cancel);
    }

    private async Task Replace(StorageRoom room, params Row[] rows)
    {
        foreach (var row in rows)
        {
            var version = (await room.Storage.Load([new Read(row.Address, row.GetType(), false)], cancel)).VersionOf(row.Address);
            Assert.Equal(CommitResult.Committed, await room.Storage.Commit(new(row.Address.Partition, [(row, version)], [], []), cancel));
        }
    }

    private async Task<IReadOnlyList<int>> Buns(StorageRoom room)
    {
        var rows = await room.Storage.Load([.. Enumerable.Range(1, Branches).Select(n => Read.One<Table>(Table.At(new($"b{n:D3}"))))], cancel);
        return [.. rows.All<Table>().Select(t => t.Buns)];
    }

    private async Task<IReadOnlyList<JobRow>> Jobs(StorageRoom room) =>
        [.. (await room.Storage.Load([Read.All<JobRow>(Partition.OfRegion("buns", Region), JobRow.Keys)], cancel)).All<JobRow>()];
}
