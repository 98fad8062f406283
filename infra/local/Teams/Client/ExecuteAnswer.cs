using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>What the app makes of the bot's answer to a pressed button. Exactly one of card, message and error is there.</summary>
/// <param name="Card">The card that takes the place of the pressed one, for this viewer.</param>
/// <param name="Message">A short notice.</param>
/// <param name="ErrorCode">Why the app prints that something went wrong.</param>
/// <param name="ErrorMessage">The sentence with it.</param>
/// <param name="Http">What came over the wire.</param>
public sealed record ExecuteAnswer(JsonObject? Card, string? Message, string? ErrorCode, string? ErrorMessage, BotAnswer Http)
{
    private const string Notice = "application/vnd.microsoft.activity.message";
    private const string Error = "application/vnd.microsoft.error";

    /// <summary>Reads an answer as strictly as Teams: the documented pairs of status and type, nothing else.</summary>
    internal static ExecuteAnswer Read(BotAnswer http)
    {
        if (http.Status != 200)
        {
            return Wrong(http, "BotError", $"The bot answered HTTP {http.Status}.");
        }

        if (http.Json is not JsonObject body || body["statusCode"] is not JsonValue code || !code.TryGetValue<int>(out var status))
        {
            return Wrong(http, "InvalidResponse", "The answer to an action must have statusCode, type and value.");
        }

        return (status, CardRules.Text(body["type"]), body["value"]) switch
        {
            (200, CardRules.ContentType, var value) => CardRules.Broken(value) is { } why
                ? Wrong(http, "InvalidCard", why)
                : new((JsonObject)value!.DeepClone(), null, null, null, http),
            (200, Notice, var value) when CardRules.Text(value) is { } text => new(null, text, null, null, http),
            (400 or 500, Error, JsonObject error) =>
                Wrong(http, CardRules.Text(error["code"]) ?? "", CardRules.Text(error["message"]) ?? ""),
            (412, "application/vnd.microsoft.error.preconditionFailed", JsonObject error) =>
                Wrong(http, CardRules.Text(error["code"]) ?? "", CardRules.Text(error["message"]) ?? ""),
            _ => Wrong(http, "InvalidResponse", $"No answer of Teams' table has statusCode {status} and type {body["type"]}."),
        };
    }

    private static ExecuteAnswer Wrong(BotAnswer http, string code, string message) => new(null, null, code, message, http);
}
