using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>A button that was pressed on the page.</summary>
internal sealed record Pressed(string MessageId, JsonObject Action, JsonObject? Inputs = null, string? Theme = null);

/// <summary>Buttons of cards, in the chat and in the channel.</summary>
internal static class CardPresses
{
    public static async Task<IResult> PressAsync(LocalTeamsServer teams, TeamsUser person, Conversation where, Pressed pressed)
    {
        var data = pressed.Action["data"] as JsonObject;
        switch (CardRules.Text(pressed.Action["type"]))
        {
            case "Action.Execute":
                var answer = await teams.Cards.PressExecute(person, pressed.MessageId, pressed.Action, pressed.Inputs, where);
                return Json(new { answer.Card, answer.Message, Error = Error(answer.ErrorCode, answer.ErrorMessage) });
            case "Action.Submit" when Extensions.OpensDialog(pressed.Action):
                return Json(new { Task = Shown(await teams.Extensions.OpenFromCardAsync(person, pressed.MessageId, where, data, pressed.Inputs, pressed.Theme ?? "default")) });
            case "Action.Submit" when CardRules.Text((data?["msteams"] as JsonObject)?["type"]) is "messageBack" or "imBack":
                var text = CardRules.Text(data!["msteams"]!["text"] ?? data["msteams"]!["value"]) ?? "";
                return Submitted(where.Kind is ConversationKind.Channel ? (await teams.Client.PostInChannel(person, where, $"<at>{Envelope.BotName}</at> {text}")).Delivery : await teams.Client.Say(person, text));
            case "Action.Submit":
                return Submitted(await teams.Cards.PressSubmit(person, pressed.MessageId, data, pressed.Inputs, where));
            default:
                return Results.BadRequest("Only Action.Execute and Action.Submit go to the bot.");
        }
    }

    /// <summary>Whether the bot took what was delivered.</summary>
    public static IResult Submitted(Delivery? delivery) => delivery is { Answer.Taken: false }
        ? Json(new { Error = Error("BotError", $"The bot answered HTTP {delivery.Answer.Status}.") })
        : Json(new { });

    /// <summary>What the page shows of an answer to a dialog.</summary>
    public static object Shown(DialogAnswer answer) => new
    {
        answer.Dialog?.Id,
        answer.Title,
        answer.Height,
        answer.Width,
        answer.Card,
        answer.Message,
        Closed = answer.Closed ? true : (bool?)null,
        Error = Error(answer.ErrorCode, answer.ErrorMessage),
    };

    public static IResult Json(object value) => Results.Json(value, TeamsJson.Options);

    private static object? Error(string? code, string? message) => code is null ? null : new { Code = code, Message = message };
}
