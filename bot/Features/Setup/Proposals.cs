namespace BranchBot.Features.Setup;

/// <summary>Reads the proposals that somebody may decide: a leader his region's, the administrator all.</summary>
internal static class Proposals
{
    public static IReadOnlyList<Read> Needs(Turn turn) => turn.Actor switch
    {
        RegionLeader leader => [BranchProposal.All(leader.Region.Id)],
        Administrator => [RegionName.All],
        _ => [],
    };

    public static IReadOnlyList<Read> NeedsMore(Turn turn, Rows rows) => turn.Actor is Administrator ? [.. rows.All<RegionName>().Select(r => BranchProposal.All(r.Id))] : [];

    public static IReadOnlyList<BranchProposal> Open(Rows rows) => [.. rows.All<BranchProposal>().Where(p => p.Approved is null).OrderBy(p => p.At)];
}

/// <summary>A proposal, as who may decide it sees it.</summary>
/// <param name="Region">The region.</param>
/// <param name="Team">What stands for the team.</param>
public sealed record ShowProposal(RegionId Region, string Team) : Command
{
    /// <summary>It is not there.</summary>
    internal static readonly Text Gone = new("没有这份申请。写「设立」看看还有什么等您批准。", "There is no such proposal. Write \"set up\" to see what waits for you.");

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<BranchProposal>(BranchProposal.Where(Region, Team))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => rows.All<BranchProposal>().FirstOrDefault() is { } proposal
        ? Decision.Show(new Shown(ProposalCard.Of(proposal, turn)))
        : Decision.Refuse(Gone);
}

/// <summary>批准 新区支行, 不批准 新区支行 名称写错了: finds the proposal by the branch's name.</summary>
/// <param name="Approve">Whether it is approved.</param>
/// <param name="Said">The name, and why.</param>
public sealed record SayDecision(bool Approve, string Said = "") : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => Proposals.Needs(turn);

    /// <inheritdoc/>
    public override IReadOnlyList<Read> NeedsMore(Turn turn, Rows rows) => Proposals.NeedsMore(turn, rows);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var open = Proposals.Open(rows);
        var named = open.Where(p => Said.StartsWith(p.Form.Name, StringComparison.OrdinalIgnoreCase)).MaxBy(p => p.Form.Name.Length) ?? (open.Count == 1 && Said.Length == 0 ? open[0] : null);
        if (named is null)
        {
            return Said.Length > 0 && rows.All<BranchProposal>().FirstOrDefault(p => Said.StartsWith(p.Form.Name, StringComparison.OrdinalIgnoreCase)) is { } decided
                ? Decision.Instead(new ShowProposal(decided.Region, decided.Team))
                : Decision.Show(new Shown(ProposalCard.List(turn, open)));
        }

        var why = Said[Math.Min(Said.Length, named.Form.Name.Length)..].Trim();
        return Decision.Instead(Approve ? new ApproveBranch(named.Region, named.Team, named.Filing)
            : why.Length > 0 ? new DeclineBranch(named.Region, named.Team, named.Filing, why)
            : new DeclineForm(named.Region, named.Team));
    }
}

/// <summary>The cards of who decides.</summary>
internal static class ProposalCard
{
    /// <summary>One proposal, with something that just happened.</summary>
    public static Card Of(BranchProposal proposal, Turn turn, Notice? notice = null)
    {
        var at = FoundingClock(proposal);
        var body = new List<Part>();
        if (notice is not null)
        {
            body.Add(notice);
        }

        body.AddRange(FoundingCard.Facts(proposal.Form, turn.Actor is RegionLeader leader ? [new(leader.Region.Id, leader.Region.Name)] : []));
        body.Add(new Paragraph(new($"{Proposer(proposal).Zh}把我添加到团队「{proposal.TeamName}」时提出。", $"Proposed by {Proposer(proposal).En}, who added me to the team \"{proposal.TeamName}\"."), Tone.Quiet));
        if (proposal.Approved is { } approved)
        {
            body.Add(new Paragraph(
                new Text($"{proposal.Decider} 于 {at} {(approved ? "批准" : "退回")}", $"{(approved ? "Approved" : "Declined")} by {proposal.Decider} at {at}") + (proposal.Word is { } word ? Text.Same(": " + word) : Text.Same("")),
                approved ? Tone.Good : Tone.Attention));
        }

        return new(new("新网点申请", "A new branch is proposed"), body)
        {
            Subtitle = Text.Same(proposal.Form.Name),
            Buttons = proposal.Approved is null
                ? [new(new("批准", "Approve"), new ApproveBranch(proposal.Region, proposal.Team, proposal.Filing)) { Primary = true }, new(new("不批准…", "Decline…"), new DeclineForm(proposal.Region, proposal.Team))]
                : [new(new("全部申请", "All proposals"), new ShowSetup())],
            Summary = new($"新网点申请:{proposal.Form.Name}", $"A new branch is proposed: {proposal.Form.Name}"),
        };
    }

    /// <summary>What waits.</summary>
    public static Card List(Turn turn, IReadOnlyList<BranchProposal> open) => new(
        new("新网点申请", "New branches"),
        [
            .. open.Take(10).Select(p => new Line(Text.Same(p.Form.Name), Proposer(p), Text.Same($"{p.Form.Hours.Opens:HH:mm}-{p.Form.Hours.Closes:HH:mm}"), Tone.Plain)),
            new Paragraph(open.Count == 0 ? new("没有等您批准的申请。谁把我添加到网点的团队,就能提出。", "Nothing waits for you. Whoever adds me to a branch's team can propose one.") : new($"{open.Count} 份申请等您批准。", $"{open.Count} waiting for you."), Tone.Quiet),
        ])
    {
        Buttons = [.. open.Take(6).Select(p => new Button(Text.Same(p.Form.Name), new ShowProposal(p.Region, p.Team)))],
        Summary = new("新网点申请", "New branches"),
    };

    private static Text Proposer(BranchProposal proposal) => proposal.ByName.Length > 0 ? Text.Same(proposal.ByName) : new("团队里的同事", "somebody of the team");

    private static string FoundingClock(BranchProposal proposal) => proposal.Decided is { } at ? new BranchTime(proposal.Form.Zone, BranchTime.UsualDayEnd).Clock(at) : "";
}
