using System.Text.Json.Serialization;

namespace BranchBot.Features.People;

/// <summary>What somebody is to the bot.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MeKind>))]
public enum MeKind
{
    /// <summary>Belongs to a branch.</summary>
    Member,

    /// <summary>Leads a region.</summary>
    RegionLeader,

    /// <summary>The tenant's administrator: sees no branch's data (P-7).</summary>
    Administrator,

    /// <summary>Not on the staff list (P-5).</summary>
    Stranger,
}

/// <summary>A branch by name.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record NamedId(BranchId Id, string Name);

/// <summary>Who asks, for a pane that greets him and offers what he may see.</summary>
/// <param name="Id">His Entra object id.</param>
/// <param name="Name">His name; of whom the staff list does not know, his object id.</param>
/// <param name="Language">What he reads: zh-CN or en-US.</param>
/// <param name="Kind">What he is.</param>
/// <param name="Branches">The branches that he may see: his own, or those of the region that he leads.</param>
/// <param name="Today">The business day of his branch or region; null: he has none.</param>
/// <param name="SetsTargets">Whether he sets targets (S-5).</param>
public sealed record Me(PersonId Id, string Name, string Language, MeKind Kind, IReadOnlyList<NamedId> Branches, DateOnly? Today = null, bool SetsTargets = false);

/// <summary>Who asks.</summary>
public sealed record ReadMe : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => turn.Actor is RegionLeader leader ? [RegionBranch.All(leader.Region.Id)] : [];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var me = new Me(turn.Actor.Id, turn.Actor.Name, turn.Actor.Language == Language.English ? "en-US" : "zh-CN", MeKind.Stranger, []);
        return Decision.Show(new Given(turn.Actor switch
        {
            Member member => me with { Kind = MeKind.Member, Branches = [new(member.Branch.Id, member.Branch.Name)], Today = turn.Today, SetsTargets = member.Holds(Position.BranchManager) || member.Holds(Position.SalesSupervisor) },
            RegionLeader => me with { Kind = MeKind.RegionLeader, Branches = [.. rows.All<RegionBranch>().OrderBy(b => b.Name, StringComparer.Ordinal).Select(b => new NamedId(b.Branch, b.Name))], Today = RegionCalendar.Today(turn), SetsTargets = true },
            Administrator => me with { Kind = MeKind.Administrator },
            _ => me,
        }));
    }
}
