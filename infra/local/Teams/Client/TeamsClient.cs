using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>What a person does in the Teams app with messages.</summary>
public sealed partial class TeamsClient
{
    private readonly People people;
    private readonly Conversations conversations;
    private readonly Installations installations;
    private readonly ClientEvents events;
    private readonly Envelope envelope;
    private readonly Uploads uploads;
    private readonly Func<string> url;
    private readonly TimeProvider clock;

    internal TeamsClient(
        BotDoor bot,
        People people,
        Conversations conversations,
        Installations installations,
        ClientEvents events,
        Envelope envelope,
        Uploads uploads,
        Func<string> url,
        TimeProvider clock)
    {
        this.uploads = uploads;
        this.url = url;
        Bot = bot;
        this.people = people;
        this.conversations = conversations;
        this.installations = installations;
        this.events = events;
        this.envelope = envelope;
        this.clock = clock;
    }

    /// <summary>The way to the bot, for raw requests and repeats.</summary>
    public BotDoor Bot { get; }

    /// <summary>Writes to the bot. Who does not have the app adds it with this.</summary>
    /// <exception cref="InvalidOperationException">The person has blocked the bot; Teams shows no box to write in then.</exception>
    public async Task<Delivery> Say(TeamsUser person, string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        await installations.EnsureAsync(person);
        var conversation = conversations.Personal(person);
        var entry = conversations.Add(conversation, person.Mri, new JsonObject { ["text"] = text, ["textFormat"] = "plain" }, clock.GetUtcNow());
        events.Added(conversation, entry);
        return await Deliver(conversation, entry, envelope.Message(entry.Id, person, conversation, text));
    }

    /// <summary>Sends a picture, as the camera or the clipboard does.</summary>
    public Task<Delivery> SendPicture(TeamsUser person, byte[] content, string name = "image.png", string text = "") =>
        Send(person, [uploads.Keep(content, name, picture: true)], text);

    /// <summary>Sends a file, which Teams puts into the person's OneDrive.</summary>
    public Task<Delivery> SendFile(TeamsUser person, byte[] content, string name, string text = "") =>
        Send(person, [uploads.Keep(content, name, picture: false)], text);

    /// <summary>Sends pictures and files in one message, with or without a text.</summary>
    public async Task<Delivery> Send(TeamsUser person, IReadOnlyList<Upload> sent, string text = "")
    {
        ArgumentOutOfRangeException.ThrowIfZero(sent.Count);
        await installations.EnsureAsync(person);
        var conversation = conversations.Personal(person);
        var shown = text.Length == 0 ? [] : new JsonObject { ["text"] = text, ["textFormat"] = "plain" };
        var entry = conversations.Add(conversation, person.Mri, shown, clock.GetUtcNow(), uploads: sent);
        events.Added(conversation, entry);
        return await Deliver(conversation, entry, envelope.Message(entry.Id, person, conversation, text, sent, uploads, url()));
    }

    /// <summary>Delivers an activity once more.</summary>
    /// <param name="delivery">What was delivered.</param>
    /// <param name="newId">With a new id and time, as Teams does with an invoke at the second repeat.</param>
    public async Task<Delivery> Resend(Delivery delivery, bool newId = false)
    {
        var activity = newId ? envelope.Anew(delivery.Activity) : (JsonObject)delivery.Activity.DeepClone();
        return new(activity, await Bot.DeliverAsync(activity));
    }

    /// <summary>Changes an own message.</summary>
    public async Task<Delivery> Edit(TeamsUser person, string messageId, string text)
    {
        var (conversation, entry) = Own(person, messageId);
        conversations.Change(() =>
        {
            entry.Activity["text"] = text;
            entry.Edited = true;
        });
        events.Updated(conversation, entry);
        var activity = envelope.Message(messageId, person, conversation, text);
        activity["type"] = "messageUpdate";
        activity["channelData"]!["eventType"] = "editMessage";
        return new(activity, await Bot.DeliverAsync(activity));
    }

    /// <summary>Deletes an own message.</summary>
    public async Task<Delivery> Delete(TeamsUser person, string messageId)
    {
        var (conversation, entry) = Own(person, messageId);
        conversations.Change(() => entry.Deleted = true);
        events.Deleted(conversation, entry);
        var activity = envelope.Activity("messageDelete", messageId, person, conversation);
        activity["channelData"]!["eventType"] = "softDeleteMessage";
        return new(activity, await Bot.DeliverAsync(activity));
    }

    /// <summary>Puts a reaction on a message of the bot, or takes it away.</summary>
    public async Task<Delivery> React(TeamsUser person, string messageId, string reaction = "like", bool remove = false)
    {
        var activity = envelope.Activity("messageReaction", null, person, conversations.Personal(person));
        activity["replyToId"] = messageId;
        activity[remove ? "reactionsRemoved" : "reactionsAdded"] = new JsonArray(new JsonObject { ["type"] = reaction });
        return new(activity, await Bot.DeliverAsync(activity));
    }

    /// <summary>Is seen to type.</summary>
    public async Task<Delivery> Type(TeamsUser person)
    {
        var activity = envelope.Activity("typing", null, person, conversations.Personal(person));
        return new(activity, await Bot.DeliverAsync(activity));
    }

    /// <summary>Delivers any activity that a test builds on the ordinary envelope.</summary>
    public async Task<Delivery> Deliver(TeamsUser person, string type, Action<JsonObject> change, string? token = null)
    {
        var activity = envelope.Activity(type, null, person, conversations.Personal(person));
        change(activity);
        return new(activity, await Bot.DeliverAsync(activity, token));
    }

    /// <summary>The chat as the person sees it, without opening it: no card is refreshed.</summary>
    public IReadOnlyList<ChatMessage> Chat(TeamsUser person)
    {
        lock (conversations.Gate)
        {
            return [.. conversations.Personal(person).Entries.Select(entry => ChatMessage.Seen(entry, person, people))];
        }
    }

    /// <summary>Waits for a message, or for a message to become such, in the person's chat.</summary>
    /// <param name="person">Whose chat.</param>
    /// <param name="such">Which message.</param>
    /// <param name="limit">How long to wait, 20 s if not given.</param>
    /// <exception cref="TimeoutException">It did not come.</exception>
    public Task<ChatMessage> WaitFor(TeamsUser person, Func<ChatMessage, bool> such, TimeSpan? limit = null) =>
        WaitAsync(() => Chat(person), such, limit, person);

    private async Task<Delivery> Deliver(Conversation conversation, ChatEntry entry, JsonObject activity)
    {
        var answer = await Bot.DeliverAsync(activity);
        if (!answer.Taken)
        {
            conversations.Change(() => entry.Notice = $"BranchBot 没有收下这条消息（HTTP {answer.Status}）");
            events.Updated(conversation, entry);
        }

        return new(activity, answer);
    }

    private static async Task<ChatMessage> WaitAsync(Func<IReadOnlyList<ChatMessage>> read, Func<ChatMessage, bool> such, TimeSpan? limit, TeamsUser person)
    {
        var started = TimeProvider.System.GetTimestamp();
        var longest = limit ?? TimeSpan.FromSeconds(20);
        while (true)
        {
            if (read().LastOrDefault(such) is { } found)
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
        var conversation = conversations.Personal(person);
        return conversations.Entry(conversation, messageId) is { } entry && entry.Sender == person.Mri
            ? (conversation, entry)
            : throw new InvalidOperationException($"{person.Name} wrote no message {messageId}.");
    }
}
