namespace BranchBot.Features.Issues;

/// <summary>An issue as a card: what it is, who has it, what was done; and what its reader may do.</summary>
internal static class IssueCard
{
    /// <summary>The card for its reader, with what has just happened.</summary>
    public static Answer Of(Turn turn, Issue issue, Notice? notice = null) => new Shown(Draw(turn, issue, notice));

    /// <summary>What the last step was, as said to who is looking.</summary>
    public static Notice NoticeOf(Turn turn, Issue issue)
    {
        var last = issue.History[^1];
        return new(Line(turn, last, withTime: false), last.Step is IssueStep.Solved or IssueStep.Taken ? Tone.Good : Tone.Plain);
    }

    /// <summary>Somebody was first: who, and when.</summary>
    public static Text Already(Turn turn, Issue issue) => Line(turn, issue.History.Last(e => e.Step is not (IssueStep.Handed or IssueStep.Pictured)), withTime: true);

    /// <summary>It is for others to act.</summary>
    public static Text NotToAct(Issue issue) => new($"这件异常现在由{issue.Owner.Name}负责。", $"{issue.Owner.Name} has this issue now.");

    /// <summary>What is wrong with what somebody wrote; null: nothing.</summary>
    public static Text? Wrong(string? words, Text what) =>
        string.IsNullOrWhiteSpace(words) ? new($"请写一下{what.Zh}。", $"Please write {what.En}.")
        : words.Trim().Length > Issue.MostWords ? new($"最多写 {Issue.MostWords} 字。", $"Please write at most {Issue.MostWords} characters.")
        : null;

    /// <summary>How far it is and with whom: 待处理 · 周涛.</summary>
    public static Text State(Issue issue) => issue.State.Name() + Text.Same(" · ") + issue.State switch
    {
        IssueState.Taken => issue.Last(IssueStep.Taken)!.Name,
        IssueState.Solved => issue.Last(IssueStep.Solved)!.Name,
        IssueState.Withdrawn => Text.Same(issue.ReporterName),
        _ => Text.Same(issue.Owner.Name),
    };

    /// <summary>A date and time as people read them beside today.</summary>
    public static Text When(Turn turn, DateTimeOffset at)
    {
        var day = turn.Facts.Today(at);
        var clock = turn.Branch.Time.Clock(at);
        return day == turn.Today ? Text.Same(clock) : new($"{day.Month}月{day.Day}日 {clock}", $"{day.ToString("d MMM", System.Globalization.CultureInfo.InvariantCulture)} {clock}");
    }

    private static Card Draw(Turn turn, Issue issue, Notice? notice)
    {
        var body = new List<Part>();
        if (notice is not null)
        {
            body.Add(notice);
        }

        body.Add(new Line(Text.Same(issue.What), Place(issue), issue.State.Name(), issue.IsOpen ? Tone.Attention : Tone.Good));
        if (issue.Item is { } item && turn.Tasks is { } tasks)
        {
            body.Add(new Paragraph(new Text("来自:", "Found at: ") + tasks.NameOf(turn.Facts, item.Id), Tone.Quiet));
        }

        body.AddRange(issue.Pictures.Select(name => new Picture(name, new($"{issue.ReporterName}发来的图片", $"Picture sent by {issue.ReporterName}"))));
        body.Add(new Heading(new("经过", "What was done"), new Text("负责人:", "With: ") + Text.Same(issue.Owner.Name)));
        body.Add(new Bullets([.. issue.History.Select(e => Line(turn, e, withTime: true))]));
        var acts = turn.Actor is Member member && issue.IsOpen && issue.IsActedOnBy(member);
        if (acts)
        {
            body.Add(new TextField("remedy", new("怎么解决的", "What was done to solve it"), Issue.MostWords, Required: true, Multiline: true));
        }

        return new(new Text("异常 · ", "Issue · ") + issue.Kind.Name(), body)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + When(turn, issue.At) + Text.Same($" · {issue.ReporterName}"),
            Buttons = turn.Actor is Member who ? [.. ButtonsFor(turn, issue, who, acts)] : [],
            Refresh = new ShowIssue(issue.Branch, issue.Id, issue.History.Count),
            Summary = new Text("异常:", "Issue: ") + Text.Same(issue.What) + Text.Same(" · ") + State(issue),
        };
    }

    private static IEnumerable<Button> ButtonsFor(Turn turn, Issue issue, Member who, bool acts)
    {
        if (acts)
        {
            yield return new(new("已解决", "Solved"), new SolveIssue(issue.Branch, issue.Id)) { Primary = true, Submits = true };
            if (issue.State == IssueState.Open)
            {
                yield return new(new("我来处理", "I take it"), new TakeIssue(issue.Branch, issue.Id));
            }

            yield return new(new("转给…", "Hand to…"), new HandIssue(issue.Branch, issue.Id));
        }

        if (issue.IsOpen && issue.Reporter == who.Id)
        {
            yield return new(new("撤回", "Withdraw"), new WithdrawIssue(issue.Branch, issue.Id));
        }

        if (issue.IsReopenedBy(who, turn.Now))
        {
            yield return new(new("重新打开…", "Open again…"), new ReopenIssue(issue.Branch, issue.Id));
        }
    }

    private static Text Place(Issue issue) => (issue.Zone is { } zone ? (zone == IssueWords.ElsewhereZone.Zh ? IssueWords.ElsewhereZone : Text.Same(zone)) + Text.Same(" · ") : Text.Same("")) + issue.Weight.Name();

    private static Text Line(Turn turn, IssueEvent e, bool withTime)
    {
        var who = e.By == turn.Actor.Id ? new Text("您", "You") : e.Name;
        var to = e.To is { } told ? told.Person == turn.Actor.Id ? new Text("您", "you") : Text.Same(told.Name) : Text.Same("");
        var were = e.To?.Person == turn.Actor.Id ? "were" : "was";
        var note = Text.Same(e.Note ?? "");
        var said = e.Step switch
        {
            IssueStep.Reported => new Text($"{who.Zh}报告,已告诉{to.Zh}", $"{who.En} reported it; {to.En} {were} told"),
            IssueStep.Taken => new($"{who.Zh}来处理", $"{who.En} took it in hand"),
            IssueStep.Handed => new($"{who.Zh}转给{to.Zh}", $"{who.En} handed it to {to.En}"),
            IssueStep.Solved => new($"{who.Zh}已解决:{note.Zh}", $"{who.En} solved it: {note.En}"),
            IssueStep.Reopened => new($"{who.Zh}重新打开:{note.Zh};已告诉{to.Zh}", $"{who.En} opened it again: {note.En}; {to.En} {were} told"),
            IssueStep.Withdrawn => new($"{who.Zh}已撤回", $"{who.En} withdrew it"),
            _ => new($"{who.Zh}发来一张图片", $"{who.En} sent a picture"),
        };
        return withTime ? When(turn, e.At) + Text.Same(" ") + said : said;
    }
}
