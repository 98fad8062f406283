namespace BranchBot.Core;

/// <summary>
/// A job that brings calendars to what was decided, one appointment after the other. Each is claimed before the service is asked, so that two who carry it
/// out do not overtake one another, and what was asked for before is looked up before it is asked for again. Pure: the host asks and writes.
/// </summary>
public abstract record CalendarJob : Job
{
    /// <summary>The rows that name the steps.</summary>
    public abstract IReadOnlyList<Read> Needs();

    /// <summary>The appointments that are not yet as they should be.</summary>
    public abstract IReadOnlyList<string> Steps(Rows rows);

    /// <summary>The rows that a step needs.</summary>
    public abstract IReadOnlyList<Read> Needs(string step);

    /// <summary>Claims an appointment.</summary>
    /// <param name="step">The step.</param>
    /// <param name="rows">The rows that it named.</param>
    /// <param name="claim">By what the claim is known.</param>
    /// <param name="now">The instant, UTC.</param>
    /// <param name="until">Until when whoever claims is trusted to live.</param>
    public abstract CalendarClaim Claim(string step, Rows rows, string claim, DateTimeOffset now, DateTimeOffset until);

    /// <summary>What is to be done, of rows read after the claim; null: nothing any more.</summary>
    public abstract CalendarWish? Wish(string step, Rows rows);

    /// <summary>What is written afterwards; the claim ends. Nothing where it was lost.</summary>
    /// <param name="step">The step.</param>
    /// <param name="rows">The rows as they are now.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="wish">What was done; null: nothing.</param>
    /// <param name="result">What came of it; null: it is not known, and will be tried again.</param>
    public abstract JobStep Done(string step, Rows rows, string claim, CalendarWish? wish, CalendarResult? result);
}

/// <summary>Whether an appointment could be claimed.</summary>
/// <param name="Row">The claim to write; null: there is none.</param>
/// <param name="Wait">Until when somebody else has it; null: nobody.</param>
public sealed record CalendarClaim(Row? Row = null, DateTimeOffset? Wait = null);
