using System.Globalization;

namespace BranchBot.Core;

/// <summary>Reads an answer to a question: the value as the field of a card would send it, or why it will not do.</summary>
internal static class FieldAnswer
{
    private static readonly string[] Times = ["H:m", "HHmm", "H点m分", "H点", "H时m分", "H时", "H.m"];

    /// <summary>Reads an answer.</summary>
    /// <param name="form">The form with its open question.</param>
    /// <param name="line">What was written.</param>
    /// <param name="literally">Whether it is to be taken word for word.</param>
    /// <param name="today">The day in the branch.</param>
    public static (string? Value, Text Wrong) Read(Form form, string line, bool literally, DateOnly today) => form.Question.Takes switch
    {
        Takes.Words => Words(form.Question, line, literally),
        Takes.Choice => Choice(form, line),
        Takes.Number => Number(form.Question, line),
        Takes.Day => Day(line, today),
        _ => Time(line),
    };

    private static (string?, Text) Words(Question question, string line, bool literally)
    {
        var words = literally ? line : line.Trim();
        words = question.Multiline ? words.ReplaceLineEndings("\n") : words.ReplaceLineEndings(" ");
        return words.Trim().Length == 0 ? (null, new("请写几个字。", "Please write something."))
            : words.Length > question.Most ? (null, new($"太长了:{words.Length} 字,最多 {question.Most} 字。", $"Too long: {words.Length} characters, at most {question.Most}."))
            : (words, default);
    }

    private static (string?, Text) Choice(Form form, string line)
    {
        var (question, choices) = (form.Question, form.Sheet.ChoicesOf(form.Question));
        var chosen = question.Many ? Many(form, choices, line) : One(form, choices, line) is { } one ? [one] : null;
        var range = Numerals.Ranges(Enumerable.Range(form.First, choices.Count));
        return chosen is { Count: > 0 }
            ? (string.Join(',', choices.Where(chosen.Contains).Select(c => c.Value)), default)
            : (null, question.Many ? new($"请回 {range} 里的编号,可以几个,如 {form.First},{form.First + 1}。", $"Please reply with numbers of {range}, such as {form.First},{form.First + 1}.")
                : new($"请回 {range} 里的一个编号。", $"Please reply with one number of {range}."));
    }

    private static List<Choice>? Many(Form form, IReadOnlyList<Choice> choices, string line)
    {
        if (One(form, choices, line) is { } single)
        {
            return [single];
        }

        var several = Heard.Normalise(line).Replace(" and ", ",", StringComparison.Ordinal).Split([',', '、', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var named = (several.Length > 1 ? several : [.. Numerals.ReadMany(line)?.Select(n => n.ToString(CultureInfo.InvariantCulture)) ?? []]).Select(part => One(form, choices, part)).ToList();
        return named.TrueForAll(c => c is not null) ? [.. named.OfType<Choice>().Distinct()] : null;
    }

    private static Choice? One(Form form, IReadOnlyList<Choice> choices, string line)
    {
        if (Listener.NumberOf(line) is { } number && number >= form.First && number < form.First + choices.Count)
        {
            return choices[number - form.First];
        }

        var said = Heard.Normalise(line);
        var named = choices.Where(c => said.Length > 0 && (Heard.Normalise(c.Title.Zh) == said || Heard.Normalise(c.Title.En) == said)).ToList();
        return named is [var only] ? only : null;
    }

    private static (string?, Text) Number(Question question, string line)
    {
        var said = Heard.Normalise(line);
        var number = int.TryParse(said, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var written) ? written : Numerals.Read(said);
        return number is { } fits && fits >= question.Least && fits <= question.Most
            ? (fits.ToString(CultureInfo.InvariantCulture), default)
            : (null, new($"请写 {question.Least} 到 {question.Most} 的整数。", $"Please write a whole number from {question.Least} to {question.Most}."));
    }

    private static (string?, Text) Day(string line, DateOnly today)
    {
        var read = DatePhrases.Read(line, today, past: true);
        return read.Span is { } span && span.From == span.To
            ? (RowKeys.Of(span.From), default)
            : (null, read.Wrong ?? new Text("请只写一天,如 2026-10-03 或「明天」。", "Please write one day, such as 2026-10-03 or \"tomorrow\"."));
    }

    private static (string?, Text) Time(string line) =>
        TimeOnly.TryParseExact(Heard.Normalise(line), Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? (time.ToString("HH:mm", CultureInfo.InvariantCulture), default)
            : (null, new("时间没看懂。请这样写:08:30。", "I did not understand the time. Please write it like 08:30."));
}
