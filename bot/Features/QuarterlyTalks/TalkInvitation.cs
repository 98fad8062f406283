namespace BranchBot.Features.QuarterlyTalks;

/// <summary>
/// An employee's talk as a file for his calendar (iCalendar), as it stands when the link is opened: invited, moved, or called off since he declined. Nothing of what
/// it is about stands in it.
/// </summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
public sealed record OpenTalkInvitation(BranchId Branch, DateOnly Quarter) : TalkCommand(Branch, Quarter)
{
    private protected override Decision DecideOn(Turn turn, TalkPlan plan, Rows rows)
    {
        if (plan.Of(turn.Actor.Id) is not { State: not TalkState.Proposed } mine)
        {
            return Decision.Refuse(new("您现在没有季度谈话的邀请。", "You have no invitation to a talk now."));
        }

        var roster = TalkCard.RosterIn(turn, rows);
        return Decision.Show(new Given(TalkFile.Of(
            plan.Branch, plan.Quarter, plan.Counted(mine.Person).Edition, mine.Start, plan.Length, turn.Branch.Time.ZoneId, TalkCard.PlaceOf(turn.Facts), TalkFile.Holder(plan, roster, mine.Person), new(mine.Person, mine.Name, roster.Find(mine.Person)?.Mail ?? mine.Mail)) with
        {
            IsOff = mine.State == TalkState.Declined,
            Accepted = mine.State == TalkState.Invited ? null : mine.State != TalkState.Declined,
        }));
    }
}

/// <summary>A talk as a file for a calendar: one and the same appointment for ever, however often it is moved (RFC 5545: UID, SEQUENCE).</summary>
internal static class TalkFile
{
    /// <summary>The file.</summary>
    public static CalendarPage Of(BranchId branch, DateOnly quarter, int edition, DateTimeOffset start, TimeSpan length, string zone, string place, CalendarParty holder, CalendarParty person) => new(
        $"talk-{branch}-{Periods.QuarterOf(quarter)}-{person.Person}@branchbot", edition, new Text("季度谈话 ", "Quarterly talk ") + Text.Same(holder.Name), start, length, zone, place, holder, person);

    /// <summary>Who holds somebody's talk, as a file names him.</summary>
    public static CalendarParty Holder(TalkPlan plan, Roster roster, PersonId person)
    {
        var holder = plan.HolderOf(person);
        return new(holder, roster.Find(holder)?.Name ?? plan.Of(person)?.HolderName ?? "", roster.Find(holder)?.Mail);
    }
}
