namespace BranchBot.Features.People;

/// <summary>What is kept of people, branches and regions, how long, and how it speaks of persons.</summary>
internal static class PeopleRecords
{
    private static readonly RetentionPeriod Dialogs = new("Dialogs", 30, 2);

    /// <summary>Declares it.</summary>
    public static FeatureBuilder KeepsPeople(this FeatureBuilder feature) => feature
        .Records<Person>(("people", Owner.Person, "person"), "a person's place on the staff list, chat with the bot, language", "the program, at each turn", new Keeping.Standing("as long as he is on the staff list or has the bot; then until he is to be forgotten"),
            OfPersons.Own<Person>(p => p.Id, "nothing is sent to him any more"), names: p => p.Placement is { } place ? [(p.Id, place.Name)] : [])
        .Records<BranchFacts>(("people", Owner.Branch, "branch"), "a branch's hours, days, settings, lists; leave, rest, deputies", "the branch, the region", new Keeping.Standing("leave and deputies go a hundred days after their last day"),
            OfPersons.Without<BranchFacts>((f, who) => f with { Duty = [.. f.Duty.Where(d => d.Person != who)] }, "his leave, rest days and posts go; the words of settings stay") with { IsSettings = true })
        .Records<Roster>(("people", Owner.Branch, "roster"), "a branch's people: position, shift, rest days, mail", "the branch, the region", new Keeping.Standing("as the staff list says"),
            OfPersons.Without<Roster>((r, who) => r with { Staff = [.. r.Staff.Where(s => s.Id != who)] }, "he is off it before he is forgotten") with { IsSettings = true }, names: r => r.Staff.Select(s => (s.Id, s.Name)))
        .Records<Region>(("people", Owner.Region, "region"), "a region's name", "everybody", new Keeping.Standing("as long as the region"), OfPersons.Nobody)
        .Records<RegionBranch>(("people", Owner.Region, "branch|"), "a region's branches by name", "the region", new Keeping.Standing("as long as the branch"), OfPersons.Nobody)
        .Records<RegionLeaders>(("people", Owner.Region, "leaders"), "who leads a region", "the program", new Keeping.Standing("as the staff list says"),
            OfPersons.Without<RegionLeaders>((l, who) => l with { Leaders = [.. l.Leaders.Where(p => p != who)] }, "he is left out of it"))
        .Records<RegionName>(("people", Owner.Tenant, "region|"), "the regions' names, to choose from", "who sets up a branch", new Keeping.Standing("as long as the region"), OfPersons.Nobody)
        .Records<Dialog>(("dialogs", Owner.Person, "dialog"), "what numbers and open forms stand for where there are no cards", "himself", Keeping.For<Dialog>(Dialogs, d => Keeping.Day(d.Until), "nothing of it counts after its day"), OfPersons.Own<Dialog>(d => d.Person, "it is his own"));
}
