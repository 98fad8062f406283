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
        plan = plan.Talks.Any(t => t.Binds) ? plan : plan with { Minutes = turn.Facts.Settings.TalkMinutes };
        var asked = SumTalks.After(turn, Quarter, Decision.Write(new Said(new("正在安排,马上就好。", "Arranging; a moment.")), plan with { Holder = holder.Id, Arranging = operation })
            .Starting(operation, new ArrangeTalks(Branch, Quarter, turn.Actor.Id, operation)));

        // Who has left is called off in Outlook; a manager who is new has a calendar of his own.
        asked = plan.Outlook ? asked.Starting($"sync|{operation}", new SyncTalks(Branch, Quarter, operation)) : asked;
        return plan.Outlook && plan.Talks.Any(t => t.Binds) ? WatchTalks.After(plan with { Holder = holder.Id }, asked) : asked;
    }
}

/// <summary>Arranges a quarter's talks and proposes them to who asked.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="By">Who asked.</param>
/// <param name="Operation">What tells this asking apart: of two, the later one counts.</param>
public sealed record ArrangeTalks(BranchId Branch, DateOnly Quarter, PersonId By, string Operation) : AppointmentJob
{
    /// <inheritdoc/>
    public override bool IsAwaited() => true;

    /// <inheritdoc/>
    public override Effect? Ended(string key, bool whole) => whole ? null : new(key, By, Delivery.Certain, new ShowTalks(Branch, Quarter, Failed: Operation));

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs() => [Read.One<TalkPlan>(TalkPlan.At(Branch, Quarter)), Read.One<BranchFacts>(BranchFacts.At(Branch)), Read.One<Roster>(Roster.At(Branch))];

    /// <inheritdoc/>
    public override CalendarQuestion? Asks(Rows rows)
    {
        if (Arranged(rows) is not var (plan, facts, roster))
        {
            return null;
        }

        var window = TalkTimes.Window(Quarter);
        return new(plan.Holder, [plan.Holder, .. roster.Staff.Select(s => s.Id).Where(id => id != plan.Holder)], facts.Branch.Time.Instant(window.From, TimeOnly.MinValue), facts.Branch.Time.Instant(window.To.AddDays(1), TimeOnly.MinValue));
    }

    /// <inheritdoc/>
    public override AppointmentProblem? Problem(Rows rows, IReadOnlyList<SeenCalendar>? seen, DateTimeOffset now)
    {
        if (Arranged(rows) is not var (plan, facts, _))
        {
            return null;
        }

        return new(
            plan.Length,
            facts.Settings.TalksADay,
            [.. Choices(rows, facts, plan, seen, now).Select(c => new AppointmentWish(c.Person.Id, c.Starts, plan.Of(c.Person.Id) is { } talk ? facts.Branch.Time.Wall(talk.Start) : null))],
            [.. Stands(plan, rows).Select(t => facts.Branch.Time.Wall(t.Start))]);
    }

