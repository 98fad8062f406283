using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>What a person, or their app, does with cards.</summary>
public sealed class Cards
{
    private static readonly TimeSpan BetweenRefreshes = TimeSpan.FromMinutes(1);
    private const int CardsInSight = 10;

    private readonly BotDoor bot;
    private readonly Conversations conversations;
    private readonly ClientEvents events;
    private readonly Envelope envelope;
    private readonly TimeProvider clock;

    internal Cards(BotDoor bot, Conversations conversations, ClientEvents events, Envelope envelope, TimeProvider clock)
    {
        this.bot = bot;
        this.conversations = conversations;
        this.events = events;
        this.envelope = envelope;
        this.clock = clock;
        events.CardArrived = (person, messageId) => _ = RefreshAsync(person, messageId);
    }

    /// <summary>The last Action.Execute that was delivered, for repeats.</summary>
    public Delivery? LastInvoke { get; private set; }

    /// <summary>Presses the button of this title on the card the person sees.</summary>
    /// <exception cref="InvalidOperationException">There is no such message, card or button.</exception>
    public Task<ExecuteAnswer> Press(TeamsUser person, string messageId, string title, JsonObject? inputs = null)
    {
        var card = Sees(person, messageId).CardFor(person.Id)
            ?? throw new InvalidOperationException($"Message {messageId} has no card.");
        var action = CardRules.Actions(card).FirstOrDefault(a => CardRules.Text(a["title"]) == title)
            ?? throw new InvalidOperationException(
                $"No button 「{title}」; there are: {string.Join("、", CardRules.Actions(card).Select(a => CardRules.Text(a["title"])))}.");
        var values = new JsonObject([.. CardRules.InputValues(card).DistinctBy(v => v.Key).Select(v => KeyValuePair.Create(v.Key, (JsonNode?)v.Value))]);
        foreach (var (name, value) in inputs ?? [])
        {
            values[name] = value?.DeepClone();
        }

        return PressExecute(person, messageId, action, values);
    }

    /// <summary>Presses any action, also one the card does not have (as a forged client could).</summary>
    /// <param name="person">Who presses.</param>
    /// <param name="messageId">The card's message.</param>
    /// <param name="action">The Action.Execute: verb, data, title, id.</param>
    /// <param name="inputs">Values of the inputs, merged into the data.</param>
    public Task<ExecuteAnswer> PressExecute(TeamsUser person, string messageId, JsonObject action, JsonObject? inputs = null) =>
        ExecuteAsync(person, messageId, action, inputs, "manual");

    /// <summary>Delivers the last Action.Execute again and takes its answer as the app would.</summary>
    public async Task<ExecuteAnswer> Resend(bool newId = false)
    {
        var activity = (JsonObject)(LastInvoke ?? throw new InvalidOperationException("No button was pressed.")).Activity.DeepClone();
        if (newId)
        {
            activity["id"] = $"f:{Guid.NewGuid()}";
        }

        return ExecuteAnswer.Read(await bot.DeliverAsync(activity));
    }

    /// <summary>Presses an Action.Submit: a message with a value and no text.</summary>
    public async Task<Delivery> PressSubmit(TeamsUser person, string messageId, JsonObject? data, JsonObject? inputs = null)
    {
        var conversation = conversations.Personal(person);
        var activity = envelope.Activity("message", conversation.NextId(clock.GetUtcNow()), person, conversation);
        activity["replyToId"] = messageId;
        activity["value"] = Merged(data, inputs);
        activity["channelData"]!["source"] = new JsonObject { ["name"] = "message" };
        activity["channelData"]!["legacy"] = new JsonObject { ["replyToId"] = messageId };
        return new(activity, await bot.DeliverAsync(activity));
    }

    /// <summary>Opens a dialog from a card (Action.Submit with <c>msteams.type</c> task/fetch).</summary>
    public Task<Delivery> TaskFetch(TeamsUser person, string messageId, JsonObject data) => TaskAsync("task/fetch", person, messageId, data);

    /// <summary>Submits a dialog.</summary>
    public Task<Delivery> TaskSubmit(TeamsUser person, string? messageId, JsonObject data) => TaskAsync("task/submit", person, messageId, data);

