using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>The REST API that Teams offers to bots below the service URL: messages.</summary>
internal sealed class Connector(LocalTeamsOptions options, Conversations conversations, ConnectorGate gate, ClientEvents events, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder app)
    {
        var conversation = app.MapGroup($"/amer/{options.Tenant}/v3/conversations/{{conversationId}}");
        conversation.MapPost("/activities", (HttpContext http, string conversationId) => SendAsync(http, conversationId, null));
        conversation.MapPost("/activities/{activityId}", (HttpContext http, string conversationId, string activityId) => SendAsync(http, conversationId, activityId));
        conversation.MapPut("/activities/{activityId}", UpdateAsync);
        conversation.MapDelete("/activities/{activityId}", DeleteAsync);
    }

    /// <summary>Stores a message of the bot and shows it.</summary>
    public ChatEntry Post(Conversation conversation, JsonObject activity, string? thread = null)
    {
        var entry = conversations.Add(conversation, TeamsIds.Bot(options.AppId), (JsonObject)activity.DeepClone(), clock.GetUtcNow(), thread);
        events.Added(conversation, entry);
        return entry;
    }

    /// <summary>Null, or why the bot may not write here.</summary>
    public Refusal? Closed(Conversation? conversation)
    {
        if (conversation is null)
        {
            return Refusal.NoConversation;
        }

        lock (conversations.Gate)
        {
            return conversation.Person switch
            {
                { } person when conversations.Blocked.Contains(person.Id) => Refusal.BlockedByUser,
                { } person when !conversations.Installed.Contains(person.Id) => Refusal.NotInRoster,
                null when !conversations.Teams.Contains(conversation.Id) => Refusal.NotInRoster,
                _ => null,
            };
        }
    }

    private Task<IResult> SendAsync(HttpContext http, string conversationId, string? replyTo)
    {
        var conversation = conversations.Find(conversationId);
        return gate.RunAsync(http, Operation.Send, conversationId, conversation, body =>
        {
            if ((Closed(conversation) ?? ActivityRules.Check(body!, conversation!.Person is not null)) is { } refusal)
            {
                return Outcome.No(refusal);
            }

            var thread = conversationId.Contains(";messageid=", StringComparison.Ordinal) ? conversationId.Split(";messageid=")[1] : null;
            var parent = replyTo ?? (conversation!.Kind is ConversationKind.Personal ? null : thread);
            if (parent is not null && conversations.Entry(conversation!, parent) is null)
            {
                return Outcome.No(Refusal.NoActivity);
            }

            if (CardRules.Text(body!["type"]) == "typing")
            {
                events.Typing(conversation!);
                var id = conversation!.NextId(clock.GetUtcNow());
                return Outcome.Yes(201, new() { ["id"] = id }, id);
            }

            var entry = Post(conversation!, body, conversation!.Kind is ConversationKind.Channel ? parent : null);
            return Outcome.Yes(201, new() { ["id"] = entry.Id }, entry.Id);
        });
    }

    private Task<IResult> UpdateAsync(HttpContext http, string conversationId, string activityId)
    {
        var conversation = conversations.Find(conversationId);
        return gate.RunAsync(http, Operation.Update, conversationId, conversation, body =>
        {
            if ((Closed(conversation) ?? ActivityRules.Check(body!, conversation!.Person is not null)) is { } refusal)
            {
                return Outcome.No(refusal);
            }

            if (conversations.Entry(conversation!, activityId) is not { FromBot: true } entry || CardRules.Text(body!["type"]) != "message")
            {
                return Outcome.No(Refusal.NoActivity);
            }

            conversations.Change(() =>
            {
                entry.Activity = (JsonObject)body.DeepClone();
                entry.Edited = true;
                entry.Views.Clear();
            });
            events.Updated(conversation!, entry);
            return Outcome.Yes(200, new() { ["id"] = entry.Id }, entry.Id);
        });
    }

    private Task<IResult> DeleteAsync(HttpContext http, string conversationId, string activityId)
    {
        var conversation = conversations.Find(conversationId);
        return gate.RunAsync(http, Operation.Delete, conversationId, conversation, _ =>
        {
            if (Closed(conversation) is { } refusal)
            {
                return Outcome.No(refusal);
            }

            if (conversations.Entry(conversation!, activityId) is not { FromBot: true } entry)
            {
                return Outcome.No(Refusal.NoActivity);
            }

            conversations.Change(() => entry.Deleted = true);
            events.Deleted(conversation!, entry);
            return Outcome.Yes(200, activityId: entry.Id);
        });
    }
}
