namespace BranchBot.LocalTeams;

/// <summary>Somebody with an account in the tenant, and so with a phone that runs Teams.</summary>
public sealed record TeamsUser
{
    /// <summary>The Entra object id.</summary>
    public required string Id { get; init; }

    /// <summary>The display name.</summary>
    public required string Name { get; init; }

    /// <summary>The Teams id, <c>29:…</c>; another for each bot.</summary>
    public required string Mri { get; init; }

    /// <summary>The personal chat with the bot, <c>a:…</c>.</summary>
    public required string ChatId { get; init; }

    /// <summary>The region of somebody at a regional office, else empty.</summary>
    public string Region { get; init; } = "";

    /// <summary>The branch, or empty.</summary>
    public string Branch { get; init; } = "";

    /// <summary>The position as the staff list has it.</summary>
    public string Position { get; init; } = "";

    /// <summary>primary, backup or empty.</summary>
    public string Lobby { get; init; } = "";

    /// <summary>The language of the client.</summary>
    public string Locale { get; init; } = "zh-CN";

    /// <summary>Whether policy installs the app for this person.</summary>
    public bool ByPolicy { get; init; } = true;

    /// <summary>Whether the account is a guest's.</summary>
    public bool Guest { get; init; }

    /// <summary>Branch id, region id or nothing.</summary>
    public string Place => Branch.Length > 0 ? Branch : Region.Length > 0 ? Region : Team;

    /// <summary>The team that the list of teams puts somebody in who is on no staff list, else empty.</summary>
    public string Team { get; init; } = "";

    /// <summary>The user principal name.</summary>
    public string UserPrincipalName => $"{Id.Replace("-", "", StringComparison.Ordinal)}@bank.example";
}
