namespace BranchBot.Features.Issues;

/// <summary>A command on one issue: two point reads, whatever the branch has. Who may see it is decided here, by what he is at this moment (T-2, P-2).</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Id">The issue.</param>
public abstract record IssueCommand(BranchId Branch, string Id) : Command
{
    private static readonly Text None = new("没有这件异常。写「我的异常」看看您的。", "There is no such issue. Write \"my issues\" to see yours.");

    /// <summary>Reads the roster too.</summary>
    private protected virtual bool NeedsRoster => false;

    /// <inheritdoc/>
    public sealed override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => IssueId.IsOne(Id)
        ? [.. Issue.One(Branch, Id), .. NeedsRoster ? [Read.One<Roster>(Roster.At(Branch))] : Array.Empty<Read>()]
        : [];

    /// <summary>An issue that moves to its other key while both are read is at neither; so it is looked for once more.</summary>
    public sealed override IReadOnlyList<Read> NeedsMore(Turn turn, Rows rows) => IssueId.IsOne(Id) && Issue.Find(rows, Branch, Id) is null ? Issue.One(Branch, Id) : [];

    /// <inheritdoc/>
    public sealed override Decision Decide(Turn turn, Rows rows) =>
        (IssueId.IsOne(Id) ? Issue.Find(rows, Branch, Id) : null) is not { } issue ? Decision.Refuse(None)
        : !issue.IsSeenBy(turn.Actor) ? Decision.Refuse(IssueRights.NotYours)
        : DecideOn(turn, issue, rows);

    /// <summary>Decides on the issue, which the actor may see.</summary>
    private protected abstract Decision DecideOn(Turn turn, Issue issue, Rows rows);

    /// <summary>The issue's card with what was just said, and nothing changes.</summary>
    private protected static Decision Say(Turn turn, Issue issue, Text what, Tone tone = Tone.Plain) => tone == Tone.Attention
        ? new Refused(IssueCard.Of(turn, issue, new(what, tone)))
        : Decision.Show(IssueCard.Of(turn, issue, new(what, tone)));

    /// <summary>Writes the issue with one more step; where it is closed or opened again by it, it moves to its other key in the same batch.</summary>
    private protected static Decision Write(Turn turn, Issue before, Issue changed, IssueEvent step, params IReadOnlyList<Effect> tells)
    {
        if (before.History.Count >= Issue.MostSteps)
        {
            return Say(turn, before, new($"这件异常已经改了 {Issue.MostSteps} 次,不能再改了。请另报一件。", $"This issue was changed {Issue.MostSteps} times already. Please report a new one."), Tone.Attention);
        }

        var after = changed with { History = [.. before.History, step] };
        return Decision.Write(IssueCard.Of(turn, after, IssueCard.NoticeOf(turn, after)), after)
            .Telling([.. tells.Select(t => t with { Key = $"issue|{after.Id}|{after.History.Count}|{t.To}" })])
            with
        { Removes = before.IsOpen == after.IsOpen ? [] : [before.Address] };
    }

    /// <summary>A step of the actor.</summary>
    private protected static IssueEvent Step(Turn turn, Issue issue, IssueStep step) => new(step, turn.Now, turn.Actor.Id, issue.CapacityOf(turn.Member), turn.Operation);

    /// <summary>Somebody is told of the issue, for certain; he is shown it as it stands when he is told.</summary>
    private protected static Effect Tell(Issue issue, PersonId to) => new("", to, Delivery.Certain, new ShowIssue(issue.Branch, issue.Id));
}

/// <summary>An issue's id: the day and a serial.</summary>
internal static class IssueId
{
    private const int Length = 25;

    /// <summary>A new one; the form carries it, so that a form that is sent twice is one issue.</summary>
    public static string New(Turn turn) => $"{turn.Today:yyyyMMdd}-{RowKeys.Of(turn.Operation)[..16]}";

    /// <summary>Whether a text can be one: it comes from a card, and goes into a key.</summary>
    public static bool IsOne(string? text) => text is { Length: Length } && text[8] == '-' && text.Where((_, place) => place != 8).All(char.IsAsciiHexDigitLower);
}

/// <summary>Who may see an issue, and who may act on it; of what somebody is at this moment.</summary>
internal static class IssueRights
{
    public static readonly Text NotYours = new(
        "这件异常只有报告人、负责人和支行长能看。",
        "Only who reported this issue, who has to act on it and the branch manager can see it.");

    /// <summary>The reporter, whoever was told to act or acted, who holds the owner's post or acts for it, the branch manager, the region.</summary>
    public static bool IsSeenBy(this Issue issue, Actor actor) => actor is RegionLeader
        || (actor is Member member && (member.Id == issue.Reporter || issue.IsActedOnBy(member) || member.Holds(Position.BranchManager)
            || issue.History.Any(e => e.By == member.Id || e.To?.Person == member.Id)));

    /// <summary>The owner, who holds his post or acts for it, the branch manager. Nobody decides on what he reported himself because he acts for somebody (P-2).</summary>
    public static bool IsActedOnBy(this Issue issue, Member member) => member.Id == issue.Owner.Person
        || (member.Id == issue.Reporter
            ? member.Position == Position.BranchManager
            : member.Holds(Position.BranchManager) || (issue.Owner.Post is { } post && member.Holds(post)));

    /// <summary>Whether somebody may open a solved one again.</summary>
    public static bool IsReopenedBy(this Issue issue, Member member, DateTimeOffset now) => issue.State == IssueState.Solved
        && (member.Id == issue.Reporter || member.Holds(Position.BranchManager))
        && issue.Last(IssueStep.Solved)!.At.AddDays(Issue.ReopenDays) >= now;

    /// <summary>Somebody's name in the capacity in which he acts on an issue.</summary>
    public static Text CapacityOf(this Issue issue, Member member) =>
        issue.Owner.Post is { } post && member.Holds(post) ? member.NameAs(post)
        : member.Id != issue.Owner.Person && member.Id != issue.Reporter && member.Holds(Position.BranchManager) ? member.NameAs(Position.BranchManager)
        : Text.Same(member.Name);
}
