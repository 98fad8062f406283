namespace BranchBot.Features.QuarterlyTalks;

/// <summary>
/// A talk for the pane beside its invitation. Which one, is told by the employee, or by when the appointment begins: of who holds talks the one that he holds
/// then, of an employee his own. Three point reads and the dossier's, however many days the quarter has.
/// </summary>
/// <param name="Branch">The branch.</param>
/// <param name="At">When the appointment begins, UTC.</param>
/// <param name="Person">With whom; null: it is told by the time.</param>
/// <param name="Language">In which language; null: the reader's own.</param>
public sealed record ReadTalk(BranchId Branch, DateTimeOffset At, PersonId? Person = null, Language? Language = null) : Command
{
    private static readonly Text None = new("这个约会不是季度谈话。", "This appointment is no quarterly talk.");

    /// <summary>The talk with somebody in a quarter, whenever in it.</summary>
    public static ReadTalk Of(BranchId branch, DateOnly quarter, PersonId person, Language? language = null) => new(branch, new(quarter.AddDays(TalkTimes.LastDay - 1), new(12, 0), TimeSpan.Zero), person, language);

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => turn.BranchFacts is null ? [] : [Read.One<TalkPlan>(TalkPlan.At(Branch, Quarter(turn))), Read.One<Roster>(Roster.At(Branch))];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> NeedsMore(Turn turn, Rows rows) => Found(turn, rows) is not var (_, talk) || !Sees(turn, talk) ? [] :
    [
        Read.One<TalkRecord>(TalkRecord.At(Branch, Quarter(turn), talk.Person)),
        .. TalkRule.DossierRefusal(turn.Actor, talk.Person, turn.Facts.Settings, talk) is null
            ? turn.PersonSections.SelectMany(s => s.Needs(turn.Facts, talk.Person, Before(turn))).Where(r => rows.VersionOf(r.Address) is null).Distinct()
            : [],
    ];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (turn.Actor is not Member)
        {
            return TalkRule.Forbid(TalkRule.DossierRefusal(turn.Actor, Person ?? default, new())!.Value);
        }

        // Of another's talk nobody learns whether there is one.
        if (Person is { } asked && asked != turn.Actor.Id && !turn.Member.Holds(Position.BranchManager))
        {
            return TalkRule.Forbid(TalkRule.DossierRefusal(turn.Actor, asked, turn.Facts.Settings)!.Value);
        }

        return Found(turn, rows) is not var (plan, talk) ? new Refused(new Said(None)) { Kind = RefusalKind.Absent }
            : !Sees(turn, talk) ? TalkRule.Forbid(TalkRule.DossierRefusal(turn.Actor, talk.Person, turn.Facts.Settings, talk)!.Value)
            : TalkCard.RosterIn(turn, rows).Find(talk.Person) is { } person ? Decision.Show(new Given(Sheet(turn, rows, plan, talk, person)))
            : new Refused(new Said(None)) { Kind = RefusalKind.Absent };
    }

    private static bool Sees(Turn turn, Talk talk) => turn.Actor.Id == talk.Person || TalkRule.Holds(turn.Actor, talk.Person, talk);

    private TalkSheet Sheet(Turn turn, Rows rows, TalkPlan plan, Talk talk, RosterEntry person)
    {
        var language = Language ?? turn.Actor.Language;
        var holds = TalkRule.Holds(turn.Actor, talk.Person, talk);
        var noDossier = TalkRule.DossierRefusal(turn.Actor, talk.Person, turn.Facts.Settings, talk);
        var known = noDossier is null ? turn.PersonSections.Select(s => s.Of(turn, person, Before(turn), rows)).OfType<PersonFacts>().ToList() : [];
        var record = rows.Find<TalkRecord>(TalkRecord.At(Branch, plan.Quarter, talk.Person));
        return new(
            Branch,
            plan.Quarter,
            talk.Person,
            person.Name,
            person.Position.Name().In(language),
            TalkCard.Named(Before(turn).From).In(language),
            holds,
            TalkRule.Notes(turn.Actor, talk.Person),
            TalkCard.WhenOn(turn, plan, talk).In(language),
            talk.Start,
            plan.Minutes,
            TalkPlan.MostMinutes,
            talk.State,
            TalkCard.State(talk.State).In(language),
            [.. known.Select(k => new SheetSection(k.Title.In(language), [.. k.Parts.SelectMany(p => SheetLines.Of(p, language))]))],
            noDossier?.In(language),
            holds ? [.. TalkAgenda.Of([.. known.SelectMany(k => k.Counts)]).Select(t => t.In(language))] : [],
            [.. TalkAgenda.Outline.Select(t => t.In(language))],
            TalkRule.RecordRefusal(turn.Actor, talk.Person, record, talk) is null ? SheetLines.Of(turn, record ?? new(Branch, plan.Quarter, talk.Person, person.Name, "", []), holds, language) : null,
            turn.Today);
    }

    private (TalkPlan Plan, Talk Talk)? Found(Turn turn, Rows rows) =>
        rows.Find<TalkPlan>(TalkPlan.At(Branch, Quarter(turn))) is { } plan
        && plan.Talks.Where(t => t.State != TalkState.Proposed).FirstOrDefault(t => Person is { } person ? t.Person == person : t.Start == At && (t.Person == turn.Actor.Id || plan.HolderOf(t.Person) == turn.Actor.Id)) is { } talk
            ? (plan, talk)
            : null;

    private DateOnly Quarter(Turn turn) => Periods.FirstOfQuarter(turn.Facts.Today(At));

    private DaySpan Before(Turn turn) => Period.Quarter.Around(Quarter(turn).AddDays(-1));
}

