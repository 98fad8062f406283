namespace BranchBot.LocalTeams;

/// <summary>Everybody in the tenant: the staff list, the administrators, and one stranger.</summary>
public sealed class People
{
    /// <summary>Object id of somebody who has an account and is on no staff list.</summary>
    public const string StrangerId = "10000000-0000-0000-0000-000000000099";

    private readonly List<TeamsUser> all = [];
    private readonly Dictionary<string, TeamsUser> byAnyId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> places;
    private readonly List<TeamRow> teams = [];
    private readonly string appId;

    internal People(LocalTeamsOptions options)
    {
        appId = options.AppId;
        places = options.PlaceFiles.SelectMany(StaffFile.ReadPlaces).ToDictionary();
        var listed = options.StaffFile is { } file ? StaffFile.Read(file) : [];
        foreach (var row in listed.Concat(options.Staff))
        {
            Add(row, byPolicy: true);
        }

        foreach (var id in options.Administrators)
        {
            Add(new StaffRow(id, "管理员"), byPolicy: true);
        }

        teams.AddRange(options.TeamFile is { } teamFile ? TeamFile.Read(teamFile) : []);
        foreach (var row in teams)
        {
            Add(new StaffRow(row.ObjectId, row.Member), byPolicy: false, row);
        }

        Add(new StaffRow(StrangerId, "路人"), byPolicy: false);
        Teams = [.. teams.Where(t => t.Team.Length > 0).Select(t => (t.Team, t.Name)).Concat(all.Where(p => p.Branch.Length > 0).Select(p => (p.Branch, PlaceName(p)))).DistinctBy(t => t.Item1)];
    }

    /// <summary>All teams: those of the list of teams, and one a branch.</summary>
    public IReadOnlyList<(string Id, string Name)> Teams { get; }

    /// <summary>Who is in a team as long as nobody has changed it: who the list of teams puts there, and the branch's people.</summary>
    internal IEnumerable<string> MembersOf(string team) => teams.Where(t => t.Team == team).Select(t => t.ObjectId).Concat(all.Where(p => p.Branch == team).Select(p => p.Id)).Distinct();

    /// <summary>Everybody, in the order of the list.</summary>
    public IReadOnlyList<TeamsUser> All => all;

    /// <summary>The stranger.</summary>
    public TeamsUser Stranger => this[StrangerId];

    /// <summary>The person with this object id, MRI or user principal name.</summary>
    /// <exception cref="KeyNotFoundException">Nobody has it.</exception>
    public TeamsUser this[string id] => Find(id) ?? throw new KeyNotFoundException($"Nobody has the id {id}.");

    /// <summary>What the person's branch or region is called; its code where no list names it.</summary>
    public string PlaceName(TeamsUser person) => places.GetValueOrDefault(person.Place) ?? teams.FirstOrDefault(t => t.Team == person.Place && t.Team.Length > 0)?.Name ?? person.Place;

    /// <summary>What a team is called.</summary>
    internal string TeamName(string team) => Teams.Where(t => t.Id == team).Select(t => t.Name).FirstOrDefault(team);

    /// <summary>The person of this name, which must be unique.</summary>
    public TeamsUser Named(string name) => all.Single(person => person.Name == name);

    /// <summary>The person with this object id, MRI or user principal name, or null.</summary>
    public TeamsUser? Find(string id) => byAnyId.GetValueOrDefault(id);

    private void Add(StaffRow row, bool byPolicy, TeamRow? team = null)
    {
        if (byAnyId.ContainsKey(row.ObjectId))
        {
            return;
        }

        var person = new TeamsUser
        {
            Id = row.ObjectId,
            Name = row.Name,
            Mri = TeamsIds.Mri(appId, row.ObjectId),
            ChatId = TeamsIds.PersonalChat(appId, row.ObjectId),
            Region = row.Region,
            Branch = row.Branch,
            Position = row.Position,
            Lobby = row.Lobby,
            Locale = row.Language.Length > 0 ? row.Language : "zh-CN",
            ByPolicy = byPolicy,
            Team = team?.Team ?? "",
            Guest = team?.Role == "guest",
        };
        all.Add(person);
        byAnyId[person.Id] = person;
        byAnyId[person.Mri] = person;
        byAnyId[person.UserPrincipalName] = person;
    }
}
