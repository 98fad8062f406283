namespace BranchBot.Features.Setup;

/// <summary>What is made of what happens to a team.</summary>
internal static class TeamEvents
{
    /// <summary>The job; null: nothing to do.</summary>
    public static Job? JobOf(TeamEvent happened) => (happened.Kind, happened.Team.Branch) switch
    {
        (TeamEventKind.BotAdded or TeamEventKind.BotRemoved, { } branch) => new FollowTeam(happened.Team.Key, branch, RowKeys.Of(happened.Operation)),
        (TeamEventKind.BotAdded, null) when happened.By.Id is { } by => new OfferSetup(happened.Team.Place, happened.Team.Name, by, happened.By.UserId, RowKeys.Of(happened.Operation)),
        (TeamEventKind.MembersAdded, { } branch) => new NoteJoined(happened.Team.Place, branch, RowKeys.Of(happened.Operation), [.. happened.Members.Select(m => m.UserId)]),
        (TeamEventKind.MembersRemoved, { } branch) => new NoteLeft(branch, RowKeys.Of(happened.Operation), [.. happened.Members.Where(m => m.Id is not null).Select(m => m.Id!.Value)]),
        _ => null,
    };
}

/// <summary>Offers the form to who added the bot to a team that no branch has yet.</summary>
/// <param name="Place">The team.</param>
/// <param name="TeamName">What Teams calls it.</param>
/// <param name="By">Who added the bot.</param>
/// <param name="UserId">His id for this bot.</param>
/// <param name="Operation">What tells the event apart.</param>
public sealed record OfferSetup(TeamPlace Place, string TeamName, PersonId By, string UserId, string Operation) : TeamMembersJob
{
    /// <inheritdoc/>
    public override TeamPlace Of() => Place;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Who() => [UserId];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(IReadOnlyList<TeamMember> members) =>
        [RegionName.All, Read.One<Founding>(Founding.At(By, RowKeys.Of(Place.TeamId))), Read.One<TeamLink>(TeamLink.At(RowKeys.Of(Place.TeamId)))];

    /// <inheritdoc/>
    public override JobStep Do(IReadOnlyList<TeamMember> members, Rows rows, DateTimeOffset now)
    {
        // Removed again meanwhile, or it belongs to a branch by now: there is nothing to offer.
        if (rows.All<TeamLink>().FirstOrDefault() is not { Present: true, Branch: null })
        {
            return JobStep.Nothing;
        }

        var known = rows.Find<Founding>(Founding.At(By, RowKeys.Of(Place.TeamId)));
        var offered = (known ?? new(By, "", Place, TeamName, [])) with
        {
            ByName = (members.Count > 0 ? members[0].Name : null) ?? known?.ByName ?? "",
            Place = Place,
            TeamName = TeamName,
            Regions = [.. rows.All<RegionName>()],
        };
        return new([offered], [new($"offer|{Operation}", By, Delivery.Certain, new ShowSetup(offered.Team))]);
    }
}

/// <summary>Follows what the bot's coming to, or going from, a branch's team means for the branch: what the team's row says at that moment.</summary>
/// <param name="Team">What stands for the team.</param>
/// <param name="Branch">Its branch.</param>
/// <param name="Operation">What tells the event apart.</param>
public sealed record FollowTeam(string Team, BranchId Branch, string Operation) : SteppedJob
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs() => [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Steps(Rows rows) => [Branch.Value];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(string step) =>
        [Read.One<TeamLink>(TeamLink.At(Team)), Read.One<Roster>(Roster.At(Branch)), Read.One<BranchFacts>(BranchFacts.At(Branch))];

    /// <inheritdoc/>
    public override JobStep Do(string step, Rows rows, DateTimeOffset now)
    {
        if (rows.Find<TeamLink>(TeamLink.At(Team)) is not { } link || rows.Find<BranchFacts>(BranchFacts.At(Branch)) is not { } facts)
        {
            return JobStep.Nothing;
        }

        var after = link.Present ? facts with { Team = link.Place, Silent = null } : facts with { Team = null, Silent = facts.Silent ?? now };
        if (after == facts)
        {
            return JobStep.Nothing;
        }

        // The removal is told, and that all goes on after one; a first link tells nothing.
        var managers = (rows.Find<Roster>(Roster.At(Branch))?.Staff ?? []).Where(s => s.Position == Position.BranchManager);
        return new(
            [after],
            link.Present && facts.Silent is null ? [] : [.. managers.Select(m => new Effect($"team|{Operation}|{m.Id}", m.Id, Delivery.Certain, new ShowTeamState(Branch)))]);
    }
}
