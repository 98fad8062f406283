using System.Globalization;
using System.Text;

namespace BranchBot.Core;

/// <summary>A card as plain text: for notifications, for clients that show no card, for screen readers.</summary>
public static class TextRenderer
{
    private const int LongestSummary = 150;
    private const int TextBlocks = 10;

    /// <summary>An answer as text.</summary>
    public static string Render(Answer answer, Language language) => answer switch
    {
        Shown shown => Render(shown.Card, language),
        Said said => said.Text.In(language),
        _ => throw new NotSupportedException($"{answer.GetType().Name} has no text."),
    };

    /// <summary>The whole card, line by line, with what can be pressed as a numbered list at its end.</summary>
    public static string Render(Card card, Language language)
    {
        var lines = new List<string> { card.Title.In(language) };
        if (card.Subtitle is { } subtitle)
        {
            lines.Add(subtitle.In(language));
        }

        lines.AddRange(card.Body.SelectMany(part => Lines(part, language)));
        lines.AddRange(Options(card).Select((option, index) => string.Create(CultureInfo.InvariantCulture, $"({index + 1}) {Title(option, language)}")));
        return string.Join('\n', lines.Where(line => line.Length > 0));
    }

    /// <summary>One line for a notification.</summary>
    public static string Summary(Card card, Language language)
    {
        var line = new StringBuilder();
        foreach (var rune in (card.Summary ?? card.Title).In(language).EnumerateRunes().Take(LongestSummary))
        {
            line.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return line.ToString();
    }

    internal static IEnumerable<string> Lines(Part part, Language language) => part switch
    {
        Notice notice => [(notice.Tone == Tone.Attention ? "! " : "") + notice.Text.In(language)],
        Paragraph paragraph => [paragraph.Text.In(language)],
        Heading heading => ["", Joined("  ", heading.Text.In(language), heading.Right?.In(language))],
        Progress progress => [string.Create(CultureInfo.InvariantCulture, $"{progress.Done}/{progress.Total}")],
        Step step => [Line(step, language)],
        Bullets bullets => bullets.Items.Select(item => $"• {item.In(language)}"),
        BarChart chart => ["", chart.Title.In(language), .. chart.Bars.Select(bar => Line(bar, chart, language))],
        Picture picture => [$"[{picture.Alt.In(language)}]"],
        Quote quote => [$"「{quote.Text.In(language)}」"],
        PageLink link => [$"▸ {link.Title.In(language)}"],
        ChoiceField choice => [$"{choice.Label.In(language)}{Colon(language)}{string.Join(" / ", choice.Choices.Select(c => c.Title.In(language)))}"],
        Field field => [$"{field.Label.In(language)}{Colon(language)}{field.Value}"],
        Line line => [$"{Joined(" ", line.Left.In(language), line.Detail?.In(language))}{Colon(language)}{line.Right.In(language)}"],
        _ => throw new NotSupportedException($"{part.GetType().Name} has no text."),
    };

    /// <summary>How many blocks of the longest bar's a bar has; none only where its value is 0.</summary>
    public static int Blocks(BarChart chart, Bar bar, int most)
    {
        var longest = chart.Bars.Select(b => b.Value).DefaultIfEmpty(0).Max();
        return longest <= 0 || bar.Value <= 0 ? 0 : Math.Max(1, (int)decimal.Round(most * bar.Value / longest, MidpointRounding.AwayFromZero));
    }

    /// <summary>A bar's value as it is written.</summary>
    public static string Value(BarChart chart, Bar bar, Language language) => string.Create(CultureInfo.InvariantCulture, $"{bar.Value:#,##0.##}{chart.Unit.In(language)}");

    private static string Line(Bar bar, BarChart chart, Language language) =>
        Joined(" ", $"{bar.Label.In(language)}{Colon(language)}{Value(chart, bar, language)}", new string('■', Blocks(chart, bar, TextBlocks)));

    private static string Line(Step step, Language language)
    {
        var detail = step.Detail?.In(language);
        var what = step.What.In(language);
        return string.Create(CultureInfo.InvariantCulture, $"{step.Number}. ")
            + (step.Stands ? Joined(" – ", what, detail)
                : step.Done ? $"[{Joined(" ", step.Warns ? "⚠" : "✓", detail)}] {what}"
                : $"[ ] {Joined(" – ", what, detail)}");
    }

    private static IEnumerable<(Button Button, Text? Of)> Options(Card card) =>
    [
        .. card.Body.OfType<Step>().SelectMany(step => step.Buttons.Select(button => (button, (Text?)step.What))),
        .. card.Buttons.Select(button => (button, (Text?)null)),
    ];

    private static string Title((Button Button, Text? Of) option, Language language) =>
        Joined(Colon(language), option.Button.Title.In(language), option.Of?.In(language));

    private static string Colon(Language language) => language == Language.English ? ": " : ":";

    private static string Joined(string separator, string left, string? right) => string.IsNullOrEmpty(right) ? left : left + separator + right;
}
