namespace BranchBot.Host.Jobs;

/// <summary>Carries out jobs of a kind.</summary>
internal interface IWorker
{
    /// <summary>Whether these are its.</summary>
    bool Takes(Job job);

    /// <summary>
    /// Carries a job on from <see cref="JobRun.After"/> until it is over or its turn is. What is done is saved now and then; what was done after that is
    /// done again if the process dies.
    /// </summary>
    /// <returns>Whether it is over, with whom to tell beside <see cref="Job.Ended"/>.</returns>
    Task<JobResult> Run(JobRun run, CancellationToken cancel);

    /// <summary>
    /// The job failed again and again and will not be tried any more. Called before its row says so, and again where whoever called it died: done twice it comes
    /// to the same.
    /// </summary>
    Task GivenUp(Job job, CancellationToken cancel) => Task.CompletedTask;
}

/// <summary>How a turn of a job ended.</summary>
/// <param name="Over">Whether nothing is left to do.</param>
/// <param name="Whole">Whether all of it was done.</param>
/// <param name="Tells">Whether <see cref="Job.Ended"/> is told.</param>
/// <param name="Pause">How long until the next turn.</param>
internal sealed record JobResult(bool Over, bool Whole = true, bool Tells = true, TimeSpan Pause = default)
{
    /// <summary>Nothing is left to do.</summary>
    public static JobResult Finished { get; } = new(true);

    /// <summary>Another job has taken its place, and tells.</summary>
    public static JobResult Superseded { get; } = new(true, Tells: false);

    /// <summary>The rest comes at the next turn.</summary>
    public static JobResult More { get; } = new(false);

    /// <summary>There is nothing to do before a while.</summary>
    public static JobResult Later(TimeSpan pause) => new(false, Pause: pause);
}

/// <summary>One turn of a job.</summary>
/// <param name="partition">The partition whose commit started it.</param>
/// <param name="key">The job's key there.</param>
/// <param name="job">The job.</param>
/// <param name="after">The last step that is known to be done; null: none.</param>
/// <param name="save">Writes how far it is, and renews the lease.</param>
/// <param name="over">Whether the turn is over.</param>
internal sealed class JobRun(Partition partition, string key, Job job, string? after, Func<string, int, Task> save, Func<bool> over)
{
    /// <summary>The partition whose commit started it.</summary>
    public Partition Partition => partition;

    /// <summary>The job's key there.</summary>
    public string Key => key;

    /// <summary>The job.</summary>
    public Job Job => job;

    /// <summary>The last step that is known to be done; null: none.</summary>
    public string? After { get; private set; } = after;

    /// <summary>Whether others are to have their turn.</summary>
    public bool IsOver => over();

    /// <summary>Writes how far the job is.</summary>
    /// <exception cref="LeaseLostException">Somebody else carries it out meanwhile.</exception>
    public async Task Save(string step, int done)
    {
        await save(step, done);
        After = step;
    }
}

/// <summary>Somebody else carries the job out: this one was taken for dead.</summary>
internal sealed class LeaseLostException(string job) : Exception($"Somebody else carries out {job}.");
