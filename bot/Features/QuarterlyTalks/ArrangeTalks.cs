namespace BranchBot.Features.QuarterlyTalks;

/// <summary>安排一下: arranges the talks of a quarter. What was confirmed stays; the others are proposed, where it can be as before.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
public sealed record PlanTalks(BranchId Branch, DateOnly Quarter) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<TalkPlan>(TalkPlan.At(Branch, Quarter)), Read.One<Roster>(Roster.At(Branch))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (Quarter != Periods.FirstOfQuarter(Quarter) || !TalkQuarter.IsOpen(Quarter, turn.Today))
        {
            return Decision.Refuse(TalkCard.NotNow(turn, TalkQuarter.On(turn.Today)));
        }

        if (TalkCard.HolderOf(turn, rows) is not { } holder)
        {
            return Decision.Refuse(new("名单里没有支行长,谁来谈?", "There is no branch manager on the list: who holds the talks?"));
        }

        var operation = RowKeys.Of(turn.Operation);
        var plan = rows.Find<TalkPlan>(TalkPlan.At(Branch, Quarter)) ?? new(Branch, Quarter, holder.Id, 0, [], []);
        plan = plan.Talks.Any(Binds) ? plan : plan with { Minutes = turn.Facts.Settings.TalkMinutes };
        return Decision.Write(new Said(new("正在安排,马上就好。", "Arranging; a moment.")), plan with { Holder = holder.Id, Arranging = operation })
            .Starting(operation, new ArrangeTalks(Branch, Quarter, turn.Actor.Id, operation));
    }

    /// <summary>Whether somebody was promised the time of a talk.</summary>
    internal static bool Binds(Talk talk) => talk.State is TalkState.Invited or TalkState.Accepted or TalkState.Held;
}

/// <summary>Arranges a quarter's talks and proposes them to who asked.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="By">Who asked.</param>
/// <param name="Operation">What tells this asking apart: of two, the later one counts.</param>
public sealed record ArrangeTalks(BranchId Branch, DateOnly Quarter, PersonId By, string Operation) : AppointmentJob
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs() => [Read.One<TalkPlan>(TalkPlan.At(Branch, Quarter)), Read.One<BranchFacts>(BranchFacts.At(Branch)), Read.One<Roster>(Roster.At(Branch))];

    /// <inheritdoc/>
    public override AppointmentProblem? Problem(Rows rows, DateTimeOffset now)
    {
        if (rows.Find<TalkPlan>(TalkPlan.At(Branch, Quarter)) is not { } plan || plan.Arranging != Operation || Facts(rows) is not { } facts)
        {
            return null;
        }

        return new(
            plan.Length,
            facts.Settings.TalksADay,
            [.. Choices(rows, facts, plan, now).Select(c => new AppointmentWish(c.Person.Id, c.Starts, plan.Of(c.Person.Id) is { } talk ? facts.Branch.Time.Wall(talk.Start) : null))],
            [.. Stands(plan, rows).Select(t => facts.Branch.Time.Wall(t.Start))]);
    }

    /// <inheritdoc/>
    public override JobStep Do(AppointmentPlan plan, Rows rows, DateTimeOffset now)
    {
        var known = rows.Find<TalkPlan>(TalkPlan.At(Branch, Quarter))!;
        var (facts, choices) = (Facts(rows)!, Choices(rows, Facts(rows)!, known, now));
        Talk Of(Appointment a) => choices.Single(c => c.Person.Id == a.Person).Person is var person && facts.Branch.Time.Instant(DateOnly.FromDateTime(a.Start), TimeOnly.FromDateTime(a.Start)) is var start
            ? new(person.Id, person.Name, person.Position, start, TalkState.Proposed, known.Of(person.Id)?.Sequence ?? 0)
            : throw new InvalidOperationException();
        var arranged = known with
        {
            Version = known.Version + 1,
            Talks = [.. Stands(known, rows).Concat(plan.Placed.Select(Of)).OrderBy(t => t.Start)],
            Unplaced = [.. choices.Where(c => plan.Unplaced.Contains(c.Person.Id)).Select(c => new Unplaced(c.Person.Id, c.Person.Name, c.Obstacle ?? Obstacle.Taken, c.LeaveUntil))],
            Optimal = plan.Bound == plan.Placed.Count,
            Arranging = null,
        };
        return new([arranged], [new($"talks|{Operation}", By, Delivery.Certain, new ShowTalks(Branch, Quarter))]);
    }

    private static IReadOnlyList<TalkChoice> Choices(Rows rows, BranchFacts facts, TalkPlan plan, DateTimeOffset now) =>
        rows.Find<Roster>(Roster.At(facts.Branch.Id)) is { } roster
            ? [.. TalkTimes.Of(facts, roster, plan.Holder, plan.Quarter, now, plan.Length, new Dictionary<PersonId, IReadOnlyList<Busy>>()).Where(c => Stands(plan, rows).All(t => t.Person != c.Person.Id))]
            : [];

    // Who was invited is not moved by arranging the others; who has left the branch is met no more.
    private static IEnumerable<Talk> Stands(TalkPlan plan, Rows rows) =>
        plan.Talks.Where(t => t.State == TalkState.Held || (PlanTalks.Binds(t) && rows.Find<Roster>(Roster.At(plan.Branch))?.Find(t.Person) is not null));

    private BranchFacts? Facts(Rows rows) => rows.Find<BranchFacts>(BranchFacts.At(Branch));
}
