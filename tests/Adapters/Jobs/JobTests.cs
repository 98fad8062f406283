using BranchBot.Adapters.Tests.Storage;
using BranchBot.Host.Jobs;
using BranchBot.Tests.Support;

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
        Assert.Equal(nameof(InvalidOperationException), Assert.Single(await Jobs(room)).GivenUp);
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

    private async Task<IReadOnlyList<int>> Buns(StorageRoom room)
    {
        var rows = await room.Storage.Load([.. Enumerable.Range(1, Branches).Select(n => Read.One<Table>(Table.At(new($"b{n:D3}"))))], cancel);
        return [.. rows.All<Table>().Select(t => t.Buns)];
    }

    private async Task<IReadOnlyList<JobRow>> Jobs(StorageRoom room) =>
        [.. (await room.Storage.Load([Read.All<JobRow>(Partition.OfRegion("buns", Region), JobRow.Keys)], cancel)).All<JobRow>()];
}
