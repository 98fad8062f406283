namespace BranchBot.Host.Jobs;

/// <summary>What the jobs tell the operator.</summary>
internal static partial class Log
{
    [LoggerMessage(3101, LogLevel.Warning, "The jobs of {Partition} could not be carried on at once; the sweep will.")]
    public static partial void LeftToTheSweep(ILogger log, string partition, Exception exception);

    [LoggerMessage(3102, LogLevel.Warning, "The job {Key} ({Name}) failed.")]
    public static partial void Failed(ILogger log, string key, string name, Exception exception);

    [LoggerMessage(3103, LogLevel.Error, "The job {Key} ({Name}) was given up; its row stays.")]
    public static partial void GivenUp(ILogger log, string key, string name);

    [LoggerMessage(3107, LogLevel.Error, "The job {Key} ({Name}) has failed {Count} times without getting on; it is tried for about a day.")]
    public static partial void FailsOn(ILogger log, string key, string name, int count);

    [LoggerMessage(3106, LogLevel.Warning, "The job {Key} ({Name}) is left to a newer program.")]
    public static partial void LeftToNewer(ILogger log, string key, string name);

    [LoggerMessage(3104, LogLevel.Warning, "Somebody else carries out the job {Key} ({Name}) now.")]
    public static partial void LeaseLost(ILogger log, string key, string name);

    [LoggerMessage(3105, LogLevel.Information, "The job {Key} ({Name}) waits or runs already, and is not started twice.")]
    public static partial void StartedAlready(ILogger log, string key, string name);
}
