using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>What a person, or their app, does with cards.</summary>
public sealed partial class Cards
{
    private readonly BotDoor bot;
    private readonly People people;
    private readonly Conversations conversations;
    private readonly ClientEvents events;
    private readonly Envelope envelope;
    private readonly TimeProvider clock;

    internal Cards(BotDoor bot, People people, Conversations conversations, ClientEvents events, Envelope envelope, TimeProvider clock)
    {
        this.bot = bot;
        this.people = people;
        this.conversations = conversations;
        this.events = events;
        this.envelope = envelope;
        this.clock = clock;
        events.CardArrived = (person, messageId) => _ = RefreshAsync(person, messageId, conversations.Personal(person));
    }

    /// <summary>The last Action.Execute that was delivered, for repeats.</summary>
    public Delivery? LastInvoke { get; private set; }

    /// <summary>Presses the button of this title on the card the person sees.</summary>
    /// <param name="person">Who presses.</param>
    /// <param name="messageId">The card's message.</param>
    /// <param name="title">What stands on the button.</param>
    /// <param name="inputs">What the person filled in; the rest stays as the card has it.</param>
    /// <param name="where">The conversation; the personal chat if none is given.</param>
    /// <exception cref="InvalidOperationException">There is no such message, card or button.</exception>
    public Task<ExecuteAnswer> Press(TeamsUser person, string messageId, string title, JsonObject? inputs = null, Conversation? where = null)
    {
        var (action, values) = Button(CardOn(person, messageId, where), title, inputs);
        return PressExecute(person, messageId, action, values, where);
    }

    /// <summary>Presses the button of this title on a card in the channel of the person's team.</summary>
    /// <exception cref="InvalidOperationException">There is no such team, message, card or button.</exception>
    public Task<ExecuteAnswer> PressInChannel(TeamsUser person, string messageId, string title, JsonObject? inputs = null) =>
        Press(person, messageId, title, inputs, conversations.ChannelOf(person, people));

    /// <summary>Presses any action, also one the card does not have (as a forged client could).</summary>
    /// <param name="person">Who presses.</param>
    /// <param name="messageId">The card's message.</param>
    /// <param name="action">The Action.Execute: verb, data, title, id.</param>
    /// <param name="inputs">Values of the inputs, merged into the data.</param>
    /// <param name="where">The conversation; the personal chat if none is given.</param>
    public Task<ExecuteAnswer> PressExecute(TeamsUser person, string messageId, JsonObject action, JsonObject? inputs = null, Conversation? where = null) =>
        ExecuteAsync(person, messageId, where ?? conversations.Personal(person), action, inputs, "manual");

    /// <summary>Delivers the last Action.Execute again and takes its answer as the app would.</summary>
    public async Task<ExecuteAnswer> Resend(bool newId = false)
    {
        var last = (LastInvoke ?? throw new InvalidOperationException("No button was pressed.")).Activity;
        var activity = newId ? envelope.Anew(last) : (JsonObject)last.DeepClone();
        return ExecuteAnswer.Read(await bot.DeliverAsync(activity));
    }

    /// <summary>Presses an Action.Submit: a message with a value and no text.</summary>
    public async Task<Delivery> PressSubmit(TeamsUser person, string messageId, JsonObject? data, JsonObject? inputs = null, Conversation? where = null)
    {
        var conversation = where ?? conversations.Personal(person);
        var thread = conversation.Kind is ConversationKind.Channel ? Sees(person, messageId, conversation).Root : null;
        var activity = envelope.Activity("message", conversation.NextId(clock.GetUtcNow()), person, conversation, thread);
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

    private async Task<ExecuteAnswer> ExecuteAsync(TeamsUser person, string messageId, Conversation where, JsonObject action, JsonObject? inputs, string trigger)
    {
        var entry = Sees(person, messageId, where);
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
            "adaptiveCard/action", person, where, messageId, new() { ["action"] = sent, ["trigger"] = trigger }, where.Kind is ConversationKind.Channel ? entry.Root : null);
        var http = await bot.DeliverAsync(activity);
        if (trigger == "manual")
        {
            LastInvoke = new(activity, http);
        }

        var answer = ExecuteAnswer.Read(http);
        Show(where, entry, shown, person, answer.Card);
        return answer;
    }

    /// <summary>A card that was answered takes the place of the base card for its viewer, unless the bot changed the base meanwhile.</summary>
    private void Show(Conversation where, ChatEntry entry, JsonObject shown, TeamsUser person, JsonObject? card)
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
            events.ViewChanged(person, where, entry);
        }
    }

    private async Task<Delivery> TaskAsync(string name, TeamsUser person, string? messageId, JsonObject data)
    {
        var value = new JsonObject { ["data"] = data.DeepClone(), ["context"] = new JsonObject { ["theme"] = "default" } };
        var activity = envelope.Invoke(name, person, conversations.Personal(person), messageId, value);
        return new(activity, await bot.DeliverAsync(activity));
    }

    private ChatEntry Sees(TeamsUser person, string messageId, Conversation where) =>
        conversations.Entry(where, messageId) ?? throw new InvalidOperationException($"{person.Name} sees no message {messageId}.");

    /// <summary>The card of a message as the person sees it.</summary>
    internal JsonObject CardOn(TeamsUser person, string messageId, Conversation? where = null) =>
        Sees(person, messageId, where ?? conversations.Personal(person)).CardFor(person.Id) ?? throw new InvalidOperationException($"Message {messageId} has no card.");

    /// <summary>The button of this title, and what its card's inputs hold.</summary>
    internal static (JsonObject Action, JsonObject Values) Button(JsonObject card, string title, JsonObject? inputs)
    {
        var action = CardRules.Actions(card).FirstOrDefault(a => CardRules.Text(a["title"]) == title)
            ?? throw new InvalidOperationException(
                $"No button 「{title}」; there are: {string.Join("、", CardRules.Actions(card).Select(a => CardRules.Text(a["title"])))}.");
        var values = new JsonObject([.. CardRules.InputValues(card).DistinctBy(v => v.Key).Select(v => KeyValuePair.Create(v.Key, (JsonNode?)v.Value))]);
        return (action, Merged(values, inputs));
    }

    internal static JsonObject Merged(JsonObject? data, JsonObject? inputs)
    {
        var merged = (JsonObject?)data?.DeepClone() ?? [];
        foreach (var (name, value) in inputs ?? [])
        {
            merged[name] = value?.DeepClone();
        }

        return merged;
    }
}
