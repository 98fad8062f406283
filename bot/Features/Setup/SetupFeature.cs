namespace BranchBot.Features.Setup;

/// <summary>设立: a branch is set up in Teams without files, and what happens to its team becomes a proposal to its manager (P-9).</summary>
public sealed class SetupFeature : IFeature
{
    private static readonly RetentionPeriod Kept = new("Setup", 180, 30);

    private const Who Deciders = Who.RegionLeader | Who.Administrator;

    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Command<ShowSetup>("setup.show", Who.Anyone)
        .Command<FileBranch>("setup.file", Who.Anyone)
        .Command<LinkTeam>("setup.link", Who.BranchManager, byDeputies: false)
        .Command<ShowProposal>("setup.proposal", Deciders)
        .Command<ApproveBranch>("setup.approve", Deciders)
        .Command<DeclineForm>("setup.decline-form", Deciders)
        .Command<DeclineBranch>("setup.decline", Deciders)
        .Command<SayDecision>("setup.say-decision", Deciders)
        .Command<ReadTeam>("setup.read", Who.Anyone)
        .Command<RereadTeam>("setup.reread", Who.Anyone)
        .Command<ShowPositions>("setup.positions", Who.Anyone)
        .Command<PickPositions>("setup.pick", Who.Anyone)
        .Command<SayPosition>("setup.say-position", Who.Anyone)
        .Command<ConfirmStaff>("setup.confirm", Who.Anyone)
        .Command<ShowPlaced>("setup.placed", Who.Branch)
        .Command<ShowRosterChange>("setup.change", Who.BranchManager | Who.RegionLeader)
        .Command<TakeMember>("setup.take", Who.BranchManager | Who.RegionLeader)
        .Command<DropMember>("setup.drop", Who.BranchManager | Who.RegionLeader)
        .Command<IgnoreChange>("setup.ignore", Who.BranchManager | Who.RegionLeader)
        .Command<ShowTeamState>("setup.team", Who.BranchManager | Who.RegionLeader)
        .Job<OfferSetup>("setup.offer")
        .Job<FileProposal>("setup.file")
        .Job<FoundBranch>("setup.found")
        .Job<TellDeclined>("setup.declined")
        .Job<ReadMembers>("setup.members")
        .Job<BringStaff>("setup.staff")
        .Job<FollowTeam>("setup.team")
        .Job<JoinTeam>("setup.join")
        .Job<NoteJoined>("setup.joined")
        .Job<NoteLeft>("setup.left")
        .Job<PlaceMember>("setup.place")
        .TakesTeamEvents(TeamEvents.JobOf)
        .Hears<ShowSetup>(["设立", "set up"], new("把我加进网点的团队,填一张小表,网点就能用", "add me to the branch's team, fill in a small form, and the branch can begin"), () => new ShowSetup(), listed: false)
        .HearsWords<SayDecision>(["批准", "approve"], new("批准新网点:批准 新区支行", "approves a new branch: approve 新区支行"), rest => new SayDecision(true, rest))
        .HearsWords<SayDecision>(["不批准", "decline"], new("退回新网点的申请:不批准 新区支行 名称写错了", "declines a new branch: decline 新区支行 with why"), rest => new SayDecision(false, rest))
        .HearsWords<SayPosition>(["岗位", "position"], new("给团队里的人岗位:岗位 李静 个人业务柜员", "gives somebody of the team a position: position 李静 personal teller"), rest => new SayPosition(rest), listed: false)
        .Records<Founding>(("setup", Owner.Person, "team|"), "a branch that somebody sets up, how far it is", "himself", new Keeping.Standing("one a team, until it is set up anew"), OfPersons.Own<Founding>(f => f.By, "it is his own"), names: f => [(f.By, f.ByName)])
        .Records<Staffing>(("setup", Owner.Person, "staff|"), "a team's people with the positions he picks", "who sets the branch up", new Keeping.Standing("with the branch that is set up"),
            OfPersons.Without<Staffing>((s, who) => s.By == who ? null : s with { People = [.. s.People.Where(p => p.Id != who)] }, "he is left out of it"), names: s => s.People.Select(p => (p.Id, p.Name)))
        .Records<BranchProposal>(("setup", Owner.Region, "proposal|"), "a branch that is proposed, and what was decided", "the region's leaders, the administrator", Keeping.For<BranchProposal>(Kept, p => p.Decided is { } at ? Keeping.Day(at) : null, "since it was decided"),
            OfPersons.Renamed("that the branch was approved stays"), names: p => [(p.By, p.ByName)])
        .Records<RosterChange>(("setup", Owner.Branch, "change|"), "who joined or left the team, and what was decided", "who leads the branch, the region", Keeping.For<RosterChange>(Kept, c => c.Open ? null : Keeping.Day(c.At), "since it was told, once decided"),
            OfPersons.Own<RosterChange>(c => c.Person, "it is about him alone"), names: c => [(c.Person, c.Name)])
        .Records<TeamLink>(("teams", Owner.Tenant, "team"), "a team in Teams and its branch", "the program", new Keeping.Standing("as long as the team"), OfPersons.Nobody);
}
