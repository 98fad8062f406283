namespace BranchBot.Host.Teams;

/// <summary>How a call of the connector ended. Refusals are values: the caller has to deal with each.</summary>
internal abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>Done.</summary>
    /// <param name="Id">The activity or conversation that was made, where the connector says so.</param>
    /// <param name="Conversation">Where a message stands, where that was not known before.</param>
    public sealed record Sent(string? Id, string? Conversation = null) : SendResult;

    /// <summary>Refused for good: repeating it changes nothing.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Code">The connector's error code, by which it is decided; the status alone says too little.</param>
    public sealed record Refused(int Status, string Code) : SendResult;

    /// <summary>Surely not done, and worth another try.</summary>
    /// <param name="RetryAfter">When, where the connector says so.</param>
    public sealed record Later(TimeSpan? RetryAfter) : SendResult;

    /// <summary>Perhaps done: the answer was lost, and a send has no key by which a repeat would be recognised.</summary>
    public sealed record Unknown : SendResult;
}

/// <summary>The connector refused to be read.</summary>
internal sealed class ConnectorException(SendResult result) : Exception($"The connector could not be read: {result}.")
{
    /// <summary>How it ended.</summary>
    public SendResult Result => result;
}
