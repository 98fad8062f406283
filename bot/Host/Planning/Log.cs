namespace BranchBot.Host.Planning;

/// <summary>What following calendars tells the operator.</summary>
internal static partial class Log
{
    [LoggerMessage(3701, LogLevel.Warning, "A calendar could not be followed just now: {Problem}.")]
    public static partial void NotFollowed(ILogger log, CalendarProblem problem, Exception exception);
}
