namespace BranchBot.Host.Teams;

/// <summary>A message: a line of chat, pictures and files, or a pressed Action.Submit of a client that does not know Action.Execute.</summary>
internal sealed class MessageTurn(
    CommandHandler handler,
    Catalogue catalogue,
    TeamsSettings settings,
    Speakers speakers,
    AttachmentTurn attachments,
    ConnectorClient connector,
    PrivateAnswers privately,
    MessageRenderer renderer,
    ChatTurn chat,
    ILogger<MessageTurn> log)
{
    /// <summary>Hears, decides, answers.</summary>
    public async Task Take(Activity activity, CancellationToken cancel)
    {
        if (await speakers.Find(activity, cancel) is not { } asked)
        {
            return;
        }

        var sent = CardPayload.VerbOf(activity.Value) is null ? Enclosed.In(activity) : [];
        var line = Mentions.WithoutBot(activity);
        if (sent.Count > 0 && activity.IsPersonal)
        {
            await TakeBoth(activity, asked, line, sent, cancel);
        }
        else if (sent.Count > 0 && line.Length == 0)
        {
            await Send(activity, MessageRenderer.Sentence(AttachmentSentences.NotInGroups, Speakers.LanguageOf(activity)), cancel);
        }
        else if (settings.TextOnly && activity.IsPersonal && line.Length > 0 && CardPayload.VerbOf(activity.Value) is null)
        {
            await Send(activity, await chat.Answer(asked, line, cancel), cancel);
        }
        else
        {
            await Answer(activity, await (Read(activity, line) is { } command ? handler.Handle(asked, command, cancel) : handler.Say(asked, Sentences.OldCard, cancel)), cancel);
        }
    }

    /// <summary>Says in the conversation that it went wrong; there is nothing personal in it.</summary>
    public Task Apologise(Activity activity, Text sentence, CancellationToken cancel) =>
        Send(activity, MessageRenderer.Sentence(sentence, Speakers.LanguageOf(activity)), cancel);

    // The line first: 异常 叫号器不打印 with a photo reports it, and the photo then has something to belong to. A line that says nothing is the picture's caption.
    private async Task TakeBoth(Activity activity, Asked asked, string line, IReadOnlyList<Enclosed> sent, CancellationToken cancel)
    {
        var taken = line.Length > 0 && await TakeLine(activity, asked, line, cancel);
        foreach (var reply in await attachments.Take(asked, sent, taken ? "" : line, cancel))
        {
            await Answer(activity, reply, cancel);
        }
    }

    private async Task<bool> TakeLine(Activity activity, Asked asked, string line, CancellationToken cancel)
    {
        if (settings.TextOnly)
        {
            var answer = await chat.AnswerUnlessMisheard(asked, line, cancel);
            await (answer is null ? Task.CompletedTask : Send(activity, answer, cancel));
            return answer is not null;
        }

        var (command, understood) = catalogue.Listen(line);
        if (understood)
        {
            await Answer(activity, await handler.Handle(asked, command, cancel), cancel);
        }

        return understood;
    }

    private async Task Answer(Activity activity, Reply reply, CancellationToken cancel) => await Send(
        activity,
        activity.IsPersonal
            ? await renderer.Render(reply.Answer, reply.Actor, cancel)
            : MessageRenderer.Sentence(await privately.Send(activity, reply, cancel), reply.Actor.Language),
        cancel);

    private Command? Read(Activity activity, string line)
    {
        if (CardPayload.VerbOf(activity.Value) is { } verb)
        {
            var command = CardPayload.Parse(catalogue, verb, activity.Value);
            if (command is null)
            {
                log.NoCommand(Log.Word(verb));
            }

            return command;
        }

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
