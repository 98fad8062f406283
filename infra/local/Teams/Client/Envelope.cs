using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>Builds activities as Teams writes them.</summary>
internal sealed class Envelope(LocalTeamsOptions options, Func<string> serviceUrl, TimeProvider clock)
{
    public const string BotName = "BranchBot";

    /// <summary>What every activity has.</summary>
    /// <param name="type">The activity type.</param>
    /// <param name="id">Epoch milliseconds for messages, <c>f:guid</c> for everything else (the default).</param>
    /// <param name="person">Who acts.</param>
    /// <param name="conversation">Where.</param>
    /// <param name="thread">Root message of a channel thread.</param>
    public JsonObject Activity(string type, string? id, TeamsUser person, Conversation conversation, string? thread = null)
    {
        var now = clock.GetUtcNow();
        var local = Shanghai.In(now);
        var where = new JsonObject
        {
            ["conversationType"] = conversation.Type,
            ["tenantId"] = options.Tenant,
            ["id"] = thread is null ? conversation.Id : $"{conversation.Id};messageid={thread}",
        };
        if (conversation.Kind is not ConversationKind.Personal)
        {
            where["isGroup"] = true;
        }

        return new JsonObject
        {
            ["type"] = type,
            ["id"] = id ?? $"f:{Guid.NewGuid()}",
            ["timestamp"] = now.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["localTimestamp"] = local.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
            ["localTimezone"] = Shanghai.Name,
            ["channelId"] = "msteams",
            ["serviceUrl"] = serviceUrl(),
            ["from"] = new JsonObject { ["id"] = person.Mri, ["name"] = person.Name, ["aadObjectId"] = person.Id },
            ["conversation"] = where,
            ["recipient"] = new JsonObject { ["id"] = TeamsIds.Bot(options.AppId), ["name"] = BotName },
            ["entities"] = new JsonArray(new JsonObject
            {
                ["type"] = "clientInfo",
                ["locale"] = person.Locale,
                ["country"] = "CN",
                ["platform"] = "iOS",
                ["timezone"] = Shanghai.Name,
            }),
            ["channelData"] = ChannelData(conversation),
            ["locale"] = person.Locale,
        };
    }

    /// <summary>A message with text, which always has a copy in HTML beside it.</summary>
    public JsonObject Message(string id, TeamsUser person, Conversation conversation, string text, string? thread = null)
    {
        var activity = Activity("message", id, person, conversation, thread);
        activity["text"] = text;
        activity["textFormat"] = "plain";
        activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "text/html", ["content"] = Html(text) });
        if (conversation.Kind is not ConversationKind.Personal)
        {
            ((JsonArray)activity["entities"]!).Insert(0, new JsonObject
            {
                ["type"] = "mention",
                ["mentioned"] = new JsonObject { ["id"] = TeamsIds.Bot(options.AppId), ["name"] = BotName },
                ["text"] = $"<at>{BotName}</at>",
            });
        }

        return activity;
    }

    /// <summary>An invoke.</summary>
    public JsonObject Invoke(string name, TeamsUser person, Conversation conversation, string? replyTo, JsonObject value)
    {
        var activity = Activity("invoke", null, person, conversation);
        activity["name"] = name;
        activity["value"] = value;
        if (replyTo is not null)
        {
            activity["replyToId"] = replyTo;
            activity["channelData"]!["source"] = new JsonObject { ["name"] = "message" };
            activity["channelData"]!["legacy"] = new JsonObject { ["replyToId"] = replyTo };
        }

        return activity;
    }

    private JsonObject ChannelData(Conversation conversation)
    {
        var data = new JsonObject { ["tenant"] = new JsonObject { ["id"] = options.Tenant } };
        if (conversation.Kind is ConversationKind.Channel)
        {
            data["teamsTeamId"] = conversation.Id;
            data["teamsChannelId"] = conversation.Id;
            data["team"] = new JsonObject { ["id"] = conversation.Id, ["name"] = conversation.Branch };
            data["channel"] = new JsonObject { ["id"] = conversation.Id };
        }

        return data;
    }

    private static string Html(string text) =>
        $"<p>{WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal).Replace("&lt;at&gt;", "<at>", StringComparison.Ordinal).Replace("&lt;/at&gt;", "</at>", StringComparison.Ordinal)}</p>";
}
