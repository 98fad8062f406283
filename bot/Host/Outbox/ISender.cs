namespace BranchBot.Host.Outbox;

/// <summary>Sends what an effect shows to its receiver.</summary>
internal interface ISender
{
    /// <summary>
    /// Sends once; how it ended is a value, broken machinery an exception, which counts as <see cref="SendOutcome.Unknown"/>. Cancelled when it takes too long.
    /// </summary>
    Task<SendOutcome> Send(Effect effect, CancellationToken cancel);
}

/// <summary>How a send ended.</summary>
internal abstract record SendOutcome
{
    /// <summary>Teams has it.</summary>
    internal sealed record Sent : SendOutcome;

    /// <summary>Nothing was sent: it makes no sense any more (<see cref="Shown.Moot"/>).</summary>
    internal sealed record Moot : SendOutcome;

    /// <summary>Teams will never take it: blocked, not installed, not in the roster.</summary>
    internal sealed record Refused(string Code) : SendOutcome;

    /// <summary>Teams did not take it now.</summary>
    internal sealed record Later(TimeSpan? After) : SendOutcome;

    /// <summary>Teams may have it: its answer was lost.</summary>
    internal sealed record Unknown : SendOutcome;
}
