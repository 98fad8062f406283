using System.Text.Json.Serialization;

namespace BranchBot.Features.Setup;

/// <summary>How far the set-up of a branch is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FoundingState>))]
public enum FoundingState
{
    /// <summary>The form is offered.</summary>
    Offered,

    /// <summary>It is filed and waits for the region or the administrator.</summary>
    Filed,

    /// <summary>The branch stands, and positions are picked.</summary>
    Approved,

    /// <summary>The list of people is confirmed and on its way.</summary>
    Confirmed,

    /// <summary>All is done.</summary>
    Done,
}

/// <summary>What somebody proposes.</summary>
/// <param name="Name">The branch's name.</param>
/// <param name="Id">Its short id.</param>
/// <param name="Region">Its region.</param>
/// <param name="Zone">Its time zone.</param>
/// <param name="Hours">When it is open.</param>
/// <param name="Days">On which weekdays.</param>
public sealed record BranchForm(string Name, BranchId Id, RegionId Region, string Zone, Hours Hours, IReadOnlyList<DayOfWeek> Days)
{
    /// <summary>The branch that it describes.</summary>
    public Branch Branch()
    {
        Hours? On(DayOfWeek day) => Days.Contains(day) ? Hours : null;
        return new(
            Id, Region, Name, new(Zone, BranchTime.UsualDayEnd),
            new(On(DayOfWeek.Monday), On(DayOfWeek.Tuesday), On(DayOfWeek.Wednesday), On(DayOfWeek.Thursday), On(DayOfWeek.Friday), On(DayOfWeek.Saturday), On(DayOfWeek.Sunday)),
            Language.Chinese);
    }
}

/// <summary>The set-up of a branch as who added the bot to the team sees it. It is his own row: what the region decided is copied into it.</summary>
/// <param name="By">Who added the bot.</param>
/// <param name="ByName">His name as Teams has it.</param>
/// <param name="Place">The team.</param>
/// <param name="TeamName">What Teams calls it.</param>
/// <param name="Regions">The regions to choose from.</param>
/// <param name="State">How far it is.</param>
/// <param name="Form">What he filed last.</param>
/// <param name="Filing">By which operation he filed it.</param>
/// <param name="Said">What he is to know: why it was declined, who has no chat with the bot.</param>
public sealed record Founding(
    PersonId By, string ByName, TeamPlace Place, string TeamName, IReadOnlyList<RegionName> Regions, FoundingState State = FoundingState.Offered, BranchForm? Form = null, string? Filing = null, Text? Said = null) : Row
{
    private const string Keys = "team|";

    /// <inheritdoc/>
    public override RowAddress Address => At(By, Team);

    /// <summary>What stands for the team in keys and cards.</summary>
    [JsonIgnore]
    public string Team => RowKeys.Of(Place.TeamId);

    /// <summary>The branch's name, as soon as there is one; else the team's.</summary>
    [JsonIgnore]
    public string Name => Form?.Name ?? TeamName;

    /// <summary>Where somebody's set-up of a team stands.</summary>
    public static RowAddress At(PersonId by, string team) => new(Partition.OfPerson("setup", by), Keys + team);

    /// <summary>All that somebody sets up, by one query.</summary>
    public static Read All(PersonId by) => Read.All<Founding>(Partition.OfPerson("setup", by), Keys);

    /// <summary>The one that a card names, of who speaks.</summary>
    public static Read Of(Turn turn, string team) => Read.One<Founding>(At(turn.Actor.Id, team));

    /// <summary>There is none.</summary>
    public static readonly Text None = new(
        "您没有要设立的网点。在 Teams 里把我添加到网点的团队,我就给您一张表。", "There is no branch for you to set up. Add me to the branch's team in Teams and I send you a form.");
}

/// <summary>A proposal of a branch as its region and the administrator see it.</summary>
/// <param name="Region">The region.</param>
/// <param name="Team">What stands for the team.</param>
/// <param name="Filing">By which operation it was filed: what was decided about an older one does not count for a newer.</param>
/// <param name="By">Who proposes.</param>
/// <param name="ByName">His name as Teams has it.</param>
/// <param name="Form">What he proposes.</param>
/// <param name="Place">The team.</param>
/// <param name="TeamName">What Teams calls it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Approved">What was decided; null: nothing yet.</param>
/// <param name="Decider">Who decided, by name.</param>
/// <param name="Decided">When, UTC.</param>
/// <param name="Word">Why it was declined.</param>
public sealed record BranchProposal(
    RegionId Region, string Team, string Filing, PersonId By, string ByName, BranchForm Form, TeamPlace Place, string TeamName, DateTimeOffset At,
    bool? Approved = null, string? Decider = null, DateTimeOffset? Decided = null, string? Word = null) : Row
{
    private const string Keys = "proposal|";

    /// <inheritdoc/>
    public override RowAddress Address => Where(Region, Team);

    /// <summary>Where the proposal for a team stands.</summary>
    public static RowAddress Where(RegionId region, string team) => new(Partition.OfRegion("setup", region), Keys + team);

    /// <summary>All of a region, by one query.</summary>
    public static Read All(RegionId region) => Read.All<BranchProposal>(Partition.OfRegion("setup", region), Keys);
}
