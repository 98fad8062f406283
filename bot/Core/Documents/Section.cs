namespace BranchBot.Core;

/// <summary>A document that features add sections to, without knowing one another.</summary>
public enum Document
{
    /// <summary>看板: the branch's day at one look (T-7).</summary>
    Board,

    /// <summary>The manager's one list at the limit (T-4).</summary>
    LimitList,
}

/// <summary>What a feature adds to a document. Pure.</summary>
public interface ISection
{
    /// <summary>The document.</summary>
    Document Document { get; }

    /// <summary>The rows that it needs, all of the branch's.</summary>
    IReadOnlyList<Read> Needs(BranchFacts facts, DateOnly day);

    /// <summary>What it adds; nothing where there is nothing to say.</summary>
    /// <param name="turn">Who reads the document.</param>
    /// <param name="day">The branch's day that it is about.</param>
    /// <param name="rows">The rows.</param>
    IReadOnlyList<Part> Parts(Turn turn, DateOnly day, Rows rows);
}

/// <summary>
/// What a feature keeps of a branch's day once it is over, in one row a day, so that a quarter is read by one query. Written by the wake-up at the end of
/// the day, whole, never incremented. Pure.
/// </summary>
public interface ISummary
{
    /// <summary>The rows that it needs, all of the branch's.</summary>
    IReadOnlyList<Read> Needs(BranchFacts facts, DateOnly day);

    /// <summary>The row; null where the day leaves nothing to keep.</summary>
    /// <param name="day">The branch's day.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="asOf">When it is summed up, UTC.</param>
    Row? Sum(ReminderDay day, Rows rows, DateTimeOffset asOf);
}
