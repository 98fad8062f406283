namespace BranchBot.Features.QuarterlyTalks;

/// <summary>An employee's talk as a file for his calendar (iCalendar). Nothing of what it is about stands in it .</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
public sealed record OpenTalkInvitation(BranchId Branch, DateOnly Quarter) : TalkCommand(Branch, Quarter)
{
    private protected override Decision DecideOn(Turn turn, TalkPlan plan, Rows rows) => plan.Of(turn.Actor.Id) is { State: not TalkState.Proposed } mine
        ? Decision.Show(new Given(new CalendarPage(
            $"talk-{plan.Branch}-{Periods.QuarterOf(plan.Quarter)}-{mine.Person}@branchbot",
            mine.Sequence,
            new Text("季度谈话 ", "Quarterly talk ") + Text.Same(TalkCard.RosterIn(turn, rows).Find(plan.HolderOf(mine.Person))?.Name ?? ""),
            mine.Start,
            plan.Length,
            turn.Branch.Time.ZoneId,
            turn.Branch.Name)))
        : Decision.Refuse(new("您现在没有季度谈话的邀请。", "You have no invitation to a talk now."));
}
