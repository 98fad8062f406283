namespace BranchBot.Features.QuarterlyTalks;

/// <summary>How far a branch's talks are, as its region sees it: numbers and no names. Made anew, whole, whenever the branch changes its plan.</summary>
/// <param name="Region">The region.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Name">The branch's name then.</param>
/// <param name="Held">How many were held.</param>
/// <param name="Planned">How many are invited and not held yet, those too who have to be found another time.</param>
/// <param name="Missing">How many have no time, or are not invited.</param>
/// <param name="AsOf">Of when it is, UTC.</param>
public sealed record RegionTalks(RegionId Region, DateOnly Quarter, BranchId Branch, string Name, int Held, int Planned, int Missing, DateTimeOffset AsOf) : Row
{
    private const string Keys = "branch|";

    /// <inheritdoc/>
    public override RowAddress Address => At(Region, Quarter, Branch);

    /// <summary>Where a branch's row stands.</summary>
    public static RowAddress At(RegionId region, DateOnly quarter, BranchId branch) => new(In(region, quarter), Keys + branch);

    /// <summary>All branches of a region, by one query.</summary>
    public static Read All(RegionId region, DateOnly quarter) => Read.All<RegionTalks>(In(region, quarter), Keys);

    private static Partition In(RegionId region, DateOnly quarter) => Partition.OfRegion("talks", region, Periods.QuarterOf(quarter));
}

/// <summary>Brings how far a branch's talks are to its region. Done twice it writes nothing.</summary>
/// <param name="Region">The region.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
public sealed record SumTalks(RegionId Region, BranchId Branch, DateOnly Quarter) : SteppedJob
{
    /// <summary>The same decision, and the region hears of it.</summary>
    public static Accepted After(Turn turn, DateOnly quarter, Accepted accepted) =>
        accepted.Starting($"sum|{RowKeys.Of(turn.Operation)}", new SumTalks(turn.Branch.Region, turn.Branch.Id, quarter));

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs() => [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Steps(Rows rows) => [RowKeys.Of(Quarter)];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(string step) =>
    [
        Read.One<TalkPlan>(TalkPlan.At(Branch, Quarter)), Read.One<Roster>(Roster.At(Branch)), Read.One<BranchFacts>(BranchFacts.At(Branch)), Read.One<RegionTalks>(RegionTalks.At(Region, Quarter, Branch)),
    ];

    /// <inheritdoc/>
    public override JobStep Do(string step, Rows rows, DateTimeOffset now)
    {
        if (rows.Find<TalkPlan>(TalkPlan.At(Branch, Quarter)) is not { } plan || rows.Find<Roster>(Roster.At(Branch)) is not { } roster || rows.Find<BranchFacts>(BranchFacts.At(Branch)) is not { } facts)
        {
            return JobStep.Nothing;
        }

        int Count(params TalkState[] states) => plan.Talks.Count(t => states.Contains(t.State) && (t.State == TalkState.Held || roster.Find(t.Person) is not null));
        var missing = Count(TalkState.Proposed) + plan.Unplaced.Count(u => roster.Find(u.Person) is not null) + plan.Joined(roster).Count;
        var sum = new RegionTalks(Region, Quarter, Branch, facts.Branch.Name, Count(TalkState.Held), Count(TalkState.Invited, TalkState.Accepted, TalkState.Declined), missing, now);
        var stands = rows.Find<RegionTalks>(sum.Address);
        return stands is not null && stands with { AsOf = now } == sum ? JobStep.Nothing : JobStep.Write(sum);
    }
}

/// <summary>季度谈话 of a region's leader: held, planned, missing of each branch; two queries, whatever the number of talks .</summary>
/// <param name="Quarter">The quarter's first day; null: the one whose talks are planned or held now.</param>
public sealed record ShowRegionTalks(DateOnly? Quarter = null) : Command
{
    private const int MostLines = 20;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [RegionTalks.All(RegionCalendar.Leader(turn).Region.Id, Of(turn)), RegionBranch.All(RegionCalendar.Leader(turn).Region.Id)];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var (region, quarter) = (RegionCalendar.Leader(turn).Region, Of(turn));
        var sums = rows.All<RegionTalks>().ToDictionary(s => s.Branch);
        var branches = rows.All<RegionBranch>().OrderBy(b => sums.ContainsKey(b.Branch)).ThenByDescending(b => sums.GetValueOrDefault(b.Branch)?.Missing).ThenBy(b => b.Name, StringComparer.Ordinal).ToList();
        var (held, planned, missing) = (sums.Values.Sum(s => s.Held), sums.Values.Sum(s => s.Planned), sums.Values.Sum(s => s.Missing));
        List<Part> body =
        [
            new Heading(new("谈过", "Held"), Text.Same($"{held}/{held + planned + missing}")),
            new Progress(held, Math.Max(1, held + planned + missing)),
            .. branches.Take(MostLines).Select(b => sums.GetValueOrDefault(b.Branch) is { } sum
                ? new Line(Text.Same(b.Name), null, Said(sum), sum.Missing > 0 ? Tone.Attention : Tone.Plain)
                : new Line(Text.Same(b.Name), null, new("还没有安排", "not arranged"), Tone.Attention)),
            .. branches.Count > MostLines ? [new Paragraph(new($"还有 {branches.Count - MostLines} 个网点,都比这些靠前。", $"{branches.Count - MostLines} more branches, all further than these."), Tone.Quiet)] : Array.Empty<Part>(),
        ];
        return Decision.Show(new Shown(new(new("季度谈话", "Quarterly talks"), body)
        {
            Subtitle = Text.Same($"{region.Name} · ") + TalkCard.Named(quarter),
            Buttons = [new(new("上一季度", "Quarter before"), new ShowRegionTalks(quarter.AddMonths(-3)))],
            Refresh = new ShowRegionTalks(quarter),
            Summary = new($"季度谈话:谈过 {held},已安排 {planned},没排上 {missing}", $"Quarterly talks: {held} held, {planned} planned, {missing} missing"),
        }));
    }

    private static Text Said(RegionTalks sum) => new($"谈过 {sum.Held} · 已安排 {sum.Planned} · 没排上 {sum.Missing}", $"held {sum.Held} · planned {sum.Planned} · missing {sum.Missing}");

    private DateOnly Of(Turn turn) => Quarter is { } quarter ? Periods.FirstOfQuarter(quarter) : TalkQuarter.On(RegionCalendar.Today(turn));
}
