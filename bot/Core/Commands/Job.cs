namespace BranchBot.Core;

/// <summary>
/// What is too large for one batch: a day that a region changes for all its branches, an import. It is committed as one row together with the decision
/// (<see cref="Accepted.Starting"/>) and carried out afterwards by whichever instance is there; after a crash another one goes on where it stopped. So
/// part of it may be done twice: it looks at what stands, and writes nothing where all is as it should be. Its JSON stands in the row under its name, as a command's
/// does in a card, and stays readable while one of that name waits.
/// </summary>
public abstract record Job
{
    /// <summary>Whom to tell that it is over; null: nobody.</summary>
    /// <param name="key">A key for the effect, the job's own.</param>
    /// <param name="whole">Whether all of it was done; false: it failed again and again and was given up, what was done stands.</param>
    public virtual Effect? Ended(string key, bool whole) => null;

    /// <summary>Whether somebody sits and waits for its end: where it fails, he is told within minutes, and may try again. Any other is tried for about a day.</summary>
    public virtual bool IsAwaited() => false;

    /// <summary>Whether it follows something until that is over. Started while it is just ending it begins anew; any other that runs already is the same.</summary>
    public virtual bool Follows() => false;
}

/// <summary>A job that consists of steps, each one batch of one partition. Pure: the host reads and writes.</summary>
public abstract record SteppedJob : Job
{
    /// <summary>The rows that name the steps, such as a region's branches.</summary>
    public abstract IReadOnlyList<Read> Needs();

    /// <summary>The steps' keys, each once. They are carried out in the order of the keys, some at once (<see cref="Stage"/>); who resumes reads them anew.</summary>
    public abstract IReadOnlyList<string> Steps(Rows rows);

    /// <summary>Which steps go together: those of one stage at once, and the next stage when all of them are done. By default all are one stage.</summary>
    public virtual string Stage(string step) => "";

    /// <summary>The rows that a step needs; where it copies or sums up, the row that it writes comes last, for that is read first.</summary>
    public abstract IReadOnlyList<Read> Needs(string step);

    /// <summary>What a step writes; nothing where it is done already, or has nothing to do.</summary>
    /// <param name="step">The step.</param>
    /// <param name="rows">The rows that it named.</param>
    /// <param name="now">The instant, UTC.</param>
    public abstract JobStep Do(string step, Rows rows, DateTimeOffset now);
}

/// <summary>What a step comes to: all of it is committed in one batch of one partition, or none of it.</summary>
/// <param name="Rows">Rows to write, each on condition that it still is what was read (or still absent).</param>
/// <param name="Tells">Whom to tell what; only beside a row that is written, so that a step that is done twice tells once.</param>
public sealed record JobStep(IReadOnlyList<Row> Rows, IReadOnlyList<Effect> Tells)
{
    /// <summary>Nothing is left to do.</summary>
    public static JobStep Nothing { get; } = new([], []);

    /// <summary>Rows to write.</summary>
    public static JobStep Write(params IReadOnlyList<Row> rows) => new(rows, []);
}

/// <summary>A job that a decision starts.</summary>
/// <param name="Key">What tells it apart in its partition; a second one of the same key is not started while the first runs.</param>
/// <param name="Job">The job.</param>
public sealed record Start(string Key, Job Job);
