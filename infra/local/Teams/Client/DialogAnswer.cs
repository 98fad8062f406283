using System.Text.Json;
using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>What the app makes of the bot's answer to a dialog that was opened or submitted. Exactly one of card, message, closed and error is there.</summary>
/// <param name="Title">What stands above the card.</param>
/// <param name="Card">The card in the dialog.</param>
/// <param name="Message">A sentence in place of the card; the dialog can then only be closed.</param>
/// <param name="Closed">Whether the dialog went away.</param>
/// <param name="ErrorCode">Why the app prints that something went wrong. A dialog that was open stays so.</param>
/// <param name="ErrorMessage">The sentence with it.</param>
/// <param name="Http">What came over the wire last; null where nothing was sent.</param>
public sealed record DialogAnswer(string? Title, JsonObject? Card, string? Message, bool Closed, string? ErrorCode, string? ErrorMessage, BotAnswer? Http)
{
    private static readonly string[] Sizes = ["small", "medium", "large"];

    /// <summary>Height as the bot wants it: pixels, or small, medium, large.</summary>
    public JsonNode? Height { get; private init; }

    /// <summary>Width, likewise.</summary>
    public JsonNode? Width { get; private init; }

    /// <summary>The dialog that is open now.</summary>
    internal Dialog? Dialog { get; init; }

    /// <summary>Reads an answer as strictly as Teams: the documented shapes, nothing else.</summary>
    /// <param name="http">What the bot answered.</param>
    /// <param name="opening">Whether there is no dialog yet, which an empty answer could close.</param>
    internal static DialogAnswer Read(BotAnswer http, bool opening)
    {
        if (http.Status != 200)
        {
            return Wrong(http.Status is 0 or 504 ? "Unreachable" : "BotError", http.Status is 0 or 504 ? "Unable to reach app. Please try again." : $"The bot answered HTTP {http.Status}.", http);
        }

        if (http.Text.Length == 0 && !opening)
        {
            return new(null, null, null, true, null, null, http);
        }

        if (http.Json is not JsonObject body)
        {
            return Wrong("InvalidResponse", "The answer must be an object with a task.", http);
        }

        if (body["composeExtension"] is not null)
        {
            return Wrong("NotSupported", "This double has no compose box that takes cards: composeExtension results are not supported.", http);
        }

        var task = body["task"] as JsonObject;
        return (CardRules.Text(task?["type"]), task?["value"]) switch
        {
            ("continue", JsonObject value) => Continue(value, http),
            ("message", var value) when CardRules.Text(value) is { Length: > 0 } text => new(null, null, text, false, null, null, http),
            _ => Wrong("InvalidResponse", "A task has the type continue with a value, or message with a text.", http),
        };
    }

    internal static DialogAnswer Wrong(string code, string message, BotAnswer? http) => new(null, null, null, false, code, message, http);

    private static DialogAnswer Continue(JsonObject value, BotAnswer http)
    {
        if (value["url"] is not null)
        {
            return Wrong("NotSupported", "This double shows no web pages in dialogs.", http);
        }

        if (!IsSize(value["height"]) || !IsSize(value["width"]) || value["title"] is not null && CardRules.Text(value["title"]) is null)
        {
            return Wrong("InvalidResponse", "title is a text; height and width are pixels or small, medium, large.", http);
        }

        if (value["card"] is not JsonObject attachment || CardRules.Text(attachment["contentType"]) != CardRules.ContentType)
        {
            return Wrong("InvalidResponse", "A dialog has a card: contentType and content of an Adaptive Card.", http);
        }

        if (CardRules.Broken(attachment["content"]) is { } why)
        {
            return Wrong("InvalidCard", why, http);
        }

        var card = (JsonObject)attachment["content"]!.DeepClone();
        return CardRules.Shown(card)
            ? new(CardRules.Text(value["title"]), card, null, false, null, null, http) { Height = value["height"]?.DeepClone(), Width = value["width"]?.DeepClone() }
            : Wrong("InvalidCard", "Cards above version 1.5 are not shown.", http);
    }

    private static bool IsSize(JsonNode? size) =>
        size is null || Sizes.Contains(CardRules.Text(size)) || size is JsonValue value && value.GetValueKind() == JsonValueKind.Number;
}

/// <summary>An open dialog.</summary>
/// <param name="Id">What tells it apart on the page.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Where">The conversation it was opened in.</param>
/// <param name="Thread">The thread, in a channel.</param>
/// <param name="MessageId">The message it was opened on.</param>
/// <param name="Command">What the app says with each submission beside its data; null for a dialog of a card.</param>
/// <param name="Card">What it shows.</param>
/// <param name="Theme">The colours of the app.</param>
internal sealed record Dialog(string Id, TeamsUser Person, Conversation Where, string? Thread, string? MessageId, JsonObject? Command, JsonObject Card, string Theme);
