using System.Globalization;

namespace BranchBot.Host.Teams;

/// <summary>How each part of a card looks.</summary>
internal sealed class PartWriter(CardWriter card, CardActions actions, Language language, Func<string, Uri?> pictures, Func<PageLink, Uri?> pages)
{
    // What fits beside a step on a phone, in Latin letters; a wider button goes below.
    private const int NarrowButton = 8;
    private const int BarBlocks = 10;

    /// <summary>Writes a part.</summary>
    /// <exception cref="NotSupportedException">There is a new kind of part, and no look for it.</exception>
    public void Write(Part part)
    {
        switch (part)
        {
            case Notice notice:
                card.Container(notice.Tone == Tone.Attention ? "attention" : "emphasis", () => card.RichText(notice.Text.In(language), Of(notice.Tone)));
                break;
            case Paragraph paragraph:
                card.RichText(paragraph.Text.In(language), Look.Of(paragraph.Tone));
                break;
            case Heading heading:
                Write(heading);
                break;
            case Progress progress:
                Write(progress);
                break;
            case Step step:
                Write(step);
                break;
            case Bullets bullets:
                foreach (var item in bullets.Items)
                {
                    card.RichText($"• {item.In(language)}", Look.Plain, "Small");
                }

                break;
            case Line line:
                Write(line);
                break;
            case BarChart chart:
                new ChartWriter(card, language).Write(chart);
                break;
            case Picture picture:
                Write(picture);
                break;
            case PageLink link:
                if (pages(link) is { } page)
                {
                    actions.Open(link.Title.In(language), page);
                }

                break;
            case Quote quote:
                card.Container("emphasis", () => card.RichText(quote.Text.In(language), new(Size: "Medium")));
                break;
            case Field field:
                new FieldWriter(card.Json, language).Write(field);
                break;
            default:
                throw new NotSupportedException($"{part.GetType().Name} has no form on a card.");
        }
    }

    // Tapped, it opens large: what matters on a photo of a machine is small on a card.
    private void Write(Picture picture)
    {
        var alt = PlainText.Clean(picture.Alt.In(language));
        if (pictures(picture.Name) is not { } link)
        {
            card.RichText($"[{alt}]", Look.Of(Tone.Quiet));
            return;
        }

        card.Json.WriteStartObject();
        card.Json.WriteString("type", "Image");
        card.Json.WriteString("url", link.AbsoluteUri);
        card.Json.WriteString("altText", alt);
        card.Json.WriteString("size", "Stretch");
        card.Json.WriteStartObject("msteams");
        card.Json.WriteBoolean("allowExpand", true);
        card.Json.WriteEndObject();
        card.Json.WriteEndObject();
    }

    private void Write(Heading heading)
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

    // Blocks of text: every client draws them, and who cannot see them hears the figures before them.
    private void Write(Progress progress)
    {
        var total = Math.Max(progress.Total, 1);
        var blocks = Math.Min(total, BarBlocks);
        // Rounded down: a full bar means that all is done.
        var full = blocks * Math.Clamp(progress.Done, 0, total) / total;
        card.RichText(
        [
            (string.Create(CultureInfo.InvariantCulture, $"{progress.Done}/{progress.Total} "), new(Bold: true)),
            (new string('■', full), new(Color: "Good")),
            (new string('□', blocks - full), new(Subtle: true)),
        ]);
    }

    private void Write(Step step)
    {
        void Mark() => card.RichText(string.Create(CultureInfo.InvariantCulture, $"{step.Number}."), new(Subtle: true));
        void What()
        {
            card.RichText(step.What.In(language), new(Bold: !step.Done));
            if (step.Done)
            {
                card.RichText($"{(step.Warns ? "⚠" : "✓")} {step.Detail?.In(language)}".TrimEnd(), new(Bold: true, Color: step.Warns ? "Attention" : "Good"), "None");
            }
            else if (step.Detail is { } detail)
            {
                card.RichText(detail.In(language), new(Size: "Small", Subtle: true), "None");
            }
        }

        void Press()
        {
            foreach (var button in step.Buttons)
            {
                actions.Set([button], language);
            }
        }

        if (step.Buttons.Count == 0)
        {
            card.Columns("Default", separator: false, ("auto", Mark), ("stretch", What));
        }
        else if (step.Buttons.All(b => PlainText.Width(b.Title.In(language)) <= NarrowButton))
        {
            card.Columns("Default", separator: false, ("auto", Mark), ("stretch", What), ("auto", Press));
        }
        else
        {
            card.Columns("Default", separator: false, ("auto", Mark), ("stretch", () =>
            {
                What();
                Press();
            }
            ));
        }
    }

    private void Write(Line line) => card.Columns(
        "Small",
        separator: false,
        ("stretch", () =>
        {
            card.RichText(line.Left.In(language), Look.Plain);
            if (line.Detail is { } detail)
            {
                card.RichText(detail.In(language), new(Size: "Small", Subtle: true), "None");
            }
        }
    ),
        ("auto", () => card.RichText(line.Right.In(language), Look.Of(line.Tone) with { Bold = true }, right: true)));

    // On its emphasis ground a notice needs no louder one: green on green is hard to read in the dark.
    private static Look Of(Tone tone) => new(Bold: tone != Tone.Quiet, Color: tone == Tone.Good ? "Good" : null);
}
