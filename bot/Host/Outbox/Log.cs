namespace BranchBot.Host.Outbox;

/// <summary>What the outbox tells the operator. People are named by their object id only.</summary>
internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Warning, "{Key} to {Person} was refused for good: {Code}.")]
    public static partial void Refused(ILogger log, string key, Guid person, string code);

    [LoggerMessage(3002, LogLevel.Warning, "{Key} to {Person} goes at most once and it is not known whether it arrived; it is not sent again.")]
    public static partial void GivenUp(ILogger log, string key, Guid person);

    [LoggerMessage(3003, LogLevel.Warning, "{Key} to {Person} was being sent by somebody who died; it is sent again.")]
    public static partial void SentAgain(ILogger log, string key, Guid person);

    [LoggerMessage(3004, LogLevel.Warning, "{Key} to {Person} could not be delivered at once; the sweep will.")]
    public static partial void LeftToTheSweep(ILogger log, string key, Guid person, Exception exception);

    [LoggerMessage(3010, LogLevel.Warning, "{Key} to {Person} makes no sense any more and is not sent: {State}.")]
    public static partial void Expired(ILogger log, string key, Guid person, DeliveryState state);

    [LoggerMessage(3012, LogLevel.Warning, "What waits in {Partition} could not be left to another instance at once; it is sent a little later.")]
    public static partial void NotHandedOver(ILogger log, string partition, Exception exception);

    [LoggerMessage(3008, LogLevel.Error, "The send of {Key} to {Person} broke.")]
    public static partial void SendFailed(ILogger log, string key, Guid person, Exception exception);

    [LoggerMessage(3009, LogLevel.Information, "{Key} waits already or was refused, and is told once.")]
    public static partial void ToldOnce(ILogger log, string key);
}
