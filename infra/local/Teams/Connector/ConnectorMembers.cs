using System.Globalization;
using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>The REST API that Teams offers to bots: conversations to be made, and who is in them.</summary>
internal sealed class ConnectorMembers(LocalTeamsOptions options, People people, Conversations conversations, Connector connector, ConnectorGate gate)
{
    private const int SmallestPage = 50;
    private const int LargestPage = 500;

    public void Map(IEndpointRouteBuilder app)
    {
        var root = app.MapGroup($"/amer/{options.Tenant}/v3/conversations");
        root.MapPost("", (Delegate)CreateAsync);
        root.MapGet("/{conversationId}/members/{memberId}", Member);
        root.MapGet("/{conversationId}/pagedmembers", Page);
    }

    private async Task<IResult> CreateAsync(HttpContext http) =>
        await gate.RunAsync(http, Operation.Create, null, null, body => Create(body!));

    private Outcome Create(JsonObject body)
    {
        var channel = CardRules.Text((body["channelData"]?["channel"] as JsonObject)?["id"]);
        var isGroup = body["isGroup"] is JsonValue flag && flag.TryGetValue<bool>(out var group) && group;
        var activity = body["activity"] as JsonObject;
        if (activity is not null && ActivityRules.Check(activity, !isGroup) is { } refusal)
        {
            return Outcome.No(refusal);
        }

        if (isGroup)
        {
            return channel is null
                ? Outcome.No(Refusal.BadSyntax("Bots cannot create group chats."))
                : CreateThread(channel, activity);
        }

        var tenant = CardRules.Text(body["tenantId"]) ?? CardRules.Text((body["channelData"]?["tenant"] as JsonObject)?["id"]);
        if (tenant != options.Tenant)
        {
            return Outcome.No(Refusal.BadArgument("tenantId is missing or not the organisation's."));
        }

        if (body["bot"] is JsonObject bot && CardRules.Text(bot["id"]) != TeamsIds.Bot(options.AppId))
        {
            return Outcome.No(Refusal.BadArgument("bot.id is not this bot's."));
        }

        return body["members"] is JsonArray { Count: 1 } members && members[0] is JsonObject member
            ? CreatePersonal(CardRules.Text(member["id"]), activity)
            : Outcome.No(Refusal.BadSyntax("Incorrect conversation creation parameters: exactly one member."));
    }

    private Outcome CreatePersonal(string? memberId, JsonObject? activity)
    {
        // A name to sign in with is not accepted here, though the member calls take it.
        if (memberId is null || memberId.Contains('@', StringComparison.Ordinal) || people.Find(memberId) is not { } person)
        {
            return Outcome.No(Refusal.BadArgument("members[0].id is not the id of a user."));
        }

        if (!conversations.HasApp(person))
        {
            return Outcome.No(Refusal.NotInstalled);
        }

        var conversation = conversations.Personal(person);
        if (activity is not null)
        {
            if (connector.Closed(conversation) is { } closed)
            {
                return Outcome.No(closed);
            }

            connector.Post(conversation, activity);
        }

        return Outcome.Yes(201, new() { ["id"] = conversation.Id });
    }

    private Outcome CreateThread(string channel, JsonObject? activity)
    {
        if (activity is null)
        {
            return Outcome.No(Refusal.BadSyntax("A thread in a channel needs an activity."));
        }

        var conversation = conversations.Find(channel);
        if (connector.Closed(conversation) is { } closed)
        {
            return Outcome.No(closed);
        }

        var entry = connector.Post(conversation!, activity);
        return Outcome.Yes(201, new() { ["id"] = $"{conversation!.Id};messageid={entry.Id}", ["activityId"] = entry.Id }, entry.Id);
    }

    private Task<IResult> Member(HttpContext http, string conversationId, string memberId)
    {
        var conversation = conversations.Find(conversationId);
        return gate.RunAsync(http, Operation.Member, conversationId, conversation, _ =>
            Absent(conversation) is { } refusal ? Outcome.No(refusal)
            : people.Find(memberId) is { } person && MembersOf(conversation!).Contains(person) ? Outcome.Yes(200, Describe(person))
            : Outcome.No(Refusal.NoMember));
    }

    private Task<IResult> Page(HttpContext http, string conversationId)
    {
        var conversation = conversations.Find(conversationId);
        return gate.RunAsync(http, Operation.Members, conversationId, conversation, _ =>
        {
            if (Absent(conversation) is { } refusal)
            {
                return Outcome.No(refusal);
            }

            var size = Number(http.Request.Query["pageSize"], LargestPage);
            var start = Start(http.Request.Query["continuationToken"]);
            if (size is < SmallestPage or > LargestPage || start < 0)
            {
                return Outcome.No(Refusal.BadArgument("pageSize must be 50 to 500, continuationToken one that was given."));
            }

            var members = MembersOf(conversation!).ToList();
            var answer = new JsonObject { ["members"] = new JsonArray([.. members.Skip(start).Take(size).Select(Describe)]) };
            if (start + size < members.Count)
            {
                answer["continuationToken"] = Token(start + size);
            }

            return Outcome.Yes(200, answer);
        });
    }

    private Refusal? Absent(Conversation? conversation) => connector.Closed(conversation) is { } closed && closed != Refusal.BlockedByUser ? closed : null;

    private IEnumerable<TeamsUser> MembersOf(Conversation conversation) =>
        conversation.Person is { } person ? [person] : Team(conversation.Branch);

    private IReadOnlyList<TeamsUser> Team(string team)
    {
        lock (conversations.Gate)
        {
            return [.. conversations.MembersOf(team, people).Select(id => people[id])];
        }
    }

    private JsonObject Describe(TeamsUser person) => new()
    {
        ["id"] = person.Mri,
        ["name"] = person.Name,
        ["objectId"] = person.Id,
        ["aadObjectId"] = person.Id,
        ["email"] = person.UserPrincipalName,
        ["userPrincipalName"] = person.UserPrincipalName,
        ["tenantId"] = options.Tenant,
        ["userRole"] = person.Guest ? "guest" : "user",
    };

    // Opaque, as Teams' own: nobody counts in it.
    private static string Token(int start) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"page/{start}"));

    private static int Start(string? token)
    {
        var bytes = new byte[64];
        return string.IsNullOrEmpty(token) ? 0
            : Convert.TryFromBase64String(token, bytes, out var length) && System.Text.Encoding.UTF8.GetString(bytes, 0, length) is var text && text.StartsWith("page/", StringComparison.Ordinal) ? Number(text[5..], -1)
            : -1;
    }

    private static int Number(string? text, int otherwise) =>
        string.IsNullOrEmpty(text) ? otherwise : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
