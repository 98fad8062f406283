namespace BranchBot.Features.Issues;

/// <summary>
/// A picture came into somebody's own chat, and the host has put it into the store: it belongs to the issue that he reported last, if that was just now;
/// otherwise the bot asks which. Only the host gives this, for the name opens the picture.
/// </summary>
/// <param name="Name">Its name in the store.</param>
public sealed record AttachPicture(string Name) : Command, IInternal
{
    private const int MostAsked = 4;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    /// <summary>Whether something is so new that a picture, or a report, likely belongs to it.</summary>
    internal static bool IsFresh(DateTimeOffset at, DateTimeOffset now) => now - at <= Fresh;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Issue.AllOpen(turn.Branch.Id), Read.One<WaitingPicture>(WaitingPicture.Of(turn.Branch.Id, turn.Actor.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var mine = Issue.Open(rows, turn.Branch.Id).Where(i => i.Reporter == turn.Actor.Id).Reverse().ToList();
        if (mine.FirstOrDefault(i => i.History.Any(h => h.Step == IssueStep.Pictured && h.Operation == turn.Operation)) is { } has)
        {
            return Decision.Show(IssueCard.Of(turn, has, IssueCard.NoticeOf(turn, has)));
        }

        if (mine is [var last, ..] && IsFresh(last.Pictures.Count > 0 ? last.History[^1].At : last.At, turn.Now))
        {
            return To(turn, last, Name);
        }

        // One waits at a time: the one before it is shown nowhere.
        var waits = Decision.Write(Ask(turn, mine), new WaitingPicture(turn.Branch.Id, turn.Actor.Id, Name, turn.Now));
        return rows.Find<WaitingPicture>(WaitingPicture.Of(turn.Branch.Id, turn.Actor.Id)) is { } before && before.Name != Name ? waits.Starting(RowKeys.Of(before.Name), new RemovePicture(before.Name)) : waits;
    }

    /// <summary>Puts a picture to an issue.</summary>
    /// <param name="turn">Who sent it.</param>
    /// <param name="issue">The issue.</param>
    /// <param name="name">The picture's name.</param>
    /// <param name="waited">Where the picture waited; null: it came just now.</param>
    internal static Decision To(Turn turn, Issue issue, string name, RowAddress? waited = null)
    {
        if (issue.Pictures.Count >= Issue.MostPictures || issue.History.Count >= Issue.MostSteps)
        {
            return new Refused(IssueCard.Of(turn, issue, new(new($"一件异常最多 {Issue.MostPictures} 张图片。", $"An issue takes at most {Issue.MostPictures} pictures."), Tone.Attention)));
        }

        var changed = issue with
        {
            Pictures = [.. issue.Pictures, name],
            History = [.. issue.History, new(IssueStep.Pictured, turn.Now, turn.Actor.Id, Text.Same(turn.Actor.Name), turn.Operation)],
        };
        return Decision.Write(IssueCard.Of(turn, changed, IssueCard.NoticeOf(turn, changed)), changed) with { Removes = waited is null ? [] : [waited] };
    }

    private static Shown Ask(Turn turn, List<Issue> mine) => new Shown(new(
        new("这张图片是哪件异常的?", "Which issue is this picture of?"),
        [
            new Paragraph(mine.Count == 0
                ? new("您没有未解决的异常。报告一件,图片会放进去。", "You have no open issue. Report one, and the picture goes with it.")
                : new("选一件,或者报告一件新的,图片会放进去。", "Choose one, or report a new one: the picture goes with it.")),
            .. mine.Take(MostAsked).Select((issue, place) => new Step(
                place + 1, Text.Same(issue.What), false, IssueCard.When(turn, issue.At), new(new("放这里", "Put here"), new PutPicture(issue.Branch, issue.Id)))),
        ])
    {
        Buttons = [new(new("报告异常", "Report an issue"), new DescribeIssue(turn.Branch.Id)) { Primary = mine.Count == 0 }],
    });
}

/// <summary>The picture that waits belongs to this issue.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Id">The issue.</param>
public sealed record PutPicture(BranchId Branch, string Id) : IssueCommand(Branch, Id)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [.. base.Needs(turn), Read.One<WaitingPicture>(WaitingPicture.Of(Branch, turn.Actor.Id))];

    private protected override Decision DecideOn(Turn turn, Issue issue, Rows rows) =>
        rows.Find<WaitingPicture>(WaitingPicture.Of(Branch, turn.Actor.Id)) is not { } waiting ? Say(turn, issue, new("没有等着的图片。再发一次就行。", "No picture is waiting. Just send it again."))
        : issue.Reporter != turn.Actor.Id || !issue.IsOpen ? Say(turn, issue, new("图片只能放进自己报告的、还没有解决的异常。", "A picture goes only with an open issue that you reported yourself."), Tone.Attention)
        : AttachPicture.To(turn, issue, waiting.Name, waiting.Address);
}
