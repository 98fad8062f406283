namespace BranchBot.Host.Teams;

/// <summary>A line of a person's own chat where no card can be shown: a number chooses, a form is filled in word by word, all else is said as ever.</summary>
internal sealed class ChatTurn(CommandHandler handler, Catalogue catalogue, DialogRows rows, ChatMessages messages, TimeProvider clock)
{
    private const int Tries = 8;
    private readonly Listener listener = new(catalogue);

    /// <summary>Understands a line, does what it means, and has the answer ready. One read and at most one write more than with cards.</summary>
    public async Task<OutgoingActivity> Answer(Asked asked, string line, CancellationToken cancel) => (await Answer(asked, line, beside: false, cancel))!;

    /// <summary>The same for a line beside a picture; null where it would only be misheard: then it is the picture's caption.</summary>
    public Task<OutgoingActivity?> AnswerUnlessMisheard(Asked asked, string line, CancellationToken cancel) => Answer(asked, line, beside: true, cancel);

    private async Task<OutgoingActivity?> Answer(Asked asked, string line, bool beside, CancellationToken cancel)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var now = clock.GetUtcNow();
            var (stored, version) = await rows.Load(asked.Who, cancel);
            var dialog = Dialog.Of(stored, asked.Who, now);
            var understood = listener.Listen(dialog, line, asked.Operation, now);
            if (understood is Understood.Talk talk)
            {
                // Understood anew where another message was faster.
                if (ReferenceEquals(talk.Next, dialog) || await rows.Save(talk.Next, version, cancel))
                {
                    return MessageRenderer.Sentence(talk.Text, (await handler.Say(asked, talk.Text, cancel)).Actor.Language);
                }

                continue;
            }

            if (beside && understood is Understood.Heard && !catalogue.Listen(line).Understood)
            {
                return null;
            }

            var command = understood is Understood.Chose chose ? CardPayload.Parse(catalogue, chose.Verb, chose.Data) : ((Understood.Heard)understood).Command;
            var reply = command is null ? await handler.Say(asked, Sentences.OldCard, cancel) : await handler.Handle(asked, command, cancel);
            return MessageRenderer.Words(await messages.Write(understood, dialog, version, reply, cancel));
        }

        throw new TimeoutException($"What {asked.Who} wrote could not be kept.");
    }
}
