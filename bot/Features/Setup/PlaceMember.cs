namespace BranchBot.Features.Setup;

/// <summary>Brings somebody into a branch's list, or takes him off it: his own row first, then the roster with its history. Who has a place elsewhere stays there.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Person">Who.</param>
/// <param name="Entry">His line; null: he goes.</param>
/// <param name="By">Who decided.</param>
/// <param name="ByName">His name, for the history.</param>
/// <param name="Event">What tells it apart.</param>
public sealed record PlaceMember(BranchId Branch, PersonId Person, RosterEntry? Entry, PersonId By, string ByName, string Event) : SteppedJob
{
    private const string Row = "1 person";

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs() => [];

    /// <inheritdoc/>
    public override string Stage(string step) => step[..1];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Steps(Rows rows) => [Row, "2 roster"];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(string step) => [Read.One<Person>(Core.Person.At(Person)), Read.One<Roster>(Roster.At(Branch))];

    /// <inheritdoc/>
    public override JobStep Do(string step, Rows rows, DateTimeOffset now)
    {
        var person = rows.Find<Person>(Core.Person.At(Person)) ?? new(Person);
        var roster = rows.Find<Roster>(Roster.At(Branch)) ?? new(Branch, []);
        if (step == Row)
        {
            return Entry is null
                ? person.Placement?.Branch == Branch ? JobStep.Write(person with { Placement = null }) : JobStep.Nothing
                : Placing.Of(person, Entry, Branch) is { } placed ? new([placed], [new($"placed|{Event}", Person, Delivery.Certain, new ShowPlaced(Branch))]) : JobStep.Nothing;
        }

        var before = roster.Find(Person);
        if (before == Entry || (Entry is not null && person.Placement?.Branch != Branch))
        {
            return JobStep.Nothing;
        }

        IReadOnlyList<RosterEntry> staff = [.. roster.Staff.Where(s => s.Id != Person), .. Entry is null ? Array.Empty<RosterEntry>() : [Entry]];
        return JobStep.Write(
            roster with { Staff = staff },
            new Change(Branch, now, By, ByName, new("员工名单", "Staff list"), $"place|{Event}|{Person}", Says(before), Says(Entry)));
    }

    private static Text? Says(RosterEntry? entry) => entry is null ? null : Text.Same(entry.Name + " · ") + entry.Position.Name();
}