/// <summary>Minutes and agreements for a program, or writes them; refused as moved where they were written over another state than what stands.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Person">With whom the talk was.</param>
/// <param name="Sent">What is written; null: nothing.</param>
/// <param name="Language">In which language; null: the reader's own.</param>
public sealed record SendMinutes(BranchId Branch, DateOnly Quarter, PersonId Person, SentMinutes? Sent = null, Language? Language = null) : RecordCommand(Branch, Quarter, Person)
{
    private protected override Decision DecideOn(Turn turn, TalkRecord? record, Rows rows, bool holds)
    {
        var language = Language ?? turn.Actor.Language;
        if (Known(turn, record, rows) is not { } known)
        {
            return Gone();
        }

        if (Sent is null)
        {
            return Decision.Show(new Given(SheetLines.Of(turn, known, holds, language)));
        }

        if (!holds)
        {
            return TalkRule.Forbid(new("谈话记录由支行长写。", "The minutes are the manager's to write."));
        }

        var written = TalkMinutes.Of(turn, known, Sent.Minutes, Sent.Agreements.Select(a => ((string?)a.What, a.Due, a.Manager)));
        if (TalkMinutes.Wrong(turn, written, known, Sent.Release) is { } wrong)
        {
            return Decision.Refuse(wrong);
        }

        // The same came already, and its answer was lost on the way.
        if (written.Says(known.Newest) && (!Sent.Release || known.IsOut))
        {
            return Decision.Show(new Given(SheetLines.Of(turn, known, holds, language)));
        }

        if (Sent.Revision != known.Revision)
        {
            return new Refused(new Given(SheetLines.Of(turn, known, holds, language))) { Kind = RefusalKind.Moved };
        }

        var after = known.With(written, turn.Actor.Id, Sent.Release);
        return Write(rows, new Given(SheetLines.Of(turn, after, holds, language)), after).Telling(Sent.Release ? [Tells(after)] : []);
    }
}

/// <summary>The manager's private notes on somebody for a program, or writes them; refused as moved where they were written over another state than what stands.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Person">On whom.</param>
/// <param name="Sent">What is written; null: nothing.</param>
public sealed record SendNotes(BranchId Branch, PersonId Person, NotesSheet? Sent = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => TalkRule.Notes(turn.Actor, Person) ? [Read.One<TalkNotes>(TalkNotes.Of(Branch, Person, turn.Actor.Id))] : [];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (!TalkRule.Notes(turn.Actor, Person))
        {
            return TalkRule.Forbid(WriteNotes.NotYours);
        }

        var known = rows.Find<TalkNotes>(TalkNotes.Of(Branch, Person, turn.Actor.Id)) ?? new(Branch, Person, turn.Actor.Id, "", turn.Now);
        var words = (Sent?.Words ?? "").ReplaceLineEndings("\n").Trim();
        return Sent is null || words == known.Words ? Decision.Show(new Given(Sheet(known)))
            : words.Length > TalkNotes.MostWords ? Decision.Refuse(WriteNotes.TooLong(words))
            : Sent.Revision != known.Revision ? new Refused(new Given(Sheet(known))) { Kind = RefusalKind.Moved }
            : known with { Words = words, At = turn.Now, Revision = known.Revision + 1 } is var after ? Decision.Write(new Given(Sheet(after)), after)
            : throw new InvalidOperationException();
    }

    private static NotesSheet Sheet(TalkNotes notes) => new(notes.Words, notes.Revision);
}
