namespace BranchBot.Features.Setup;

/// <summary>Somebody joined or left a branch's team: a proposal to its manager, for the staff list rules (P-9). One row a person.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Person">Who.</param>
/// <param name="Name">His name.</param>
/// <param name="Joined">Whether he joined; false: he left.</param>
/// <param name="Event">What tells the event apart: told twice, it is one proposal.</param>
/// <param name="At">When it was told, UTC.</param>
/// <param name="Open">Whether nobody has decided yet.</param>
/// <param name="Guest">A guest of the team.</param>
/// <param name="Elsewhere">He stands on another staff list.</param>
/// <param name="Decider">Who decided, by name.</param>
/// <param name="Outcome">What he decided.</param>
public sealed record RosterChange(
    BranchId Branch, PersonId Person, string Name, bool Joined, string Event, DateTimeOffset At, bool Open = true, bool Guest = false, bool Elsewhere = false, string? Decider = null, Text? Outcome = null) : Row
{
    private const string Keys = "change|";

    /// <inheritdoc/>
    public override RowAddress Address => Where(Branch, Person);

    /// <summary>Where what happened to somebody stands.</summary>
    public static RowAddress Where(BranchId branch, PersonId person) => new(Partition.OfBranch("setup", branch), Keys + person);

    /// <summary>All of a branch, by one query.</summary>
    public static Read All(BranchId branch) => Read.All<RosterChange>(Partition.OfBranch("setup", branch), Keys);

    /// <summary>Whom to ask: who decides for the manager's post about somebody (P-2); a region's leaders where nobody of the branch may.</summary>
    public static IReadOnlyList<PersonId> Asked(BranchFacts facts, Roster roster, RegionLeaders? leaders, PersonId about, DateTimeOffset now)
    {
        var deciders = Deciders.Of(facts, roster, Position.BranchManager, about, facts.Today(now));
        return deciders.Region ? [.. deciders.People, .. leaders?.Leaders ?? []] : deciders.People;
    }
}

/// <summary>Proposes who joined the team to the branch's manager.</summary>
/// <param name="Place">The team.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Event">What tells the event apart.</param>
/// <param name="Members">Who joined, by their ids for this bot.</param>
public sealed record NoteJoined(TeamPlace Place, BranchId Branch, string Event, IReadOnlyList<string> Members) : TeamMembersJob
{
    /// <inheritdoc/>
    public override TeamPlace Of() => Place;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Who() => [.. Members.Take(TeamEvent.MostMembers)];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(IReadOnlyList<TeamMember> members) =>
    [
        Read.One<BranchFacts>(BranchFacts.At(Branch)), Read.One<Roster>(Roster.At(Branch)), RosterChange.All(Branch),
        .. members.Where(m => m.Id is not null).Select(m => Read.One<Person>(Person.At(m.Id!.Value))),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> NeedsMore(Rows rows) =>
        [.. rows.All<BranchFacts>().Select(f => Read.One<RegionLeaders>(RegionLeaders.At(f.Branch.Region)))];

    /// <inheritdoc/>
    public override JobStep Do(IReadOnlyList<TeamMember> members, Rows rows, DateTimeOffset now)
    {
        if (rows.Find<BranchFacts>(BranchFacts.At(Branch)) is not { } facts || rows.Find<Roster>(Roster.At(Branch)) is not { } roster)
        {
            return JobStep.Nothing;
        }

        var changes = members.Where(m => m.Id is { } id && roster.Find(id) is null).DistinctBy(m => m.Id).Take(TeamEvent.MostMembers).Select(m =>
        {
            var known = rows.Find<RosterChange>(RosterChange.Where(Branch, m.Id!.Value));
            var placement = rows.Find<Person>(Person.At(m.Id.Value))?.Placement;
            return known is { Joined: true } && (known.Open || known.Event == Event) ? null
                : new RosterChange(Branch, m.Id.Value, m.Name ?? "?", true, Event, now, Guest: m.Guest, Elsewhere: placement is not null && placement.Branch != Branch);
        }).OfType<RosterChange>().ToList();
        return new([.. changes], Tells(changes, facts, roster, rows.All<RegionLeaders>().FirstOrDefault(), now));
    }

    /// <summary>A proposal to each who may decide.</summary>
    internal static IReadOnlyList<Effect> Tells(IEnumerable<RosterChange> changes, BranchFacts facts, Roster roster, RegionLeaders? leaders, DateTimeOffset now) =>
    [
        .. from change in changes
           from asked in RosterChange.Asked(facts, roster, leaders, change.Person, now)
           select new Effect($"roster|{change.Event}|{change.Person}|{asked}", asked, Delivery.Certain, new ShowRosterChange(change.Branch, change.Person)),
    ];
}

/// <summary>Proposes who left the team, and stands on the branch's list, to its manager; who joined and left again is forgotten.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Event">What tells the event apart.</param>
/// <param name="Members">Who left.</param>
public sealed record NoteLeft(BranchId Branch, string Event, IReadOnlyList<PersonId> Members) : SteppedJob
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs() => [Read.One<BranchFacts>(BranchFacts.At(Branch))];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Steps(Rows rows) => rows.All<BranchFacts>().FirstOrDefault() is { } facts ? [facts.Branch.Region.Value] : [];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(string step) =>
        [Read.One<BranchFacts>(BranchFacts.At(Branch)), Read.One<Roster>(Roster.At(Branch)), Read.One<RegionLeaders>(RegionLeaders.At(new(step))), RosterChange.All(Branch)];

    /// <inheritdoc/>
    public override JobStep Do(string step, Rows rows, DateTimeOffset now)
    {
        if (rows.Find<BranchFacts>(BranchFacts.At(Branch)) is not { } facts || rows.Find<Roster>(Roster.At(Branch)) is not { } roster)
        {
            return JobStep.Nothing;
        }

        var changes = Members.Distinct().Take(TeamEvent.MostMembers).Select(id =>
        {
            var known = rows.Find<RosterChange>(RosterChange.Where(Branch, id));
            return roster.Find(id) is { } entry
                ? known is { Joined: false } && (known.Open || known.Event == Event) ? null : new RosterChange(Branch, id, entry.Name, false, Event, now)
                : known is { Joined: true, Open: true } ? known with { Open = false, Outcome = new("又离开了团队", "left the team again") } : null;
        }).OfType<RosterChange>().ToList();
        return new([.. changes], NoteJoined.Tells(changes.Where(c => c.Open), facts, roster, rows.All<RegionLeaders>().FirstOrDefault(), now));
    }
}
