namespace BranchBot.Host.Jobs;

/// <summary>How long jobs wait for what. Tests shorten it.</summary>
internal sealed record JobTimes
{
    /// <summary>How long after a commit the net looks whether its job is carried out: longer than a commit may take.</summary>
    public TimeSpan Net { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>After this a job that is not over lets others have their turn.</summary>
    public TimeSpan Slice { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long whoever carries a job out is trusted to live since he last got on: longer than some steps take.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a message is hidden from others while its partition is looked at, and when one that failed comes again.</summary>
    public TimeSpan Hidden { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>When it is looked again whether a newer program has taken a job that this one does not know.</summary>
    public TimeSpan UntilUpdated { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The pause after a first failure; each further one doubles it.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause after a failure.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often a job may fail without getting on before it is given up: with these pauses about a day, so that it outlasts what is down for hours.</summary>
    public int MostFailures { get; init; } = 33;

    /// <summary>The pause after so many failures in a row.</summary>
    public TimeSpan PauseAfter(int failures) => Math.Pow(2, Math.Min(failures - 1, 30)) * Pause is var doubled && doubled < LongestPause ? doubled : LongestPause;
}
