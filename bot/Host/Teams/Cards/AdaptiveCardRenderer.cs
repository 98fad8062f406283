using System.Buffers;
using System.Text.Json;
using BranchBot.Host.Pages;
using BranchBot.Host.Storage;

namespace BranchBot.Host.Teams;

/// <summary>A card that Teams would not show.</summary>
internal sealed class UnshowableCardException(string message) : Exception(message);

/// <summary>
/// Writes a <see cref="Card"/> as an Adaptive Card 1.5 in its reader's language. 1.5 is the newest version that Teams draws; a newer one shows its
/// fallback text only. Made for the width of a phone: at most three columns. Without links to pictures a card has the words for them.
/// </summary>
internal sealed class AdaptiveCardRenderer(Catalogue catalogue, IPictureLinks? pictures = null, IPageLinks? pages = null)
{
    /// <summary>The most that a card may have, in bytes of UTF-8: what Teams surely takes.</summary>
    public const int LargestCard = 28 * 1024;

    /// <summary>The most buttons that Teams shows.</summary>
    public const int MostButtons = 6;

    /// <summary>Renders a card for a reader; one that is too large in as little room as it can have.</summary>
    /// <param name="card">The card.</param>
    /// <param name="reader">Its reader.</param>
    /// <param name="dialog">Whether it stands in a dialog: there Teams knows Action.Submit only, and nothing refreshes.</param>
    /// <exception cref="UnshowableCardException">It is too large, or has too many buttons.</exception>
    public RawJson Render(Card card, Actor reader, bool dialog = false)
    {
        if (card.Buttons.Count > MostButtons)
        {
            throw new UnshowableCardException($"A card has {card.Buttons.Count} buttons; Teams shows {MostButtons}.");
        }

        var whole = Written(card, reader, TextRenderer.Render(card, reader.Language), dialog);
        var written = whole.Length <= LargestCard ? whole : Written(CompactCard.Of(card), reader, TextRenderer.Summary(card, reader.Language), dialog);
        return written.Length <= LargestCard
            ? new(written)
            : throw new UnshowableCardException($"A card has {written.Length} bytes; Teams takes {LargestCard}.");
    }

    private ReadOnlyMemory<byte> Written(Card card, Actor reader, string fallback, bool dialog)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = OutboundJson.Encoder }))
        {
            Write(new(json), new(catalogue, json, dialog), dialog ? card with { Refresh = null } : card, reader, fallback);
        }

        return buffer.WrittenMemory;
    }

    private void Write(CardWriter card, CardActions actions, Card value, Actor reader, string fallback)
    {
        var json = card.Json;
        var language = reader.Language;
        json.WriteStartObject();
        json.WriteString("type", "AdaptiveCard");
        json.WriteString("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        json.WriteString("version", "1.5");
        json.WriteStartObject("msteams");
        json.WriteString("width", "full");
        json.WriteEndObject();
        json.WriteString("fallbackText", PlainText.Clean(fallback));
        if (value.Refresh is { } refresh && reader.UserId is { } userId)
        {
            actions.Refresh(refresh, userId);
        }

        var rows = ButtonRows.Of(value.Buttons, language);
        card.Items("body", () =>
        {
            card.RichText(value.Title.In(language), new(Size: "Large", Bold: true));
            if (value.Subtitle is { } subtitle)
            {
                card.RichText(subtitle.In(language), new(Subtle: true), "None");
            }

            var parts = new PartWriter(card, actions, language, name => pictures?.LinkTo(name), link => pages?.LinkTo(link.Command, reader));
            foreach (var part in value.Body)
            {
                parts.Write(part);
            }

            foreach (var row in rows.Count > 1 ? rows : [])
            {
                actions.Set(row, language);
            }
        });
        if (rows.Count == 1)
        {
            actions.Buttons(rows[0], language);
        }

        json.WriteEndObject();
    }
}
