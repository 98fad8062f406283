namespace BranchBot.Features.ThreeTasks;

/// <summary>Who leads whom (T-6): tellers the operations supervisor, sales staff the sales supervisor, all of them the branch manager.</summary>
internal static class Superiors
{
    /// <summary>The two supervisors.</summary>
    public static readonly IReadOnlyList<Position> Supervisors = [Position.OperationsSupervisor, Position.SalesSupervisor];

    /// <summary>The supervisor of a position; null: the branch manager leads it himself, or it is his own.</summary>
    public static Position? Of(Position position) => position switch
    {
        Position.PersonalTeller or Position.CorporateTeller => Position.OperationsSupervisor,
        Position.WealthManager or Position.CustomerManager or Position.LoanOfficer => Position.SalesSupervisor,
        _ => null,
    };

    /// <summary>Whether somebody sees the whole branch: its manager, whoever acts for him, a leader of its region.</summary>
    public static bool SeesAll(Actor actor) => actor is RegionLeader || (actor is Member member && member.Holds(Position.BranchManager));

    /// <summary>Whether a colleague stands on somebody's board: his own team, and himself.</summary>
    public static bool Sees(Actor actor, RosterEntry person) =>
        SeesAll(actor) || actor.Id == person.Id || (actor is Member member && Of(person.Position) is { } post && member.Holds(post));

    /// <summary>The capacity in which somebody may bring a colleague's item back; null: he may not. Nobody judges himself.</summary>
    public static Position? Judges(Actor actor, RosterEntry person) =>
        actor is not Member member || member.Id == person.Id ? null
        : Of(person.Position) is { } post && member.Holds(post) ? post
        : member.Holds(Position.BranchManager) ? Position.BranchManager
        : null;
}
