using System.Text.Json.Serialization;

namespace BranchBot.Features.Setup;

/// <summary>Somebody of the team who may get a position.</summary>
/// <param name="Id">His Entra object id.</param>
/// <param name="Name">His name as Teams has it.</param>
/// <param name="Guest">A guest of the team: none of the bank's people.</param>
/// <param name="Elsewhere">He stands in another branch, or leads a region.</param>
/// <param name="Position">The position that was picked.</param>
/// <param name="Lobby">The lobby role that was picked.</param>
public sealed record Candidate(PersonId Id, string Name, bool Guest = false, bool Elsewhere = false, Position? Position = null, LobbyRole Lobby = LobbyRole.None)
{
    /// <summary>Whether he may get a position.</summary>
    [JsonIgnore]
    public bool May => !Guest && !Elsewhere;
}

/// <summary>A branch's people as they are picked from its team, until they are confirmed.</summary>
/// <param name="By">Who picks.</param>
/// <param name="Team">What stands for the team.</param>
/// <param name="People">The team's members.</param>
/// <param name="More">Whether the team has more members than are read.</param>
public sealed record Staffing(PersonId By, string Team, IReadOnlyList<Candidate> People, bool More = false) : Row
{
    /// <summary>The most members that are read: 250 people fill a branch's roster.</summary>
    public const int Most = 250;

    /// <inheritdoc/>
    public override RowAddress Address => At(By, Team);

    /// <summary>Where somebody's picks for a team stand.</summary>
    public static RowAddress At(PersonId by, string team) => new(Partition.OfPerson("setup", by), "staff|" + team);

    /// <summary>Whoever may get a position.</summary>
    [JsonIgnore]
    public IReadOnlyList<Candidate> Eligible => [.. People.Where(p => p.May)];

    /// <summary>Whoever has one.</summary>
    [JsonIgnore]
    public IReadOnlyList<Candidate> Picked => [.. People.Where(p => p is { May: true, Position: not null })];

    /// <summary>The roster that the picks make.</summary>
    public IReadOnlyList<RosterEntry> Entries() => [.. Picked.Select(p => new RosterEntry(p.Id, p.Name, p.Position!.Value, p.Lobby))];

    /// <summary>The same with a pick.</summary>
    public Staffing With(PersonId id, Position? position, LobbyRole? lobby = null) => this with
    {
        People = [.. People.Select(p => p.Id != id ? p : p with { Position = position, Lobby = position is null ? LobbyRole.None : lobby ?? p.Lobby })],
    };

    /// <summary>What an import would refuse too: exactly one manager, at most one primary lobby manager. Null: nothing.</summary>
    public Text? Wrong() => Picked.Count(p => p.Position == Position.BranchManager) switch
    {
        0 => new("还没有支行长:请先挑一位。", "There is no branch manager yet: please pick one."),
        > 1 => new("支行长只能有一位。", "There can be only one branch manager."),
        _ => Picked.Count(p => p.Lobby == LobbyRole.Primary) > 1 ? new("大堂经理只能有一位,其他的是后备大堂。", "There can be only one primary lobby manager; the others are backups.") : null,
    };
}
