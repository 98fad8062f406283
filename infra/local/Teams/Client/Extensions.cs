using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>Dialogs: those of the app's message extension, and those that a card's button opens.</summary>
public sealed class Extensions
{
    private const int Attempts = 3;

    private readonly ConcurrentDictionary<string, Dialog> open = new();
    private readonly BotDoor bot;
    private readonly People people;
    private readonly Conversations conversations;
    private readonly Cards cards;
    private readonly Envelope envelope;
    private readonly LocalTeamsOptions options;

    internal Extensions(BotDoor bot, People people, Conversations conversations, Cards cards, Envelope envelope, LocalTeamsOptions options)
    {
        this.bot = bot;
        this.people = people;
        this.conversations = conversations;
        this.cards = cards;
        this.envelope = envelope;
        this.options = options;
    }

    /// <summary>Chooses an action from the menu of a message, or from the one beside the compose box.</summary>
    /// <param name="person">Who chooses.</param>
    /// <param name="actionId">Which of <see cref="LocalTeamsOptions.MessageActions"/>.</param>
    /// <param name="message">The message; none for the compose box.</param>
    /// <param name="channel">In the channel of the person's team rather than the chat with the bot.</param>
    /// <exception cref="InvalidOperationException">The app does not offer it there.</exception>
    public Task<DialogAnswer> Open(TeamsUser person, string actionId, ChatMessage? message = null, bool channel = false) =>
        OpenAsync(person, actionId, message?.Id, channel ? conversations.ChannelOf(person, people) : conversations.Personal(person), "default");

    /// <summary>Presses a button of a card that opens a dialog (Action.Submit with <c>msteams.type</c> task/fetch).</summary>
    /// <exception cref="InvalidOperationException">There is no such button.</exception>
    public Task<DialogAnswer> OpenFromCard(TeamsUser person, string messageId, string title, JsonObject? inputs = null, bool channel = false)
    {
        var where = channel ? conversations.ChannelOf(person, people) : conversations.Personal(person);
        var (action, values) = Cards.Button(cards.CardOn(person, messageId, where), title, inputs);
        return OpensDialog(action)
            ? OpenFromCardAsync(person, messageId, where, action["data"] as JsonObject, values, "default")
            : throw new InvalidOperationException($"The button 「{title}」 opens no dialog.");
    }

    /// <summary>Presses a button of the card in a dialog.</summary>
    /// <exception cref="InvalidOperationException">The dialog is gone, has no such button, or wants an input first.</exception>
    public Task<DialogAnswer> Submit(TeamsUser person, DialogAnswer dialog, string title, JsonObject? inputs = null)
    {
        var shown = dialog.Dialog ?? throw new InvalidOperationException("There is no dialog with a card.");
        var (action, values) = Cards.Button(shown.Card, title, inputs);
        if (CardRules.Text(action["associatedInputs"]) != "none" && CardRules.Missing(shown.Card, values) is { } missing)
        {
            throw new InvalidOperationException($"The dialog wants 「{missing}」.");
        }

        return SubmitAsync(person, shown.Id, action, values);
    }

    internal static bool OpensDialog(JsonObject action) =>
        CardRules.Text(action["type"]) == "Action.Submit" && CardRules.Text(((action["data"] as JsonObject)?["msteams"] as JsonObject)?["type"]) == "task/fetch";

    /// <summary>Whether the app's actions are offered: to whoever has the app, and in a channel of a team that has it.</summary>
    internal bool Offered(TeamsUser person, Conversation where) => conversations.HasApp(person) || where.Kind is ConversationKind.Channel && conversations.HasBot(where);

