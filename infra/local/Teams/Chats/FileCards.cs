using System.Text.Json;
using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>A bot's question whether it may put a file into the person's OneDrive.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Description">What it is.</param>
/// <param name="Size">About how many bytes.</param>
public sealed record FileConsent(string Name, string Description, long Size);

/// <summary>A file that the bot put into the person's OneDrive.</summary>
/// <param name="Name">Its name.</param>
/// <param name="UploadId">Where the page gets it, by <see cref="Upload.Id"/>.</param>
public sealed record SharedFile(string Name, string UploadId);

/// <summary>The two cards with which a bot hands over a file: the question, and the file itself. Both are for personal chats.</summary>
internal static class FileCards
{
    public const string ConsentType = "application/vnd.microsoft.teams.card.file.consent";
    public const string InfoType = "application/vnd.microsoft.teams.card.file.info";

    /// <summary>Null, or why Teams does not take the attachment.</summary>
    public static string? Broken(JsonObject attachment, bool personal) => CardRules.Text(attachment["contentType"]) switch
    {
        ConsentType or InfoType when !personal => "Files from a bot are for personal chats only.",
        ConsentType or InfoType when string.IsNullOrWhiteSpace(CardRules.Text(attachment["name"])) => "A file has a name.",
        ConsentType => attachment["content"] is JsonObject content && CardRules.Text(content["description"]) is not null && Size(content) is > 0
            && content["acceptContext"] is null or JsonObject && content["declineContext"] is null or JsonObject
                ? null
                : "A file consent card has a description, sizeInBytes, and contexts that are objects.",
        InfoType => attachment["content"] is JsonObject content && CardRules.Text(content["uniqueId"]) is { Length: > 0 } && CardRules.Text(content["fileType"]) is not null
            && Uri.TryCreate(CardRules.Text(attachment["contentUrl"]), UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps
                ? null
                : "A file card has a contentUrl, uniqueId and fileType.",
        _ => null,
    };

    /// <summary>The attachment of this type, or null.</summary>
    public static JsonObject? Of(JsonObject activity, string contentType) =>
        (activity["attachments"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(a => CardRules.Text(a["contentType"]) == contentType);

    /// <summary>The question in a message, or null.</summary>
    public static FileConsent? Consent(JsonObject activity) => Of(activity, ConsentType) is { } card
        ? new(CardRules.Text(card["name"])!, CardRules.Text(card["content"]!["description"])!, Size(card["content"]!)!.Value)
        : null;

    /// <summary>The file in a message, or null.</summary>
    public static SharedFile? File(JsonObject activity) => Of(activity, InfoType) is { } card
        ? new(CardRules.Text(card["name"])!, UploadId(CardRules.Text(card["content"]!["uniqueId"])!))
        : null;

    /// <summary>The id of the bytes behind an item of OneDrive; an id of nothing where there is no such item.</summary>
    private static string UploadId(string uniqueId) => Guid.TryParse(uniqueId, out var id) ? id.ToString("N") : "none";

    private static long? Size(JsonNode content) =>
        content["sizeInBytes"] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<long>(out var size) ? size : null;
}
