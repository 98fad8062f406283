namespace BranchBot.Features.Issues;

/// <summary>我来处理: takes it in hand.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Id">The issue.</param>
public sealed record TakeIssue(BranchId Branch, string Id) : IssueCommand(Branch, Id)
{
    private protected override Decision DecideOn(Turn turn, Issue issue, Rows rows) =>
        issue is { State: IssueState.Taken } or { IsOpen: false } ? Say(turn, issue, IssueCard.Already(turn, issue))
        : !issue.IsActedOnBy(turn.Member) ? Say(turn, issue, IssueCard.NotToAct(issue), Tone.Attention)
        : Write(turn, issue, issue with { State = IssueState.Taken }, Step(turn, issue, IssueStep.Taken));
}

/// <summary>已解决, with the remedy: closes it, and who reported it is told.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Id">The issue.</param>
/// <param name="Remedy">What was done; from the card's field.</param>
public sealed record SolveIssue(BranchId Branch, string Id, string? Remedy = null) : IssueCommand(Branch, Id)
{
    private protected override Decision DecideOn(Turn turn, Issue issue, Rows rows) =>
        !issue.IsOpen ? Say(turn, issue, IssueCard.Already(turn, issue))
        : !issue.IsActedOnBy(turn.Member) ? Say(turn, issue, IssueCard.NotToAct(issue), Tone.Attention)
        : IssueCard.Wrong(Remedy, new("怎么解决的", "what was done")) is { } wrong ? Say(turn, issue, wrong, Tone.Attention)
        : Write(
            turn,
            issue,
            issue with { State = IssueState.Solved },
            Step(turn, issue, IssueStep.Solved) with { Note = Remedy!.Trim() },
            [.. new[] { issue.Reporter, issue.Owner.Person }.Where(p => p != turn.Actor.Id).Distinct().Select(p => Tell(issue, p))]);
}

/// <summary>转给: hands it to somebody else of the branch; he is told, and the reporter sees who it is now.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Id">The issue.</param>
/// <param name="To">To whom; from the card's field. Null: asks.</param>
public sealed record HandIssue(BranchId Branch, string Id, PersonId? To = null) : IssueCommand(Branch, Id)
{
    private protected override bool NeedsRoster => true;

    private protected override Decision DecideOn(Turn turn, Issue issue, Rows rows)
    {
        var staff = rows.Find<Roster>(Roster.At(Branch))?.Staff ?? [];
        if (!issue.IsOpen)
        {
            return Say(turn, issue, IssueCard.Already(turn, issue));
        }

        if (!issue.IsActedOnBy(turn.Member))
        {
            return Say(turn, issue, IssueCard.NotToAct(issue), Tone.Attention);
        }

        // To the reporter it cannot go: he would decide on what he reported himself.
        var others = staff.Where(s => s.Id != issue.Reporter && s.Id != issue.Owner.Person && Duty.Employs(s.Pattern, turn.Today)).ToList();
        if (To is not { } to)
        {
            return Decision.Show(IssueForms.Hand(turn, issue, others));
        }

        return to == issue.Owner.Person ? Say(turn, issue, new($"这件异常已经由{issue.Owner.Name}负责", $"{issue.Owner.Name} has this issue already"))
            : others.FirstOrDefault(s => s.Id == to) is not { } receiver ? Say(turn, issue, new("这个人不能接手。请点「转给」另选一位。", "This person cannot take it. Press \"Hand to\" and choose another one."), Tone.Attention)
            : Write(
                turn,
                issue,
                issue with { State = IssueState.Open, Owner = new(to, receiver.Name) },
                Step(turn, issue, IssueStep.Handed) with { To = new(to, receiver.Name) },
                [.. new[] { to, issue.Owner.Person }.Where(p => p != turn.Actor.Id).Distinct().Select(p => Tell(issue, p))]);
    }
}

/// <summary>重新打开: the remedy did not help. By the reporter or the manager, within some days, with why.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Id">The issue.</param>
/// <param name="Why">Why; from the card's field. Null: asks.</param>
public sealed record ReopenIssue(BranchId Branch, string Id, string? Why = null) : IssueCommand(Branch, Id)
{
    private protected override bool NeedsRoster => true;

    private protected override Decision DecideOn(Turn turn, Issue issue, Rows rows)
    {
        if (issue.State != IssueState.Solved)
        {
            return Say(turn, issue, IssueCard.Already(turn, issue));
        }

        if (!issue.IsReopenedBy(turn.Member, turn.Now))
        {
            return Say(turn, issue, new(
                $"报告人和支行长可以在 {Issue.ReopenDays} 天内重新打开;过后请另报一件。",
                $"Who reported it and the branch manager can open it again within {Issue.ReopenDays} days; after that, please report a new one."), Tone.Attention);
        }

        if (Why is null)
        {
            return Decision.Show(IssueForms.Reopen(turn, issue));
        }

        if (IssueCard.Wrong(Why, new("为什么", "why")) is { } wrong)
        {
            return Say(turn, issue, wrong, Tone.Attention);
        }

        // Who had it may be away today.
        var roster = rows.Find<Roster>(Roster.At(Branch)) ?? throw new InvalidOperationException($"Branch {Branch} has staff and no roster.");
        var owner = roster.Find(issue.Owner.Person) is { } entry && Duty.AbsenceOf(turn.Facts, entry, turn.Today) is null ? issue.Owner : OwnerRule.Of(turn.Facts, roster, turn.Today, issue.Kind, issue.Reporter);
        return Write(
            turn,
            issue,
            issue with { State = IssueState.Open, Owner = owner },
            Step(turn, issue, IssueStep.Reopened) with { Note = Why.Trim(), To = owner },
            [.. new[] { owner.Person, issue.Reporter }.Where(p => p != turn.Actor.Id).Distinct().Select(p => Tell(issue, p))]);
    }
}

/// <summary>撤回, by who reported it; the mark at his item goes with it.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Id">The issue.</param>
public sealed record WithdrawIssue(BranchId Branch, string Id) : IssueCommand(Branch, Id)
{
    private protected override Decision DecideOn(Turn turn, Issue issue, Rows rows)
    {
        var decision = issue.State == IssueState.Withdrawn || (issue.IsOpen && issue.Reporter == turn.Actor.Id)
            ? issue.IsOpen
                ? Write(turn, issue, issue with { State = IssueState.Withdrawn }, Step(turn, issue, IssueStep.Withdrawn), [.. new[] { issue.Owner.Person }.Where(p => p != turn.Actor.Id).Select(p => Tell(issue, p))])
                : Say(turn, issue, IssueCard.Already(turn, issue))
            : Say(
                turn,
                issue,
                issue.IsOpen ? new("只有报告人可以撤回。", "Only who reported it can withdraw it.") : IssueCard.Already(turn, issue),
                Tone.Attention);

        // Pressed again it is carried out again, which does no harm.
        return decision is Accepted accepted && issue is { Item: { } item } && issue.Reporter == turn.Actor.Id && turn.Tasks is { } tasks
            ? accepted with { Then = tasks.Unmark(turn, item, issue.Id) }
            : decision;
    }
}
