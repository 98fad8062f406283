namespace BranchBot.Features.Setup;

/// <summary>Approves a proposal: the branch stands. Whoever was faster has decided.</summary>
/// <param name="Region">The region.</param>
/// <param name="Team">What stands for the team.</param>
/// <param name="Filing">Which filing of it the card showed.</param>
public sealed record ApproveBranch(RegionId Region, string Team, string Filing) : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<BranchProposal>(BranchProposal.Where(Region, Team))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var (proposal, refused) = Deciding.Find(turn, rows, Filing);
        if (proposal is null)
        {
            return refused!;
        }

        var approved = proposal with { Approved = true, Decider = Deciding.NameOf(turn), Decided = turn.Now };
        return Decision
            .Write(new Shown(ProposalCard.Of(approved, turn, new(new("已批准。网点马上建好,申请人会从团队里挑岗位。", "Approved. The branch stands in a moment, and its proposer picks the positions from the team."), Tone.Good))), approved)
            .Starting($"found|{Filing}", new FoundBranch(Region, Team, approved.By, approved.Form.Id, Filing));
    }
}

/// <summary>Asks why a proposal is declined.</summary>
/// <param name="Region">The region.</param>
/// <param name="Team">What stands for the team.</param>
public sealed record DeclineForm(RegionId Region, string Team) : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<BranchProposal>(BranchProposal.Where(Region, Team))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => rows.All<BranchProposal>().FirstOrDefault() switch
    {
        null => Decision.Refuse(ShowProposal.Gone),
        { Approved: null } open => Decision.Show(new Shown(Draw(open))),
        var decided => Decision.Show(new Shown(ProposalCard.Of(decided, turn))),
    };

    /// <summary>The form, with what was wrong with it.</summary>
    internal static Card Draw(BranchProposal proposal, Text? wrong = null) => new(
        new("不批准", "Decline"),
        [
            .. wrong is { } why ? new Part[] { new Notice(why, Tone.Attention) } : [],
            new TextField("why", new("为什么(申请人会看到)", "Why (the proposer reads it)"), DeclineBranch.LongestWhy, Required: true, Multiline: true, Hint: new("如:名称请写全", "such as: please write the full name")),
        ])
    {
        Subtitle = Text.Same(proposal.Form.Name),
        Buttons = [new(new("退回申请", "Send back"), new DeclineBranch(proposal.Region, proposal.Team, proposal.Filing)) { Primary = true, Submits = true }, new(new("返回", "Back"), new ShowProposal(proposal.Region, proposal.Team))],
    };
}

/// <summary>Declines a proposal, with a word: it goes back to its proposer, who may file it again.</summary>
/// <param name="Region">The region.</param>
/// <param name="Team">What stands for the team.</param>
/// <param name="Filing">Which filing of it the card showed.</param>
/// <param name="Why">Why.</param>
public sealed record DeclineBranch(RegionId Region, string Team, string Filing, string? Why = null) : Command
{
    /// <summary>The longest word.</summary>
    internal const int LongestWhy = 200;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<BranchProposal>(BranchProposal.Where(Region, Team))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var (proposal, refused) = Deciding.Find(turn, rows, Filing);
        if (proposal is null)
        {
            return refused!;
        }

        if (Why?.Trim() is not { Length: > 0 and <= LongestWhy } why)
        {
            return new Refused(new Shown(DeclineForm.Draw(proposal, new($"请写一句为什么,最多 {LongestWhy} 字。", $"Please write why, at most {LongestWhy} characters."))));
        }

        var declined = proposal with { Approved = false, Decider = Deciding.NameOf(turn), Decided = turn.Now, Word = why };
        return Decision
            .Write(new Shown(ProposalCard.Of(declined, turn, new(new("已退回,申请人看得到您的话。", "Sent back; the proposer reads your word."), Tone.Plain))), declined)
            .Starting($"declined|{Filing}", new TellDeclined(Region, Team, declined.By, Filing));
    }
}

/// <summary>What both decisions ask first.</summary>
internal static class Deciding
{
    /// <summary>The open proposal; else what to say: it is gone, there is a newer one, somebody has decided.</summary>
    public static (BranchProposal? Open, Decision? Otherwise) Find(Turn turn, Rows rows, string filing) => rows.All<BranchProposal>().FirstOrDefault() switch
    {
        null => (null, Decision.Refuse(ShowProposal.Gone)),
        { Approved: { } approved } decided => (null, Decision.Show(new Shown(ProposalCard.Of(decided, turn, new(approved ? new("已经批准过了。", "It was approved already.") : new("已经退回过了。", "It was sent back already."), Tone.Plain))))),
        var open when open.Filing != filing => (null, Decision.Show(new Shown(ProposalCard.Of(open, turn, new(new("申请改过了,请再看一遍。", "It was filed anew: please look again."), Tone.Attention))))),
        var open => (open, null),
    };

    /// <summary>Who decides, for the record.</summary>
    public static string NameOf(Turn turn) => turn.Actor is RegionLeader leader ? leader.Name : "管理员";
}

/// <summary>Tells a proposer that it was declined, and gives him the form again.</summary>
/// <param name="Region">The region.</param>
/// <param name="Team">What stands for the team.</param>
/// <param name="By">Who proposed it.</param>
/// <param name="Filing">Which filing.</param>
public sealed record TellDeclined(RegionId Region, string Team, PersonId By, string Filing) : SteppedJob
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs() => [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Steps(Rows rows) => ["1"];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(string step) => [Read.One<Founding>(Founding.At(By, Team)), Read.One<BranchProposal>(BranchProposal.Where(Region, Team))];

    /// <inheritdoc/>
    public override JobStep Do(string step, Rows rows, DateTimeOffset now) =>
        rows.Find<Founding>(Founding.At(By, Team)) is { State: FoundingState.Filed } founding && founding.Filing == Filing && rows.Find<BranchProposal>(BranchProposal.Where(Region, Team)) is { Approved: false } declined
            ? new([founding with { State = FoundingState.Offered, Said = new($"{declined.Decider} 没有批准:{declined.Word}。改好再提交。", $"{declined.Decider} declined: {declined.Word}. Mend it and file it again.") }],
                [new($"declined|{Filing}", By, Delivery.Certain, new ShowSetup(Team))])
            : JobStep.Nothing;
}
