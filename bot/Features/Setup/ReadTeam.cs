namespace BranchBot.Features.Setup;

/// <summary>Reads the team's people for who sets up its branch; what follows of an approval.</summary>
/// <param name="Team">What stands for the team.</param>
public sealed record ReadTeam(string Team) : Command, IInternal
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Founding.Of(turn, Team)];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => RereadTeam.Start(turn, rows);
}

/// <summary>Reads the team's people again: who joined meanwhile can be picked too.</summary>
/// <param name="Team">What stands for the team.</param>
public sealed record RereadTeam(string Team) : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Founding.Of(turn, Team)];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => Start(turn, rows);

    /// <summary>Starts reading.</summary>
    internal static Decision Start(Turn turn, Rows rows) => rows.All<Founding>().FirstOrDefault() switch
    {
        null => Decision.Refuse(Founding.None),
        { State: FoundingState.Approved } founding => Decision
            .Write(new Said(new("正在读团队的成员,马上发给您。", "I am reading the team's members; they come in a moment.")), founding)
            .Starting($"read|{RowKeys.Of(turn.Operation)}", new ReadMembers(founding.Place, turn.Actor.Id, RowKeys.Of(turn.Operation))),
        var other => Decision.Instead(new ShowSetup(other.Team)),
    };
}

/// <summary>Reads who is in the team, page by page, and lays them before who picks the positions; what he has picked stays.</summary>
/// <param name="Place">The team.</param>
/// <param name="By">Who picks.</param>
/// <param name="Operation">What tells this reading apart.</param>
public sealed record ReadMembers(TeamPlace Place, PersonId By, string Operation) : TeamMembersJob
{
    /// <inheritdoc/>
    public override TeamPlace Of() => Place;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(IReadOnlyList<TeamMember> members)
    {
        var team = RowKeys.Of(Place.TeamId);
        return [Read.One<Founding>(Founding.At(By, team)), Read.One<Staffing>(Staffing.At(By, team)), .. Known(members).Select(m => Read.One<Person>(Person.At(m.Id!.Value)))];
    }

    /// <inheritdoc/>
    public override JobStep Do(IReadOnlyList<TeamMember> members, Rows rows, DateTimeOffset now)
    {
        var team = RowKeys.Of(Place.TeamId);
        if (rows.Find<Founding>(Founding.At(By, team)) is not { State: FoundingState.Approved, Form: { } form })
        {
            return JobStep.Nothing;
        }

        var picked = rows.Find<Staffing>(Staffing.At(By, team))?.People.ToDictionary(p => p.Id) ?? [];
        var people = Known(members).Select(m =>
        {
            var placement = rows.Find<Person>(Person.At(m.Id!.Value))?.Placement;
            var before = picked.GetValueOrDefault(m.Id.Value);
            return new Candidate(m.Id.Value, m.Name ?? "?", m.Guest, placement is not null && placement.Branch != form.Id, before?.Position, before?.Lobby ?? LobbyRole.None);
        });
        return new([new Staffing(By, team, [.. people], members.Count > Staffing.Most)], [new($"positions|{Operation}", By, Delivery.Certain, new ShowPositions(team))]);
    }

    private static IEnumerable<TeamMember> Known(IReadOnlyList<TeamMember> members) => members.Where(m => m.Id is not null).DistinctBy(m => m.Id).Take(Staffing.Most);

    /// <inheritdoc/>
    public override bool IsAwaited() => true;

    /// <inheritdoc/>
    public override Effect? Ended(string key, bool whole) => whole ? null : new(key, By, Delivery.Certain, new ShowPositions(RowKeys.Of(Place.TeamId)));
}