    /// <inheritdoc/>
    public override JobStep Do(AppointmentPlan plan, Rows rows, IReadOnlyList<SeenCalendar>? seen, DateTimeOffset now)
    {
        var known = rows.Find<TalkPlan>(TalkPlan.At(Branch, Quarter))!;
        var facts = rows.Find<BranchFacts>(BranchFacts.At(Branch))!;
        var choices = Choices(rows, facts, known, seen, now);
        Talk Of(Appointment a) => choices.Single(c => c.Person.Id == a.Person).Person is var person && facts.Branch.Time.Instant(DateOnly.FromDateTime(a.Start), TimeOnly.FromDateTime(a.Start)) is var start
            ? new(person.Id, person.Name, person.Position, start, TalkState.Proposed, known.Counted(person.Id).Sequence, Edition: known.Counted(person.Id).Edition, Mail: person.Mail)
            : throw new InvalidOperationException();
        IReadOnlyList<Talk> talks = [.. Stands(known, rows).Concat(plan.Placed.Select(Of)).OrderBy(t => t.Start)];
        var off = known.Talks.Where(t => t.Binds && talks.All(n => n.Person != t.Person)).ToList();
        var arranged = known with
        {
            Version = known.Version + 1,
            Talks = talks,
            Former = [.. known.Talks.Select(t => t.Person).Concat((known.Former ?? []).Select(f => f.Person)).Distinct().Where(p => talks.All(t => t.Person != p)).Select(p => Ended(known, p)).Where(f => f.Edition > 0)],
            Unplaced = [.. choices.Where(c => plan.Unplaced.Contains(c.Person.Id)).Select(c => new Unplaced(c.Person.Id, c.Person.Name, c.Obstacle ?? Obstacle.Taken, c.LeaveUntil))],
            Optimal = plan.Bound == plan.Placed.Count,
            Arranging = null,
            Outlook = seen is not null,
            Unseen = seen is null ? null : [.. seen.Where(s => s.Problem is not null).Select(s => new Unseen(s.Person, rows.Find<Roster>(Roster.At(Branch))?.Find(s.Person)?.Name ?? "", s.Problem!.Value))],
        };
        return new(seen is null ? [arranged] : [arranged, TalkCalendars.Of(Branch, Quarter, now, Others(known, seen).Select(o => new SeenCalendar(o.Key, o.Value)))], 
        [
            new($"talks|{Operation}", By, Delivery.Certain, new ShowTalks(Branch, Quarter)),
            .. off.Where(t => t.Start > now).Select(t => CalledOffTalk.Tells(new(
                t.Person, t.Name, Branch, facts.Branch.Name, facts.Branch.Time, Quarter, TalkFile.Holder(known, rows.Find<Roster>(Roster.At(Branch))!, t.Person), t.Start, known.Minutes, Ended(known, t.Person).Edition, !known.Outlook || t.Problem is not null, t.Mail))),
        ]);
    }

    // What takes a promised talk out of a calendar is counted as well.
    private static Former Ended(TalkPlan known, PersonId person) =>
        known.Counted(person) is var counted && known.Of(person) is { Binds: true } ? counted with { Edition = counted.Edition + 1 } : counted;

    private static IReadOnlyList<TalkChoice> Choices(Rows rows, BranchFacts facts, TalkPlan plan, IReadOnlyList<SeenCalendar>? seen, DateTimeOffset now) =>
        rows.Find<Roster>(Roster.At(facts.Branch.Id)) is { } roster
            ? [.. TalkTimes.Of(facts, roster, plan.Holder, plan.Quarter, now, plan.Length, Others(plan, seen)).Where(c => Stands(plan, rows).All(t => t.Person != c.Person.Id))]
            : [];

    // Who was invited, or is met by another than the manager, is not moved by arranging the others; who has left the branch, or holds the talks himself now, is met no more.
    private static IEnumerable<Talk> Stands(TalkPlan plan, Rows rows) =>
        plan.Talks.Where(t => t.State == TalkState.Held || ((t.Binds || t.Holder is not null) && t.Person != plan.Holder && rows.Find<Roster>(Roster.At(plan.Branch))?.Find(t.Person) is not null));

    // The talks themselves stand in the calendars too; they are in nobody's way but by the plan.
    private static Dictionary<PersonId, IReadOnlyList<Busy>> Others(TalkPlan plan, IReadOnlyList<SeenCalendar>? seen) => (seen ?? []).ToDictionary(
        s => s.Person,
        s => (IReadOnlyList<Busy>)[.. s.Busy.Where(b => !plan.Talks.Any(t => (t.Person == s.Person || s.Person == plan.Holder) && t.Start == b.From && t.Start + plan.Length == b.To))]);

    private (TalkPlan Plan, BranchFacts Facts, Roster Roster)? Arranged(Rows rows) =>
        rows.Find<TalkPlan>(TalkPlan.At(Branch, Quarter)) is { } plan && plan.Arranging == Operation && rows.Find<BranchFacts>(BranchFacts.At(Branch)) is { } facts && rows.Find<Roster>(Roster.At(Branch)) is { } roster
            ? (plan, facts, roster)
            : null;
}
