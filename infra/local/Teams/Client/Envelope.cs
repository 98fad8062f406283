using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>Builds activities as Teams writes them.</summary>
internal sealed class Envelope(LocalTeamsOptions options, Func<string> serviceUrl, Func<string, string> teamName, TimeProvider clock)
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

    /// <summary>The same invoke with a new id and time, as Teams sends it at the second repeat.</summary>
    public JsonObject Anew(JsonObject activity)
    {
        var anew = (JsonObject)activity.DeepClone();
        anew["id"] = $"f:{Guid.NewGuid()}";
        anew["timestamp"] = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return anew;
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

    /// <summary>A message with pictures and files. What was not written is not there, and the copy in HTML shows the pictures of a place that no bot reads.</summary>
    public JsonObject Message(string id, TeamsUser person, Conversation conversation, string text, IReadOnlyList<Upload> sent, Uploads uploads, string url)
    {
        var activity = Message(id, person, conversation, text);
        if (text.Length == 0)
        {
            activity.Remove("text");
        }

        var attachments = (JsonArray)activity["attachments"]!;
        attachments.Clear();
        foreach (var upload in sent)
        {
            attachments.Add(upload.Picture ? Picture(upload) : File(upload, uploads, url));
        }

        var pictures = string.Concat(sent.Where(u => u.Picture).Select(u =>
            $"<img alt=\"image\" src=\"https://as-prod.asyncgw.teams.microsoft.com/v1/objects/{u.Id}/views/imgo\" width=\"250\">"));
        attachments.Add(new JsonObject { ["contentType"] = "text/html", ["content"] = Html(text) + pictures });
        return activity;
    }

    /// <summary>An invoke.</summary>
    public JsonObject Invoke(string name, TeamsUser person, Conversation conversation, string? replyTo, JsonObject value, string? thread = null)
    {
        var activity = Activity("invoke", null, person, conversation, thread);
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

    private JsonObject Picture(Upload picture) => new()
    {
        ["contentType"] = "image/*",
        ["contentUrl"] = Uploads.ContentUrl(serviceUrl(), picture),
    };

    private static JsonObject File(Upload file, Uploads uploads, string url) => new()
    {
        ["contentType"] = "application/vnd.microsoft.teams.file.download.info",
        ["contentUrl"] = $"https://contoso-my.sharepoint.com/personal/people/Documents/Microsoft%20Teams%20Chat%20Files/{Uri.EscapeDataString(file.Name)}",
        ["name"] = file.Name,
        ["content"] = new JsonObject
        {
            ["downloadUrl"] = uploads.DownloadUrl(url, file),
            ["uniqueId"] = Guid.NewGuid().ToString("D"),
            ["fileType"] = Path.GetExtension(file.Name).TrimStart('.'),
        },
    };

    private JsonObject ChannelData(Conversation conversation)
    {
        var data = new JsonObject { ["tenant"] = new JsonObject { ["id"] = options.Tenant } };
        if (conversation.Kind is ConversationKind.Channel)
        {
            data["teamsTeamId"] = conversation.Id;
            data["teamsChannelId"] = conversation.Id;
            data["team"] = new JsonObject { ["id"] = conversation.Id, ["name"] = teamName(conversation.Branch) };
            data["channel"] = new JsonObject { ["id"] = conversation.Id };
        }

        return data;
    }

    internal static string Html(string text) =>
        $"<p>{WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal).Replace("&lt;at&gt;", "<at>", StringComparison.Ordinal).Replace("&lt;/at&gt;", "</at>", StringComparison.Ordinal)}</p>";
}
