namespace BranchBot.Features.QuarterlyTalks;

/// <summary>季度谈话: to who holds them the plan, or the question whether to arrange them; to an employee his own talk.</summary>
/// <param name="Branch">The branch; null: one's own.</param>
/// <param name="Quarter">The quarter's first day; null: the one whose talks are planned or held now.</param>
/// <param name="Asked">Whether it is shown because something is left to do: then it makes no sense once nothing is.</param>
/// <param name="Failed">The arranging that failed again and again and is tried no more; it makes no sense once another was asked for.</param>
public sealed record ShowTalks(BranchId? Branch = null, DateOnly? Quarter = null, bool? Asked = null, string? Failed = null) : Command
{
    private static readonly Text NotArranged = new("没有安排成:系统里出了问题,操作员会看到。请过几分钟再点一次。", "The talks could not be arranged: something in the system failed, and its operator sees it. Please press again in a few minutes.");

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => turn.Actor is RegionLeader ? [] : [Read.One<TalkPlan>(TalkPlan.At(turn.Branch.Id, Of(turn))), Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (turn.Actor is RegionLeader)
        {
            return Decision.Instead(new ShowRegionTalks(Quarter));
        }

        var plan = rows.Find<TalkPlan>(TalkPlan.At(turn.Branch.Id, Of(turn)));
        if (!turn.Member.Holds(Position.BranchManager))
        {
            return plan?.Of(turn.Actor.Id) is { State: not TalkState.Proposed } mine ? Decision.Show(MyTalk.Of(turn, rows, plan, mine))
                : Decision.Show(new Said(new("您的季度谈话还没有安排好;安排好了会告诉您。", "Your talk of the quarter is not arranged yet; you will be told.")));
        }

        if (plan is null or { Version: 0 })
        {
            return TalkQuarter.IsOpen(Of(turn), turn.Today) ? Decision.Show(TalkCard.Ask(turn, rows, Of(turn), Failed is null ? null : NotArranged) with { Moot = IsOvertaken(plan) }) : Decision.Show(new Said(TalkCard.NotNow(turn, Of(turn))));
        }

        var roster = TalkCard.RosterIn(turn, rows);
        var (open, joined, left) = (plan.Unsettled(roster), plan.Joined(roster), plan.Left(roster));
        var renewed = plan.HasNewManager(roster);
        Text? notice = Failed is not null ? NotArranged
            : renewed ? new Text("支行长换了:点「重新安排」,邀请会换成新支行长的。", "The branch has a new manager: press \"Arrange again\", and the invitations become the new one's.")
            : joined.Count + left.Count > 0 ? Moved(joined.Select(j => j.Name), left.Select(l => l.Name))
            : Asked == true ? new Text($"还有 {open} 人没有定下来。", $"{open} are not settled yet.")
            : null;
        return Decision.Show(TalkCard.Of(turn, plan, notice is null ? null : new(notice.Value, Tone.Attention)) with { Moot = (Asked == true && open + left.Count == 0 && !renewed) || IsOvertaken(plan) });
    }

    // whoever left is met no more, whoever came is to be.
    private static Text Moved(IEnumerable<string> joined, IEnumerable<string> left)
    {
        var (came, went) = (string.Join('、', joined), string.Join('、', left));
        return (came.Length == 0 ? Text.Same("") : new Text($"新来的还没有安排:{came}。", $"New and without a talk: {came}. "))
            + (went.Length == 0 ? Text.Same("") : new Text($"已经不在本网点:{went}。", $"No longer in the branch: {went}. "))
            + new Text("点「重新安排」。", "Press \"Arrange again\".");
    }

    private bool IsOvertaken(TalkPlan? plan) => Failed is not null && Failed != plan?.Arranging;

    private DateOnly Of(Turn turn) => Quarter is { } quarter ? Periods.FirstOfQuarter(quarter) : TalkQuarter.On(turn.Today);
}

/// <summary>A command on one quarter's plan, of who holds the talks or acts for him.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
public abstract record TalkCommand(BranchId Branch, DateOnly Quarter) : Command
{
    /// <inheritdoc/>
    public sealed override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<TalkPlan>(TalkPlan.At(Branch, Quarter)), Read.One<Roster>(Roster.At(Branch))];

    /// <inheritdoc/>
    public sealed override Decision Decide(Turn turn, Rows rows) => rows.Find<TalkPlan>(TalkPlan.At(Branch, Quarter)) is { } plan ? DecideOn(turn, plan, rows)
        : Decision.Refuse(new("这个季度的谈话还没有安排。写「季度谈话」。", "The talks of this quarter are not arranged yet. Write \"quarterly talks\"."));

    /// <summary>Decides on the plan.</summary>
    private protected abstract Decision DecideOn(Turn turn, TalkPlan plan, Rows rows);

    /// <summary>The same, and Outlook follows where it is connected.</summary>
    private protected static Accepted Syncs(Turn turn, TalkPlan plan, Accepted accepted) => SumTalks.After(turn, plan.Quarter,
        plan.Outlook && RowKeys.Of(turn.Operation) is var operation ? WatchTalks.After(plan, accepted.Starting($"sync|{operation}", new SyncTalks(plan.Branch, plan.Quarter, operation))) : accepted);

    /// <summary>Tells an employee of his talk, once for each state of its invitation.</summary>
    internal static Effect Invites(TalkPlan plan, Talk talk) => new($"talk|{talk.Person}|{talk.Sequence}", talk.Person, Delivery.Certain, new ShowMyTalk(plan.Branch, plan.Quarter)) { Kept = true };
}

