using System.Text.Json;

namespace BranchBot.Core;

/// <summary>What a line of a person's own chat means where no card can be shown.</summary>
/// <param name="Next">The dialog after it.</param>
public abstract record Understood(Dialog Next)
{
    /// <summary>What is said before the answer; null: nothing.</summary>
    public Text? Before { get; init; }

    /// <summary>A button was chosen, or a form filled in: what a client would send.</summary>
    public sealed record Chose(string Verb, JsonElement Data, Dialog Next) : Understood(Next);

    /// <summary>Words as they are said with cards, too.</summary>
    public sealed record Heard(Command Command, Dialog Next) : Understood(Next);

    /// <summary>There is only something to say: the next question, or why an answer will not do.</summary>
    public sealed record Talk(Text Text, Dialog Next) : Understood(Next);
}

/// <summary>Understands lines by what was offered and asked. Pure: the same line and dialog mean the same.</summary>
/// <param name="catalogue">The words of all features.</param>
public sealed class Listener(Catalogue catalogue)
{
    private static readonly Text TooLong = new("太久没有填,没有提交。", "was not filled in for too long; nothing was submitted.");

    /// <summary>Understands a line.</summary>
    /// <param name="dialog">What was offered and asked, as of now.</param>
    /// <param name="line">What was written.</param>
    /// <param name="operation">The message's id, by which a repeat is recognised.</param>
    /// <param name="now">The instant.</param>
    public Understood Listen(Dialog dialog, string line, string operation, DateTimeOffset now)
    {
        var key = RowKeys.Of(operation);
        if (dialog.Last is { } last && last.Operation == key)
        {
            return new Understood.Chose(last.Verb, last.Data, dialog);
        }

        if (dialog.Heard.Contains(key))
        {
            return new Understood.Talk(dialog.Form is { } open ? open.Ask() : new("这一条已经收到了。", "I have that one already."), dialog);
        }

        if (dialog.Form is { } forgotten && now - forgotten.Asked > Form.Patience)
        {
            return Plain(dialog with { Form = null }, line, key, now) with { Before = FormTalk.Named(forgotten) + TooLong };
        }

        return (dialog.Form is null ? null : new FormTalk(catalogue, dialog, dialog.Form, key, now).Take(line)) ?? Plain(dialog, line, key, now);
    }

    // A number, or words as they are said with cards, too.
    private Understood Plain(Dialog dialog, string line, string key, DateTimeOffset now)
    {
        if (dialog.Offers.Count == 0 || NumberOf(line) is not { } number)
        {
            return new Understood.Heard(catalogue.Hear(line), dialog);
        }

        return dialog.Find(number) switch
        {
            null => new Understood.Talk(Unknown(number, dialog), dialog),
            { Option.Submits: true, Offer.Sheet: { } sheet } found => Open(dialog, found.Offer, found.Option, sheet, key, now),
            { Option: var option } => new Understood.Chose(option.Verb, option.Data, dialog),
        };
    }

    /// <summary>The number that a line consists of, with or without 选 or <c>#</c>; null where it is anything else.</summary>
    internal static int? NumberOf(string line)
    {
        var said = Core.Heard.Normalise(line);
        return Numerals.Read(said.StartsWith('选') ? said[1..] : said.StartsWith("pick ", StringComparison.Ordinal) ? said[5..] : said);
    }

    private static Understood.Talk Open(Dialog dialog, Offer offer, Option option, Sheet sheet, string key, DateTimeOffset now)
    {
        var values = sheet.Questions.Where(q => q.Value is not null).DistinctBy(q => q.Id).ToDictionary(q => q.Id, q => q.Value!);
        var before = dialog.Form is { } left ? FormTalk.Left(left) + Text.Same("\n") : Text.Same("");
        var (asking, question) = FormTalk.Asking(dialog, new(key, offer.Title, option.Verb, option.Data, sheet, values), now);
        return new(before + question, asking.Hearing(key));
    }

    private static Text Unknown(int number, Dialog dialog)
    {
        var ranges = Numerals.Ranges(dialog.Offers[^1].Options.Select(o => o.Number));
        return new($"没有编号 {number}。现在可以回 {ranges};写「帮助」看看还可以说什么。", $"There is no number {number}. You can reply with {ranges}; write \"help\" to see what else you can say.");
    }
}
