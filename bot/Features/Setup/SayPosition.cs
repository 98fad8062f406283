namespace BranchBot.Features.Setup;

/// <summary>岗位 李静 个人业务柜员, 岗位 郑洁 理财经理 大堂经理: by who sets up a branch for somebody of its team, by its manager for who has joined it.</summary>
/// <param name="Said">Name, position and lobby role.</param>
public sealed record SayPosition(string Said = "") : Command
{
    private static readonly (string Word, LobbyRole Role)[] Lobby = [("后备大堂", LobbyRole.Backup), ("backup lobby", LobbyRole.Backup), ("大堂经理", LobbyRole.Primary), ("lobby manager", LobbyRole.Primary), ("大堂", LobbyRole.Primary)];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) =>
        [Founding.All(turn.Actor.Id), .. turn.Actor is Member member && member.Holds(Position.BranchManager) ? new[] { RosterChange.All(turn.Branch.Id) } : []];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> NeedsMore(Turn turn, Rows rows) =>
        [.. rows.All<Founding>().Where(f => f.State == FoundingState.Approved).Select(f => Read.One<Staffing>(Staffing.At(f.By, f.Team)))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var approved = rows.All<Founding>().Where(f => f.State == FoundingState.Approved).ToList();
        var open = rows.All<RosterChange>().Where(c => c is { Open: true, Joined: true }).ToList();
        if (approved.Count + open.Count == 0)
        {
            return rows.All<Founding>().Any() ? Decision.Instead(new ShowSetup()) : Decision.Refuse(new("现在没有人等着给岗位。", "Nobody waits for a position now."));
        }

        if (Said.Length == 0)
        {
            return Decision.Instead(approved.Count > 0 ? new ShowPositions(approved[0].Team) : new ShowRosterChange(open[0].Branch, open[0].Person));
        }

        var (position, lobby, name) = Understand();
        var people = approved.SelectMany(f => (rows.Find<Staffing>(Staffing.At(f.By, f.Team))?.Eligible ?? []).Select(p => new Named(p.Name, f, p.Id)))
            .Concat(open.Select(c => new Named(c.Name, null, c.Person))).ToList();
        if (Naming.Find(name, people, p => p.Name) is var (found, nearest) && found is null)
        {
            return Decision.Refuse(Naming.Unknown(name, [.. nearest.Select(p => p.Name)], new("人", "person"), new("写:岗位 李静 个人业务柜员。", "Write: position 李静 personal teller.")));
        }

        if (position is null)
        {
            return Decision.Refuse(new($"{found.Name}是什么岗位?可以写:{string.Join("、", Enum.GetValues<Position>().Select(p => p.Name().Zh))}。", $"Which position has {found.Name}? {string.Join(", ", Enum.GetValues<Position>().Select(p => p.Name().En))}."));
        }

        if (found.Founding is not { } founding)
        {
            return Decision.Instead(new TakeMember(turn.Branch.Id, found.Id, position, lobby ?? LobbyRole.None));
        }

        var staffing = rows.Find<Staffing>(Staffing.At(founding.By, founding.Team))!.With(found.Id, position, lobby);
        return Decision.Write(new Shown(PositionsCard.Whole(founding, staffing, new(new Text($"{found.Name}:", $"{found.Name}: ") + position.Value.Name() + (staffing.Wrong() is { } wrong ? Text.Same(" · ") + wrong : Text.Same("")), Tone.Good))), staffing);
    }

    // The lobby role is looked for behind the position: 大堂经理 is none of the positions.
    private (Position? Position, LobbyRole? Lobby, string Name) Understand()
    {
        var lobby = NamePhrases.Take(Said, Lobby.Select(l => (l.Word, l.Role)));
        var position = NamePhrases.Take(lobby?.Beside ?? Said, Enum.GetValues<Position>().SelectMany(p => new[] { (p.Name().Zh, p), (p.Name().En, p) }));
        return (position?.Value, lobby?.Value, position?.Beside ?? lobby?.Beside ?? Said);
    }

    private sealed record Named(string Name, Founding? Founding, PersonId Id);
}