/// <summary>确认: invites everybody who is proposed. Confirmed twice, nobody is invited twice: only who is proposed still is.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Version">Which version of the plan was shown.</param>
public sealed record ConfirmTalks(BranchId Branch, DateOnly Quarter, int Version) : TalkCommand(Branch, Quarter)
{
    private protected override Decision DecideOn(Turn turn, TalkPlan plan, Rows rows)
    {
        var proposed = plan.Talks.Where(t => t.State == TalkState.Proposed).ToList();
        if (proposed.Count == 0)
        {
            return Decision.Show(TalkCard.Of(turn, plan, new(new("都已经邀请了。", "Everybody is invited already."), Tone.Plain)));
        }

        if (Version != plan.Version)
        {
            return new Refused(TalkCard.Of(turn, plan, new(new("安排刚刚变过,请看一下再确认。", "The plan has just changed: please look at it before you confirm."), Tone.Attention)));
        }

        var invited = proposed.Select(t => t with { State = TalkState.Invited, Sequence = t.Sequence + 1 }).ToList();
        var after = invited.Aggregate(plan, (p, talk) => p.With(talk));
        var accepted = Decision.Write(TalkCard.Of(turn, after, new(new($"已邀请 {invited.Count} 人。", $"{invited.Count} are invited."), Tone.Good)), after).Telling([.. invited.Take(InviteTalks.AtOnce).Select(t => Invites(after, t))]);
        var (rest, operation) = (invited.Skip(InviteTalks.AtOnce).Select(t => t.Person).ToList(), RowKeys.Of(turn.Operation));
        return Syncs(turn, after, rest.Count == 0 ? accepted : accepted.Starting($"invite|{operation}", new InviteTalks(Branch, Quarter, operation, rest)));
    }
}

/// <summary>改时间: other times for one talk, the earliest first .</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Person">With whom.</param>
public sealed record OfferTimes(BranchId Branch, DateOnly Quarter, PersonId Person) : TalkCommand(Branch, Quarter)
{
    private const int Most = 3;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [.. base.Needs(turn), Read.One<TalkCalendars>(TalkCalendars.Of(Branch, Quarter))];

    private protected override Decision DecideOn(Turn turn, TalkPlan plan, Rows rows)
    {
        // Whom no time was found for has one perhaps with who acts for the manager.
        var talk = plan.Of(Person);
        if (talk is { State: TalkState.Held } || Person == plan.Holder || TalkCard.RosterIn(turn, rows).Find(Person) is not { } person)
        {
            return Decision.Show(TalkCard.Of(turn, plan));
        }

        var times = MoveTalk.TimesOf(turn, plan, rows, Person).Where(t => talk is null || t != turn.Branch.Time.Wall(talk.Start)).ToList();

        // One a day first, so that there is a choice.
        var some = times.GroupBy(DateOnly.FromDateTime).Select(g => g.First()).Take(Most).ToList();
        some = [.. some.Concat(times.Except(some)).Take(Most).Order()];

        // What the employee proposes comes first, where it can be.
        var wanted = talk?.Wanted is { } at ? turn.Branch.Time.Wall(at) : (DateTime?)null;
        some = wanted is { } wish && times.Contains(wish) ? [wish, .. some.Where(t => t != wish).Take(Most - 1)] : some;
        return Decision.Show(new Shown(new(new Text("另找时间 · ", "Another time · ") + Text.Same(person.Name),
        [
            new Paragraph(talk is null ? new($"{person.Name}还没有时间。", $"{person.Name} has no time yet.") : talk.State == TalkState.Declined ? new Text($"{talk.Name}不行:", $"{talk.Name} cannot: ") + TalkCard.WhenOn(turn, plan, talk) : new Text("现在是 ", "It is ") + TalkCard.WhenOn(turn, plan, talk), talk is null or { State: TalkState.Declined } ? Tone.Attention : Tone.Plain),
            .. wanted is { } proposed ? [new Paragraph(new Text($"{person.Name}提议 ", $"{person.Name} proposes ") + Dates.WithWeekday(DateOnly.FromDateTime(proposed)) + Text.Same($" {proposed:HH:mm}") + (times.Contains(proposed) ? Text.Same("") : new(",这个时间排不下", ", which does not fit")), times.Contains(proposed) ? Tone.Plain : Tone.Attention)] : Array.Empty<Part>(),
            .. some.Count == 0 ? [new Paragraph(new("1 日至 15 日没有别的合适时间了。", "No other time fits on days 1 to 15."), Tone.Attention)] : Array.Empty<Part>(),
            .. rows.Find<TalkCalendars>(TalkCalendars.Of(Branch, Quarter)) is { } seen ? [new Paragraph(new Text("按 ", "By the calendars of ") + Dates.Brief(turn.Facts.Today(seen.At), turn.Today) + Text.Same($" {turn.Branch.Time.Clock(seen.At)}") + new Text(" 的日历", ""), Tone.Quiet)] : Array.Empty<Part>(),
        ])
        {
            Subtitle = TalkCard.Named(plan.Quarter),
            Buttons =
            [
                .. some.Select((t, place) => new Button(Dates.WithWeekday(DateOnly.FromDateTime(t)) + Text.Same($" {t:HH:mm}"), new MoveTalk(Branch, Quarter, Person, turn.Branch.Time.Instant(DateOnly.FromDateTime(t), TimeOnly.FromDateTime(t)))) { Primary = place == 0 }),
                .. TakeTalk.Offers(turn, plan, Person) ? [new Button(new("我来谈", "I hold it"), new TakeTalk(Branch, Quarter, Person))] : Array.Empty<Button>(),
                new(new("返回", "Back"), new ShowTalks(Branch, Quarter)),
            ],
            Summary = talk is { State: TalkState.Declined } ? new($"{talk.Name}的季度谈话要另找时间", $"{talk.Name} needs another time for the talk") : null,
        }));
    }
}
