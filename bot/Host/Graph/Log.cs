namespace BranchBot.Host.Graph;

/// <summary>What the calendars tell the operator.</summary>
internal static partial class Log
{
    [LoggerMessage(3601, LogLevel.Warning, "The calendars of {Number} people could not be looked at: {Problem}.")]
    public static partial void CalendarsNotSeen(ILogger log, int number, CalendarProblem problem, Exception exception);

    [LoggerMessage(3602, LogLevel.Information, "Graph tells of changes in the calendar that {Job} of {Partition} follows, until {Until}.")]
    public static partial void Told(ILogger log, string job, string partition, DateTimeOffset until);

    [LoggerMessage(3603, LogLevel.Warning, "Graph does not take the subscription for {Job} of {Partition}: {Problem}. The calendar is looked at as without it; asked again in {Minutes} minutes.")]
    public static partial void NotTold(ILogger log, string job, string partition, CalendarProblem problem, double minutes, Exception? exception);

    [LoggerMessage(3604, LogLevel.Warning, "A subscription of {Partition} could not be ended ({Problem}); it ends by itself.")]
    public static partial void NotEnded(ILogger log, string partition, CalendarProblem problem, Exception? exception);

    [LoggerMessage(3605, LogLevel.Warning, "{Number} of {All} notifications did not show what Graph was told, and were ignored.")]
    public static partial void NoticesIgnored(ILogger log, int number, int all);
}
