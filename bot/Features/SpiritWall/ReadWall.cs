namespace BranchBot.Features.SpiritWall;

/// <summary>What a screen shows.</summary>
/// <param name="Facts">The branch.</param>
/// <param name="Audience">Who passes it.</param>
/// <param name="Day">The branch's day.</param>
/// <param name="Now">The instant, UTC.</param>
/// <param name="Panels">What is shown, one after the other.</param>
public sealed record Wall(BranchFacts Facts, Audience Audience, DateOnly Day, DateTimeOffset Now, IReadOnlyList<WallPanel> Panels);

/// <summary>The branch's spirit wall as whoever passes a screen sees it, or who opens it in Teams (W-3): the features' panels, in their order.</summary>
/// <param name="Branch">The branch; null: one's own.</param>
public sealed record ReadWall(BranchId? Branch = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => turn.BranchFacts is null ? [] : [.. turn.Panels.SelectMany(p => p.Needs(turn.Facts, turn.Today, AudienceOf(turn))).Distinct()];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => turn.BranchFacts is null
        ? Decision.Refuse(new("精神墙是网点的。您不在某个网点,请指明网点(branch=…)。", "A spirit wall is a branch's. You are of none; please name the branch (branch=…)."))
        : Decision.Show(new Given(new Wall(turn.Facts, AudienceOf(turn), turn.Today, turn.Now, [.. turn.Panels.SelectMany(p => p.Panels(turn, AudienceOf(turn), rows))])));

    // In Teams everybody who reads it is of the branch, or of its region.
    private static Audience AudienceOf(Turn turn) => turn.Actor is Onlookers onlookers ? onlookers.Audience : Audience.StaffRoom;
}

/// <summary>精神墙: screens in the branch, and what they show (W-3).</summary>
public sealed class SpiritWallFeature : IFeature
{
    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Command<ShowScreens>("wall.screens", Who.BranchManager)
        .Command<PairScreen>("wall.pair", Who.BranchManager)
        .Command<EndScreen>("wall.end", Who.BranchManager)
        .Command<MoveScreen>("wall.move", Who.BranchManager)
        .Job<PlaceScreen>("wall.place")
        .Serves<ReadWall>(Who.Onlookers | Who.Branch | Who.RegionLeader)
        .HearsWords<ShowScreens>(["大屏", "screen", "精神墙大屏", "screens"], new("精神墙的屏幕;大屏 代码 连一块", "screens of the spirit wall; screen and a code pairs one"), rest => rest.Length == 0 ? new ShowScreens() : rest.Length > 20 ? null : new PairScreen(rest))
        .Records<Screen>(("screens", Owner.Branch, "screen|"), "a screen of the branch, who paired it", "the branch manager", new Keeping.Standing("until it is taken off"), OfPersons.Renamed("the screen goes on"))
        .Records<ScreenPlace>(("screens", Owner.Tenant, "screen"), "of which branch a screen is", "the program", new Keeping.Standing("as the screen"), OfPersons.Nobody);
}
