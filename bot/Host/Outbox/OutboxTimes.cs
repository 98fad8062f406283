namespace BranchBot.Host.Outbox;

/// <summary>How long the outbox waits for what. Tests shorten it (section <c>Outbox</c>).</summary>
internal sealed record OutboxTimes
{
    /// <summary>How long after a commit the net looks whether its effects were delivered: longer than to put it down and a commit may take (<see cref="Storage.TableStorage.Deadline"/> each).</summary>
    public TimeSpan Net { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a send may take; after it the answer counts as lost.</summary>
    public TimeSpan Send { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a sender is trusted to live: longer than a send may take.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a message is hidden from others while its partition is looked at, and when one that failed comes again.</summary>
    public TimeSpan Hidden { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>When it is looked again whether a newer program has told what this one does not know.</summary>
    public TimeSpan UntilUpdated { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest pause between two tries, unless Teams asks for more.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(15);
}
