namespace BranchBot.Features.QuarterlyTalks;

/// <summary>Brings Outlook to what the plan says: invites, moves, calls off .</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Operation">What tells this asking apart.</param>
public sealed record SyncTalks(BranchId Branch, DateOnly Quarter, string Operation) : CalendarJob
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs() => [Read.One<TalkPlan>(TalkPlan.At(Branch, Quarter)), Read.One<Roster>(Roster.At(Branch)), TalkEvent.All(Branch, Quarter)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Steps(Rows rows) => Seen(rows) is not var (plan, roster) ? [] :
    [
        .. plan.Talks.Select(t => t.Person).Union(rows.All<TalkEvent>().Select(e => e.Person)).Where(p => IsOpen(plan, roster, p, rows)).Select(p => p.ToString()),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(string step) =>
    [
        Read.One<TalkPlan>(TalkPlan.At(Branch, Quarter)), Read.One<Roster>(Roster.At(Branch)), Read.One<BranchFacts>(BranchFacts.At(Branch)), Read.One<TalkEvent>(At(step)),
    ];

    /// <inheritdoc/>
    public override CalendarClaim Claim(string step, Rows rows, string claim, DateTimeOffset now, DateTimeOffset until)
    {
        // What is over by the clock stays as it is: nobody is invited to yesterday.
        if (Seen(rows) is not var (plan, roster) || !IsOpen(plan, roster, new PersonId(Guid.Parse(step)), rows) || plan.Of(new PersonId(Guid.Parse(step)))?.Start <= now)
        {
            return new();
        }

        var stands = rows.Find<TalkEvent>(At(step)) ?? new(Branch, Quarter, new PersonId(Guid.Parse(step)), plan.HolderOf(new PersonId(Guid.Parse(step))));
        var others = stands.Claim is not null && stands.Claim != claim;

        // One's own, whose answer was lost, is written once more.
        return others && stands.ClaimedUntil > now ? new(Wait: stands.ClaimedUntil)
            : new(Claimed(stands with { Tried = stands.Tried || others, Claim = claim, ClaimedUntil = until }, plan));
    }

    /// <inheritdoc/>
    public override CalendarWish? Wish(string step, Rows rows)
    {
        if (Seen(rows) is not var (plan, roster) || rows.Find<TalkEvent>(At(step)) is not { } stands || rows.Find<BranchFacts>(BranchFacts.At(Branch)) is not { } facts)
        {
            return null;
        }

        var talk = plan.Of(stands.Person);
        var over = TalkEvents.IsOver(plan, roster, talk, stands);
        return !over && !TalkEvents.Lags(plan, talk, stands) ? null : new(
            new(stands.Key, stands.Organizer, stands.Person, $"季度谈话 {roster.Find(stands.Organizer)?.Name}".TrimEnd(), talk?.Start ?? default, plan.Length, facts.Branch.Time.ZoneId, TalkCard.PlaceOf(facts), plan.Online),
            stands.Id,
            over,
            stands.Tried);
    }

    /// <inheritdoc/>
    public override JobStep Done(string step, Rows rows, string claim, CalendarWish? wish, CalendarResult? result)
    {
        if (rows.Find<TalkEvent>(At(step)) is not { } stands || stands.Claim != claim || Seen(rows) is not var (plan, _))
        {
            return JobStep.Nothing;
        }

        var free = stands with { Claim = null, ClaimedUntil = null };
        var after = (wish, result) switch
        {
            (null, _) => free,
            (_, null) => free with { Tried = true },
            // Who has no mailbox any more has no meeting in it.
            ({ Cancels: true }, { Problem: null or CalendarProblem.NoMailbox }) => free with { Id = null, Tried = false, Sequence = 0, Made = stands.Made + 1, Response = null, Online = false },
            (_, { Problem: null }) => free with { Id = result.Id, Tried = false, Sequence = SequenceOf(plan, wish), Response = null, Online = wish.Meeting.Online },
            _ => free with { Id = result.Id, Tried = stands.Tried || result.Problem == CalendarProblem.NoAnswer },
        };
        result = wish is { Cancels: true } && result is { Problem: CalendarProblem.NoMailbox } ? result with { Problem = null } : result;
        var talk = plan.Of(stands.Person);
        if (result is not null && talk is null)
        {
            return Stuck(plan, after, result.Problem);
        }

        if (result is null || talk is null || talk.Problem == result.Problem)
        {
            return JobStep.Write(after);
        }

        IReadOnlyList<Effect> tells = result.Problem is null ? [] : [new($"talks|unsent|{Operation}", plan.Holder, Delivery.Certain, new ShowTalks(Branch, Quarter))];
        return new([after, plan.With(talk with { Problem = result.Problem })], tells);
    }

    // What cannot be called off belongs to nobody's talk any more; the manager can delete it by hand, or try again.
    private JobStep Stuck(TalkPlan plan, TalkEvent stands, CalendarProblem? problem)
    {
        var others = (plan.Stuck ?? []).Where(s => s.Person != stands.Person);
        IReadOnlyList<Unseen> stuck = [.. problem is { } why ? others.Append(new(stands.Person, "", why)) : others];
        return stuck.SequenceEqual(plan.Stuck ?? []) ? JobStep.Write(stands)
            : new([stands, plan with { Stuck = stuck }], problem is null ? [] : [new($"talks|stuck|{Operation}", plan.Holder, Delivery.Certain, new ShowTalks(Branch, Quarter))]);
    }

    // Whoever had it before died at it: he may have asked already, in that calendar.
    private static TalkEvent Claimed(TalkEvent stands, TalkPlan plan) => stands.MayStand ? stands : stands with { Organizer = plan.HolderOf(stands.Person) };

    // What was sent is the talk as it was then: where it has changed meanwhile, another round brings the change.
    private static int SequenceOf(TalkPlan plan, CalendarWish wish) => plan.Of(wish.Meeting.Attendee) is { } talk && talk.Start == wish.Meeting.Start ? talk.Sequence : 0;

    private bool IsOpen(TalkPlan plan, Roster roster, PersonId person, Rows rows)
    {
        var (talk, stands) = (plan.Of(person), rows.Find<TalkEvent>(TalkEvent.At(Branch, Quarter, person)));
        return talk?.Problem is null && (TalkEvents.IsOver(plan, roster, talk, stands) || (roster.Find(person) is not null && TalkEvents.Lags(plan, talk, stands)));
    }

    private (TalkPlan Plan, Roster Roster)? Seen(Rows rows) =>
        rows.Find<TalkPlan>(TalkPlan.At(Branch, Quarter)) is { } plan && rows.Find<Roster>(Roster.At(Branch)) is { } roster ? (plan, roster) : null;

    private RowAddress At(string step) => TalkEvent.At(Branch, Quarter, new PersonId(Guid.Parse(step)));
}

/// <summary>再放一次 Outlook: what did not get into Outlook is tried again.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
public sealed record RetryInvitations(BranchId Branch, DateOnly Quarter) : TalkCommand(Branch, Quarter)
{
    private protected override Decision DecideOn(Turn turn, TalkPlan plan, Rows rows) => plan.Talks.All(t => t.Problem is null) && plan.Stuck is null or []
        ? Decision.Show(TalkCard.Of(turn, plan))
        : Syncs(turn, plan, Decision.Write(new Said(new("正在再试一次;还不行会告诉您。", "Trying again; you will be told if it still fails.")), plan with { Talks = [.. plan.Talks.Select(t => t with { Problem = null })], Stuck = null }));
}
