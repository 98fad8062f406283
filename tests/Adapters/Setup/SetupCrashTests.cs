using BranchBot.Adapters.Tests.Jobs;
using BranchBot.Adapters.Tests.Outbox;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Features.Setup;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Setup;

/// <summary>A branch is founded and its people are brought, whatever step a process is killed at.</summary>
public sealed class SetupCrashTests(AzuriteFixture azurite) : IAsyncDisposable
{
    private static readonly TeamPlace Place = new("https://smba.example/", "19:new@thread.tacv2", "19:new@thread.tacv2", "tenant", "28:bot");
    private static readonly Region Home = new(new("R01"), "示范二级分行");
    private static readonly BranchId New = new("xinqu");

    private readonly JobHouse house = new(azurite);
    private readonly (PersonId Founder, PersonId Leader) who = (DemoBranch.Id(41), DemoBranch.Id(20));
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    private static string Team => RowKeys.Of(Place.TeamId);

    [Fact]
    [Trait("Rule", "P-7")]
    public Task Approved_the_branch_stands_once_whatever_step_a_process_is_killed_at() => house.KillAtEachStep(
        world => Open(world, FoundingState.Filed),
        room => house.Give(room, who.Leader, new ApproveBranch(Home.Id, Team, "filing")),
        async (room, world, mortal) =>
        {
            var rows = await room.Storage.Load(
                [Read.One<BranchFacts>(BranchFacts.At(New)), Read.One<Roster>(Roster.At(New)), RegionBranch.All(Home.Id), Read.One<TeamLink>(TeamLink.At(Team)), Read.One<Founding>(Founding.At(who.Founder, Team))], cancel);
            Assert.Equal((Place, 1), (rows.All<BranchFacts>().Single().Team, rows.All<BranchFacts>().Single().RegionDays.Count));
            Assert.Empty(rows.All<Roster>().Single().Staff);
            Assert.Equal(New, rows.All<RegionBranch>().Single().Branch);
            Assert.Equal(New, rows.All<TeamLink>().Single().Branch);
            Assert.Equal(FoundingState.Approved, rows.All<Founding>().Single().State);
            Assert.InRange(world.Sent.Count(e => e.Show is ReadTeam), 1, 1 + AtMost(mortal));
        },
        atLeast: 20);

    [Fact]
    [Trait("Rule", "P-9")]
    public Task Confirmed_everybody_stands_and_is_told_whatever_step_a_process_is_killed_at() => house.KillAtEachStep(
        world => Open(world, FoundingState.Approved),
        room => house.Give(room, who.Founder, new ConfirmStaff(Team)),
        async (room, world, mortal) =>
        {
            var rows = await room.Storage.Load([Read.One<Roster>(Roster.At(New)), Read.One<Founding>(Founding.At(who.Founder, Team)), .. People().Select(p => Read.One<Person>(Person.At(p.Id)))], cancel);
            Assert.Equal(People().Select(p => p.Name), rows.All<Roster>().Single().Staff.Select(s => s.Name));
            Assert.All(rows.All<Person>(), p => Assert.Equal(New, p.Placement!.Branch));
            Assert.Equal(FoundingState.Done, rows.All<Founding>().Single().State);
            Assert.All(People(), p => Assert.InRange(world.Sent.Count(e => e.Show is ShowPlaced && e.To == p.Id), 1, 1 + AtMost(mortal)));
        },
        atLeast: 20);

    public ValueTask DisposeAsync() => house.DisposeAsync();

    // Several are told at once: what was in flight at the kill comes twice at most, and nothing does where nobody is killed.
    private static int AtMost(Mortal mortal) => mortal.KilledAt is null ? 0 : 1;

    private Task Open(RecordingSender world, FoundingState state)
    {
        var form = new BranchForm("新区支行", New, Home.Id, "Asia/Shanghai", new(new(8, 30), new(17, 0)), [DayOfWeek.Monday]);
        return house.Put(house.Process(world),
        [
            new RegionCalendar(Home.Id, [new(new(2027, 2, 5), SpecialDayKind.Holiday, "春节")]), new Person(who.Leader, new("徐刚", Leads: Home)),
            new TeamLink(Place, "新区支行", true, state == FoundingState.Filed ? null : New), new BranchProposal(Home.Id, Team, "filing", who.Founder, "林峰", form, Place, "新区支行", house.Clock.GetUtcNow()),
            new Founding(who.Founder, "林峰", Place, "新区支行", [], state, form, "filing"), new Staffing(who.Founder, Team, People()),
            .. state == FoundingState.Filed ? [] : new Row[] { new BranchFacts(form.Branch()) { Team = Place }, new Roster(New, []) },
        ]);
    }

    private static IReadOnlyList<Candidate> People() =>
        [.. Enumerable.Range(41, 5).Select(n => new Candidate(DemoBranch.Id(n), $"员工{n}", Position: n == 41 ? Position.BranchManager : Position.PersonalTeller))];
}
