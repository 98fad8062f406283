namespace BranchBot.Features.QuarterlyTalks;

/// <summary>A command on the record of one talk; the record, what of it is open, the roster: two point reads and one query, for a deputy the plan too.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Person">With whom the talk was.</param>
public abstract record RecordCommand(BranchId Branch, DateOnly Quarter, PersonId Person) : Command
{
    /// <inheritdoc/>
    public sealed override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Read> Needs(Turn turn) =>
        [Read.One<TalkRecord>(TalkRecord.At(Branch, Quarter, Person)), OpenAgreement.Of(Branch, Quarter, Person), Read.One<Roster>(Roster.At(Branch)), .. TalkRule.Needs(turn.Actor, Branch, Quarter)];

    /// <inheritdoc/>
    public sealed override Decision Decide(Turn turn, Rows rows)
    {
        var talk = rows.Find<TalkPlan>(TalkPlan.At(Branch, Quarter))?.Of(Person);
        var record = rows.Find<TalkRecord>(TalkRecord.At(Branch, Quarter, Person));
        return TalkRule.RecordRefusal(turn.Actor, Person, record, talk) is { } refusal ? TalkRule.Forbid(refusal) : DecideOn(turn, record, rows, TalkRule.Holds(turn.Actor, Person, talk));
    }

    /// <summary>Decides; the actor may see the record. Who holds the talk writes it.</summary>
    private protected abstract Decision DecideOn(Turn turn, TalkRecord? record, Rows rows, bool holds);

    /// <summary>The record as it is now, and what of it is open. Of a draft nobody is reminded.</summary>
    private protected static Accepted Write(Rows rows, Answer answer, TalkRecord record)
    {
        var agreed = record.State == MinutesState.Draft ? [] : record.Agreements;
        List<OpenAgreement> open = [.. agreed.Select((a, place) => (a, place)).Where(a => a.a.DoneAt is null).Select(a => new OpenAgreement(record.Branch, record.Quarter, record.Person, a.place + 1, a.a.Owner, a.a.Due))];
        var (known, gone) = (rows.All<OpenAgreement>().ToList(), rows.All<OpenAgreement>().Select(o => o.Address).Where(a => open.All(o => o.Address != a)).ToList());
        return Decision.Write(answer, [record, .. open.Except(known)]) with { Removes = gone, Wakes = gone.Count > 0 || open.Except(known).Any() };
    }

    /// <summary>The record; a new one where there is none yet. Null: the employee has left the branch.</summary>
    private protected TalkRecord? Known(Turn turn, TalkRecord? record, Rows rows) =>
        TalkCard.RosterIn(turn, rows).Find(Person) is not { } person ? null : record ?? new(Branch, Quarter, Person, person.Name, "", []);

    /// <summary>The employee hears of what was released.</summary>
    private protected Effect Tells(TalkRecord released) => new($"minutes|{Periods.QuarterOf(Quarter)}|{Person}|{released.Version}", Person, Delivery.Certain, new ShowMinutes(Branch, Quarter, Person));

    /// <summary>Who has left the branch is written about no more.</summary>
    private protected static Decision Gone() => Decision.Refuse(new("这位同事已经不在本网点了。", "This colleague is not in the branch any more."));
}

/// <summary>Minutes and agreements of a talk: shows the form, keeps them as a draft, or releases them to the employee .</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Person">With whom the talk was.</param>
/// <param name="Releases">Whether the employee is to see them; null: shows the form.</param>
/// <param name="Revision">Over which state of the record the form was filled in; null: a form of before there were any.</param>
public sealed record WriteMinutes(BranchId Branch, DateOnly Quarter, PersonId Person, bool? Releases = null, int? Revision = null) : RecordCommand(Branch, Quarter, Person)
{
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

