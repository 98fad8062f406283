namespace BranchBot.Features.QuarterlyTalks;

/// <summary>A manager's private notes on somebody: his alone. They stand under his own id, so that a successor's command cannot even name them.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Person">On whom.</param>
/// <param name="Author">Whose notes they are.</param>
/// <param name="Words">What they say.</param>
/// <param name="At">When they were last written, UTC.</param>
/// <param name="Revision">How many times they were written.</param>
/// <param name="Ceased">When it was first seen that their author leads the branch no more; null: he does.</param>
public sealed record TalkNotes(BranchId Branch, PersonId Person, PersonId Author, string Words, DateTimeOffset At, int Revision = 0, DateOnly? Ceased = null) : Row
{
    /// <summary>The most characters.</summary>
    public const int MostWords = 2000;

    /// <summary>Where somebody's notes on somebody stand.</summary>
    public static RowAddress Of(BranchId branch, PersonId person, PersonId author) => new(TalkRecord.PartitionOf(branch), $"notes|{author}|{person}");

    /// <inheritdoc/>
    public override RowAddress Address => Of(Branch, Person, Author);
}

/// <summary>私下笔记: the manager's private notes on somebody, as a form; or writes them.</summary>
/// <param name="Person">On whom; null: by name.</param>
/// <param name="Name">Whom somebody named.</param>
/// <param name="Writes">Whether they are written; null: the form is shown.</param>
/// <param name="Revision">Over which state they were written; null: it was not shown.</param>
public sealed record WriteNotes(PersonId? Person = null, string? Name = null, bool? Writes = null, int? Revision = null) : Command
{
    /// <summary>They are the manager's own.</summary>
    internal static readonly Text NotYours = new("私下笔记只有支行长本人能写、能看。", "Private notes are written and read by the branch manager himself alone.");

    private static readonly Text Title = new("私下笔记", "Private notes");

    /// <summary>They are too long.</summary>
    internal static Text TooLong(string words) => new($"最多 {TalkNotes.MostWords} 字,现在 {words.Length} 字。", $"At most {TalkNotes.MostWords} characters; these are {words.Length}.");

    /// <summary>What they are to say; from the form. Nothing: they are taken away.</summary>
    public string? Words { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> NeedsMore(Turn turn, Rows rows) =>
        Meant(turn, rows) is [var person] && TalkRule.Notes(turn.Actor, person.Id) ? [Read.One<TalkNotes>(TalkNotes.Of(turn.Branch.Id, person.Id, turn.Actor.Id))] : [];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var meant = Meant(turn, rows);
        if (meant is not [var person])
        {
            return Decision.Refuse(meant.Count == 0 ? NamePhrases.Nobody(Name ?? "") + new Text("可以写:私下笔记 孙丽。", " You can write: private notes 孙丽.") : new($"「{Name}」有{meant.Count}位,请写全名。", $"Several are called \"{Name}\"; please write the whole name."));
        }

        if (!TalkRule.Notes(turn.Actor, person.Id))
        {
            return TalkRule.Forbid(NotYours);
        }

        var known = rows.Find<TalkNotes>(TalkNotes.Of(turn.Branch.Id, person.Id, turn.Actor.Id)) ?? new(turn.Branch.Id, person.Id, turn.Actor.Id, "", turn.Now);
        var words = (Words ?? "").ReplaceLineEndings("\n").Trim();
        return Writes != true ? Decision.Show(Form(turn, person, known))
            : words.Length > TalkNotes.MostWords ? new Refused(Form(turn, person, known with { Words = words }, new(TooLong(words), Tone.Attention)))
            : words == known.Words ? Decision.Show(Form(turn, person, known))
            : Revision is { } seen && seen != known.Revision ? new Refused(Form(turn, person, known with { Words = words }, new(new("笔记刚才在别处改过了。下面是您写的;再点一次,就以您写的为准。", "The notes were changed elsewhere meanwhile. Below are your words; press again and yours count."), Tone.Attention))) { Kind = RefusalKind.Moved }
            : known with { Words = words, At = turn.Now, Revision = known.Revision + 1 } is var after ? Decision.Write(Form(turn, person, after, new(new("已保存,只有您能看。", "Kept; you alone see it."), Tone.Good)), after)
            : throw new InvalidOperationException();
    }

    private static Shown Form(Turn turn, RosterEntry person, TalkNotes notes, Notice? notice = null) => new(new(Title + Text.Same($" · {person.Name}"),
    [
        .. notice is null ? Array.Empty<Part>() : [notice],
        new Paragraph(new("只有您本人能看,不会交给下一任,也不进谈话记录。", "You alone see them: no successor does, and they are no part of the minutes."), Tone.Quiet),
        new TextField("words", Title, TalkNotes.MostWords, notes.Words.Length == 0 ? null : notes.Words, Multiline: true),
    ])
    {
        Subtitle = notes.Revision == 0 ? null : new Text("上次 ", "Last written ") + Dates.Brief(turn.Facts.Today(notes.At), turn.Today),
        Buttons = [new(new("保存", "Keep"), new WriteNotes(person.Id, null, true, notes.Revision)) { Primary = true, Submits = true }],
        Summary = Title,
    });

    private IReadOnlyList<RosterEntry> Meant(Turn turn, Rows rows)
    {
        var roster = TalkCard.RosterIn(turn, rows);
        return Person is { } id ? roster.Find(id) is { } known ? [known] : [] : NamePhrases.Read(Name ?? "", roster).People;
    }
}
