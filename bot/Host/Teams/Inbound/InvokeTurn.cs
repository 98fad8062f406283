using System.Text.Json;

namespace BranchBot.Host.Teams;

/// <summary>An invoke: Teams waits for its answer. A button (adaptiveCard/action) or a dialog (task/fetch, task/submit).</summary>
internal sealed class InvokeTurn(
    CommandHandler handler,
    Catalogue catalogue,
    TeamsSettings settings,
    Speakers speakers,
    PrivateAnswers privately,
    AdaptiveCardRenderer cards,
    ILogger<InvokeTurn> log)
{
    private const string CardAction = "adaptiveCard/action";
    private const string TaskFetch = "task/fetch";
    private const string TaskSubmit = "task/submit";
    private const string ExtensionFetch = "composeExtension/fetchTask";
    private const string ExtensionSubmit = "composeExtension/submitAction";

    /// <summary>Decides and answers.</summary>
    public Task<InvokeResponse> Take(Activity activity, CancellationToken cancel)
    {
        switch (activity.Name)
        {
            case CardAction when Activity.Find(activity.Value, "action", "verb") is { Length: > 0 } verb:
                return Decide(activity, verb, Property(Property(activity.Value, "action"), "data"), cancel);
            case CardAction:
                log.NotAnActivity("The value of adaptiveCard/action has no action with a verb.");
                return Task.FromResult(AdaptiveCardInvokeResponse.Failed(StatusCodes.Status400BadRequest, "BadRequest", "The value has no action with a verb.") with { Status = StatusCodes.Status400BadRequest });
            case ExtensionFetch:
                return Offer(activity, cancel);
            case TaskFetch or TaskSubmit or ExtensionSubmit when activity.Value is { ValueKind: JsonValueKind.Object }:
                var data = Property(activity.Value, "data");
                return Decide(activity, CardPayload.VerbOf(data), data, cancel);
            case TaskFetch or TaskSubmit or ExtensionSubmit:
                log.NotAnActivity("The value of a dialog is not an object.");
                return Task.FromResult(InvokeResponse.Error(StatusCodes.Status400BadRequest, "BadRequest", "The value is not an object."));
            default:
                log.Ignored(ActivityTypes.Invoke, Log.Word(activity.Name));
                return Task.FromResult(InvokeResponse.NotImplemented);
        }
    }

    /// <summary>Says a sentence in the form that the invoke expects.</summary>
    public static InvokeResponse Say(Activity activity, Text sentence, Language language) =>
        activity.Name == CardAction ? AdaptiveCardInvokeResponse.Message(sentence.In(language)) : TaskModuleResponse.Message(sentence.In(language));

    /// <summary>Says that it went wrong, in the form that the invoke expects.</summary>
    public static InvokeResponse Apologise(Activity activity, Text sentence)
    {
        var language = Speakers.LanguageOf(activity);
        return activity.Name == CardAction
            ? AdaptiveCardInvokeResponse.Failed(StatusCodes.Status500InternalServerError, "InternalError", sentence.In(language))
            : TaskModuleResponse.Message(sentence.In(language));
    }

    private async Task<InvokeResponse> Decide(Activity activity, string? verb, JsonElement? data, CancellationToken cancel)
    {
        if (await speakers.Find(activity, cancel) is not { } asked)
        {
            return Say(activity, Sentences.OldCard, Speakers.LanguageOf(activity));
        }

        return await Give(activity, asked, verb, CardPayload.Parse(catalogue, verb, data), cancel);
    }

    // A message action: what it opens is seen by who chose it alone, wherever he did.
    private async Task<InvokeResponse> Offer(Activity activity, CancellationToken cancel)
    {
        var id = Activity.Find(activity.Value, "commandId");
        return await speakers.Find(activity, cancel) is { } asked
            ? await Give(activity, asked, id, id is null ? null : catalogue.ActionOf(id, PointedMessages.Of(activity)), cancel)
            : Say(activity, Sentences.OldCard, Speakers.LanguageOf(activity));
    }

    private async Task<InvokeResponse> Give(Activity activity, Asked asked, string? verb, Command? command, CancellationToken cancel)
    {
        if (command is null)
        {
            log.NoCommand(Log.Word(verb));
            var old = await handler.Say(asked, Sentences.OldCard, cancel);
            return Say(activity, Sentences.OldCard, old.Actor.Language);
        }

        var reply = await handler.Handle(asked, command, cancel);
        // A card from before text-only mode still works; what it shows comes as words.
        return (activity.IsPersonal || activity.Name is ExtensionFetch or ExtensionSubmit) && !(settings.TextOnly && reply.Answer is Shown)
            ? Answer(activity, reply)
            : Say(activity, await privately.Send(activity, reply, cancel), reply.Actor.Language);
    }

    private InvokeResponse Answer(Activity activity, Reply reply) => reply.Answer switch
    {
        Said said => Say(activity, new(PlainText.Clean(said.Text.Zh), PlainText.Clean(said.Text.En)), reply.Actor.Language),
        Shown shown when activity.Name == CardAction => AdaptiveCardInvokeResponse.Card(cards.Render(shown.Card, reply.Actor)),
        Shown shown => TaskModuleResponse.Continue(PlainText.Clean(shown.Card.Title.In(reply.Actor.Language)), cards.Render(shown.Card, reply.Actor, dialog: true)),
        _ => throw new NotSupportedException($"{reply.Answer.GetType().Name} is no answer to an invoke."),
    };

    private static JsonElement? Property(JsonElement? json, string name) =>
        json is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var property) ? property : null;
}
