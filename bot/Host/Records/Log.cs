namespace BranchBot.Host.Records;

/// <summary>What the sweep of old rows tells the operator: how many, never of whom.</summary>
internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Information, "{Count} old rows of {Table} were deleted.")]
    public static partial void Swept(ILogger log, int count, string table);

    [LoggerMessage(5002, LogLevel.Information, "All tables were swept; {Count} old rows are gone.")]
    public static partial void SweepDone(ILogger log, int count);

    [LoggerMessage(5003, LogLevel.Information, "Somebody else sweeps {Table} now.")]
    public static partial void SweepTaken(ILogger log, string table);

    [LoggerMessage(5006, LogLevel.Warning, "{Count} partitions of {Table} had work that was long overdue, for its queue message was lost; it is put down again.")]
    public static partial void PutDownAgain(ILogger log, int count, string table);

    [LoggerMessage(5004, LogLevel.Error, "Old rows could not be swept; it is tried again.")]
    public static partial void SweepBroke(ILogger log, Exception exception);

    [LoggerMessage(5007, LogLevel.Warning, "A row of {Table} in {Partition} cannot be read; it is kept, and the sweep goes on.")]
    public static partial void Unreadable(ILogger log, string table, string partition, Exception exception);

    [LoggerMessage(5005, LogLevel.Information, "{Count} old files that people had sent were deleted.")]
    public static partial void SweptFiles(ILogger log, int count);
}
