using System.Text;

namespace BranchBot.Core;

/// <summary>A question in words: what is asked, what can be chosen, what stands, how to go on.</summary>
internal static class FormQuestion
{
    /// <summary>The open question of a form.</summary>
    public static Text Of(Form form) => new(Of(form, Language.Chinese), Of(form, Language.English));

    /// <summary>What was just answered, so that a slip is seen at once.</summary>
    public static Text Answered(Form form) => new(Answered(form, Language.Chinese), Answered(form, Language.English));

    /// <summary>A value as people read it.</summary>
    public static string Shown(Question question, IReadOnlyList<Choice> choices, string value, Language language) => question.Takes != Takes.Choice
        ? value
        : string.Join(language == Language.English ? ", " : "、", choices.Where(c => question.Many ? value.Split(',').Contains(c.Value) : value == c.Value).Select(c => c.Title.In(language)));

    private static string Of(Form form, Language language)
    {
        var (question, english) = (form.Question, language == Language.English);
        var choices = form.Sheet.ChoicesOf(question);
        var text = new StringBuilder(english ? $"{form.Title.En} ({form.At + 1}/{form.Sheet.Questions.Count})\n" : $"「{form.Title.Zh}」({form.At + 1}/{form.Sheet.Questions.Count})\n");
        text.Append(question.Label.In(language)).Append(Limits(question).In(language));
        foreach (var (place, choice) in choices.Index())
        {
            text.Append('\n').Append('(').Append(form.First + place).Append(") ").Append(choice.Title.In(language));
        }

        if (question.Hint is { } hint)
        {
            text.Append('\n').Append(hint.In(language));
        }

        var value = form.Values.GetValueOrDefault(question.Id, "");
        if (Shown(question, choices, value, language) is { Length: > 0 } shown)
        {
            text.Append(english ? "\nNow: " : "\n现在:").Append(shown);
        }

        return text.Append('\n').Append(WaysOn(form, question, value.Length > 0).In(language)).ToString();
    }

    private static Text Limits(Question question) => question.Takes switch
    {
        Takes.Words => new($"(最多 {question.Most} 字)", $" (at most {question.Most} characters)"),
        Takes.Number => new($"({question.Least} 到 {question.Most})", $" ({question.Least} to {question.Most})"),
        Takes.Choice when question.Many => new("(可以选几个,用逗号隔开)", " (several, with commas)"),
        Takes.Day => new("(如 2026-10-03、明天)", " (such as 2026-10-03, tomorrow)"),
        Takes.Time => new("(如 08:30)", " (such as 08:30)"),
        _ => Text.Same(""),
    };

    private static Text WaysOn(Form form, Question question, bool stands)
    {
        var ways = new List<Text>();
        if (stands || !question.Required)
        {
            ways.Add(stands ? new("「跳过」不改", "\"skip\" keeps it") : new("「跳过」不填", "\"skip\" leaves it empty"));
        }

        if (stands && !question.Required)
        {
            ways.Add(new("「清空」", "\"clear\""));
        }

        if (form.At > 0)
        {
            ways.Add(new("「上一步」", "\"back\""));
        }

        if (form.Sheet.Questions.Skip(form.At).All(q => !q.Required || form.Values.GetValueOrDefault(q.Id, "").Length > 0) && form.At + 1 < form.Sheet.Questions.Count)
        {
            ways.Add(new("「提交」其余不改", "\"submit\" leaves the rest"));
        }

        ways.Add(new("「取消」", "\"cancel\""));
        return new($"({string.Join(",", ways.Select(w => w.Zh))})", $"({string.Join(", ", ways.Select(w => w.En))})");
    }

    private static string Answered(Form form, Language language)
    {
        var value = Shown(form.Question, form.Sheet.ChoicesOf(form.Question), form.Values.GetValueOrDefault(form.Question.Id, ""), language);
        return form.Question.Label.In(language) + (language == Language.English ? ": " : ":") + (value.Length > 0 ? value : "–");
    }
}
