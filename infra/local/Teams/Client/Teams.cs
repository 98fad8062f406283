using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>What people do with teams: add the bot and remove it, add and remove members. Teams announces the bot's coming and going in two ways.</summary>
public sealed class Teams
{
    private readonly BotDoor bot;
    private readonly People people;
    private readonly Conversations conversations;
    private readonly ClientEvents events;
    private readonly Envelope envelope;

    internal Teams(BotDoor bot, People people, Conversations conversations, ClientEvents events, Envelope envelope)
    {
        this.bot = bot;
        this.people = people;
        this.conversations = conversations;
        this.events = events;
        this.envelope = envelope;
    }

    /// <summary>Whether the bot is in a team.</summary>
    public bool HasBot(string team) => conversations.HasBot(conversations.Channel(team));

    /// <summary>Who is in a team.</summary>
    public IReadOnlyList<TeamsUser> Members(string team)
    {
        lock (conversations.Gate)
        {
            return [.. conversations.MembersOf(team, people).Select(id => people[id])];
        }
    }

    /// <summary>What is said in a team's channel. Nobody in particular reads it.</summary>
    public IReadOnlyList<ChatMessage> Channel(string team)
    {
        lock (conversations.Gate)
        {
            return [.. conversations.Channel(team).Entries.Select(e => ChatMessage.Seen(e, people.Stranger, people))];
        }
    }

    /// <summary>Adds the bot to a team.</summary>
    /// <returns>Both announcements.</returns>
    public async Task<IReadOnlyList<Delivery>> AddBot(TeamsUser actor, string team)
    {
        var channel = conversations.Channel(team);
        conversations.Change(() => conversations.Teams.Add(channel.Id));
        var installed = Activity("installationUpdate", actor, channel);
        installed["action"] = "add";
        installed["channelData"]!["settings"] = new JsonObject { ["selectedChannel"] = new JsonObject { ["id"] = channel.Id } };
        var joined = Activity("conversationUpdate", actor, channel, "teamMemberAdded");
        joined["membersAdded"] = new JsonArray(joined["recipient"]!.DeepClone());
        return [await Deliver(joined), await Deliver(installed)];
    }

    /// <summary>Removes the bot from a team: it can no longer write there.</summary>
    public async Task<IReadOnlyList<Delivery>> RemoveBot(TeamsUser actor, string team)
    {
        var channel = conversations.Channel(team);
        conversations.Change(() => conversations.Teams.Remove(channel.Id));
        var left = Activity("conversationUpdate", actor, channel, "teamMemberRemoved");
        left["membersRemoved"] = new JsonArray(left["recipient"]!.DeepClone());
        var removed = Activity("installationUpdate", actor, channel);
        removed["action"] = "remove";
        return [await Deliver(left), await Deliver(removed)];
    }

    /// <summary>Adds somebody to a team. The bot hears of it only where it is in the team.</summary>
    public Task<Delivery?> AddMember(TeamsUser actor, string team, TeamsUser person) => Changed(actor, team, person, "teamMemberAdded", "membersAdded", ids => ids.Contains(person.Id) ? ids : [.. ids, person.Id]);

    /// <summary>Removes somebody from a team.</summary>
    public Task<Delivery?> RemoveMember(TeamsUser actor, string team, TeamsUser person) => Changed(actor, team, person, "teamMemberRemoved", "membersRemoved", ids => [.. ids.Where(id => id != person.Id)]);

    private async Task<Delivery?> Changed(TeamsUser actor, string team, TeamsUser person, string eventType, string property, Func<IReadOnlyList<string>, IReadOnlyList<string>> change)
    {
        conversations.Change(() => conversations.Members[team] = change(conversations.MembersOf(team, people)));
        events.TeamChanged(person);
        if (!HasBot(team))
        {
            return null;
        }

        // Teams names ids only; who it is has to be asked.
        var activity = Activity("conversationUpdate", actor, conversations.Channel(team), eventType);
        activity[property] = new JsonArray(new JsonObject { ["id"] = person.Mri, ["aadObjectId"] = person.Id });
        return await Deliver(activity);
    }

    private JsonObject Activity(string type, TeamsUser actor, Conversation channel, string? eventType = null)
    {
        var activity = envelope.Activity(type, null, actor, channel);
        if (eventType is not null)
        {
            activity["channelData"]!["eventType"] = eventType;
        }

        return activity;
    }

    private async Task<Delivery> Deliver(JsonObject activity) => new(activity, await bot.DeliverAsync(activity));
}
