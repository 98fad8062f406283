using System.Text.Json;

namespace BranchBot.Host.Teams;

/// <summary>Makes an activity of a body: tolerant of what it does not know, strict with what it needs.</summary>
internal static class ActivityReader
{
    private const int LongestId = 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads an activity.</summary>
    /// <returns>The activity, or why there is none, in a sentence that repeats nothing of the body.</returns>
    public static (Activity? Activity, string? Problem) Read(ReadOnlySpan<byte> utf8)
    {
        Activity? activity;
        try
        {
            activity = JsonSerializer.Deserialize(utf8.StartsWith(ByteOrderMark) ? utf8[3..] : utf8, InboundJson.Default.Activity);
        }
        catch (JsonException wrong)
        {
            // The path names properties, which are the protocol's own as far as they are read here.
            return (null, wrong.Path is null or "$" ? "The body is not a JSON object of the Activity schema." : $"The body does not fit the Activity schema at {Log.Shown(wrong.Path)}.");
        }

        return Missing(activity) is { } missing ? (null, $"The activity has no {missing}.")
            : Odd(activity!) is { } odd ? (null, $"The activity's {odd} is none: too long, or with control characters.")
            : (activity, null);
    }

    // Ids go into the log and into addresses; Teams' own are far shorter, and on one line.
    private static string? Odd(Activity activity) =>
        IsOdd(activity.Id) ? "id"
        : IsOdd(activity.ServiceUrl) ? "serviceUrl"
        : IsOdd(activity.From?.Id) ? "from.id"
        : IsOdd(activity.Recipient?.Id) ? "recipient.id"
        : IsOdd(activity.Conversation?.Id) ? "conversation.id"
        : null;

    private static bool IsOdd(string? id) => id is not null && (id.Length > LongestId || id.Any(char.IsControl));

    private static string? Missing(Activity? activity) => activity switch
    {
        null => "content",
        { Type: null or "" } => "type",
        { ServiceUrl: null or "" } => "serviceUrl",
        { Type: not (ActivityTypes.Message or ActivityTypes.Invoke or ActivityTypes.ConversationUpdate or ActivityTypes.InstallationUpdate) } => null,
        { Id: null or "" } => "id",
        { From.Id: null or "" } or { From: null } => "from.id",
        { Conversation.Id: null or "" } or { Conversation: null } => "conversation.id",
        { Type: ActivityTypes.Invoke, Name: null or "" } => "name",
        _ => null,
    };
}

/// <summary>The types of activities that the bot acts on.</summary>
internal static class ActivityTypes
{
    /// <summary>Somebody wrote, or pressed an Action.Submit.</summary>
    public const string Message = "message";

    /// <summary>Teams waits for an answer.</summary>
    public const string Invoke = "invoke";

    /// <summary>Who is in the conversation changed.</summary>
    public const string ConversationUpdate = "conversationUpdate";

    /// <summary>The bot was added or removed.</summary>
    public const string InstallationUpdate = "installationUpdate";
}
