using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>What a person does in the Teams app with messages.</summary>
public sealed class TeamsClient
{
    private readonly People _people;
    private readonly Conversations _conversations;
    private readonly Installations _installations;
    private readonly ClientEvents _events;
    private readonly Envelope _envelope;
    private readonly TimeProvider _clock;

    internal TeamsClient(
        BotDoor bot, People people, Conversations conversations, Installations installations, ClientEvents events, Envelope envelope, TimeProvider clock)
    {
        Bot = bot;
        _people = people;
        _conversations = conversations;
        _installations = installations;
        _events = events;
        _envelope = envelope;
        _clock = clock;
    }

    /// <summary>The way to the bot, for raw requests and repeats.</summary>
    public BotDoor Bot { get; }

    /// <summary>Writes to the bot. Who does not have the app adds it with this.</summary>
    /// <exception cref="InvalidOperationException">The person has blocked the bot; Teams shows no box to write in then.</exception>
    public async Task<Delivery> Say(TeamsUser person, string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        await _installations.EnsureAsync(person);
        var conversation = _conversations.Personal(person);
        var entry = _conversations.Add(conversation, person.Mri, new JsonObject { ["text"] = text, ["textFormat"] = "plain" }, _clock.GetUtcNow());
        _events.Added(conversation, entry);
        var activity = _envelope.Message(entry.Id, person, conversation, text);
        var answer = await Bot.DeliverAsync(activity);
        if (!answer.Taken)
        {
            _conversations.Change(() => entry.Notice = $"BranchBot 没有收下这条消息（HTTP {answer.Status}）");
            _events.Updated(conversation, entry);
        }

        return new(activity, answer);
    }

    /// <summary>Writes in the branch's channel (or group chat) with a mention of the bot.</summary>
    /// <param name="person">Somebody of the branch.</param>
    /// <param name="text">The text after the mention; or with <c>&lt;at&gt;BranchBot&lt;/at&gt;</c> anywhere in it.</param>
    /// <param name="groupChat">In the group chat rather than the channel.</param>
    public async Task<Delivery> SayInChannel(TeamsUser person, string text, bool groupChat = false)
    {
        const string mention = $"<at>{Envelope.BotName}</at>";
        var full = text.Contains(mention, StringComparison.Ordinal) ? text : $"{mention} {text}";
        var conversation = groupChat ? _conversations.GroupChat(person.Branch) : _conversations.Channel(person.Branch);
        _installations.JoinTeam(conversation);
        var entry = _conversations.Add(conversation, person.Mri, new JsonObject { ["text"] = full, ["textFormat"] = "plain" }, _clock.GetUtcNow());
        var activity = _envelope.Message(entry.Id, person, conversation, full, groupChat ? null : entry.Id);
        return new(activity, await Bot.DeliverAsync(activity));
    }

    /// <summary>Delivers an activity once more.</summary>
    /// <param name="delivery">What was delivered.</param>
    /// <param name="newId">With a new id and time, as Teams does with an invoke at the second repeat.</param>
    public async Task<Delivery> Resend(Delivery delivery, bool newId = false)
    {
        var activity = (JsonObject)delivery.Activity.DeepClone();
        if (newId)
        {
            activity["id"] = $"f:{Guid.NewGuid()}";
            activity["timestamp"] = _clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        }

        return new(activity, await Bot.DeliverAsync(activity));
    }

    /// <summary>Changes an own message.</summary>
    public async Task<Delivery> Edit(TeamsUser person, string messageId, string text)
    {
        var (conversation, entry) = Own(person, messageId);
        _conversations.Change(() =>
        {
            entry.Activity["text"] = text;
            entry.Edited = true;
        });
        _events.Updated(conversation, entry);
        var activity = _envelope.Message(messageId, person, conversation, text);
        activity["type"] = "messageUpdate";
        activity["channelData"]!["eventType"] = "editMessage";
        return new(activity, await Bot.DeliverAsync(activity));
    }

    /// <summary>Deletes an own message.</summary>
    public async Task<Delivery> Delete(TeamsUser person, string messageId)
    {
        var (conversation, entry) = Own(person, messageId);
        _conversations.Change(() => entry.Deleted = true);
        _events.Deleted(conversation, entry);
        var activity = _envelope.Activity("messageDelete", messageId, person, conversation);
        activity["channelData"]!["eventType"] = "softDeleteMessage";
        return new(activity, await Bot.DeliverAsync(activity));
    }

    /// <summary>Puts a reaction on a message of the bot, or takes it away.</summary>
    public async Task<Delivery> React(TeamsUser person, string messageId, string reaction = "like", bool remove = false)
    {
        var activity = _envelope.Activity("messageReaction", null, person, _conversations.Personal(person));
        activity["replyToId"] = messageId;
        activity[remove ? "reactionsRemoved" : "reactionsAdded"] = new JsonArray(new JsonObject { ["type"] = reaction });
        return new(activity, await Bot.DeliverAsync(activity));
    }

    /// <summary>Is seen to type.</summary>
    public async Task<Delivery> Type(TeamsUser person)
    {
        var activity = _envelope.Activity("typing", null, person, _conversations.Personal(person));
        return new(activity, await Bot.DeliverAsync(activity));
    }

    /// <summary>Delivers any activity that a test builds on the ordinary envelope.</summary>
    public async Task<Delivery> Deliver(TeamsUser person, string type, Action<JsonObject> change, string? token = null)
    {
        var activity = _envelope.Activity(type, null, person, _conversations.Personal(person));
        change(activity);
        return new(activity, await Bot.DeliverAsync(activity, token));
    }

    /// <summary>The chat as the person sees it, without opening it: no card is refreshed.</summary>
    public IReadOnlyList<ChatMessage> Chat(TeamsUser person)
    {
        lock (_conversations.Gate)
        {
            return [.. _conversations.Personal(person).Entries.Select(entry => ChatMessage.Seen(entry, person, _people))];
        }
    }

    /// <summary>Waits for a message, or for a message to become such, in the person's chat.</summary>
    /// <param name="person">Whose chat.</param>
    /// <param name="such">Which message.</param>
    /// <param name="limit">How long to wait, 10 s if not given.</param>
    /// <exception cref="TimeoutException">It did not come.</exception>
    public async Task<ChatMessage> WaitFor(TeamsUser person, Func<ChatMessage, bool> such, TimeSpan? limit = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        var longest = limit ?? TimeSpan.FromSeconds(10);
        while (true)
        {
            if (Chat(person).LastOrDefault(such) is { } found)
            {
                return found;
            }

            if (TimeProvider.System.GetElapsedTime(started) > longest)
            {
                throw new TimeoutException($"No such message came to {person.Name} within {longest.TotalSeconds} s.");
            }

            await Task.Delay(15);
        }
    }

    private (Conversation Conversation, ChatEntry Entry) Own(TeamsUser person, string messageId)
    {
        var conversation = _conversations.Personal(person);
        return _conversations.Entry(conversation, messageId) is { } entry && entry.Sender == person.Mri
            ? (conversation, entry)
            : throw new InvalidOperationException($"{person.Name} wrote no message {messageId}.");
    }
}
