namespace BranchBot.Features.QuarterlyTalks;

/// <summary>Moves a talk to another time, by the same rules as all; who was invited is invited anew .</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Person">With whom.</param>
/// <param name="Start">When it is to begin, UTC.</param>
public sealed record MoveTalk(BranchId Branch, DateOnly Quarter, PersonId Person, DateTimeOffset Start) : TalkCommand(Branch, Quarter)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [.. base.Needs(turn), Read.One<TalkCalendars>(TalkCalendars.Of(Branch, Quarter))];

    /// <summary>The times that are left for somebody beside the other talks, by the clock on the branch's wall.</summary>
    internal static IEnumerable<DateTime> TimesOf(Turn turn, TalkPlan plan, Rows rows, PersonId person)
    {
        var others = plan.Talks.Where(t => t.Person != person).Select(t => turn.Branch.Time.Wall(t.Start)).ToList();
        var busy = rows.Find<TalkCalendars>(TalkCalendars.Of(plan.Branch, plan.Quarter))?.Busy() ?? new Dictionary<PersonId, IReadOnlyList<Busy>>();
        var choice = TalkTimes.Of(turn.Facts, TalkCard.RosterIn(turn, rows), plan.HolderOf(person), plan.Quarter, turn.Now, plan.Length, busy).FirstOrDefault(c => c.Person.Id == person);
        return choice?.Starts.Where(s => others.All(o => !AppointmentRules.Overlap(s, o, plan.Length)) && others.Count(o => o.Date == s.Date) < turn.Facts.Settings.TalksADay) ?? [];
    }

    private protected override Decision DecideOn(Turn turn, TalkPlan plan, Rows rows)
    {
        var known = plan.Of(Person);
        if (known is { State: TalkState.Held } || (known is { State: not TalkState.Declined } && known.Start == Start))
        {
            return Decision.Show(TalkCard.Of(turn, plan));
        }

        if (!TimesOf(turn, plan, rows, Person).Contains(turn.Branch.Time.Wall(Start)))
        {
            return new Refused(TalkCard.Of(turn, plan, new(new("这个时间已经不行了,请另选。", "That time is not free any more; please choose another."), Tone.Attention)));
        }

        var person = TalkCard.RosterIn(turn, rows).Find(Person)!;
        var invites = known is { State: not TalkState.Proposed };
        var moved = new Talk(Person, person.Name, person.Position, Start, invites ? TalkState.Invited : TalkState.Proposed, plan.Counted(Person).Sequence + (invites ? 1 : 0), Mail: person.Mail, Holder: known?.Holder, HolderName: known?.HolderName);
        var after = plan.With(moved) with { Version = plan.Version + 1 };
        var notice = new Notice((invites ? new Text($"已重新邀请{person.Name}:", $"{person.Name} is invited anew: ") : new Text($"{person.Name}改到 ", $"{person.Name} moved to ")) + TalkCard.WhenOn(turn, plan, moved), Tone.Good);
        var accepted = Decision.Write(TalkCard.Of(turn, after, notice), after).Telling(invites ? [Invites(after, moved)] : []);
        return invites ? Syncs(turn, after, accepted) : accepted;
    }
}

/// <summary>谈过了: the talk was held.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Person">With whom.</param>
public sealed record HoldTalk(BranchId Branch, DateOnly Quarter, PersonId Person) : TalkCommand(Branch, Quarter)
{
    private protected override Decision DecideOn(Turn turn, TalkPlan plan, Rows rows) =>
        plan.Of(Person) is not { State: TalkState.Invited or TalkState.Accepted } talk ? Decision.Show(TalkCard.Of(turn, plan))
        : talk.Start > turn.Now ? Decision.Refuse(new("还没到谈话的时间。", "The talk has not come yet."))
        : plan.With(talk with { State = TalkState.Held }) is var after ? SumTalks.After(turn, plan.Quarter, Decision.Write(TalkCard.Of(turn, after, new(new($"和{talk.Name}谈过了。", $"The talk with {talk.Name} was held."), Tone.Good)), after))
        : throw new InvalidOperationException();
}

/// <summary>An employee's own talk: accept, say that it cannot be, put it into the calendar.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
public sealed record ShowMyTalk(BranchId Branch, DateOnly Quarter) : TalkCommand(Branch, Quarter)
{
    private protected override Decision DecideOn(Turn turn, TalkPlan plan, Rows rows) => plan.Of(turn.Actor.Id) is { State: not TalkState.Proposed } mine
        ? Decision.Show(MyTalk.Of(turn, rows, plan, mine))
        : Decision.Show(new Said(new("您的季度谈话还没有安排好;安排好了会告诉您。", "Your talk of the quarter is not arranged yet; you will be told.")));
}

