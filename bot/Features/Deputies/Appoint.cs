namespace BranchBot.Features.Deputies;

/// <summary>Names somebody who acts for a post on some days (P-2). Pressed or said again it looks at what stands.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Post">The post.</param>
/// <param name="Person">Who acts.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; null: the first.</param>
public sealed record Appoint(BranchId Branch, Position Post, PersonId? Person = null, DateOnly? From = null, DateOnly? To = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var roster = rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? throw new InvalidOperationException($"Branch {turn.Branch.Id} has staff and no roster.");
        if (!DeputyRules.May(turn.Member, Post))
        {
            return Decision.Refuse(DeputyRules.NotYourPost);
        }

        if (Person is not { } who || From is not { } from)
        {
            return Decision.Refuse(new("请填上谁代班、从哪天开始。", "Please fill in who acts, and the first day."));
        }

        var span = new DaySpan(from, To ?? from);
        if (Wrong(turn, roster, who, span) is { } wrong)
        {
            return Decision.Refuse(wrong);
        }

        if (DeputyRules.Standing(turn).FirstOrDefault(d => d.Post == Post && d.Person == who && d.Span == span) is { } same)
        {
            return Decision.Show(new Shown(DeputyCard.Of(turn, roster, same, new(new("已经这样定了。", "It stands so already."), Tone.Plain))));
        }

        if (DeputyRules.Overlap(turn, Post, span) is { } other)
        {
            return Decision.Refuse(DeputyRules.Taken(turn, roster, other));
        }

        if (turn.Facts.Duty.Count >= BranchFacts.MostDuty)
        {
            return Decision.Refuse(new($"本网点已记了 {BranchFacts.MostDuty} 条休假和排班,满了。", $"The branch has {BranchFacts.MostDuty} entries of leave and duty, no more fit."));
        }

        var entry = new DutyEntry(RowKeys.Of(turn.Operation)[..16], DutyKind.Deputy, who, span.From, span.To, turn.Actor.Id, turn.Now) { Post = Post };
        var facts = turn.Facts.With(entry).Pruned(turn.Today);
        return Decision
            .Write(
                new Shown(DeputyCard.Of(turn with { BranchFacts = facts }, roster, entry, new(new("已定好,已经告诉本人。", "Settled, and the deputy is told."), Tone.Good))),
                facts,
                Change.Of(turn, new Text("代班 · ", "Deputy · ") + DeputyRules.Says(roster, entry), null, span.Written(turn.Today)))
            .Telling(DeputyRules.Tells(turn, roster, entry));
    }

    private Text? Wrong(Turn turn, Roster roster, PersonId who, DaySpan span)
    {
        if (!DeputyRules.Posts.Contains(Post))
        {
            return new("只有支行长和两位主管可以有人代班。", "Only the branch manager and the two supervisors can have deputies.");
        }

        if (roster.Find(who) is not { } person)
        {
            return new("这位同事不在本网点名单里。", "This person is not on the staff list of the branch.");
        }

        return span.Wrong(turn.Today) is { } wrong ? wrong
            : person.Position == Post ? new($"{person.Name}自己就是{Post.Name().Zh},不用代。", $"{person.Name} holds that post, and needs not act for it.")
            : span.Each().All(day => !Able(turn, person, day)) ? new($"{person.Name}这几天都在休假或不在职,请换一位。", $"{person.Name} is on leave or not employed on all those days; please name somebody else.")
            : null;
    }

    /// <summary>Whether somebody can act on a day: employed, and not on leave.</summary>
    internal static bool Able(Turn turn, RosterEntry person, DateOnly day) => Duty.AbsenceOf(turn.Facts, person, day) is not (Absence.Leave or Absence.NotEmployed);
}

/// <summary>
/// Ends a deputyship from now on, or lets it last until a day again: the undo. In his own right only: who acts cannot end or prolong it.
/// </summary>
/// <param name="Branch">The branch.</param>
/// <param name="Entry">The entry's id.</param>
/// <param name="Last">Its last day; null: it counts no more from now on.</param>
public sealed record EndDeputy(BranchId Branch, string Entry, DateOnly? Last = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var roster = rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? throw new InvalidOperationException($"Branch {turn.Branch.Id} has staff and no roster.");
        if (turn.Facts.Entry(Entry) is not { Kind: DutyKind.Deputy, Post: { } post } entry)
        {
            return Decision.Refuse(ShowDeputy.Gone);
        }

        if (!DeputyRules.May(turn.Member, post))
        {
            return Decision.Refuse(DeputyRules.NotYourPost);
        }

        if (Last is null ? entry.Ended is not null : entry.Ended is null && entry.To == Last)
        {
            return Decision.Show(new Shown(DeputyCard.Of(turn, roster, entry, new(new("已经是这样了。", "It is so already."), Tone.Plain))));
        }

        if (entry.To < turn.Today || (entry.Ended is { } ended && turn.Branch.Time.DayOf(ended) != turn.Today)
            || (Last is { } last && (last < turn.Today || last < entry.From || last.DayNumber - entry.From.DayNumber >= DaySpan.MostDays)))
        {
            return Decision.Refuse(new("已经过去了,不能再改;需要的话请重新定一次。", "It is over and cannot be changed; name a deputy anew if one is needed."));
        }

        var changed = Last is { } day ? entry with { To = day, Ended = null } : entry with { Ended = turn.Now };
        if (changed.Ended is null && DeputyRules.Overlap(turn, post, changed.Span, except: Entry) is { } other)
        {
            return Decision.Refuse(DeputyRules.Taken(turn, roster, other));
        }

        var facts = turn.Facts.With(changed).Pruned(turn.Today);
        var notice = changed.Ended is null ? new Text("已恢复代班。", "The deputy acts again.") : new Text("代班已结束,马上生效。", "The deputyship has ended, at once.");
        return Decision
            .Write(
                new Shown(DeputyCard.Of(turn with { BranchFacts = facts }, roster, changed, new(notice, Tone.Good))),
                facts,
                Change.Of(turn, new Text("代班 · ", "Deputy · ") + DeputyRules.Says(roster, entry), entry.Ended is null ? entry.Span.Written(turn.Today) : null, changed.Ended is null ? changed.Span.Written(turn.Today) : null))
            .Telling(DeputyRules.Tells(turn, roster, changed));
    }
}
