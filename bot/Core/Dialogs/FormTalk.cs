namespace BranchBot.Core;

/// <summary>One line in the middle of a form: an answer, a word that steers the form, or something else.</summary>
internal sealed class FormTalk(Catalogue catalogue, Dialog dialog, Form form, string key, DateTimeOffset now)
{
    private static readonly string[] Cancel = ["取消", "退出", "cancel"];
    private static readonly string[] Skip = ["跳过", "skip"];
    private static readonly string[] Back = ["上一步", "返回", "back"];
    private static readonly string[] Clear = ["清空", "clear"];
    private static readonly string[] Submit = ["提交", "submit"];
    private static readonly string[] Literally = ["填 ", "write "];
    private static readonly string[][] Steers = [Cancel, Skip, Back, Clear, Submit];

    private Question Question => form.Question;

    /// <summary>Takes a line; null where it is not for the form: it is understood as though there were none, and the question stays open.</summary>
    public Understood? Take(string line)
    {
        var said = Heard.Normalise(line);
        return said switch
        {
            _ when Cancel.Contains(said) => new Understood.Talk(Left(form), (dialog with { Form = null }).Hearing(key)),
            _ when Back.Contains(said) => Ask(form with { At = Math.Max(0, form.At - 1) }),
            _ when Skip.Contains(said) => form.Values.GetValueOrDefault(Question.Id, "").Length == 0 && Question.Required ? Again(MustBe) : Go(form),
            _ when Clear.Contains(said) => Question.Required ? Again(MustBe) : Go(With("")),
            _ when Submit.Contains(said) => Complete(form, form.At),
            _ => Answer(line, said),
        };
    }

    /// <summary>A form by its name.</summary>
    public static Text Named(Form form) => new($"「{form.Title.Zh}」", $"\"{form.Title.En}\" ");

    /// <summary>A form is left.</summary>
    public static Text Left(Form form) => Named(form) + new Text("没有提交,已经放下了。", "was not submitted; I have put it aside.");

    /// <summary>A dialog with an open question, and the question.</summary>
    public static (Dialog Dialog, Text Question) Asking(Dialog dialog, Form form, DateTimeOffset now)
    {
        var asking = form with { First = dialog.Numbers + 1, Message = dialog.Messages, Asked = now };
        return (dialog with { Form = asking, Numbers = dialog.Numbers + form.Sheet.ChoicesOf(form.Question).Count }, asking.Ask());
    }

    private static Text MustBe => new("这一项必须填。", "This one has to be filled in.");

    private Understood? Answer(string line, string said)
    {
        var literal = Literal(line.Trim());
        var number = literal is null ? Listener.NumberOf(said) : null;
        if (number is { } meant && Question.Takes is Takes.Words or Takes.Number && dialog.Find(meant) is { } later && later.Offer.Message > form.Message)
        {
            // What came by itself after the question has this number, too: which of them was meant is not guessed.
            return Again(new($"刚才来了新的消息,里面也有编号 {meant}。要选它,先写「取消」;要回答下面的问题,请再写一次。", $"A message that has just come offers {meant}, too. To choose that, write \"cancel\" first; to answer the question below, write it again."));
        }

        var (value, wrong) = FieldAnswer.Read(form, literal ?? line, literal is not null, dialog.Today(now));
        var words = Question.Takes == Takes.Words && literal is null && catalogue.IsWord(line);
        if (value is not null && !words)
        {
            return Go(With(value));
        }

        return words || (number is { } other && dialog.Find(other) is not null) || (number is null && catalogue.Listen(line).Understood) ? null : Again(wrong);
    }

    // 填 看板: the very word, where it would be heard as something else.
    private string? Literal(string line)
    {
        var rest = Literally.FirstOrDefault(word => line.StartsWith(word, StringComparison.OrdinalIgnoreCase)) is { } prefix ? line[prefix.Length..].Trim() : null;
        return rest is not null && (catalogue.IsWord(rest) || Listener.NumberOf(rest) is not null || Steers.Any(words => words.Contains(Heard.Normalise(rest)))) ? rest : null;
    }

    private Form With(string value) =>
        form with { Values = form.Values.Where(v => v.Key != Question.Id).Append(new(Question.Id, value)).ToDictionary() };

    // The next question, or the end.
    private Understood Go(Form answered) => answered.At + 1 < answered.Sheet.Questions.Count
        ? Ask(answered with { At = answered.At + 1 }, FormQuestion.Answered(answered))
        : Complete(answered, 0);

    private Understood Complete(Form filled, int from)
    {
        var missing = filled.Sheet.Questions.Index().FirstOrDefault(q => q.Index >= from && q.Item.Required && filled.Values.GetValueOrDefault(q.Item.Id, "").Length == 0);
        if (missing.Item is not null)
        {
            return Ask(filled with { At = missing.Index }, MustBe);
        }

        var payload = filled.Payload();
        return new Understood.Chose(filled.Verb, payload, (dialog with { Form = null, Last = new(key, filled.Verb, payload) }).Hearing(key));
    }

    private Understood.Talk Again(Text why) => Ask(form, why);

    private Understood.Talk Ask(Form next, Text? before = null)
    {
        var (asking, question) = next.At == form.At ? Repeated(next) : Asking(dialog, next, now);
        return new(before is { } first ? first + Text.Same("\n") + question : question, asking.Hearing(key));
    }

    // The same question keeps the numbers of its choices.
    private (Dialog Dialog, Text Question) Repeated(Form same)
    {
        var again = same with { Message = dialog.Messages, Asked = now };
        return (dialog with { Form = again }, again.Ask());
    }
}
