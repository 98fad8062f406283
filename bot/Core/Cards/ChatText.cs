using System.Globalization;
using System.Text;

namespace BranchBot.Core;

/// <summary>A card as a message of words: for a Teams that shows no cards. Made for a chat bubble on a phone.</summary>
public static class ChatText
{
    /// <summary>The most that a message may have, in bytes of UTF-8: Teams takes about 28 KB with all that belongs to it.</summary>
    public const int LargestMessage = 20 * 1024;

    private const int LongestOption = 16;

    private static readonly Text Reply = new("(回复编号就行)", "(just reply with a number)");

    /// <summary>
    /// All that can be pressed, in the order of its numbers, with what it stands beside: first what most people choose, so that 1 does the first thing
    /// of a list, 2 the second.
    /// </summary>
    public static IReadOnlyList<(Button Button, Text? Of)> Options(Card card)
    {
        var steps = card.Body.OfType<Step>().ToList();
        return
        [
            .. steps.Where(step => step.Button is not null).Select(step => (step.Button!, (Text?)step.What)),
            .. card.Buttons.Select(button => (button, (Text?)null)),
            .. steps.Where(step => step.Other is not null).Select(step => (step.Other!, (Text?)step.What)),
        ];
    }

    /// <summary>The card, with its buttons as a numbered list at the end. What does not fit is cut in the middle; what can be chosen stays.</summary>
    /// <param name="card">The card.</param>
    /// <param name="numbers">The numbers of its buttons.</param>
    /// <param name="language">What the reader reads.</param>
    /// <param name="link">Makes a link to a picture; null where there is none.</param>
    /// <param name="page">Makes a link to a page; null where there is none.</param>
    public static string Render(Card card, IReadOnlyList<int> numbers, Language language, Func<string, Uri?>? link = null, Func<PageLink, Uri?>? page = null)
    {
        var options = Options(card).Zip(numbers, (option, number) => Option(option, number, language)).Distinct().ToList();
        List<string> tail = options.Count > 0 ? ["", .. options, Reply.In(language)] : [];
        List<string> body = [card.Title.In(language), .. card.Subtitle is { } subtitle ? [subtitle.In(language)] : Array.Empty<string>(), .. card.Body.SelectMany(part => Lines(part, language, link, page))];
        var room = LargestMessage - tail.Sum(Size);
        var fits = 0;
        for (var used = 0; fits < body.Count && used + Size(body[fits]) <= room; fits++)
        {
            used += Size(body[fits]);
        }

        if (fits < body.Count)
        {
            var left = body.Count - fits;
            body = [.. body.Take(fits), new Text($"……还有 {left} 行,这里放不下。", $"… and {left} more lines that do not fit here.").In(language)];
        }

        return string.Join('\n', body.Concat(tail));
    }

    private static int Size(string line) => Encoding.UTF8.GetByteCount(line) + 1;

    private static IEnumerable<string> Lines(Part part, Language language, Func<string, Uri?>? link, Func<PageLink, Uri?>? page) => part switch
    {
        Picture picture when link?.Invoke(picture.Name) is { } address => [$"{picture.Alt.In(language)} {address.AbsoluteUri}"],
        PageLink asked => page?.Invoke(asked) is { } address ? [$"{asked.Title.In(language)} {address.AbsoluteUri}"] : [],
        Field field => [Line(field, language)],
        _ => TextRenderer.Lines(part, language),
    };

    // What stands in a field; its choices are told when it is asked for.
    private static string Line(Field field, Language language)
    {
        var colon = language == Language.English ? ": " : ":";
        var value = field is ChoiceField { Choices: var choices, Many: var many } && field.Value is { } chosen
            ? string.Join(language == Language.English ? ", " : "、", choices.Where(c => many ? chosen.Split(',').Contains(c.Value) : c.Value == chosen).Select(c => c.Title.In(language)))
            : field.Value;
        return $"▸ {field.Label.In(language)}{colon}{(string.IsNullOrEmpty(value) ? "–" : value)}";
    }

    private static string Option((Button Button, Text? Of) option, int number, Language language)
    {
        var title = option.Button.Title.In(language);
        return string.Create(CultureInfo.InvariantCulture, $"({number}) {title}") + (option.Of is { } of ? (language == Language.English ? ": " : ":") + Short(of.In(language), language) : "");
    }

    // Enough to tell it apart: the whole of it stands above.
    private static string Short(string text, Language language)
    {
        var most = language == Language.English ? 2 * LongestOption : LongestOption;
        var info = new StringInfo(text);
        return info.LengthInTextElements <= most + 1 ? text : info.SubstringByTextElements(0, most).TrimEnd() + "…";
    }
}
