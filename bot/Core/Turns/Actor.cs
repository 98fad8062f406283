namespace BranchBot.Core;

/// <summary>Who speaks, in the capacity that the staff list gives him at this moment; never read from a card.</summary>
/// <param name="Id">His Entra object id.</param>
/// <param name="Language">What he reads.</param>
/// <param name="UserId">The person as the channel names him (<c>29:…</c>), null where the bot does not know it yet.</param>
public abstract record Actor(PersonId Id, Language Language, string? UserId)
{
    /// <summary>What he is, with the posts that he acts for.</summary>
    public abstract Who Is { get; }

    /// <summary>What he is himself, without the posts that he only acts for (P-2).</summary>
    public virtual Who Himself => Is;

    /// <summary>His name on the staff list; of whom it does not know, his object id.</summary>
    public virtual string Name => Id.ToString();

    /// <summary>Tells who a person is now, from his row, his branch and the settings.</summary>
    /// <param name="id">Who is asked about.</param>
    /// <param name="person">His row, null where there is none.</param>
    /// <param name="facts">His branch, null where he has none.</param>
    /// <param name="administrators">The tenant's administrators (P-7).</param>
    /// <param name="locale">What his Teams client speaks: counts for whom the staff list does not know.</param>
    /// <param name="now">The instant.</param>
    public static Actor From(PersonId id, Person? person, BranchFacts? facts, IReadOnlySet<PersonId> administrators, Language locale, DateTimeOffset now)
    {
        var placement = person?.Placement;
        var language = person?.Chosen ?? placement?.Language ?? facts?.Branch.Language ?? (placement is null ? locale : Language.Chinese);
        var userId = person?.Chat?.UserId;
        return placement switch
        {
            { Branch: not null, Position: { } position } when facts is not null && Duty.Employs(placement.Pattern, facts.Today(now)) =>
                new Member(id, language, userId, placement.Name, facts.Branch, position, placement.Lobby)
                {
                    Pattern = placement.Pattern,
                    ActsFor = Duty.ActingFor(facts, id, facts.Today(now)),
                },
            { Leads: { } region } => new RegionLeader(id, language, userId, placement.Name, region),
            _ when administrators.Contains(id) => new Administrator(id, language, userId),
            _ => new Stranger(id, language, userId),
        };
    }
}

/// <summary>A person of a branch (P-1).</summary>
public sealed record Member(PersonId Id, Language Language, string? UserId, string Name, Branch Branch, Position Position, LobbyRole Lobby)
    : Actor(Id, Language, UserId)
{
    /// <summary>When he works as a rule.</summary>
    public WorkPattern? Pattern { get; init; }

    /// <summary>The posts that he acts for today (P-2).</summary>
    public IReadOnlyList<Position> ActsFor { get; init; } = [];

    /// <inheritdoc/>
    public override string Name { get; } = Name;

    /// <inheritdoc/>
    public override Who Is => ActsFor.Aggregate(Himself, (who, post) => who | Bit(post));

    /// <inheritdoc/>
    public override Who Himself => Bit(Position);

    /// <summary>His line of the roster.</summary>
    public RosterEntry Entry => new(Id, Name, Position, Lobby, Pattern);

    /// <summary>Whether he holds a post himself or acts for it today.</summary>
    public bool Holds(Position post) => Position == post || ActsFor.Contains(post);

    /// <summary>His name with the capacity in which he acts for a post: 刘强(代支行长); his name alone where it is his own.</summary>
    public Text NameAs(Position post) => Position == post || !ActsFor.Contains(post)
        ? Text.Same(Name)
        : new($"{Name}(代{post.Name().Zh})", $"{Name} (acting {post.Name().En.ToLowerInvariant()})");

    private static Who Bit(Position position) => (Who)(1 << (int)position);
}

/// <summary>A leader of a region: belongs to no branch (P-7).</summary>
public sealed record RegionLeader(PersonId Id, Language Language, string? UserId, string Name, Region Region) : Actor(Id, Language, UserId)
{
    /// <inheritdoc/>
    public override string Name { get; } = Name;

    /// <inheritdoc/>
    public override Who Is => Who.RegionLeader;
}

/// <summary>The tenant's administrator: imports branches and staff and sees no branch's data (P-7).</summary>
public sealed record Administrator(PersonId Id, Language Language, string? UserId) : Actor(Id, Language, UserId)
{
    /// <inheritdoc/>
    public override Who Is => Who.Administrator;
}

/// <summary>Somebody who is not on the staff list: a polite answer and no data (P-5).</summary>
public sealed record Stranger(PersonId Id, Language Language, string? UserId) : Actor(Id, Language, UserId)
{
    /// <inheritdoc/>
    public override Who Is => Who.Stranger;
}

/// <summary>Who reads where a branch shows something to everybody.</summary>
public enum Audience
{
    /// <summary>Customers too: a screen in the lobby. What names people or customers is shown there only where somebody has said so.</summary>
    Lobby,

    /// <summary>The branch's people: a screen in the staff room.</summary>
    StaffRoom,

    /// <summary>The branch's people: its channel in Teams.</summary>
    Channel,
}

/// <summary>Nobody in particular: whoever reads the branch's channel, or passes its screen. Gives no command but what shows something to all.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Audience">Who reads.</param>
public sealed record Onlookers(Branch Branch, Audience Audience) : Actor(default, Branch.Language, null)
{
    /// <inheritdoc/>
    public override string Name => Branch.Name;

    /// <inheritdoc/>
    public override Who Is => Who.Onlookers;
}

/// <summary>Who may give a command. The first eight bits follow <see cref="Position"/>.</summary>
[Flags]
public enum Who
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>支行长.</summary>
    BranchManager = 1 << Position.BranchManager,

    /// <summary>销售主管.</summary>
    SalesSupervisor = 1 << Position.SalesSupervisor,

    /// <summary>营业主管.</summary>
    OperationsSupervisor = 1 << Position.OperationsSupervisor,

    /// <summary>理财经理.</summary>
    WealthManager = 1 << Position.WealthManager,

    /// <summary>客户经理.</summary>
    CustomerManager = 1 << Position.CustomerManager,

    /// <summary>个人业务柜员.</summary>
    PersonalTeller = 1 << Position.PersonalTeller,

    /// <summary>公司业务柜员.</summary>
    CorporateTeller = 1 << Position.CorporateTeller,

    /// <summary>信贷员.</summary>
    LoanOfficer = 1 << Position.LoanOfficer,

    /// <summary>A leader of the region.</summary>
    RegionLeader = 1 << 8,

    /// <summary>The tenant's administrator.</summary>
    Administrator = 1 << 9,

    /// <summary>Somebody who is not on the staff list.</summary>
    Stranger = 1 << 10,

    /// <summary>Nobody in particular: who reads a channel or a screen.</summary>
    Onlookers = 1 << 11,

    /// <summary>Everybody in a branch.</summary>
    Branch = 0xff,

    /// <summary>Everybody on the staff list, and the administrator.</summary>
    Known = Branch | RegionLeader | Administrator,

    /// <summary>Anyone at all.</summary>
    Anyone = Known | Stranger,
}
