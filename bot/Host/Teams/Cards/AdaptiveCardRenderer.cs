using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace BranchBot.Host.Teams;

/// <summary>A card that Teams would not show.</summary>
internal sealed class UnshowableCardException(string message) : Exception(message);

/// <summary>
/// Writes a <see cref="Card"/> as an Adaptive Card 1.5 in its reader's language. 1.5 is the newest version that Teams draws; a newer one shows its
/// fallback text only. Made for the width of a phone: at most three columns.
/// </summary>
internal sealed class AdaptiveCardRenderer(Catalogue catalogue)
{
    /// <summary>The most that a card may have, in bytes of UTF-8: what Teams surely takes.</summary>
    public const int LargestCard = 28 * 1024;

    /// <summary>The most buttons that Teams shows.</summary>
    public const int MostButtons = 6;

    // What fits beside a step on a phone, in Latin letters; a wider button goes below.
    private const int NarrowButton = 8;
    private const int BarBlocks = 10;

    /// <summary>Renders a card for a reader.</summary>
    /// <exception cref="UnshowableCardException">It is too large, or has too many buttons.</exception>
    public RawJson Render(Card card, Actor reader)
    {
        if (card.Buttons.Count > MostButtons)
        {
            throw new UnshowableCardException($"A card has {card.Buttons.Count} buttons; Teams shows {MostButtons}.");
        }

        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = OutboundJson.Encoder }))
        {
            Write(new(json), new(catalogue, json), card, reader);
        }

        return buffer.WrittenCount <= LargestCard
            ? new(buffer.WrittenMemory)
            : throw new UnshowableCardException($"A card has {buffer.WrittenCount} bytes; Teams takes {LargestCard}.");
    }

    private static void Write(CardWriter card, CardActions actions, Card value, Actor reader)
    {
        var json = card.Json;
        var language = reader.Language;
        json.WriteStartObject();
        json.WriteString("type", "AdaptiveCard");
        json.WriteString("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        json.WriteString("version", "1.5");
        json.WriteStartObject("msteams");
        json.WriteString("width", "Full");
        json.WriteEndObject();
        json.WriteString("fallbackText", PlainText.Clean(TextRenderer.Render(value, language)));
        json.WriteString("lang", language == Language.English ? "en" : "zh-CN");
        if (value.Refresh is { } refresh && reader.UserId is { } userId)
        {
            actions.Refresh(refresh, userId);
        }

        card.Items("body", () =>
        {
            card.RichText(value.Title.In(language), new(Size: "Large", Bold: true));
            if (value.Subtitle is { } subtitle)
            {
                card.RichText(subtitle.In(language), new(Subtle: true), "None");
            }

            foreach (var part in value.Body)
            {
                Write(card, actions, part, language);
            }
        });
        if (value.Buttons.Count > 0)
        {
            Buttons(card, actions, value.Buttons, language);
        }

        json.WriteEndObject();
    }

    private static void Write(CardWriter card, CardActions actions, Part part, Language language)
    {
        switch (part)
        {
            case Notice notice:
                card.Container(StyleOf(notice.Tone), () => card.RichText(notice.Text.In(language), new(Bold: notice.Tone != Tone.Quiet)));
                break;
            case Paragraph paragraph:
                card.RichText(paragraph.Text.In(language), Look.Of(paragraph.Tone));
                break;
            case Heading heading:
                Write(card, heading, language);
                break;
            case Progress progress:
                Bar(card, progress);
                break;
            case Step step:
                Write(card, actions, step, language);
                break;
            case Bullets bullets:
                foreach (var item in bullets.Items)
                {
                    card.RichText($"• {item.In(language)}", Look.Plain, "Small");
                }

                break;
            case Line line:
                card.Columns("Small", separator: false,
                    ("stretch", () =>
                    {
                        card.RichText(line.Left.In(language), Look.Plain);
                        if (line.Detail is { } detail)
                        {
                            card.RichText(detail.In(language), new(Size: "Small", Subtle: true), "None");
                        }
                    }),
                    ("auto", () => card.RichText(line.Right.In(language), Look.Of(line.Tone) with { Bold = true }, right: true)));
                break;
            default:
                throw new NotSupportedException($"{part.GetType().Name} has no form on a card.");
        }
    }

    private static void Write(CardWriter card, Heading heading, Language language)
    {
        void Left() => card.RichText(heading.Text.In(language), new(Bold: true));
        if (heading.Right is { } right)
        {
            card.Columns("Medium", separator: true, ("stretch", Left), ("auto", () => card.RichText(right.In(language), new(Subtle: true), right: true)));
        }
        else
        {
            card.Columns("Medium", separator: true, ("stretch", Left));
        }
    }

    private static void Write(CardWriter card, CardActions actions, Step step, Language language)
    {
        void Mark() => card.RichText(step.Done ? "✓" : string.Create(CultureInfo.InvariantCulture, $"{step.Number}."), step.Done ? new(Bold: true, Color: "good") : new(Subtle: true));
        void What()
        {
            card.RichText(step.What.In(language), new(Bold: !step.Done));
            if (step.Detail is { } detail)
            {
                card.RichText(detail.In(language), new(Size: "Small", Color: step.Done ? "good" : null, Subtle: !step.Done), "None");
            }
        }

        var beside = step.Button is { } button && PlainText.Width(button.Title.In(language)) <= NarrowButton;
        void WhatAndButton()
        {
            What();
            if (step.Button is { } below)
            {
                ActionSet(card, actions, below, language);
            }
        }

        if (beside)
        {
            card.Columns("Default", separator: false, ("auto", Mark), ("stretch", What), ("auto", () => ActionSet(card, actions, step.Button!, language)));
        }
        else
        {
            card.Columns("Default", separator: false, ("auto", Mark), ("stretch", WhatAndButton));
        }
    }

    private static void ActionSet(CardWriter card, CardActions actions, Button button, Language language)
    {
        card.Json.WriteStartObject();
        card.Json.WriteString("type", "ActionSet");
        Buttons(card, actions, [button], language);
        card.Json.WriteEndObject();
    }

    private static void Buttons(CardWriter card, CardActions actions, IReadOnlyList<Button> buttons, Language language) => card.Items("actions", () =>
    {
        foreach (var button in buttons)
        {
            actions.Button(button, language);
        }
    });

    // Blocks of text: every client draws them, and what cannot see them reads the figures before them.
    private static void Bar(CardWriter card, Progress progress)
    {
        var total = Math.Max(progress.Total, 1);
        var done = Math.Clamp(progress.Done, 0, total);
        var blocks = Math.Min(total, BarBlocks);
        // Rounded down: a full bar means that all is done.
        var full = blocks * done / total;
        card.RichText(
        [
            (string.Create(CultureInfo.InvariantCulture, $"{progress.Done}/{progress.Total} "), new(Bold: true)),
            (new string('■', full), new(Color: "good")),
            (new string('□', blocks - full), new(Subtle: true)),
        ]);
    }

    private static string StyleOf(Tone tone) => tone switch { Tone.Good => "good", Tone.Attention => "attention", _ => "emphasis" };
}
