namespace BranchBot.Host.People;

/// <summary>What imports tell the operator.</summary>
internal static partial class Log
{
    [LoggerMessage(7001, LogLevel.Information, "Imported {Branches} branches and {People} people.")]
    public static partial void Imported(this ILogger log, int branches, int people);

    [LoggerMessage(7002, LogLevel.Warning, "The files of an import have {Errors} errors; nothing was taken.")]
    public static partial void ImportWrong(this ILogger log, int errors);
}
