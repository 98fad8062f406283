using System.Text.Json;
using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>What Teams demands of an activity that a bot sends. Unknown fields are tolerated, as Teams does.</summary>
internal static class ActivityRules
{
    /// <summary>Teams counts a message as UTF-16, up to about 100 KB over the whole payload.</summary>
    private const int MostBytes = 100 * 1024;

    private static readonly string[] TextFormats = ["plain", "markdown", "xml"];

    /// <summary>The body as an object, or why not.</summary>
    public static (JsonObject? Body, Refusal? Refusal) Parse(string? contentType, string text)
    {
        if (contentType is null || !contentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return (null, new(415, "UnsupportedMediaType", "The request must be application/json."));
        }

        if (text.Length * sizeof(char) > MostBytes)
        {
            return (null, Refusal.TooBig);
        }

        try
        {
            return JsonNode.Parse(text) is JsonObject body ? (body, null) : (null, Refusal.BadSyntax("The body must be a JSON object."));
        }
        catch (JsonException broken)
        {
            return (null, Refusal.BadSyntax($"The body is not JSON: {broken.Message}"));
        }
    }

    /// <summary>Null, or why Teams does not take the activity.</summary>
    /// <param name="activity">What the bot sends.</param>
    /// <param name="personal">Whether it goes to a personal chat.</param>
    public static Refusal? Check(JsonObject activity, bool personal)
    {
        var type = CardRules.Text(activity["type"]);
        if (type == "typing")
        {
            return null;
        }

        if (type != "message")
        {
            return Refusal.BadArgument("Missing or unknown activity type.");
        }

        if (activity["text"] is { } text && CardRules.Text(text) is null)
        {
            return Refusal.BadSyntax("text must be a string.");
        }

        if (activity["textFormat"] is { } format && !TextFormats.Contains(CardRules.Text(format)))
        {
            return Refusal.BadArgument("Unknown textFormat.");
        }

        return CheckAttachments(activity, personal);
    }

    private static Refusal? CheckAttachments(JsonObject activity, bool personal)
    {
        if (activity["attachments"] is not (null or JsonArray))
        {
            return Refusal.BadSyntax("attachments must be an array.");
        }

        var attachments = activity["attachments"] as JsonArray ?? [];
        var text = CardRules.Text(activity["text"]);
        if (attachments.Count == 0)
        {
            return string.IsNullOrWhiteSpace(text) ? Refusal.BadSyntax("Activity must include non empty 'text' field or at least 1 attachment.") : null;
        }

        foreach (var attachment in attachments)
        {
            if (attachment is not JsonObject item || CardRules.Text(item["contentType"]) is not { } contentType)
            {
                return Refusal.BadSyntax("An attachment must be an object with a contentType.");
            }

            if (contentType == CardRules.ContentType && CardRules.Broken(item["content"]) is { } why)
            {
                return Refusal.BadArgument(why);
            }

            if (FileCards.Broken(item, personal) is { } reason)
            {
                return Refusal.BadArgument(reason);
            }

            if (contentType != CardRules.ContentType && (contentType.Contains("adaptive", StringComparison.OrdinalIgnoreCase) || contentType == "application/json"))
            {
                return Refusal.BadArgument($"Unknown attachment type {contentType}.");
            }
        }

        // Teams makes two messages of it, of which only one can be updated; the double does not let it pass.
        return !string.IsNullOrEmpty(text) && (CardRules.CardOf(activity) ?? FileCards.Of(activity, FileCards.ConsentType) ?? FileCards.Of(activity, FileCards.InfoType)) is not null
            ? Refusal.BadSyntax("Activity resulted into multiple skype activities.")
            : null;
    }
}
