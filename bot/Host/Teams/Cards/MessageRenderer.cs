namespace BranchBot.Host.Teams;

/// <summary>Writes an answer as a message: a card with the one line for its notification, a card as words with numbers, or a sentence.</summary>
internal sealed class MessageRenderer(TeamsSettings settings, AdaptiveCardRenderer cards, ChatMessages chat)
{
    /// <summary>Renders an answer for its reader's own chat.</summary>
    public async Task<OutgoingActivity> Render(Answer answer, Actor reader, CancellationToken cancel) => answer switch
    {
        Shown when settings.TextOnly => Words(await chat.Write(answer, reader, cancel)),
        Shown shown => new()
        {
            Summary = PlainText.Clean(TextRenderer.Summary(shown.Card, reader.Language)),
            Attachments = [new(Attachment.AdaptiveCard, cards.Render(shown.Card, reader))],
        },
        Said said => Sentence(said.Text, reader.Language),
        _ => throw new NotSupportedException($"{answer.GetType().Name} cannot be sent."),
    };

    /// <summary>A sentence as a message.</summary>
    public static OutgoingActivity Sentence(Text text, Language language) => Words(text.In(language));

    /// <summary>Words as a message.</summary>
    public static OutgoingActivity Words(string text) => new() { Text = PlainText.Clean(text), TextFormat = "plain" };
}
