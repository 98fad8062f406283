namespace BranchBot.Features.Setup;

/// <summary>
/// Makes a branch of an approved proposal: its facts with the region's days and lists, an empty roster, its line in the region's list, its team; then its
/// proposer goes on. Where somebody took the short id meanwhile, it goes back to him.
/// </summary>
/// <param name="Region">The region.</param>
/// <param name="Team">What stands for the team.</param>
/// <param name="By">Who proposed it.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Filing">Which filing.</param>
public sealed record FoundBranch(RegionId Region, string Team, PersonId By, BranchId Branch, string Filing) : SteppedJob
{
    private const string Facts = "1 facts";
    private const string Listed = "2 region";

    // The region may change its days between the first two steps, and finds no line for the branch then.
    private const string Again = "3 days";
    private const string Linked = "4 team";
    private const string Founder = "5 founder";

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs() => [];

    /// <inheritdoc/>
    public override string Stage(string step) => step[..1];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Steps(Rows rows) => [Facts, Listed, Again, Linked, Founder];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(string step) =>
    [
        Read.One<BranchProposal>(BranchProposal.Where(Region, Team)), Read.One<TeamLink>(TeamLink.At(Team)), Read.One<Roster>(Roster.At(Branch)),
        .. step is Facts or Again ? new[] { Read.One<RegionCalendar>(RegionCalendar.At(Region)), Read.One<RegionLists>(RegionLists.At(Region)) } : [],
        Read.One<BranchFacts>(BranchFacts.At(Branch)),
        .. step switch
        {
            Listed => new[] { Read.One<RegionBranch>(RegionBranch.At(Region, Branch)) },
            Founder => [Read.One<Founding>(Founding.At(By, Team))],
            _ => [],
        },
    ];

    /// <inheritdoc/>
    public override JobStep Do(string step, Rows rows, DateTimeOffset now)
    {
        if (rows.Find<BranchProposal>(BranchProposal.Where(Region, Team)) is not { Approved: true } proposal || proposal.Filing != Filing || rows.Find<TeamLink>(TeamLink.At(Team)) is not { } link)
        {
            return JobStep.Nothing;
        }

        var facts = rows.Find<BranchFacts>(BranchFacts.At(Branch));
        var ours = facts is not null && facts.Founded == Filing;
        var days = rows.Find<RegionCalendar>(RegionCalendar.At(Region))?.Days ?? [];
        var lists = rows.Find<RegionLists>(RegionLists.At(Region))?.Lists ?? [];
        return step switch
        {
            Facts => facts is not null ? JobStep.Nothing : JobStep.Write(
                new BranchFacts(proposal.Form.Branch()) { Team = link.Present ? link.Place : null, Silent = link.Present ? null : now, RegionDays = days, RegionLists = lists, Founded = Filing },
                rows.Find<Roster>(Roster.At(Branch)) ?? new(Branch, [])),
            Founder => Tell(rows, ours),
            _ when !ours => JobStep.Nothing,
            Listed => rows.All<RegionBranch>().Any() ? JobStep.Nothing : JobStep.Write(new RegionBranch(Region, Branch, proposal.Form.Name)),
            Again => facts!.RegionDays.SequenceEqual(days) && facts.RegionLists.SequenceEqual(lists) ? JobStep.Nothing : JobStep.Write(facts with { RegionDays = days, RegionLists = lists }),
            _ => link.Branch is not null ? JobStep.Nothing : JobStep.Write(link with { Branch = Branch }),
        };
    }

    private JobStep Tell(Rows rows, bool ours) => rows.Find<Founding>(Founding.At(By, Team)) is not { State: FoundingState.Filed } founding || founding.Filing != Filing ? JobStep.Nothing
        : ours ? new([founding with { State = FoundingState.Approved }], [new($"read|{Filing}", By, Delivery.Certain, new ReadTeam(Team))])
        : new([founding with { State = FoundingState.Offered, Said = FileProposal.Taken }], [new($"taken|{Filing}", By, Delivery.Certain, new ShowSetup(Team))]);
}
