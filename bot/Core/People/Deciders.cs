namespace BranchBot.Core;

/// <summary>
/// Who decides now about something that is a post's to decide and concerns somebody (P-2): a card, a summary, an issue. Nobody decides about himself: what
/// concerns who holds the post, or acts for it, goes one level up, from a supervisor to the manager and from the manager to the region.
/// </summary>
/// <param name="People">Who may decide in the branch: who holds the post, then who acts for it. The first on duty is asked first.</param>
/// <param name="Region">Whether a region leader may decide too, or alone where nobody of the branch may.</param>
public sealed record Deciders(IReadOnlyList<PersonId> People, bool Region)
{
    /// <summary>Who decides on a day about what concerns somebody.</summary>
    /// <param name="facts">The branch.</param>
    /// <param name="roster">Its people.</param>
    /// <param name="post">Whose decision it is as a rule: the manager's or a supervisor's.</param>
    /// <param name="about">Whom it concerns.</param>
    /// <param name="day">The branch's day.</param>
    public static Deciders Of(BranchFacts facts, Roster roster, Position post, PersonId about, DateOnly day)
    {
        var holders = roster.Staff.Where(s => s.Position == post && Duty.Employs(s.Pattern, day)).Select(s => s.Id).ToList();
        var deputy = Duty.DeputyFor(facts, post, day);
        var deputies = deputy is { } acting && roster.Find(acting) is { } entry && Duty.Employs(entry.Pattern, day) ? new[] { acting } : [];
        var concerned = holders.Contains(about) || deputy == about;
        if (post != Position.BranchManager)
        {
            var own = holders.Concat(deputies).ToList();
            return concerned || own.Count == 0 ? Of(facts, roster, Position.BranchManager, about, day) : new(own, false);
        }

        // What concerns who acts for the manager is the manager's, or the region's; what concerns the manager is the region's alone.
        return holders.Contains(about) ? new([], true)
            : deputy == about ? new(holders, true)
            : new([.. holders, .. deputies], holders.Count + deputies.Length == 0);
    }

    /// <summary>Whether somebody may decide.</summary>
    public bool Allow(Actor actor) => People.Contains(actor.Id) || (Region && actor is RegionLeader);
}
