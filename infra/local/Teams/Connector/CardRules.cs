using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>What Teams demands of an Adaptive Card.</summary>
internal static class CardRules
{
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    private const int MostRefreshUsers = 60;

    /// <summary>The content of a message's Adaptive Card, or null.</summary>
    public static JsonObject? CardOf(JsonObject activity) => (activity["attachments"] as JsonArray)?
        .OfType<JsonObject>()
        .FirstOrDefault(a => Text(a["contentType"]) == ContentType)?["content"] as JsonObject;

    /// <summary>Null, or why Teams refuses the card.</summary>
    public static string? Broken(JsonNode? content)
    {
        if (content is not JsonObject card || Text(card["type"]) != "AdaptiveCard")
        {
            return "The content of an adaptive card must be an object of type AdaptiveCard.";
        }

        if (Text(card["version"]) is not { } version || !Version.TryParse(version, out _))
        {
            return "The adaptive card has no version.";
        }

        if (card["body"] is not (null or JsonArray) || card["actions"] is not (null or JsonArray))
        {
            return "body and actions of an adaptive card must be arrays.";
        }

        return card["refresh"] is JsonObject { } refresh && refresh["userIds"] is JsonArray { Count: > MostRefreshUsers }
            ? "refresh.userIds may name at most 60 users."
            : null;
    }

    /// <summary>Whether clients draw the card: anything newer than 1.5 shows its fallbackText only.</summary>
    public static bool Shown(JsonObject card) =>
        Version.TryParse(Text(card["version"]), out var version) && version <= new Version(1, 5);

    /// <summary>The actions of a card, wherever they are.</summary>
    public static IEnumerable<JsonObject> Actions(JsonNode? node) => node switch
    {
        JsonObject o when Text(o["type"])?.StartsWith("Action.", StringComparison.Ordinal) == true =>
            [o, .. Actions(o["card"])],
        JsonObject o => o.Where(p => p.Key is not ("refresh" or "data")).SelectMany(p => Actions(p.Value)),
        JsonArray a => a.SelectMany(Actions),
        _ => [],
    };

    /// <summary>The string a node holds, or null for anything else.</summary>
    public static string? Text(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>The id of an input that must be filled in and is not, or null.</summary>
    public static string? Missing(JsonNode? node, JsonObject values) => node switch
    {
        JsonObject o when Text(o["type"])?.StartsWith("Input.", StringComparison.Ordinal) == true && Text(o["id"]) is { } id =>
            o["isRequired"] is JsonValue required && required.GetValueKind() == JsonValueKind.True && string.IsNullOrWhiteSpace(values[id]?.ToString()) ? id : null,
        JsonObject o => o.Where(p => p.Key is not ("refresh" or "data" or "actions" or "card")).Select(p => Missing(p.Value, values)).FirstOrDefault(id => id is not null),
        JsonArray a => a.Select(n => Missing(n, values)).FirstOrDefault(id => id is not null),
        _ => null,
    };

    /// <summary>The initial values of a card's inputs, which the client sends when a person leaves them alone.</summary>
    public static IEnumerable<KeyValuePair<string, string>> InputValues(JsonNode? node) => node switch
    {
        JsonObject o when Text(o["type"])?.StartsWith("Input.", StringComparison.Ordinal) == true && Text(o["id"]) is { } id && o["value"] is JsonValue value =>
            [new(id, value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : string.Format(CultureInfo.InvariantCulture, "{0}", value))],
        JsonObject o => o.Where(p => p.Key is not ("refresh" or "data" or "actions" or "card")).SelectMany(p => InputValues(p.Value)),
        JsonArray a => a.SelectMany(InputValues),
        _ => [],
    };
}
