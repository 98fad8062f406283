namespace BranchBot.Host.Outbox;

/// <summary>Sends what an effect shows to its receiver.</summary>
internal interface ISender
{
    /// <summary>
    /// Makes an effect ready and waits until it may go; nothing leaves yet, so whoever dies meanwhile has lost nothing. Broken machinery is an exception:
    /// it is tried again.
    /// </summary>
    /// <param name="effect">The effect.</param>
    /// <param name="partition">The partition whose commit told it.</param>
    /// <param name="cancel">Stops it.</param>
    Task<Prepared> Prepare(Effect effect, Partition partition, CancellationToken cancel);

    /// <summary>How many a second may leave this instance now: nobody should hold more than goes in some seconds. Fifty where nothing limits it but the service.</summary>
    int Rate => 50;
}

/// <summary>What became of making an effect ready.</summary>
internal abstract record Prepared
{
    /// <summary>It may go now.</summary>
    /// <param name="Send">
    /// Sends once; how it ended is a value, broken machinery an exception, which counts as <see cref="SendOutcome.Unknown"/>. Cancelled when it takes too long.
    /// </param>
    internal sealed record Ready(Func<CancellationToken, Task<SendOutcome>> Send) : Prepared;

    /// <summary>It does not go, or not now; nothing was sent.</summary>
    internal sealed record Not(SendOutcome Outcome) : Prepared;
}

/// <summary>How a send ended.</summary>
internal abstract record SendOutcome
{
    /// <summary>Teams has it.</summary>
    /// <param name="At">Where the message stands; null: not known, or it is none.</param>
    internal sealed record Sent(Place? At = null) : SendOutcome;

    /// <summary>Where a message stands.</summary>
    internal sealed record Place(string ServiceUrl, string Conversation, string Activity);

    /// <summary>Nothing was sent: it makes no sense any more (<see cref="Shown.Moot"/>).</summary>
    internal sealed record Moot : SendOutcome;

    /// <summary>Teams will never take it: blocked, not installed, not in the roster.</summary>
    internal sealed record Refused(string Code) : SendOutcome;

    /// <summary>Teams did not take it now.</summary>
    internal sealed record Later(TimeSpan? After) : SendOutcome;

    /// <summary>Teams may have it: its answer was lost.</summary>
    internal sealed record Unknown : SendOutcome;
}
