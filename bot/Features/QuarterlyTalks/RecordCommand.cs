namespace BranchBot.Features.QuarterlyTalks;

/// <summary>A command on the record of one talk; the record, what of it is open, the roster: two point reads and one query.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Person">With whom the talk was.</param>
public abstract record RecordCommand(BranchId Branch, DateOnly Quarter, PersonId Person) : Command
{
    private static readonly Text NotYours = new("谈话记录只给支行长本人和谈话的员工看。", "The record of a talk is for the branch manager himself and the employee.");

    /// <inheritdoc/>
    public sealed override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<TalkRecord>(TalkRecord.At(Branch, Quarter, Person)), OpenAgreement.Of(Branch, Quarter, Person), Read.One<Roster>(Roster.At(Branch))];

    /// <inheritdoc/>
    public sealed override Decision Decide(Turn turn, Rows rows)
    {
        // Q-7, P-2: who acts for the manager reads no notes; the employee reads what was released.
        var manager = turn.Actor is Member { Position: Position.BranchManager } && turn.Actor.Id != Person;
        var record = rows.Find<TalkRecord>(TalkRecord.At(Branch, Quarter, Person));
        return manager || (turn.Actor.Id == Person && record is { State: not MinutesState.Draft }) ? DecideOn(turn, record, rows, manager) : Decision.Refuse(NotYours);
    }

    /// <summary>Decides; the actor may see the record.</summary>
    private protected abstract Decision DecideOn(Turn turn, TalkRecord? record, Rows rows, bool manager);

    /// <summary>The record as it is now, and what of it is open.</summary>
    private protected static Accepted Write(Rows rows, Answer answer, TalkRecord record)
    {
        List<OpenAgreement> open = [.. record.Agreements.Select((a, place) => (a, place)).Where(a => a.a.DoneAt is null).Select(a => new OpenAgreement(record.Branch, record.Quarter, record.Person, a.place + 1, a.a.Owner, a.a.Due))];
        return Decision.Write(answer, [record, .. open]) with { Removes = [.. rows.All<OpenAgreement>().Select(o => o.Address).Where(a => open.All(o => o.Address != a))], Wakes = true };
    }
}

/// <summary>Minutes and agreements of a talk: shows the form, keeps them as a draft, or releases them to the employee .</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Person">With whom the talk was.</param>
/// <param name="Releases">Whether the employee is to see them; null: shows the form.</param>
public sealed record WriteMinutes(BranchId Branch, DateOnly Quarter, PersonId Person, bool? Releases = null) : RecordCommand(Branch, Quarter, Person)
{
    private const int Longest = 366;

    /// <summary>The minutes; from the form.</summary>
    public string? Minutes { get; init; }

    /// <summary>The first agreement, by when, and whether the manager does it; from the form.</summary>
    public string? What1 { get; init; }

    /// <summary>By when.</summary>
    public DateOnly? Due1 { get; init; }

    /// <summary>Who does it.</summary>
    public string? Owner1 { get; init; }

    /// <summary>The second agreement.</summary>
    public string? What2 { get; init; }

    /// <summary>By when.</summary>
    public DateOnly? Due2 { get; init; }

    /// <summary>Who does it.</summary>
    public string? Owner2 { get; init; }

    /// <summary>The third agreement.</summary>
    public string? What3 { get; init; }

    /// <summary>By when.</summary>
    public DateOnly? Due3 { get; init; }

    /// <summary>Who does it.</summary>
    public string? Owner3 { get; init; }

    private protected override Decision DecideOn(Turn turn, TalkRecord? record, Rows rows, bool manager)
    {
        if (!manager)
        {
            return Decision.Instead(new ShowMinutes(Branch, Quarter, Person));
        }

        if (TalkCard.RosterIn(turn, rows).Find(Person) is not { } person)
        {
            return Decision.Refuse(new("这位同事已经不在本网点了。", "This colleague is not in the branch any more."));
        }

        var known = record ?? new(Branch, Quarter, Person, person.Name, "", []);
        if (Releases is not { } releases)
        {
            return Decision.Show(RecordCard.Form(turn, known));
        }

        var filled = known with { Minutes = (Minutes ?? "").Trim(), Agreements = [.. Agreed(turn, known)] };
        if (Wrong(turn, filled, known) is { } wrong)
        {
            return new Refused(RecordCard.Form(turn, filled, new(wrong, Tone.Attention)));
        }

        var written = filled with { State = releases ? MinutesState.Released : known.State, Version = known.Version + (releases ? 1 : 0) };
        var notice = releases ? new Text($"已发给{person.Name},等她或他点「已阅」。", $"Released to {person.Name}, who will acknowledge it.") : new("已存草稿,只有您能看。", "Kept as a draft; you alone see it.");
        return Write(rows, RecordCard.Form(turn, written, new(notice, Tone.Good)), written)
            .Telling(releases ? [new Effect($"minutes|{Periods.QuarterOf(Quarter)}|{Person}|{written.Version}", Person, Delivery.Certain, new ShowMinutes(Branch, Quarter, Person))] : []);
    }

