using BranchBot.Adapters.Tests.Storage;
using BranchBot.Features.ThreeTasks;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BranchBot.Adapters.Tests.Telemetry;

/// <summary>What the measures say of a morning, so that an operator sees whether it goes well (docs/telemetry.md).</summary>
public sealed class MorningTests(AzuriteFixture azurite)
{
    private readonly FakeTimeProvider clock = new(DemoBranch.At("07:30", "2026-11-25"));
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "T-4")]
    public async Task Three_minutes_late_the_cards_go_one_teller_is_on_time_the_manager_is_not()
    {
        await using var room = await Open("morning");
        using var measured = new Measured(room.Meters);
        await room.Waking.Wake(DemoBranch.Branch.Id, null, cancel);
        clock.SetUtcNow(DemoBranch.At("08:03", "2026-11-25"));
        await room.Waking.Wake(DemoBranch.Branch.Id, null, cancel);
        await room.Delivery.Drain();

        // Ten people have a list; each card was due at 08:00.
        Assert.Equal(10, measured.Sum("branchbot.prompts.due"));
        Assert.Equal(10, measured.Sum("branchbot.sends kind=reminder result=sent"));
        Assert.All(measured.All("branchbot.prompts.late"), late => Assert.Equal(180, late));
        Assert.Equal(10, measured.All("branchbot.prompts.late").Count);

        foreach (var item in new[] { 1, 2, 3, 3 })
        {
            await Gives(room, DemoBranch.Teller, new TickItem(DemoBranch.Branch.Id, new(2026, 11, 25), $"PersonalTeller.Opening.{item}", TaskView.Opening));
        }

        clock.SetUtcNow(DemoBranch.At("08:31", "2026-11-25"));
        await Gives(room, DemoBranch.Manager, new TickNext());
        Assert.Equal(3, measured.Sum("branchbot.happened what=tasks.items kind=opening_on_time"));
        Assert.Equal(1, measured.Sum("branchbot.happened what=tasks.cards kind=opening_on_time"));
        Assert.Equal(1, measured.Sum("branchbot.happened what=tasks.items kind=opening_late"));
        Assert.Equal(4, measured.Sum("branchbot.decisions feature=ThreeTasks outcome=changed"));

        // The last press came twice: it is shown, and counts once.
        Assert.Equal(1, measured.Sum("branchbot.decisions feature=ThreeTasks outcome=shown"));
        Assert.Equal(4, measured.Sum("branchbot.commits table=tasks result=committed"));
    }

    [Fact]
    public async Task What_is_refused_and_what_is_decided_again_is_told_apart()
    {
        var wire = new Wire();
        await using var room = await Open("again", wire);
        using var measured = new Measured(room.Meters);
        await Gives(room, DemoBranch.Teller, new ShowBoard());
        Assert.Equal(1, measured.Sum("branchbot.decisions feature=ThreeTasks outcome=refused"));

        // The table is there; then a commit whose answer is lost is looked at again.
        await Gives(room, DemoBranch.Teller, new TickNext());
        var lost = false;
        wire.At = (request, after) =>
        {
            if (after && !lost && request.StartsWith("POST", StringComparison.Ordinal) && request.Contains("tasks", StringComparison.Ordinal))
            {
                lost = true;
                throw new IOException("lost");
            }
        };
        await Gives(room, DemoBranch.Manager, new TickNext());
        Assert.Equal(lost ? 1 : 0, measured.Sum("branchbot.commits table=tasks result=conflict"));
        Assert.Equal(lost ? 1 : 0, measured.Sum("branchbot.decisions.again feature=ThreeTasks"));
    }

    [Fact]
    public async Task No_tag_tells_of_a_branch_or_a_person()
    {
        await using var room = await Open("tags");
        using var measured = new Measured(room.Meters);
        clock.SetUtcNow(DemoBranch.At("08:01", "2026-11-25"));
        await room.Waking.Wake(DemoBranch.Branch.Id, null, cancel);
        await room.Delivery.Drain();
        await Gives(room, DemoBranch.Teller, new TickNext());
        Assert.NotEmpty(measured.Names);
        Assert.DoesNotContain(measured.Names, n => n.Contains("demo", StringComparison.Ordinal) || n.Contains("0000", StringComparison.Ordinal));
    }

    private async Task<StorageRoom> Open(string name, Wire? wire = null)
    {
        var room = new StorageRoom(azurite, prefix: $"measures{name}", clock: clock, wakeUps: true, watch: wire);
        await room.Storage.Commit(new(DemoBranch.Roster.Address.Partition, [(DemoBranch.Roster, null), (DemoBranch.Facts, null)], [], []), cancel);
        foreach (var person in DemoBranch.People)
        {
            await room.Storage.Commit(new(person.Address.Partition, [(person, null)], [], []), cancel);
        }

        return room;
    }

    private Task<Reply> Gives(StorageRoom room, Member who, Command command) =>
        room.Handler(clock).Handle(new(who.Id, Language.English, $"op-{Guid.NewGuid():N}", null), command, cancel);
}
