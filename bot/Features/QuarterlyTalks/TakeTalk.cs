namespace BranchBot.Features.QuarterlyTalks;

/// <summary>
/// 我来谈: who acts for the manager holds a talk himself, on a day on which he acts, or the manager takes it back (P-2). At the same time where both can, else at
/// their next one; who was invited is invited anew.
/// </summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Person">With whom.</param>
public sealed record TakeTalk(BranchId Branch, DateOnly Quarter, PersonId Person) : TalkCommand(Branch, Quarter)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [.. base.Needs(turn), Read.One<TalkCalendars>(TalkCalendars.Of(Branch, Quarter))];

    /// <summary>Whether who asks may hold somebody's talk and does not yet.</summary>
    internal static bool Offers(Turn turn, TalkPlan plan, PersonId person) => person != turn.Actor.Id && plan.HolderOf(person) != turn.Actor.Id;

    private protected override Decision DecideOn(Turn turn, TalkPlan plan, Rows rows)
    {
        var known = plan.Of(Person);
        if (TalkCard.RosterIn(turn, rows).Find(Person) is not { } person || known is { State: TalkState.Held } || (known is not null && plan.HolderOf(Person) == turn.Actor.Id))
        {
            return Decision.Show(TalkCard.Of(turn, plan));
        }

        if (Person == turn.Actor.Id)
        {
            return Decision.Refuse(new("自己的谈话不能自己主持,等支行长回来谈。", "Nobody holds his own talk: the branch manager does when he is back."));
        }

        if (known is { State: TalkState.Invited or TalkState.Accepted } && known.Start <= turn.Now)
        {
            return Decision.Refuse(new("这次谈话的时间已经过了,请支行长点「谈过了」或另找时间。", "The time of this talk is over: the manager says that it was held, or finds another."));
        }

        var (holder, invites) = (turn.Actor.Id == plan.Holder ? (PersonId?)null : turn.Actor.Id, known is { State: not TalkState.Proposed });
        var counted = plan.Counted(Person);
        var taken = (known ?? new(Person, person.Name, person.Position, default, TalkState.Proposed, counted.Sequence, Edition: counted.Edition, Mail: person.Mail)) with { Holder = holder, HolderName = holder is null ? null : turn.Actor.Name, Problem = null, Wanted = null };
        var times = MoveTalk.TimesOf(turn, plan.With(taken), rows, Person).Where(t => holder is null || TalkRule.Acts(turn.Facts, turn.Actor.Id, DateOnly.FromDateTime(t))).ToList();
        if (times.Count == 0)
        {
            return Decision.Refuse(new($"在您代班的日子里,您和{person.Name}没有共同的时间。", $"On the days on which you act for the manager, you and {person.Name} have no time in common."));
        }

        var start = known is not null && known.State != TalkState.Declined && times.Contains(turn.Branch.Time.Wall(known.Start)) ? turn.Branch.Time.Wall(known.Start) : times[0];
        var moved = taken with { Start = turn.Branch.Time.Instant(DateOnly.FromDateTime(start), TimeOnly.FromDateTime(start)), State = invites ? TalkState.Invited : TalkState.Proposed, Sequence = counted.Sequence + (invites ? 1 : 0) };
        var after = plan.With(moved) with { Version = plan.Version + 1 };
        var notice = new Notice(new Text($"和{person.Name}由您来谈:", $"You hold the talk with {person.Name}: ") + TalkCard.WhenOn(turn, plan, moved), Tone.Good);
        var accepted = Decision.Write(TalkCard.Of(turn, after, notice), after).Telling(invites ? [Invites(after, moved)] : []);
        return invites ? Syncs(turn, after, accepted) : accepted;
    }
}
