namespace BranchBot.Features.Setup;

/// <summary>A manager whose branch stands already says that a team is its team: nothing is founded.</summary>
/// <param name="Team">What stands for the team.</param>
public sealed record LinkTeam(string Team) : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Founding.Of(turn, Team)];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => rows.All<Founding>().FirstOrDefault() switch
    {
        null => Decision.Refuse(Founding.None),
        { State: FoundingState.Offered } founding => Decision
            .Write(
                new Said(new($"好,「{founding.TeamName}」就是{turn.Branch.Name}的团队。有人加入或离开,我会问您。", $"Good: \"{founding.TeamName}\" is the team of {turn.Branch.Name}. When somebody joins or leaves, I ask you.")),
                founding with { State = FoundingState.Done })
            .Starting($"link|{Team}", new JoinTeam(Team, turn.Branch.Id)),
        var other => Decision.Instead(new ShowSetup(other.Team)),
    };
}

/// <summary>Joins a team and a branch that stands already.</summary>
/// <param name="Team">What stands for the team.</param>
/// <param name="Branch">The branch.</param>
public sealed record JoinTeam(string Team, BranchId Branch) : SteppedJob
{
    private const string Link = "1 team";

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs() => [];

    /// <inheritdoc/>
    public override string Stage(string step) => step[..1];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Steps(Rows rows) => [Link, "2 facts"];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(string step) => [Read.One<TeamLink>(TeamLink.At(Team)), Read.One<BranchFacts>(BranchFacts.At(Branch))];

    /// <inheritdoc/>
    public override JobStep Do(string step, Rows rows, DateTimeOffset now) =>
        (rows.Find<TeamLink>(TeamLink.At(Team)), rows.Find<BranchFacts>(BranchFacts.At(Branch))) switch
        {
            ({ Branch: null } link, not null) when step == Link => JobStep.Write(link with { Branch = Branch }),
            ({ Present: true } link, { } facts) when step != Link && link.Branch == Branch && facts.Team != link.Place => JobStep.Write(facts with { Team = link.Place, Silent = null }),
            _ => JobStep.Nothing,
        };
}

/// <summary>What the manager is told when the bot was removed from the branch's team, or came back.</summary>
/// <param name="Branch">The branch.</param>
public sealed record ShowTeamState(BranchId Branch) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Said(turn.Facts.Silent is null
        ? new($"我又在{turn.Branch.Name}的团队里了,提醒照常。", $"I am in the team of {turn.Branch.Name} again; reminders go their way.")
        : new(
            $"我被移出了{turn.Branch.Name}的团队,从现在起不再主动发提醒和卡片;数据都留着,个人聊天里照样可以用。要恢复:在 Teams 里打开团队的「管理团队 › 应用」,再添加 BranchBot。",
            $"I was removed from the team of {turn.Branch.Name}: from now on no reminder or card comes by itself. All data stay, and in personal chats I still answer. To go on: open \"Manage team › Apps\" in Teams and add BranchBot again.")));
}
