namespace BranchBot.Features.Issues;

/// <summary>
/// Who must act on an issue (T-2): security and other the branch manager, devices and hygiene the operations supervisor, materials who is on lobby duty.
/// Where that is the reporter himself, or he is not on duty: his deputy, else the branch manager, else the manager's deputy. Where nobody is on duty, the
/// manager all the same. Never the reporter, unless nobody else could.
/// </summary>
public static class OwnerRule
{
    /// <summary>The owner of an issue that is reported on a day.</summary>
    /// <param name="facts">The branch.</param>
    /// <param name="roster">Its people.</param>
    /// <param name="day">The business day.</param>
    /// <param name="kind">What kind of issue it is.</param>
    /// <param name="reporter">Who reports it.</param>
    public static IssueOwner Of(BranchFacts facts, Roster roster, DateOnly day, IssueKind kind, PersonId reporter)
    {
        var people = Duty.On(facts, roster, day);
        var onDuty = people.Where(p => p.OnDuty && p.Entry.Id != reporter).ToList();
        return First(Called(facts, onDuty, day, kind))
            ?? First(Called(facts, [.. people.Where(p => p.Entry.Id != reporter)], day, IssueKind.Other))
            ?? First(people.Where(p => p.Entry.Id == reporter && p.Entry.Position == Position.BranchManager).Select(p => (p.Entry, (Position?)Position.BranchManager)))

            // A branch whose staff list has no manager yet: whoever is there.
            ?? First(onDuty.Concat(people).OrderBy(p => p.Entry.Id == reporter).ThenBy(p => p.Entry.Position).Select(p => (p.Entry, (Position?)null)))
            ?? throw new InvalidOperationException($"Branch {facts.Branch.Id} has an issue and no staff.");
    }

    /// <summary>Who is reminded of an issue on a day: its owner, where he is on duty, else who acts in his place by the rule.</summary>
    public static PersonId On(ReminderDay day, Issue issue) => day.People.FirstOrDefault(p => p.Entry.Id == issue.Owner.Person && p.OnDuty)?.Entry.Id
        ?? Of(day.Facts, day.Roster, day.Day.Date, issue.Kind, issue.Reporter).Person;

    // The post's holders, then its deputy, then the same of the manager's post.
    private static IEnumerable<(RosterEntry Entry, Position? Post)> Called(BranchFacts facts, IReadOnlyList<PersonDay> people, DateOnly day, IssueKind kind)
    {
        IEnumerable<(RosterEntry, Position?)> Post(Position post) => people.Where(p => p.Entry.Position == post)
            .Concat(people.Where(p => p.Entry.Id == Duty.DeputyFor(facts, post, day)))
            .Select(p => (p.Entry, (Position?)post));
        var first = kind switch
        {
            IssueKind.Device or IssueKind.Hygiene => Post(Position.OperationsSupervisor),
            IssueKind.Materials => people.Where(p => p.OnLobby).Select(p => (p.Entry, (Position?)null)),
            _ => [],
        };
        return first.Concat(Post(Position.BranchManager));
    }

    private static IssueOwner? First(IEnumerable<(RosterEntry Entry, Position? Post)> people) =>
        people.Select(p => new IssueOwner(p.Entry.Id, p.Entry.Name, p.Post)).FirstOrDefault();
}
