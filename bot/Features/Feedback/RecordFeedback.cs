namespace BranchBot.Features.Feedback;

/// <summary>Writes down what was said of somebody; asks for what is missing. Pressed twice it is written once.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Key">What tells the entry apart, from when its form was shown.</param>
/// <param name="Person">Of whom; from the form.</param>
/// <param name="Writes">Whether it is written; null: the form is shown.</param>
public sealed record RecordFeedback(BranchId Branch, string Key, PersonId? Person = null, bool? Writes = null) : Command
{
    private const int MostChoices = 60;

    /// <summary>Where it comes from; from the form.</summary>
    public FeedbackKind? Kind { get; init; }

    /// <summary>When it happened; from the form.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>What was said; from the form.</summary>
    public string? What { get; init; }

    /// <summary>Of whom by name, where the branch has too many people for a list; from the form.</summary>
    public string? Name { get; init; }

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(Branch))];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> NeedsMore(Turn turn, Rows rows) => Writes == true && Meant(rows) is { } person ? [Read.One<FeedbackEntry>(FeedbackEntry.Stands(Branch, person.Id, Day ?? turn.Today, Key))] : [];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var (kind, day, what) = (Kind ?? FeedbackKind.Observation, Day ?? turn.Today, FeedbackEntry.Masked((What ?? "").ReplaceLineEndings(" ").Trim()));
        if (Writes != true)
        {
            return Decision.Show(Form(turn, rows));
        }

        if (Meant(rows) is not { } person)
        {
            return new Refused(Form(turn, rows, Name is { } name ? NamePhrases.Nobody(name) : new("请选一位同事。", "Please choose a colleague.")));
        }

        if (FeedbackRules.Wrong(turn, person, kind, day, what) is { } wrong)
        {
            return new Refused(Form(turn, rows, wrong));
        }

        var entry = new FeedbackEntry(Branch, person.Id, kind, day, Key, what, turn.Actor.Id, turn.Actor is Member { Position: Position.BranchManager }, turn.Now);
        return rows.Find<FeedbackEntry>(entry.Address) is { } known ? Decision.Show(FeedbackCard.Kept(turn, person, known))
            : Decision.Write(FeedbackCard.Kept(turn, person, entry), entry);
    }

    private RosterEntry? Meant(Rows rows) => rows.Find<Roster>(Roster.At(Branch)) is not { } roster ? null
        : Name is { Length: > 0 } name && NamePhrases.Read(name, roster).People is [var one] ? one
        : Person is { } id ? roster.Find(id) : null;

    private Shown Form(Turn turn, Rows rows, Text? wrong = null)
    {
        var roster = rows.Find<Roster>(Roster.At(Branch)) ?? throw new InvalidOperationException($"Branch {Branch} has staff and no roster.");
        var others = roster.Staff.Where(s => s.Id != turn.Actor.Id && Duty.Employs(s.Pattern, turn.Today)).OrderBy(s => s.Position).ToList();
        return new(new(new("表扬、投诉、观察", "Praise, complaint, observation"),
        [
            .. wrong is { } why ? [new Notice(why, Tone.Attention)] : Array.Empty<Part>(),
            others.Count > MostChoices
                ? new TextField("name", new("谁(名字)", "Who (name)"), 20, Person is { } id ? roster.Find(id)?.Name : Name, Required: true)
                : new ChoiceField("person", new("谁", "Who"), [.. others.Select(s => (s.Id.ToString(), Text.Same($"{s.Name} · ") + s.Position.Name()))], Person?.ToString(), Required: true),
            new ChoiceField("kind", new("从哪儿来", "Where it comes from"), [.. FeedbackRules.Of(turn.Member).Select(k => (k.ToString(), FeedbackRules.Name(k)))], (Kind is { } k && FeedbackRules.Of(turn.Member).Contains(k) ? k : FeedbackRules.Of(turn.Member)[^1]).ToString(), Required: true),
            new TextField("what", new("发生了什么", "What happened"), FeedbackEntry.MostWords, What, Required: true, Multiline: true, Hint: new("不写客户的姓名和电话", "without customers' names and numbers")),
            new DateField("day", new("哪一天", "On which day"), Day ?? turn.Today, Required: true),
            new Paragraph(new("支行长和本人在季度谈话时看得到,不写是谁记的。", "The manager and the colleague see it at the quarterly talk, without who wrote it."), Tone.Quiet),
        ])
        {
            Subtitle = Text.Same(turn.Branch.Name),
            Buttons = [new(new("记下", "Keep"), new RecordFeedback(Branch, Key, null, true)) { Primary = true, Submits = true }],
        });
    }
}

/// <summary>客户表扬 孙丽 客户来信说…: the same by words; what is missing is asked for.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Said">The name and what was said.</param>
public sealed record SayFeedback(FeedbackKind Kind, string Said = "") : Command
{
    private const string Hotline = "95580";

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var roster = rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? throw new InvalidOperationException($"Branch {turn.Branch.Id} has staff and no roster.");
        var clean = Heard.Clean(Said);
        var named = Said.Length == 0 ? new([], "") : NamePhrases.Read(Said, roster);
        if (clean.Length > 0 && named.People.Count == 0)
        {
            return Decision.Refuse(NamePhrases.Nobody(Said) + new Text("可以写:客户表扬 孙丽 客户来信说…", " You can write: commend 孙丽 a customer wrote …"));
        }

        // As it was written, not as it was compared.
        var what = named.Rest.Length == 0 ? "" : clean.EndsWith(named.Rest, StringComparison.OrdinalIgnoreCase) ? clean[^named.Rest.Length..] : clean[..Math.Min(named.Rest.Length, clean.Length)];
        var kind = FeedbackRules.IsPraise(Kind) && what.Contains(Hotline, StringComparison.Ordinal) ? FeedbackKind.Hotline : FeedbackRules.IsPraise(Kind) && what.Contains("客户之声", StringComparison.Ordinal) ? FeedbackKind.CustomerVoice : Kind;
        var person = named.People is [var one] ? one.Id : (PersonId?)null;
        return Decision.Instead(new RecordFeedback(turn.Branch.Id, RowKeys.Of(turn.Operation), person, person is not null && what.Length > 0 ? true : null) { Kind = kind, What = what.Length == 0 ? null : what });
    }
}

/// <summary>撤回: takes an entry back; who wrote it may, and the manager. It is kept and not shown any more.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Person">Of whom it is.</param>
/// <param name="Day">Its day.</param>
/// <param name="Id">Which.</param>
public sealed record WithdrawFeedback(BranchId Branch, PersonId Person, DateOnly Day, string Id) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<FeedbackEntry>(FeedbackEntry.Stands(Branch, Person, Day, Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) =>
        rows.Find<FeedbackEntry>(FeedbackEntry.Stands(Branch, Person, Day, Id)) is not { } entry || (entry.By != turn.Actor.Id && (turn.Actor is not Member { Position: Position.BranchManager } || turn.Actor.Id == Person))
            ? new Refused(new Said(new("这一条不是您记的。", "It was not you who wrote this."))) { Kind = RefusalKind.Forbidden }
        : entry.WithdrawnBy is not null ? Decision.Show(new Said(new("已经撤回了。", "It was taken back already.")))
        : Decision.Write(new Said(new("撤回了,谈话时不再出现。", "Taken back: it is not shown at the talk any more.")), entry with { WithdrawnBy = turn.Actor.Id });
}