    /// <summary>Opens the chat: cards in sight that refresh themselves do so.</summary>
    public Task OpenChat(TeamsUser person)
    {
        List<string> inSight;
        lock (conversations.Gate)
        {
            inSight = [.. conversations.Personal(person).Entries.TakeLast(CardsInSight)
                .Where(e => e is { FromBot: true, Deleted: false } && e.BaseCard?["refresh"] is not null).Select(e => e.Id)];
        }

        return Task.WhenAll(inSight.Select(id => RefreshAsync(person, id)));
    }

    /// <summary>Refreshes a card if it asks for that, for this viewer, and was not refreshed within a minute.</summary>
    private async Task RefreshAsync(TeamsUser person, string messageId)
    {
        JsonObject? action;
        lock (conversations.Gate)
        {
            var entry = Sees(person, messageId);
            var now = clock.GetUtcNow();
            if (!bot.Connected || entry.CardFor(person.Id)?["refresh"] is not JsonObject refresh || !Names(refresh, person)
                || (entry.Refreshed.TryGetValue(person.Id, out var last) && now - last < BetweenRefreshes))
            {
                return;
            }

            entry.Refreshed[person.Id] = now;
            action = (JsonObject?)refresh["action"]?.DeepClone();
        }

        if (action is not null)
        {
            await ExecuteAsync(person, messageId, action, null, "automatic");
        }
    }

    private async Task<ExecuteAnswer> ExecuteAsync(TeamsUser person, string messageId, JsonObject action, JsonObject? inputs, string trigger)
    {
        var entry = Sees(person, messageId);
        var sent = new JsonObject { ["type"] = "Action.Execute" };
        foreach (var name in (string[])["id", "title", "verb"])
        {
            if (action[name] is { } value)
            {
                sent[name] = value.DeepClone();
            }
        }

        sent["data"] = Merged(action["data"] as JsonObject, inputs);
        var shown = entry.Activity;
        var activity = envelope.Invoke(
            "adaptiveCard/action", person, conversations.Personal(person), messageId, new() { ["action"] = sent, ["trigger"] = trigger });
        var http = await bot.DeliverAsync(activity);
        if (trigger == "manual")
        {
            LastInvoke = new(activity, http);
        }

        var answer = ExecuteAnswer.Read(http);
        Show(entry, shown, person, answer.Card);
        return answer;
    }

    /// <summary>A card that was answered takes the place of the base card for its viewer, unless the bot changed the base meanwhile.</summary>
    private void Show(ChatEntry entry, JsonObject shown, TeamsUser person, JsonObject? card)
    {
        if (card is null)
        {
            return;
        }

        var stands = false;
        conversations.Change(() =>
        {
            stands = ReferenceEquals(entry.Activity, shown) && !entry.Deleted;
            if (stands)
            {
                entry.Views[person.Id] = card;
            }
        });
        if (stands)
        {
            events.ViewChanged(person, entry);
        }
    }

    private async Task<Delivery> TaskAsync(string name, TeamsUser person, string? messageId, JsonObject data)
    {
        var value = new JsonObject { ["data"] = data.DeepClone(), ["context"] = new JsonObject { ["theme"] = "default" } };
        var activity = envelope.Invoke(name, person, conversations.Personal(person), messageId, value);
        return new(activity, await bot.DeliverAsync(activity));
    }

    private ChatEntry Sees(TeamsUser person, string messageId) =>
        conversations.Entry(conversations.Personal(person), messageId)
        ?? throw new InvalidOperationException($"{person.Name} sees no message {messageId}.");

    private static bool Names(JsonObject refresh, TeamsUser person) =>
        refresh["userIds"] is not JsonArray users || users.Any(u => CardRules.Text(u) == person.Mri);

    private static JsonObject Merged(JsonObject? data, JsonObject? inputs)
    {
        var merged = (JsonObject?)data?.DeepClone() ?? [];
        foreach (var (name, value) in inputs ?? [])
        {
            merged[name] = value?.DeepClone();
        }

        return merged;
    }
}
