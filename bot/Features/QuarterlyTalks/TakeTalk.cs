namespace BranchBot.Features.QuarterlyTalks;

/// <summary>我来谈: who acts for the manager holds a talk himself, or the manager takes it back (P-2). At the same time where both can, else at their next one; who was invited is invited anew.</summary>
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
        if (plan.Of(Person) is not { State: not TalkState.Held } talk || plan.HolderOf(Person) == turn.Actor.Id)
        {
            return Decision.Show(TalkCard.Of(turn, plan));
        }

        if (Person == turn.Actor.Id)
        {
            return Decision.Refuse(new("自己的谈话不能自己主持,等支行长回来谈。", "Nobody holds his own talk: the branch manager does when he is back."));
        }

        var (holder, invites) = (turn.Actor.Id == plan.Holder ? (PersonId?)null : turn.Actor.Id, talk.State != TalkState.Proposed);
        var taken = talk with { Holder = holder, HolderName = holder is null ? null : turn.Actor.Name, Problem = null };
        var times = MoveTalk.TimesOf(turn, plan.With(taken), rows, Person).ToList();
        if (times.Count == 0)
        {
            return Decision.Refuse(new($"您和{talk.Name}没有共同的时间了。", $"You and {talk.Name} have no time in common any more."));
        }

        var wall = turn.Branch.Time.Wall(talk.Start);
        var start = talk.State != TalkState.Declined && times.Contains(wall) ? wall : times[0];
        var moved = taken with { Start = turn.Branch.Time.Instant(DateOnly.FromDateTime(start), TimeOnly.FromDateTime(start)), State = invites ? TalkState.Invited : TalkState.Proposed, Sequence = talk.Sequence + (invites ? 1 : 0) };
        var after = plan.With(moved) with { Version = plan.Version + 1 };
        var notice = new Notice(new Text($"和{talk.Name}由您来谈:", $"You hold the talk with {talk.Name}: ") + TalkCard.WhenOn(turn, plan, moved), Tone.Good);
        var accepted = Decision.Write(TalkCard.Of(turn, after, notice), after).Telling(invites ? [Invites(after, moved)] : []);
        return invites ? Syncs(turn, after, accepted) : accepted;
    }
}