/// <summary>接受, 不行: an employee's answer to his invitation. An answer to an earlier time counts no more.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Sequence">Which invitation was shown.</param>
/// <param name="Accepts">Whether he accepts.</param>
public sealed record AnswerTalk(BranchId Branch, DateOnly Quarter, int Sequence, bool Accepts) : TalkCommand(Branch, Quarter)
{
    private protected override Decision DecideOn(Turn turn, TalkPlan plan, Rows rows)
    {
        if (plan.Of(turn.Actor.Id) is not { State: not TalkState.Proposed } mine)
        {
            return Decision.Refuse(new("您现在没有季度谈话的邀请。", "You have no invitation to a talk now."));
        }

        var answered = Accepts ? TalkState.Accepted : TalkState.Declined;
        if (Sequence != mine.Sequence)
        {
            return new Refused(MyTalk.Of(turn, rows, plan, mine, new(new("时间已经改了,请看新的。", "The time has changed; please look at the new one."), Tone.Attention)));
        }

        if (mine.State is TalkState.Held || mine.State == answered)
        {
            return Decision.Show(MyTalk.Of(turn, rows, plan, mine));
        }

        mine = mine with { State = answered, Wanted = null };
        var after = plan.With(mine);
        var notice = Accepts ? new Text("好的,到时候见。", "All right, see you then.") : new("已经告诉支行长,会另找时间。", "The manager is told and will find another time.");
        return Decision.Write(MyTalk.Of(turn, rows, after, mine, new(notice, Tone.Good)), after)
            .Telling(Accepts ? [] : [new Effect($"talk|{mine.Person}|{mine.Sequence}|declined", TalkRule.AskedAbout(plan, mine.Person, turn.Facts, turn.Today), Delivery.Certain, new OfferTimes(Branch, Quarter, mine.Person))]);
    }
}

/// <summary>An employee's own talk as a card. Nothing of what it is about stands in it .</summary>
internal static class MyTalk
{
    public static Shown Of(Turn turn, Rows rows, TalkPlan plan, Talk mine, Notice? notice = null)
    {
        var holder = TalkCard.RosterIn(turn, rows).Find(plan.HolderOf(mine.Person))?.Name ?? mine.HolderName ?? "";
        var open = mine.State is TalkState.Invited or TalkState.Accepted or TalkState.Declined && mine.Start > turn.Now;
        return new(new(new("季度谈话", "Quarterly talk"),
        [
            .. notice is null ? Array.Empty<Part>() : [notice],
            new Line(TalkCard.WhenOn(turn, plan, mine), new Text($"{holder}和您,一对一 · ", $"{holder} and you, one to one · ") + (plan.Online ? new("Teams 会议", "in Teams") : Text.Same(TalkCard.PlaceOf(turn.Facts))), TalkCard.State(mine.State), mine.State == TalkState.Declined ? Tone.Attention : mine.State == TalkState.Accepted ? Tone.Good : Tone.Plain),
            .. open && (!plan.Outlook || mine.Problem is not null) ? [new PageLink(mine.State == TalkState.Declined ? new("从日历里拿掉(.ics)", "Take it out of your calendar (.ics)") : new("放进日历(.ics)", "Put it into your calendar (.ics)"), new OpenTalkInvitation(plan.Branch, plan.Quarter))] : Array.Empty<Part>(),
        ])
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + TalkCard.Named(plan.Quarter),
            Buttons =
            [
                .. open && mine.State != TalkState.Accepted ? [new Button(new("接受", "Accept"), new AnswerTalk(plan.Branch, plan.Quarter, mine.Sequence, true)) { Primary = true }] : Array.Empty<Button>(),
                .. open && mine.State != TalkState.Declined ? [new Button(new("这个时间不行", "I cannot then"), new AnswerTalk(plan.Branch, plan.Quarter, mine.Sequence, false))] : Array.Empty<Button>(),
            ],
            Refresh = new ShowMyTalk(plan.Branch, plan.Quarter),
            Summary = new Text("季度谈话 ", "Quarterly talk ") + TalkCard.WhenOn(turn, plan, mine),
        });
    }
}
