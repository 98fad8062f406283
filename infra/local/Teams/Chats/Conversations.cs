using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>All conversations of the tenant with this bot, who has the app, and who blocked it.</summary>
public sealed class Conversations
{
    private readonly Dictionary<string, Conversation> byId = new(StringComparer.Ordinal);
    private readonly HashSet<string> installed = [];
    private readonly HashSet<string> blocked = [];
    private readonly HashSet<string> announced = [];
    private readonly HashSet<string> teams = [];
    private readonly LocalTeamsOptions options;

    internal Conversations(LocalTeamsOptions options) => this.options = options;

    /// <summary>Guards everything in here.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Runs after each change, under the gate: must be quick.</summary>
    internal Action Changed { get; set; } = () => { };

    /// <summary>Who has the app, by object id.</summary>
    internal HashSet<string> Installed => installed;

    /// <summary>Who blocked the bot.</summary>
    internal HashSet<string> Blocked => blocked;

    /// <summary>Whose installation the bot was told of.</summary>
    internal HashSet<string> Announced => announced;

    /// <summary>Channels and group chats the bot is a member of.</summary>
    internal HashSet<string> Teams => teams;

    /// <summary>Who is in a team, where somebody has changed it.</summary>
    internal Dictionary<string, IReadOnlyList<string>> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>Who is in a team.</summary>
    internal IReadOnlyList<string> MembersOf(string team, People people) => Members.GetValueOrDefault(team) ?? [.. people.MembersOf(team)];

    /// <summary>The team whose channel somebody reads: the branch's, or the first that has the person; null: none.</summary>
    internal string? TeamOf(TeamsUser person, People people)
    {
        lock (Gate)
        {
            return people.Teams.Select(team => team.Id).OrderByDescending(team => team == person.Place).FirstOrDefault(team => MembersOf(team, people).Contains(person.Id));
        }
    }

    /// <summary>The channel of somebody's team.</summary>
    /// <exception cref="InvalidOperationException">The person is in no team.</exception>
    internal Conversation ChannelOf(TeamsUser person, People people) =>
        Channel(TeamOf(person, people) ?? throw new InvalidOperationException($"{person.Name} is in no team."));

    /// <summary>Whether the bot is in a conversation that is not personal.</summary>
    internal bool HasBot(Conversation conversation)
    {
        lock (Gate)
        {
            return teams.Contains(conversation.Id);
        }
    }

    /// <summary>All conversations there are so far.</summary>
    internal IEnumerable<Conversation> All => byId.Values;

    /// <summary>Whether the person has the app.</summary>
    public bool HasApp(TeamsUser person)
    {
        lock (Gate)
        {
            return installed.Contains(person.Id);
        }
    }

    /// <summary>The person's chat with the bot.</summary>
    public Conversation Personal(TeamsUser person) => GetOrAdd(person.ChatId, () => new(person.ChatId, ConversationKind.Personal, person, ""));

    /// <summary>The General channel of a branch's team.</summary>
    public Conversation Channel(string branch)
    {
        var id = TeamsIds.Channel(options.Tenant, branch);
        return GetOrAdd(id, () => new(id, ConversationKind.Channel, null, branch));
    }

    /// <summary>The group chat of a branch.</summary>
    public Conversation GroupChat(string branch)
    {
        var id = TeamsIds.GroupChat(options.Tenant, branch);
        return GetOrAdd(id, () => new(id, ConversationKind.GroupChat, null, branch));
    }

    /// <summary>The conversation of an id as the bot names it, with or without <c>;messageid=</c>.</summary>
    internal Conversation? Find(string id)
    {
        lock (Gate)
        {
            return byId.GetValueOrDefault(id.Split(";messageid=")[0]);
        }
    }

    /// <summary>Adds a message.</summary>
    internal ChatEntry Add(
        Conversation conversation, string sender, JsonObject activity, DateTimeOffset now, string? thread = null, IReadOnlyList<Upload>? uploads = null)
    {
        lock (Gate)
        {
            var entry = new ChatEntry { Id = conversation.NextId(now), At = now, Sender = sender, Activity = activity, Thread = thread, Uploads = uploads ?? [] };
            conversation.Entries.Add(entry);
            Changed();
            return entry;
        }
    }

    /// <summary>A message that still stands, or null.</summary>
    internal ChatEntry? Entry(Conversation conversation, string id)
    {
        lock (Gate)
        {
            return conversation.Entries.FindLast(entry => entry.Id == id && !entry.Deleted);
        }
    }

    /// <summary>Changes anything in here under the gate.</summary>
    internal void Change(Action change)
    {
        lock (Gate)
        {
            change();
            Changed();
        }
    }

    private Conversation GetOrAdd(string id, Func<Conversation> make)
    {
        lock (Gate)
        {
            if (!byId.TryGetValue(id, out var conversation))
            {
                byId[id] = conversation = make();
            }

            return conversation;
        }
    }
}
