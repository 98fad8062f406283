namespace BranchBot.Core;

/// <summary>Who speaks, in the capacity that the staff list gives him at this moment; never read from a card.</summary>
/// <param name="Id">His Entra object id.</param>
/// <param name="Language">What he reads.</param>
/// <param name="UserId">The person as the channel names him (<c>29:…</c>), null where the bot does not know it yet.</param>
public abstract record Actor(PersonId Id, Language Language, string? UserId)
{
    /// <summary>The one bit of <see cref="Who"/> that he is.</summary>
    public abstract Who Is { get; }

    /// <summary>Tells who a person is now, from his row and the settings.</summary>
    /// <param name="id">Who is asked about.</param>
    /// <param name="person">His row, null where there is none.</param>
    /// <param name="administrators">The tenant's administrators (P-7).</param>
    /// <param name="locale">What his Teams client speaks: counts for whom the staff list does not know.</param>
    public static Actor From(PersonId id, Person? person, IReadOnlySet<PersonId> administrators, Language locale)
    {
        var placement = person?.Placement;
        var language = person?.Chosen ?? placement?.Language ?? placement?.Branch?.Language ?? (placement is null ? locale : Language.Chinese);
        var userId = person?.Chat?.UserId;
        return placement switch
        {
            { Branch: { } branch, Position: { } position } => new Member(id, language, userId, placement.Name, branch, position, placement.Lobby),
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
    /// <inheritdoc/>
    public override Who Is => (Who)(1 << (int)Position);
}

/// <summary>A leader of a region: belongs to no branch (P-7).</summary>
public sealed record RegionLeader(PersonId Id, Language Language, string? UserId, string Name, Region Region) : Actor(Id, Language, UserId)
{
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

    /// <summary>Everybody in a branch.</summary>
    Branch = 0xff,

    /// <summary>Everybody on the staff list, and the administrator.</summary>
    Known = Branch | RegionLeader | Administrator,

    /// <summary>Anyone at all.</summary>
    Anyone = Known | Stranger,
}
