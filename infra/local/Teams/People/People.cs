namespace BranchBot.LocalTeams;

/// <summary>Everybody in the tenant: the staff list, the administrators, and one stranger.</summary>
public sealed class People
{
    /// <summary>Object id of somebody who has an account and is on no staff list.</summary>
    public const string StrangerId = "10000000-0000-0000-0000-000000000099";

    private readonly List<TeamsUser> all = [];
    private readonly Dictionary<string, TeamsUser> byAnyId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> places;
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

        Add(new StaffRow(StrangerId, "路人"), byPolicy: false);
    }

    /// <summary>Everybody, in the order of the list.</summary>
    public IReadOnlyList<TeamsUser> All => all;

    /// <summary>The stranger.</summary>
    public TeamsUser Stranger => this[StrangerId];

    /// <summary>The person with this object id, MRI or user principal name.</summary>
    /// <exception cref="KeyNotFoundException">Nobody has it.</exception>
    public TeamsUser this[string id] => Find(id) ?? throw new KeyNotFoundException($"Nobody has the id {id}.");

    /// <summary>What the person's branch or region is called; its code where no list names it.</summary>
    public string PlaceName(TeamsUser person) => places.GetValueOrDefault(person.Place, person.Place);

    /// <summary>The person of this name, which must be unique.</summary>
    public TeamsUser Named(string name) => all.Single(person => person.Name == name);

    /// <summary>The person with this object id, MRI or user principal name, or null.</summary>
    public TeamsUser? Find(string id) => byAnyId.GetValueOrDefault(id);

    private void Add(StaffRow row, bool byPolicy)
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
        };
        all.Add(person);
        byAnyId[person.Id] = person;
        byAnyId[person.Mri] = person;
        byAnyId[person.UserPrincipalName] = person;
    }
}
