namespace BranchBot.Host.Local;

/// <summary>What a rehearsal tells.</summary>
internal static partial class Log
{
    [LoggerMessage(9001, LogLevel.Warning, "How late it is in the rehearsal could not be written down.")]
    public static partial void NotMarked(ILogger log, Exception exception);
}
