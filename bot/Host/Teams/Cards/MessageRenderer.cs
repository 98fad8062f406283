namespace BranchBot.Host.Teams;

/// <summary>Writes an answer as a message: a card with the one line for its notification, or a sentence.</summary>
internal sealed class MessageRenderer(AdaptiveCardRenderer cards)
{
    /// <summary>Renders an answer for its reader.</summary>
    public OutgoingActivity Render(Answer answer, Actor reader) => answer switch
    {
        Shown shown => new()
        {
            Summary = PlainText.Clean(TextRenderer.Summary(shown.Card, reader.Language)),
            Attachments = [new(Attachment.AdaptiveCard, cards.Render(shown.Card, reader))],
        },
        Said said => Sentence(said.Text, reader.Language),
        _ => throw new NotSupportedException($"{answer.GetType().Name} cannot be sent."),
    };

    /// <summary>A sentence as a message.</summary>
    public static OutgoingActivity Sentence(Text text, Language language) => new() { Text = PlainText.Clean(text.In(language)), TextFormat = "plain" };
}
