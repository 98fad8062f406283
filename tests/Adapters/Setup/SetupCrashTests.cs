using System.Globalization;
using Azure.Storage.Queues;
using BranchBot.Adapters.Tests.Outbox;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Features.Setup;
using BranchBot.Host.Outbox;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BranchBot.Adapters.Tests.Setup;

/// <summary>A branch is founded and its people are brought, whatever step a process is killed at.</summary>
public sealed class SetupCrashTests(AzuriteFixture azurite) : IAsyncDisposable
{
    private static readonly TeamPlace Place = new("https://smba.example/", "19:new@thread.tacv2", "19:new@thread.tacv2", "tenant", "28:bot");
    private static readonly Region Home = new(new("R01"), "示范二级分行");
    private static readonly BranchId New = new("xinqu");
    private static int houses;

    private readonly List<StorageRoom> rooms = [];
    private readonly FakeTimeProvider clock = new(DemoBranch.At("08:10"));
    private readonly (PersonId Founder, PersonId Leader) who = (DemoBranch.Id(41), DemoBranch.Id(20));
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;
    private string prefix = "";

    private static string Team => RowKeys.Of(Place.TeamId);

    [Fact]
    [Trait("Rule", "P-7")]
    public Task Approved_the_branch_stands_once_whatever_step_a_process_is_killed_at() => KilledAtEachStep(
        FoundingState.Filed,
        new ApproveBranch(Home.Id, Team, "filing"),
        who.Leader,
        async (room, world, inFlight) =>
        {
            var rows = await room.Storage.Load(
                [Read.One<BranchFacts>(BranchFacts.At(New)), Read.One<Roster>(Roster.At(New)), RegionBranch.All(Home.Id), Read.One<TeamLink>(TeamLink.At(Team)), Read.One<Founding>(Founding.At(who.Founder, Team))], cancel);
            Assert.Equal((Place, 1), (rows.All<BranchFacts>().Single().Team, rows.All<BranchFacts>().Single().RegionDays.Count));
            Assert.Empty(rows.All<Roster>().Single().Staff);
            Assert.Equal(New, rows.All<RegionBranch>().Single().Branch);
            Assert.Equal(New, rows.All<TeamLink>().Single().Branch);
            Assert.Equal(FoundingState.Approved, rows.All<Founding>().Single().State);
            Assert.InRange(world.Sent.Count(e => e.Show is ReadTeam), 1, 1 + inFlight);
        });

    [Fact]
    [Trait("Rule", "P-9")]
    public Task Confirmed_everybody_stands_and_is_told_whatever_step_a_process_is_killed_at() => KilledAtEachStep(
        FoundingState.Approved,
        new ConfirmStaff(Team),
        who.Founder,
        async (room, world, inFlight) =>
        {
            var rows = await room.Storage.Load([Read.One<Roster>(Roster.At(New)), Read.One<Founding>(Founding.At(who.Founder, Team)), .. People().Select(p => Read.One<Person>(Person.At(p.Id)))], cancel);
            Assert.Equal(People().Select(p => p.Name), rows.All<Roster>().Single().Staff.Select(s => s.Name));
            Assert.All(rows.All<Person>(), p => Assert.Equal(New, p.Placement!.Branch));
            Assert.Equal(FoundingState.Done, rows.All<Founding>().Single().State);
            Assert.All(People(), p => Assert.InRange(world.Sent.Count(e => e.Show is ShowPlaced && e.To == p.Id), 1, 1 + inFlight));
        });

    private async Task KilledAtEachStep(FoundingState state, Command command, PersonId by, Func<StorageRoom, RecordingSender, int, Task> check)
    {
        for (var step = 1; ; step += step < 8 ? 1 : 5)
        {
            var world = new RecordingSender();
            await Open(world, state);
            var mortal = new Mortal((n, _) => n == step, world);
            var dying = Process(mortal, mortal.Wire);
            await Survive(() => Give(dying, command, by));
            await dying.Jobs.Drain();
            await dying.Delivery.Drain();
            var successor = Process(world);
            await Give(successor, command, by);
            await successor.Jobs.Drain();
            await Quiet(successor);

            // Several are told at once: what was in flight at the kill comes twice at most, and nothing does where nobody is killed.
            await check(successor, world, mortal.KilledAt is null ? 0 : 1);
            if (mortal.KilledAt is null)
            {
                Assert.True(step > 20, $"Only {step} steps were seen.");
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

    private async Task Open(RecordingSender world, FoundingState state)
    {
        prefix = string.Create(CultureInfo.InvariantCulture, $"setup{Environment.ProcessId}x{Interlocked.Increment(ref houses)}");
        var room = Process(world);
        var form = new BranchForm("新区支行", New, Home.Id, "Asia/Shanghai", new(new(8, 30), new(17, 0)), [DayOfWeek.Monday]);
        List<Row> rows =
        [
            new RegionCalendar(Home.Id, [new(new(2027, 2, 5), SpecialDayKind.Holiday, "春节")]), new Person(who.Leader, new("徐刚", Leads: Home)),
            new TeamLink(Place, "新区支行", true, state == FoundingState.Filed ? null : New), new BranchProposal(Home.Id, Team, "filing", who.Founder, "林峰", form, Place, "新区支行", clock.GetUtcNow()),
            new Founding(who.Founder, "林峰", Place, "新区支行", [], state, form, "filing"), new Staffing(who.Founder, Team, People()),
        ];
        rows.AddRange(state == FoundingState.Filed ? [] : new Row[] { new BranchFacts(form.Branch()) { Team = Place }, new Roster(New, []) });
        foreach (var row in rows)
        {
            await room.Storage.Commit(new(row.Address.Partition, [(row, null)], [], []), cancel);
        }
    }

    private static IReadOnlyList<Candidate> People() =>
        [.. Enumerable.Range(41, 5).Select(n => new Candidate(DemoBranch.Id(n), $"员工{n}", Position: n == 41 ? Position.BranchManager : Position.PersonalTeller))];

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

    private async Task Give(StorageRoom room, Command command, PersonId by) => await room.Handler(clock).Handle(new(by, Language.Chinese, "op", null), command, cancel);

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
