namespace BranchBot.Host.Teams;

/// <summary>All that this room logs: ids and codes, never a text, a name or a token.</summary>
internal static partial class Log
{
    private const int Longest = 200;
    private const int LongestWord = 60;

    /// <summary>The room's log.</summary>
    public static ILogger For(HttpContext context) => context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("BranchBot.Host.Teams");

    /// <summary>What somebody unknown sent, on one line and not too long.</summary>
    public static string Shown(string? foreign) => new([.. (foreign ?? "none").Take(Longest).Select(c => char.IsAsciiLetterOrDigit(c) || ":/.-_{}".Contains(c, StringComparison.Ordinal) ? c : '?')]);

    /// <summary>A code or name of a protocol: a word. What somebody puts in its place is not told, for it may be anything.</summary>
    public static string Word(string? code) => code is { Length: > 0 and <= LongestWord } && code.All(c => char.IsAsciiLetter(c) || c is '_' or '.' or '/') ? code : "?";

    /// <summary>Where an address leads, without its path, in which ids stand.</summary>
    public static string Place(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? Shown(uri.GetLeftPart(UriPartial.Authority)) : "?";

    [LoggerMessage(1, LogLevel.Warning, "Refused a token whose issuer is {Issuer}.")]
    public static partial void IssuerRefused(this ILogger log, string issuer);

    [LoggerMessage(2, LogLevel.Warning, "Refused a token whose audience is {Audience}.")]
    public static partial void AudienceRefused(this ILogger log, string audience);

    [LoggerMessage(3, LogLevel.Warning, "Refused a token: {Reason}.")]
    public static partial void TokenRefused(this ILogger log, string reason);

    [LoggerMessage(4, LogLevel.Warning, "Refused a request: {Reason}")]
    public static partial void RequestRefused(this ILogger log, string reason);

    [LoggerMessage(5, LogLevel.Warning, "The request is not an activity: {Reason}")]
    public static partial void NotAnActivity(this ILogger log, string reason);

    [LoggerMessage(6, LogLevel.Debug, "Nothing to do for a {Type} {Name}.")]
    public static partial void Ignored(this ILogger log, string type, string? name);

    [LoggerMessage(7, LogLevel.Warning, "The activity {Activity} names nobody's object id, and the connector knows none.")]
    public static partial void NobodySpeaks(this ILogger log, string activity);

    [LoggerMessage(8, LogLevel.Error, "The activity {Activity} failed; the person was told the number {Number}.")]
    public static partial void Failed(this ILogger log, Exception exception, string activity, string number);

    [LoggerMessage(9, LogLevel.Warning, "A card's payload with the verb {Verb} makes no command.")]
    public static partial void NoCommand(this ILogger log, string verb);

    [LoggerMessage(10, LogLevel.Information, "The bot was added to, or removed from, the conversation {Conversation}, which is not personal ({Action}).")]
    public static partial void GroupInstallation(this ILogger log, string conversation, string action);

    [LoggerMessage(11, LogLevel.Warning, "The answer to the activity {Activity} was not sent: {Result}.")]
    public static partial void NotAnswered(this ILogger log, string activity, SendResult result);

    [LoggerMessage(12, LogLevel.Warning, "The activity {Activity} takes longer than {Limit}; it goes on in the background.")]
    public static partial void TakesLong(this ILogger log, string activity, TimeSpan limit);

    [LoggerMessage(13, LogLevel.Warning, "Refused to call {ServiceUrl}: it is not one of the cloud's connectors.")]
    public static partial void NotAConnector(this ILogger log, string serviceUrl);

    [LoggerMessage(14, LogLevel.Error, "There is no token for the connector; nothing can be sent.")]
    public static partial void NoToken(this ILogger log, Exception exception);

    [LoggerMessage(15, LogLevel.Warning, "The connector answered {Method} with {Status} {Code} (attempt {Attempt}).")]
    public static partial void ConnectorRefused(this ILogger log, string method, int status, string code, int attempt);

    [LoggerMessage(16, LogLevel.Warning, "The connector did not answer {Method} (attempt {Attempt}): {Reason}.")]
    public static partial void NoAnswer(this ILogger log, string method, int attempt, string reason);

    [LoggerMessage(17, LogLevel.Warning, "{Turns} turns were still running when the time to stop was over.")]
    public static partial void TurnsCutOff(this ILogger log, int turns);

    [LoggerMessage(18, LogLevel.Warning, "An attachment was not fetched: {Reason}.")]
    public static partial void AttachmentRefused(this ILogger log, string reason);

    [LoggerMessage(19, LogLevel.Information, "Took {Count} attachments of {Bytes} bytes; kept: {Kept}.")]
    public static partial void AttachmentsTaken(this ILogger log, int count, long bytes, bool kept);

    [LoggerMessage(20, LogLevel.Warning, "A call of the lane {Lane} did not go: its turn would have come too late, in {Wait} or more.")]
    public static partial void TooLate(this ILogger log, Lane lane, TimeSpan wait);

    [LoggerMessage(21, LogLevel.Warning, "Teams says that the app sends too fast; nothing goes for {Wait}.")]
    public static partial void AppThrottled(this ILogger log, TimeSpan wait);

    [LoggerMessage(23, LogLevel.Warning, "Activity {Activity} was left to a newer program: {Why}")]
    public static partial void LeftToNewer(this ILogger log, string activity, string why);

    [LoggerMessage(22, LogLevel.Error, "The share of the app's rate could not be renewed; without it nothing is sent.")]
    public static partial void NoRate(this ILogger log, Exception exception);

    [LoggerMessage(24, LogLevel.Warning, "The share of the app's rate could not be given up at the end; the others have it a little later.")]
    public static partial void RateNotGivenUp(this ILogger log, Exception exception);

    [LoggerMessage(41, LogLevel.Warning, "Somebody does more in Teams than one person can; the activity {Activity} and others of his are not carried out.")]
    public static partial void PersonTooFast(this ILogger log, string activity);
}
