namespace BranchBot.Host.Queues;

/// <summary>What the queues tell the operator.</summary>
internal static partial class Log
{
    [LoggerMessage(3005, LogLevel.Error, "The queue {Queue} could not be read.")]
    public static partial void SweepFailed(ILogger log, string queue, Exception exception);

    [LoggerMessage(3006, LogLevel.Warning, "Message {MessageId} failed; it was taken {Count} times.")]
    public static partial void MessageFailed(ILogger log, string messageId, long count, Exception exception);

    [LoggerMessage(3011, LogLevel.Warning, "Message {MessageId} could not be given back; it comes again by itself.")]
    public static partial void NotGivenBack(ILogger log, string messageId, Exception exception);

    [LoggerMessage(3013, LogLevel.Warning, "Message {MessageId} was left to a newer program: {Why}")]
    public static partial void LeftToNewer(ILogger log, string messageId, string why);

    [LoggerMessage(3007, LogLevel.Error, "Message {MessageId} failed too often and is a dead letter now.")]
    public static partial void Buried(ILogger log, string messageId);
}
