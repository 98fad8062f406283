using System.Globalization;
using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>The message that an action was chosen on, as Teams gives it to the app. What is attached to it, cards too, is named and not given.</summary>
internal static class MessagePayload
{
    public static JsonObject Of(ChatEntry entry, Conversation where, People people, LocalTeamsOptions options)
    {
        var text = CardRules.Text(entry.Activity["text"]);
        var mentioned = text?.Contains($"<at>{Envelope.BotName}</at>", StringComparison.Ordinal) == true;
        var html = (text is null ? "" : Envelope.Html(text).Replace("<at>", "<at id=\"0\">", StringComparison.Ordinal))
            + string.Concat((entry.Activity["attachments"] as JsonArray ?? []).Select(_ => $"<attachment id=\"{Guid.NewGuid():N}\"></attachment>"));
        return new JsonObject
        {
            ["linkToMessage"] = $"https://teams.microsoft.com/l/message/{Uri.EscapeDataString(where.Id)}/{entry.Id}",
            ["id"] = entry.Id,
            ["replyToId"] = entry.Thread,
            ["createdDateTime"] = entry.At.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["lastModifiedDateTime"] = null,
            ["deleted"] = false,
            ["subject"] = null,
            ["summary"] = null,
            ["importance"] = "normal",
            ["locale"] = "zh-cn",
            ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = html },
            ["from"] = From(entry, people, options),
            ["reactions"] = new JsonArray(),
            ["mentions"] = mentioned
                ? new JsonArray(new JsonObject { ["id"] = 0, ["mentionText"] = Envelope.BotName, ["mentioned"] = Identity(null, Bot(options)) })
                : [],
            ["attachments"] = new JsonArray(),
        };
    }

    private static JsonObject From(ChatEntry entry, People people, LocalTeamsOptions options) => entry.FromBot || people.Find(entry.Sender) is not { } person
        ? Identity(null, Bot(options))
        : Identity(new JsonObject { ["userIdentityType"] = "aadUser", ["id"] = person.Id, ["displayName"] = person.Name }, null);

    private static JsonObject Bot(LocalTeamsOptions options) =>
        new() { ["applicationIdentityType"] = "bot", ["id"] = options.AppId, ["displayName"] = Envelope.BotName };

    private static JsonObject Identity(JsonObject? user, JsonObject? application) =>
        new() { ["device"] = null, ["conversation"] = null, ["user"] = user, ["application"] = application };
}
