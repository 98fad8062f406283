namespace BranchBot.Core;

/// <summary>A job that follows what people do in their calendars, look after look, until it is over. Pure: the host asks and writes.</summary>
public abstract record CalendarWatchJob : Job
{
    /// <inheritdoc/>
    public sealed override bool Follows() => true;

    /// <summary>The rows that it needs.</summary>
    public abstract IReadOnlyList<Read> Needs();

    /// <summary>What is looked at; null: nothing any more.</summary>
    public abstract CalendarWatch? Watch(Rows rows, DateTimeOffset now);

    /// <summary>Whether something is on its way into the calendar, so that the next look should not wait until the calendar tells of a change.</summary>
    public abstract bool IsUnderWay(Rows rows);

    /// <summary>What is written.</summary>
    /// <param name="changes">What has changed since the last look.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="now">The instant, UTC.</param>
    public abstract JobStep Take(CalendarChanges changes, Rows rows, DateTimeOffset now);
}