    private protected override Decision DecideOn(Turn turn, TalkRecord? record, Rows rows, bool holds)
    {
        if (!holds)
        {
            return Decision.Instead(new ShowMinutes(Branch, Quarter, Person));
        }

        if (Known(turn, record, rows) is not { } known)
        {
            return Gone();
        }

        if (Releases is not { } releases)
        {
            return Decision.Show(RecordCard.Form(turn, known, known.Newest));
        }

        var written = TalkMinutes.Of(turn, known, Minutes, [(What1, Due1, Owner1 == RecordCard.Manager), (What2, Due2, Owner2 == RecordCard.Manager), (What3, Due3, Owner3 == RecordCard.Manager)]);
        if (TalkMinutes.Wrong(turn, written, known, releases) is { } wrong)
        {
            return new Refused(RecordCard.Form(turn, known, written, new(wrong, Tone.Attention)));
        }

        // Pressed again, or sent again by Teams.
        if (written.Says(known.Newest) && (!releases || known.IsOut))
        {
            return Decision.Show(RecordCard.Form(turn, known, known.Newest, new(releases ? new($"已发给{known.Name}。", $"Released to {known.Name}.") : new("已存草稿,只有您能看。", "Kept as a draft; you alone see it."), Tone.Good)));
        }

        if (Revision is { } filled && filled != known.Revision)
        {
            // Nothing of either is lost: his words stay in the form, and what was written elsewhere stays until he says so.
            return new Refused(RecordCard.Form(turn, known, written, new(new("记录刚才在别处改过了。下面是您写的;再点一次,就以您写的为准。", "The record was changed elsewhere meanwhile. Below are your words; press again and yours count."), Tone.Attention))) { Kind = RefusalKind.Moved };
        }

        var after = known.With(written, turn.Actor.Id, releases);
        var notice = releases ? new Text($"已发给{known.Name},等她或他点「已阅」。", $"Released to {known.Name}, who will acknowledge it.") : new("已存草稿,只有您能看。", "Kept as a draft; you alone see it.");
        return Write(rows, RecordCard.Form(turn, after, after.Newest, new(notice, Tone.Good)), after).Telling(releases ? [Tells(after)] : []);
    }
}

/// <summary>The minutes as the employee reads them, or the manager's form.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Person">With whom the talk was.</param>
/// <param name="Asked">Whether it is shown because an agreement is due: then it makes no sense once all are done.</param>
public sealed record ShowMinutes(BranchId Branch, DateOnly Quarter, PersonId Person, bool? Asked = null) : RecordCommand(Branch, Quarter, Person)
{
    private protected override Decision DecideOn(Turn turn, TalkRecord? record, Rows rows, bool holds)
    {
        if (record is null)
        {
            return Decision.Show(new Said(new("还没有谈话记录。", "There is no record of the talk yet.")));
        }

        var due = record.Agreements.Where(a => a.DoneAt is null && a.Due <= turn.Today).ToList();
        var notice = Asked == true && due.Count > 0 ? new Notice(new($"到期的约定 {due.Count} 件", $"{due.Count} agreements are due"), Tone.Attention) : null;
        return Decision.Show(RecordCard.Of(turn, record, holds, notice) with { Moot = Asked == true && due.Count == 0 });
    }
}

/// <summary>已阅: the employee has read the minutes .</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Person">With whom the talk was.</param>
/// <param name="Version">Which release he has read.</param>
public sealed record AcknowledgeMinutes(BranchId Branch, DateOnly Quarter, PersonId Person, int Version) : RecordCommand(Branch, Quarter, Person)
{
    private protected override Decision DecideOn(Turn turn, TalkRecord? record, Rows rows, bool holds) =>
        holds || record is null ? Decision.Instead(new ShowMinutes(Branch, Quarter, Person))
        : record.Version != Version ? new Refused(RecordCard.Of(turn, record, holds, new(new("记录改过了,请看新的。", "The minutes have changed; please read them anew."), Tone.Attention))) { Kind = RefusalKind.Moved }
        : record.State == MinutesState.Acknowledged ? Decision.Show(RecordCard.Of(turn, record, holds))
        : record with { State = MinutesState.Acknowledged } is var read ? Write(rows, RecordCard.Of(turn, read, holds, new(new("已阅。", "Acknowledged."), Tone.Good)), read)
        : throw new InvalidOperationException();
}

/// <summary>完成: an agreement is done; whoever of both says so.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Person">With whom the talk was.</param>
/// <param name="What">Which agreement, by its words: they may have changed places.</param>
public sealed record FinishAgreement(BranchId Branch, DateOnly Quarter, PersonId Person, string What) : RecordCommand(Branch, Quarter, Person)
{
    private protected override Decision DecideOn(Turn turn, TalkRecord? record, Rows rows, bool holds)
    {
        if (record?.Agreements.FirstOrDefault(a => a.What == What && a.DoneAt is null) is not { } agreement)
        {
            return Decision.Instead(new ShowMinutes(Branch, Quarter, Person));
        }

        var done = record with { Agreements = [.. record.Agreements.Select(a => a == agreement ? a with { DoneAt = turn.Now } : a)] };
        return Write(rows, RecordCard.Of(turn, done, holds, new(new($"完成:{What}", $"Done: {What}"), Tone.Good)), done);
    }
}
