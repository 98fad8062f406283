namespace BranchBot.Features.Issues;

/// <summary>One issue; and what a card asks for when it is opened again.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Id">The issue.</param>
/// <param name="After">The number of steps that the card tells of: it says the same again unless something newer happened.</param>
public sealed record ShowIssue(BranchId Branch, string Id, int? After = null) : IssueCommand(Branch, Id)
{
    private protected override Decision DecideOn(Turn turn, Issue issue, Rows rows) =>
        Decision.Show(IssueCard.Of(turn, issue, After is null || After == issue.History.Count ? IssueCard.NoticeOf(turn, issue) : null));
}

/// <summary>我的异常: the open ones that somebody reported or has to act on.</summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Waiting">Only those that wait for him to act, from earlier days: what the bot reminds him of.</param>
public sealed record ShowMyIssues(BranchId? Branch = null, bool Waiting = false) : Command
{
    private const int Most = 12;

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Issue.AllOpen(turn.Branch.Id), .. Waiting ? [Read.One<Roster>(Roster.At(turn.Branch.Id))] : Array.Empty<Read>()];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var open = Issue.Open(rows, turn.Branch.Id);
        var mine = Waiting && rows.Find<Roster>(Roster.At(turn.Branch.Id)) is { } roster && ReminderDay.Of(turn.Facts, roster, turn.Today) is { } day
            ? open.Where(i => turn.Facts.Today(i.At) < turn.Today && OwnerRule.On(day, i) == turn.Actor.Id).ToList()
            : [.. open.Where(i => i.Reporter == turn.Actor.Id || i.IsActedOnBy(turn.Member))];
        if (mine.Count == 0)
        {
            return Decision.Show(new Said(new(
                "没有与您有关的未解决异常。发现问题写「异常 叫号器不打印」。",
                "No open issue concerns you. If you find something broken, write \"issue the ticket printer does not print\".")));
        }

        var parts = mine.Take(Most).Select((issue, place) => (Part)new Step(
            place + 1,
            Text.Same(issue.What),
            false,
            issue.Kind.Name() + Text.Same(" · ") + IssueCard.State(issue) + Text.Same(" · ") + IssueCard.When(turn, issue.At),
            new(new("查看", "Open"), new ShowIssue(issue.Branch, issue.Id)))).ToList();
        if (mine.Count > Most)
        {
            parts.Add(new Paragraph(new($"还有 {mine.Count - Most} 件更新的。", $"{mine.Count - Most} newer ones are not shown."), Tone.Quiet));
        }

        return Decision.Show(new Shown(new(Waiting ? new("还没有解决的异常", "Issues still open") : new("我的异常", "My issues"), parts)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + new Text($"{mine.Count} 件未解决", $"{mine.Count} open"),
            Refresh = this with { Branch = turn.Branch.Id },
            Summary = Waiting ? new($"还有 {mine.Count} 件异常没有解决", $"{Counted.English(mine.Count, "issue")} {(mine.Count == 1 ? "is" : "are")} still open") : new($"我的异常:{mine.Count} 件", $"My issues: {mine.Count}"),
        }));
    }
}
