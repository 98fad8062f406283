namespace BranchBot.Host.Teams;

/// <summary>A message: a line of chat, or a pressed Action.Submit of a client that does not know Action.Execute.</summary>
internal sealed class MessageTurn(
    CommandHandler handler, Catalogue catalogue, Speakers speakers, ConnectorClient connector, PrivateAnswers privately, MessageRenderer renderer, ILogger<MessageTurn> log)
{
    /// <summary>Hears, decides, answers.</summary>
    public async Task Take(Activity activity, CancellationToken cancel)
    {
        if (await speakers.Find(activity, cancel) is not { } asked)
        {
            return;
        }

        var reply = Read(activity) is { } command ? await handler.Handle(asked, command, cancel) : await handler.Say(asked, Sentences.OldCard, cancel);
        await Send(
            activity,
            activity.IsPersonal
                ? renderer.Render(reply.Answer, reply.Actor)
                : MessageRenderer.Sentence(await privately.Send(activity, reply, cancel), reply.Actor.Language),
            cancel);
    }

    /// <summary>Says in the conversation that it went wrong; there is nothing personal in it.</summary>
    public Task Apologise(Activity activity, Text sentence, CancellationToken cancel) =>
        Send(activity, MessageRenderer.Sentence(sentence, Speakers.LanguageOf(activity)), cancel);

    private Command? Read(Activity activity)
    {
        if (CardPayload.VerbOf(activity.Value) is { } verb)
        {
            var command = CardPayload.Parse(catalogue, verb, activity.Value);
            if (command is null)
            {
                log.NoCommand(Log.Shown(verb));
            }

            return command;
        }

        var line = Mentions.WithoutBot(activity);
        return line.Length == 0 && activity.Value is not null ? null : catalogue.Hear(line);
    }

    private async Task Send(Activity activity, OutgoingActivity answer, CancellationToken cancel)
    {
        var result = await connector.Send(Speakers.ConversationOf(activity), answer, Delivery.Certain, cancel);
        if (result is not SendResult.Sent)
        {
            log.NotAnswered(activity.Id!, result);
        }
    }
}
