namespace BranchBot.Host.Teams;

/// <summary>
/// A bar chart as Teams' own <c>Chart.HorizontalBar</c>, which lies well on a phone, with the same bars as blocks of text for clients that do not draw it
/// (adaptivecards.microsoft.com, charts; elements that a client does not know fall back).
/// </summary>
internal sealed class ChartWriter(CardWriter card, Language language)
{
    private const int BarBlocks = 12;

    /// <summary>Writes a chart.</summary>
    public void Write(BarChart chart)
    {
        card.Json.WriteStartObject();
        card.Json.WriteString("type", "Chart.HorizontalBar");
        card.Json.WriteString("title", PlainText.Clean(chart.Title.In(language)));
        card.Json.WriteBoolean("showTitle", true);
        card.Json.WriteString("displayMode", "AbsoluteWithAxis");
        card.Items("data", () =>
        {
            foreach (var bar in chart.Bars)
            {
                card.Json.WriteStartObject();
                card.Json.WriteString("x", Label(chart, bar));
                card.Json.WriteNumber("y", decimal.Round(bar.Value, 2));
                card.Json.WriteString("color", Colour(bar.Tone));
                card.Json.WriteEndObject();
            }
        });
        card.Json.WritePropertyName("fallback");
        Blocks(chart);
        card.Json.WriteEndObject();
    }

    private void Blocks(BarChart chart)
    {
        card.Json.WriteStartObject();
        card.Json.WriteString("type", "Container");
        card.Items("items", () =>
        {
            card.RichText(chart.Title.In(language), new(Bold: true));
            foreach (var bar in chart.Bars)
            {
                card.RichText(
                    [
                        ($"{PlainText.Clean(bar.Label.In(language))} ", Look.Plain),
                        ($"{TextRenderer.Value(chart, bar, language)} ", new(Bold: true)),
                        (new string('■', TextRenderer.Blocks(chart, bar, BarBlocks)), new(Color: bar.Tone switch { Tone.Attention => "Attention", Tone.Good => "Good", _ => "Accent" })),
                    ],
                    "Small");
            }
        });
        card.Json.WriteEndObject();
    }

    // The client writes no value beside a bar: it stands in the label.
    private string Label(BarChart chart, Bar bar) => $"{PlainText.Clean(bar.Label.In(language))} {TextRenderer.Value(chart, bar, language)}";

    private static string Colour(Tone tone) => tone switch { Tone.Attention => "attention", Tone.Good => "good", Tone.Quiet => "neutral", _ => "categoricalBlue" };
}
