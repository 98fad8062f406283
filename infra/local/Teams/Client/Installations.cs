using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>Who has the app: by policy, by adding it, and no more.</summary>
public sealed class Installations
{
    private const int AtOnce = 8;

    private readonly BotDoor bot;
    private readonly People people;
    private readonly Conversations conversations;
    private readonly Envelope envelope;

    internal Installations(BotDoor bot, People people, Conversations conversations, Envelope envelope)
    {
        this.bot = bot;
        this.people = people;
        this.conversations = conversations;
        this.envelope = envelope;
    }

    /// <summary>Gives the app to everybody the policy names and the bot was not told of; nobody is told of yet.</summary>
    internal void ApplyPolicy()
    {
        foreach (var person in people.All.Where(p => p.ByPolicy && !conversations.Announced.Contains(p.Id)))
        {
            Add(person);
        }
    }

    /// <summary>Tells the bot of every installation it was not told of: one activity a person, a few at a time.</summary>
    /// <returns>How many the bot did not take; call again for those.</returns>
    public async Task<int> AnnounceAsync(CancellationToken cancellation = default)
    {
        List<TeamsUser> untold;
        lock (conversations.Gate)
        {
            untold = [.. people.All.Where(p => conversations.Installed.Contains(p.Id) && !conversations.Announced.Contains(p.Id))];
        }

        var failed = 0;
        await Parallel.ForEachAsync(untold, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (person, _) =>
        {
            var delivery = await TellAsync(person, "add");
            if (!delivery.Answer.Taken)
            {
                Interlocked.Increment(ref failed);
            }
        });
        return failed;
    }

    /// <summary>Adds the app for a person.</summary>
    public Task<Delivery> Install(TeamsUser person)
    {
        Add(person);
        return TellAsync(person, "add");
    }

    /// <summary>Removes the app: the bot can no longer write.</summary>
    public Task<Delivery> Uninstall(TeamsUser person)
    {
        conversations.Change(() => conversations.Installed.Remove(person.Id));
        return TellAsync(person, "remove");
    }

    /// <summary>The person blocks the bot. Teams does not tell it.</summary>
    public void Block(TeamsUser person) => conversations.Change(() => conversations.Blocked.Add(person.Id));

    /// <summary>The person lets the bot write again.</summary>
    public void Unblock(TeamsUser person) => conversations.Change(() => conversations.Blocked.Remove(person.Id));

    /// <summary>Adds the bot to a branch's channel or group chat without telling it.</summary>
    public void JoinTeam(Conversation conversation) => conversations.Change(() => conversations.Teams.Add(conversation.Id));

    /// <summary>Tells the bot that people, or it itself, came to or left a conversation.</summary>
    /// <param name="actor">Who did it.</param>
    /// <param name="conversation">Where.</param>
    /// <param name="added">Who came; nobody means the bot itself.</param>
    public async Task<Delivery> ConversationUpdate(TeamsUser actor, Conversation conversation, params TeamsUser[] added)
    {
        if (conversation.Person is null)
        {
            JoinTeam(conversation);
        }

        var activity = envelope.Activity("conversationUpdate", null, actor, conversation);
        activity["membersAdded"] = added.Length == 0
            ? new JsonArray(activity["recipient"]!.DeepClone())
            : new JsonArray([.. added.Select(p => new JsonObject { ["id"] = p.Mri, ["aadObjectId"] = p.Id })]);
        if (conversation.Kind is ConversationKind.Channel)
        {
            activity["channelData"]!["eventType"] = "teamMemberAdded";
        }

        return new(activity, await bot.DeliverAsync(activity));
    }

    internal async Task EnsureAsync(TeamsUser person)
    {
        bool installed;
        lock (conversations.Gate)
        {
            if (conversations.Blocked.Contains(person.Id))
            {
                throw new InvalidOperationException($"{person.Name} has blocked the bot.");
            }

            installed = conversations.Installed.Contains(person.Id);
        }

        if (!installed)
        {
            await Install(person);
        }
    }

    /// <summary>With the app comes the chat.</summary>
    private void Add(TeamsUser person)
    {
        conversations.Personal(person);
        conversations.Change(() => conversations.Installed.Add(person.Id));
    }

    private async Task<Delivery> TellAsync(TeamsUser person, string action)
    {
        var activity = envelope.Activity("installationUpdate", null, person, conversations.Personal(person));
        activity["action"] = action;
        var answer = await bot.DeliverAsync(activity);
        if (answer.Taken)
        {
            conversations.Change(() => conversations.Announced.Add(person.Id));
        }

        return new(activity, answer);
    }
}
