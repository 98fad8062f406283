namespace BranchBot.Core;

/// <summary>
/// What a feature knows of one person's days: for the dossier before his talk (谈话之前的准备, Q-5), and for whoever is named a star (W-1). Pure, of rows
/// whose number does not depend on how much was done.
/// </summary>
public interface IPersonSection
{
    /// <summary>The rows that it needs, all of the branch's or its region's.</summary>
    /// <param name="facts">The branch.</param>
    /// <param name="person">Whose days.</param>
    /// <param name="days">The days, of the branch.</param>
    IReadOnlyList<Read> Needs(BranchFacts facts, PersonId person, DaySpan days);

    /// <summary>What it knows; null where there is nothing to say.</summary>
    /// <param name="turn">Who reads it. Whether he may is not decided here.</param>
    /// <param name="person">Whose days.</param>
    /// <param name="days">The days, of the branch.</param>
    /// <param name="rows">The rows.</param>
    PersonFacts? Of(Turn turn, RosterEntry person, DaySpan days, Rows rows);
}

/// <summary>A person's days as a feature sees them.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Counts">The figures to compare people by.</param>
/// <param name="Parts">What stands under the title.</param>
public sealed record PersonFacts(Text Title, IReadOnlyList<PersonCount> Counts, IReadOnlyList<Part> Parts);

/// <summary>A figure to compare people by.</summary>
/// <param name="Key">What tells it apart, for ever.</param>
/// <param name="Name">What is counted.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">张, %.</param>
public sealed record PersonCount(string Key, Text Name, decimal Value, Text Unit);
