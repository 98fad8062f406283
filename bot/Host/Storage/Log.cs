namespace BranchBot.Host.Storage;

/// <summary>What the storage room tells the operator.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Warning, "The answer to a commit of {Partition} was lost; what stands is read again.")]
    public static partial void AnswerLost(ILogger log, string partition, Exception exception);

    [LoggerMessage(2002, LogLevel.Error, "There is no key to sign links to pictures with; cards show words in their place.")]
    public static partial void NoLinkKey(ILogger log, Exception exception);
}
