namespace BranchBot.Host.Graph;

/// <summary>What the calendars tell the operator.</summary>
internal static partial class Log
{
    [LoggerMessage(3601, LogLevel.Warning, "The calendars of {Number} people could not be looked at: {Problem}.")]
    public static partial void CalendarsNotSeen(ILogger log, int number, CalendarProblem problem, Exception exception);
}