    internal async Task<DialogAnswer> OpenAsync(TeamsUser person, string actionId, string? messageId, Conversation where, string theme)
    {
        var context = messageId is null ? "compose" : "message";
        if (!Offered(person, where) || options.MessageActions.All(a => a.Id != actionId || !a.Contexts.Contains(context)))
        {
            throw new InvalidOperationException($"{person.Name} is not offered {actionId} here.");
        }

        var entry = messageId is null ? null
            : conversations.Entry(where, messageId) ?? throw new InvalidOperationException($"{person.Name} sees no message {messageId}.");
        var command = new JsonObject { ["commandId"] = actionId, ["commandContext"] = context };
        if (entry is not null)
        {
            command["messagePayload"] = MessagePayload.Of(entry, where, people, options);
        }

        var dialog = new Dialog("", person, where, where.Kind is ConversationKind.Channel ? entry?.Root : null, messageId, command, [], theme);
        return await SendAsync(dialog, "composeExtension/fetchTask", null, opening: true);
    }

    internal Task<DialogAnswer> OpenFromCardAsync(TeamsUser person, string messageId, Conversation where, JsonObject? data, JsonObject? inputs, string theme)
    {
        var entry = conversations.Entry(where, messageId) ?? throw new InvalidOperationException($"{person.Name} sees no message {messageId}.");
        var dialog = new Dialog("", person, where, where.Kind is ConversationKind.Channel ? entry.Root : null, messageId, null, [], theme);
        return SendAsync(dialog, "task/fetch", Cards.Merged(data, inputs), opening: true);
    }

    internal async Task<DialogAnswer> SubmitAsync(TeamsUser person, string dialogId, JsonObject action, JsonObject? inputs)
    {
        if (!open.TryGetValue(dialogId, out var dialog) || dialog.Person != person)
        {
            throw new InvalidOperationException("The dialog is gone.");
        }

        switch (CardRules.Text(action["type"]))
        {
            case "Action.Submit":
                var data = Cards.Merged(action["data"] as JsonObject, inputs);
                return await SendAsync(dialog, dialog.Command is null ? "task/submit" : "composeExtension/submitAction", data, opening: false);
            case "Action.Execute":
                return DialogAnswer.Wrong("NotSupported", "Something went wrong. Dialogs do not carry out Action.Execute.", null) with { Dialog = dialog };
            case var other:
                throw new InvalidOperationException($"{other} sends nothing to the bot.");
        }
    }

    private async Task<DialogAnswer> SendAsync(Dialog dialog, string name, JsonObject? data, bool opening)
    {
        var value = (JsonObject?)dialog.Command?.DeepClone() ?? [];
        if (dialog.Command is not null)
        {
            value["requestId"] = Guid.NewGuid().ToString("N");
        }

        if (data is not null)
        {
            value["data"] = data;
        }

        value["context"] = new JsonObject { ["theme"] = dialog.Theme };
        var activity = envelope.Invoke(name, dialog.Person, dialog.Where, dialog.Command is null ? dialog.MessageId : null, value, dialog.Thread);
        if (dialog.Command is not null)
        {
            activity["channelData"]!["source"] = new JsonObject { ["name"] = value["commandContext"]!.DeepClone() };
        }

        var http = await DeliverAsync(activity);
        var answer = DialogAnswer.Read(http, opening);
        if (answer.ErrorCode is not null)
        {
            return opening ? answer : answer with { Dialog = dialog };
        }

        open.TryRemove(dialog.Id, out _);
        if (answer.Card is null)
        {
            return answer;
        }

        var next = dialog with { Id = Guid.NewGuid().ToString("N"), Card = answer.Card };
        open[next.Id] = next;
        return answer with { Dialog = next };
    }

    /// <summary>What is not answered in time is sent again, as it was and then with a new id and time; what comes later is for nobody.</summary>
    private async Task<BotAnswer> DeliverAsync(JsonObject activity)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await bot.DeliverAsync(attempt == Attempts ? envelope.Anew(activity) : activity, limit: options.DialogLimit);
            if (answer.Status != 504 || attempt == Attempts)
            {
                return answer;
            }
        }
    }
}
