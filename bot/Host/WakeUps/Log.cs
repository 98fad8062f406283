namespace BranchBot.Host.WakeUps;

/// <summary>What the wake-ups tell the operator.</summary>
internal static partial class Log
{
    [LoggerMessage(3201, LogLevel.Information, "That {Branch} has changed is looked at a little later.")]
    public static partial void NotShown(ILogger log, string branch, Exception exception);

    [LoggerMessage(3202, LogLevel.Warning, "The wake-up of {Branch}, due at {Due:u}, was lost; it is put down again.")]
    public static partial void Lost(ILogger log, string branch, DateTimeOffset due);

    [LoggerMessage(3203, LogLevel.Error, "Lost wake-ups could not be looked for.")]
    public static partial void RepairFailed(ILogger log, Exception exception);

    [LoggerMessage(3204, LogLevel.Information, "{Branch}: {Count} reminders of {Day:yyyy-MM-dd} are due.")]
    public static partial void Due(ILogger log, string branch, int count, DateOnly day);

    [LoggerMessage(3205, LogLevel.Information, "{Branch}, {Day:yyyy-MM-dd}: {Planned} reminders, {Sent} sent, {Refused} refused, {Expired} expired, {Unknown} unknown.")]
    public static partial void Summed(ILogger log, string branch, DateOnly day, int planned, int sent, int refused, int expired, int unknown);

    [LoggerMessage(3206, LogLevel.Warning, "{Branch} has no facts or no roster any more and is not woken.")]
    public static partial void Gone(ILogger log, string branch);

    [LoggerMessage(3207, LogLevel.Error, "{Day:yyyy-MM-dd} of {Branch} could not be summed up; it is tried again.")]
    public static partial void NotSummed(ILogger log, string branch, DateOnly day, Exception exception);

    [LoggerMessage(3208, LogLevel.Warning, "The lost wake-up of {Branch} could not be put down again; the next look does.")]
    public static partial void NotRepaired(ILogger log, string branch, Exception exception);
}