    // What was done stays done as long as its words stand.
    private IEnumerable<Agreement> Agreed(Turn turn, TalkRecord known) =>
        new[] { (What1, Due1, Owner1), (What2, Due2, Owner2), (What3, Due3, Owner3) }.Where(a => !string.IsNullOrWhiteSpace(a.Item1)).Select(a => new Agreement(
            a.Item1!.ReplaceLineEndings(" ").Trim(), a.Item3 == RecordCard.Manager ? turn.Actor.Id : Person, a.Item2 ?? turn.Today.AddDays(21), known.Agreements.FirstOrDefault(k => k.What == a.Item1.ReplaceLineEndings(" ").Trim())?.DoneAt));

    private static Text? Wrong(Turn turn, TalkRecord filled, TalkRecord known) =>
        filled.Minutes.Length == 0 ? new("请写几句谈了什么。", "Please write some words on the talk.")
        : filled.Minutes.Length > TalkRecord.MostWords ? new($"最多 {TalkRecord.MostWords} 字,现在 {filled.Minutes.Length} 字。", $"At most {TalkRecord.MostWords} characters; these are {filled.Minutes.Length}.")
        : filled.Agreements.FirstOrDefault(a => a.What.Length > TalkRecord.MostWhat) is { } longest ? new($"一条约定最多 {TalkRecord.MostWhat} 字,现在 {longest.What.Length} 字。", $"An agreement has at most {TalkRecord.MostWhat} characters; this one has {longest.What.Length}.")
        : filled.Agreements.Any(a => (a.Due < turn.Today && known.Agreements.All(k => k.Due != a.Due)) || a.Due > turn.Today.AddDays(Longest)) ? new("约定的日子要在今天以后一年以内。", "An agreement is due within a year from today.")
        : null;
}

/// <summary>The minutes as the employee reads them, or the manager's form.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Person">With whom the talk was.</param>
/// <param name="Asked">Whether it is shown because an agreement is due: then it makes no sense once all are done.</param>
public sealed record ShowMinutes(BranchId Branch, DateOnly Quarter, PersonId Person, bool? Asked = null) : RecordCommand(Branch, Quarter, Person)
{
    private protected override Decision DecideOn(Turn turn, TalkRecord? record, Rows rows, bool manager)
    {
        if (record is null)
        {
            return Decision.Show(new Said(new("还没有谈话记录。", "There is no record of the talk yet.")));
        }

        var due = record.Agreements.Where(a => a.DoneAt is null && a.Due <= turn.Today).ToList();
        var notice = Asked == true && due.Count > 0 ? new Notice(new($"到期的约定 {due.Count} 件", $"{due.Count} agreements are due"), Tone.Attention) : null;
        return Decision.Show(RecordCard.Of(turn, record, manager, notice) with { Moot = Asked == true && due.Count == 0 });
    }
}

/// <summary>已阅: the employee has read the minutes .</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Person">With whom the talk was.</param>
/// <param name="Version">Which release he has read.</param>
public sealed record AcknowledgeMinutes(BranchId Branch, DateOnly Quarter, PersonId Person, int Version) : RecordCommand(Branch, Quarter, Person)
{
    private protected override Decision DecideOn(Turn turn, TalkRecord? record, Rows rows, bool manager) =>
        manager || record is null ? Decision.Instead(new ShowMinutes(Branch, Quarter, Person))
        : record.Version != Version ? new Refused(RecordCard.Of(turn, record, manager, new(new("记录改过了,请看新的。", "The minutes have changed; please read them anew."), Tone.Attention)))
        : record.State == MinutesState.Acknowledged ? Decision.Show(RecordCard.Of(turn, record, manager))
        : record with { State = MinutesState.Acknowledged } is var read ? Write(rows, RecordCard.Of(turn, read, manager, new(new("已阅。", "Acknowledged."), Tone.Good)), read)
        : throw new InvalidOperationException();
}

/// <summary>完成: an agreement is done; whoever of both says so.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Person">With whom the talk was.</param>
/// <param name="What">Which agreement, by its words: they may have changed places.</param>
public sealed record FinishAgreement(BranchId Branch, DateOnly Quarter, PersonId Person, string What) : RecordCommand(Branch, Quarter, Person)
{
    private protected override Decision DecideOn(Turn turn, TalkRecord? record, Rows rows, bool manager)
    {
        if (record?.Agreements.FirstOrDefault(a => a.What == What && a.DoneAt is null) is not { } agreement)
        {
            return Decision.Instead(new ShowMinutes(Branch, Quarter, Person));
        }

        var done = record with { Agreements = [.. record.Agreements.Select(a => a == agreement ? a with { DoneAt = turn.Now } : a)] };
        return Write(rows, RecordCard.Of(turn, done, manager, new(new($"完成:{What}", $"Done: {What}"), Tone.Good)), done);
    }
}
