namespace BranchBot.Host.WakeUps;

/// <summary>How long the wake-ups wait for what. Tests shorten it (section <c>WakeUps</c>).</summary>
internal sealed record WakeUpTimes
{
    /// <summary>How long a message is hidden from others while its branch is looked at, and when one that failed comes again.</summary>
    public TimeSpan Hidden { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>
    /// When a change is looked at whose writer died before he could say that it stands: longer than a commit may take, with the nets of the outbox and the jobs that
    /// are put down before it.
    /// </summary>
    public TimeSpan Net { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long a branch may be overdue before its message is taken for lost.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often lost messages are looked for.</summary>
    public TimeSpan Repair { get; init; } = TimeSpan.FromMinutes(5);
}
