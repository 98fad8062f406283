using System.Text.Json.Serialization;

namespace BranchBot.Core;

/// <summary>A team in Teams that the bot is in, or was, and the branch that it belongs to.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Name">What Teams calls it.</param>
/// <param name="Present">Whether the bot is in it.</param>
/// <param name="Branch">Its branch; null: none yet.</param>
/// <param name="Last">The last activity that told of it.</param>
/// <param name="Came">When the bot came, UTC.</param>
public sealed record TeamLink(TeamPlace Place, string Name, bool Present, BranchId? Branch = null, string? Last = null, DateTimeOffset? Came = null) : Row
{
    /// <inheritdoc/>
    public override RowAddress Address => At(Key);

    /// <summary>What stands for the team in keys and cards: its id has characters that a key may not have.</summary>
    [JsonIgnore]
    public string Key => RowKeys.Of(Place.TeamId);

    /// <summary>Where the row of a team stands.</summary>
    public static RowAddress At(string key) => new(Partition.OfTenant("teams", key), "team");
}

/// <summary>A region's name among all, so that somebody who sets up a branch can choose.</summary>
public sealed record RegionName(RegionId Id, string Name) : Row
{
    private const string Keys = "region|";

    /// <summary>All regions, by one query.</summary>
    public static Read All { get; } = Read.All<RegionName>(Partition.OfTenant("people", "regions"), Keys);

    /// <inheritdoc/>
    public override RowAddress Address => At(Id);

    /// <summary>Where the row of a region stands.</summary>
    public static RowAddress At(RegionId region) => new(Partition.OfTenant("people", "regions"), Keys + region);
}

/// <summary>A member of a team as Teams names him.</summary>
/// <param name="UserId">His id for this bot (<c>29:…</c>).</param>
/// <param name="Id">His Entra object id; null where Teams does not say.</param>
/// <param name="Name">His name; null where Teams does not say.</param>
/// <param name="Guest">Whether he is a guest, and none of the bank's people.</param>
public sealed record TeamMember(string UserId, PersonId? Id = null, string? Name = null, bool Guest = false);

/// <summary>What happens to a team.</summary>
public enum TeamEventKind
{
    /// <summary>The bot came.</summary>
    BotAdded,

    /// <summary>The bot was removed, or the team is gone.</summary>
    BotRemoved,

    /// <summary>People came.</summary>
    MembersAdded,

    /// <summary>People left.</summary>
    MembersRemoved,
}

/// <summary>Something that happened to a team.</summary>
/// <param name="Kind">What.</param>
/// <param name="Team">The team as it stands after it.</param>
/// <param name="Operation">The activity that told of it.</param>
/// <param name="By">Who did it.</param>
/// <param name="Members">Who came or left.</param>
public sealed record TeamEvent(TeamEventKind Kind, TeamLink Team, string Operation, TeamMember By, IReadOnlyList<TeamMember> Members)
{
    /// <summary>Of so many people at most one event tells: what is made of each, and who is told of it, fits into one batch.</summary>
    public const int MostMembers = 20;
}
