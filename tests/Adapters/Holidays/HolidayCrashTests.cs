using BranchBot.Adapters.Tests.Jobs;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Features.Holidays;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Holidays;

/// <summary>A region's holiday reaches every branch, whatever step a process is killed at.</summary>
public sealed class HolidayCrashTests(AzuriteFixture azurite) : IAsyncDisposable
{
    private const int Branches = 8;
    private static readonly RegionId Region = new("R01");

    private readonly JobHouse house = new(azurite);
    private readonly PersonId leader = DemoBranch.Id(20);
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "P-4")]
    public Task Whatever_step_a_process_is_killed_at_every_branch_has_the_holiday_once() => house.KillAtEachStep(
        Open,
        room => house.Give(room, leader, new MarkHolidays(HolidayKind.Holiday, new(2027, 2, 5), new(2027, 2, 11), "春节")),
        async (successor, world, mortal) =>
        {
            Assert.All(await Facts(successor), f => Assert.Equal((7, true), (f.RegionDays.Count, f.On(new(2027, 2, 10)).Hours is null)));
            Assert.Equal(Branches, (await Changes(successor)).Count);
            Assert.InRange(world.Sent.Count(e => e.Show is ShowHolidays { Whole: true }), 1, 1 + mortal.InFlight);
        },
        atLeast: 30);

    public ValueTask DisposeAsync() => house.DisposeAsync();

    private Task Open(RecordingSender world)
    {
        var region = new Region(Region, "示范二级分行");
        return house.Put(house.Process(world),
        [
            region, new Person(leader, new("徐刚", Leads: region)),
            .. Ids().Select(id => new RegionBranch(Region, id, $"网点 {id}")), .. Ids().Select(id => new BranchFacts(DemoBranch.Branch with { Id = id })),
        ]);
    }

    private async Task<IReadOnlyList<BranchFacts>> Facts(StorageRoom room) =>
        [.. (await room.Storage.Load([.. Ids().Select(b => Read.One<BranchFacts>(BranchFacts.At(b)))], cancel)).All<BranchFacts>()];

    private async Task<IReadOnlyList<Change>> Changes(StorageRoom room) =>
        [.. (await room.Storage.Load([.. Ids().Select(b => Change.Since(b, DateTimeOffset.MinValue))], cancel)).All<Change>()];

    private static IEnumerable<BranchId> Ids() => Enumerable.Range(1, Branches).Select(n => new BranchId($"b{n:D3}"));
}
