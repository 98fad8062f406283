namespace BranchBot.Features.QuarterlyTalks;

/// <summary>How far the calendar of somebody who holds talks was followed.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Holder">Whose calendar.</param>
/// <param name="Link">Where the last look ended.</param>
public sealed record TalkWatch(BranchId Branch, DateOnly Quarter, PersonId Holder, string? Link = null) : Row
{
    /// <inheritdoc/>
    public override RowAddress Address => At(Branch, Quarter, Holder);

    /// <summary>Where that of a quarter stands.</summary>
    public static RowAddress At(BranchId branch, DateOnly quarter, PersonId holder) => new(TalkPlan.At(branch, quarter).Partition, $"watch|{holder}");
}

/// <summary>Follows what is answered and moved in the calendar of somebody who holds talks, until their window is over or he holds none any more .</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Holder">Whose calendar.</param>
public sealed record WatchTalks(BranchId Branch, DateOnly Quarter, PersonId Holder) : CalendarWatchJob
{
    /// <summary>What tells it apart in its partition; short, for Graph is given it.</summary>
    private static string KeyOf(PersonId holder) => $"watch-{RowKeys.Of(holder.ToString())[..12]}";

    /// <summary>The same decision, and the calendars of all who hold talks are followed; each by one, however often it is confirmed.</summary>
    public static Accepted After(TalkPlan plan, Accepted accepted) => plan.Talks.Select(t => t.Holder).OfType<PersonId>().Append(plan.Holder).Distinct()
        .Aggregate(accepted, (all, holder) => all.Starting(KeyOf(holder), new WatchTalks(plan.Branch, plan.Quarter, holder)));

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs() =>
    [
        Read.One<TalkPlan>(TalkPlan.At(Branch, Quarter)), Read.One<TalkWatch>(TalkWatch.At(Branch, Quarter, Holder)), Read.One<BranchFacts>(BranchFacts.At(Branch)), TalkEvent.All(Branch, Quarter),
    ];

    /// <inheritdoc/>
    public override CalendarWatch? Watch(Rows rows, DateTimeOffset now)
    {
        if (rows.Find<TalkPlan>(TalkPlan.At(Branch, Quarter)) is not { Outlook: true } plan || (Holder != plan.Holder && plan.Talks.All(t => t.Holder != Holder)) || rows.Find<BranchFacts>(BranchFacts.At(Branch)) is not { } facts)
        {
            return null;
        }

        var window = TalkTimes.Window(Quarter);
        var (time, to) = (facts.Branch.Time, facts.Branch.Time.EndOf(window.To));

        // Of the whole quarter, its first day too: what is moved out of the days that are watched counts as deleted (docs of the event delta).
        var quarter = Period.Quarter.Around(Quarter);
        return now > to ? null : new(Holder, time.EndOf(quarter.From.AddDays(-1)), time.EndOf(quarter.To), rows.Find<TalkWatch>(TalkWatch.At(Branch, Quarter, Holder))?.Link);
    }

    /// <inheritdoc/>
    public override bool IsUnderWay(Rows rows) => rows.All<TalkEvent>().Any(e => e.Claim is not null || e.Tried);

    /// <inheritdoc/>
    public override JobStep Take(CalendarChanges changes, Rows rows, DateTimeOffset now)
    {
        if (rows.Find<TalkPlan>(TalkPlan.At(Branch, Quarter)) is not { } plan || rows.Find<BranchFacts>(BranchFacts.At(Branch)) is not { } facts || changes.Link is null)
        {
            return JobStep.Nothing;
        }

        var (after, events, tells) = (plan, new List<TalkEvent>(), new List<Effect>());
        foreach (var changed in changes.Meetings)
        {
            // What is on its way to Outlook, or is to be taken out there, is not taken for an answer from there.
            if (rows.All<TalkEvent>().FirstOrDefault(e => e.Id == changed.Id) is not { Claim: null } stands || plan.Of(stands.Person) is not { } talk || talk.Sequence != stands.Sequence || talk.State == TalkState.Held
                || (stands.Online && !plan.Online) || stands.Organizer != plan.HolderOf(stands.Person))
            {
                continue;
            }

            if (Of(talk, stands, changed, why => asked => new($"talk|{talk.Person}|{talk.Sequence}|{why}", TalkRule.AskedAbout(asked, talk.Person, facts, facts.Today(now)), Delivery.Certain, new OfferTimes(Branch, Quarter, talk.Person))) is var (next, seen, tell))
            {
                after = after.With(next) with { Version = next.Start == talk.Start ? after.Version : after.Version + 1 };
                events.Add(seen);
                tells.AddRange(tell is null ? [] : [tell(after)]);
            }
        }

        // While one may stand there whose id is not known yet, the same is looked at again: its answer must not be passed over.
        var known = rows.Find<TalkWatch>(TalkWatch.At(Branch, Quarter, Holder));
        var watch = new TalkWatch(Branch, Quarter, Holder, !IsUnderWay(rows) ? changes.Link : known?.Link);
        return after == plan && known == watch ? JobStep.Nothing : new([watch, .. after == plan ? Array.Empty<Row>() : [after], .. events], tells);
    }

    // What became of a talk; null: nothing that matters.
    private static (Talk Talk, TalkEvent Event, Func<TalkPlan, Effect>? Tell)? Of(Talk talk, TalkEvent stands, ChangedMeeting changed, Func<string, Func<TalkPlan, Effect>> offers)
    {
        if (changed.Start is not { } start)
        {
            var gone = talk with { State = TalkState.Declined };
            return (gone, stands with { Id = null, Sequence = 0, Made = stands.Made + 1, Response = null }, offers("gone"));
        }

        if (start != talk.Start)
        {
            var moved = talk with { Start = start, State = TalkState.Invited, Sequence = talk.Sequence + 1, Wanted = null };
            return (moved, stands with { Sequence = moved.Sequence, Response = Answer(changed) }, plan => TalkCommand.Invites(plan, moved));
        }

        var answer = Answer(changed);
        if (answer == stands.Response)
        {
            return null;
        }

        // Whoever proposes another time cannot at this one.
        var state = changed switch { { Proposed: not null } => TalkState.Declined, { Answer: true } => TalkState.Accepted, { Answer: false } => TalkState.Declined, _ => TalkState.Invited };
        var answered = talk with { State = state, Wanted = changed.Proposed };
        var asks = state == TalkState.Declined && (talk.State != TalkState.Declined || changed.Proposed is not null);
        return (answered, stands with { Response = answer }, asks ? offers(RowKeys.Of(answer!)) : null);
    }

    private static string? Answer(ChangedMeeting changed) => changed.Proposed is { } proposed ? $"proposed {proposed:O}" : changed.Answer switch { true => "accepted", false => "declined", null => null };
}
