namespace BranchBot.Features.People;

/// <summary>中文 / English: what a person reads from now on.</summary>
/// <param name="Chinese">Chinese, or English; null: asks which.</param>
public sealed record ChooseLanguage(bool? Chinese = null) : Command
{
    /// <summary>Reads the language behind 语言; null where it is none that the bot speaks.</summary>
    public static ChooseLanguage? Parse(string rest) => rest switch
    {
        "" => new(),
        "中文" or "chinese" => new(true),
        "english" or "英文" => new(false),
        _ => null,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Person>(Person.At(turn.Actor.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (Chinese is not { } chinese)
        {
            return Decision.Show(new Shown(new(new("语言", "Language"), [new Paragraph(Text.Same("请选择 · Please choose"))])
            {
                Buttons = [new(Text.Same("中文"), new ChooseLanguage(true)), new(Text.Same("English"), new ChooseLanguage(false))],
            }));
        }

        var language = chinese ? Language.Chinese : Language.English;
        var person = rows.Find<Person>(Person.At(turn.Actor.Id)) ?? new Person(turn.Actor.Id, null, null, null);
        var said = new Said(Text.Same(chinese ? "好的,以后说中文。" : "All right, English from now on."));
        return person.Chosen == language ? Decision.Show(said) : Decision.Write(said, person with { Chosen = language });
    }
}
