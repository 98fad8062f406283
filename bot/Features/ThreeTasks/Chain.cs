using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>A link of the closing chain (T-6): who holds a post, and those who report to it.</summary>
/// <param name="Post">The operations or sales supervisor's post, or the branch manager's.</param>
/// <param name="Holders">Who holds it today or acts for it, with that post's closing items; none: nobody is there.</param>
/// <param name="Team">Those who report to it, each with the closing items of his own position; supervisors with those of the post they hold.</param>
internal sealed record Link(Position Post, IReadOnlyList<PhaseState> Holders, IReadOnlyList<PhaseState> Team)
{
    /// <summary>Who is not done.</summary>
    public IReadOnlyList<PhaseState> Missing { get; } = [.. Team.Where(t => !t.IsFinished)];

    /// <summary>
    /// Since when the post is held up, UTC: since those who are missing should be leaving, and since the others are done. Null: nobody is held up, or nobody
    /// should be leaving yet.
    /// </summary>
    public DateTimeOffset? Since(DateTimeOffset now)
    {
        var due = Missing.Where(m => m.Closing <= now).Select(m => m.Closing!.Value).Order().ToList();
        if (due.Count == 0)
        {
            return null;
        }

        var others = Team.Where(t => t.IsFinished).Select(t => t.FinishedAt!.Value).DefaultIfEmpty(due[0]).Max();
        return others > due[0] ? others : due[0];
    }
}

/// <summary>关门链: tellers → operations supervisor → branch manager, and sales staff → sales supervisor → branch manager (T-6). Pure.</summary>
internal static class Chain
{
    /// <summary>The three links, the manager's last. Where nobody holds a supervisor's post today, his team reports to the manager.</summary>
    /// <param name="closing">Everybody's closing phase.</param>
    public static IReadOnlyList<Link> Of(IReadOnlyList<PhaseState> closing)
    {
        var links = Superiors.Supervisors.Select(post => LinkOf(closing, post, p => Superiors.Of(p.Person.Entry.Position) == post)).ToList();
        var upwards = links.SelectMany(l => l.Holders.Count > 0 ? l.Holders : l.Team).ToList();
        var managers = Holding(closing, Position.BranchManager);
        return [.. links, new(Position.BranchManager, managers, [.. upwards.Where(u => managers.All(m => m.Person.Entry.Id != u.Person.Entry.Id))])];
    }

    private static Link LinkOf(IReadOnlyList<PhaseState> closing, Position post, Predicate<PhaseState> reports)
    {
        var holders = Holding(closing, post);
        return new(post, holders,
        [
            .. closing.Where(p => p.IsExpected && reports(p) && holders.All(h => h.Person.Entry.Id != p.Person.Entry.Id))
                .Select(p => p.Only(HandbookPages.Of(p.Person.Entry.Position)))
                .Where(p => p.Items.Count > 0),
        ]);
    }

    private static IReadOnlyList<PhaseState> Holding(IReadOnlyList<PhaseState> closing, Position post) =>
    [
        .. closing.Where(p => p.Person.OnDuty && (p.Person.Entry.Position == post || p.Person.ActsFor.Contains(post)))
            .Select(p => p.Only(HandbookPages.Of(post)))
            .Where(p => p.Items.Count > 0),
    ];
}
