namespace BranchBot.Features.Issues;

/// <summary>The forms: what is asked when an issue is reported, handed on, opened again.</summary>
internal static class IssueForms
{
    /// <summary>What stands in the list of items for: none of them.</summary>
    public const string NoItem = "none";

    /// <summary>Asks what is broken. What somebody wrote stands in it already.</summary>
    /// <param name="turn">Who reports.</param>
    /// <param name="report">What is known so far.</param>
    /// <param name="items">The items to choose from; none where the form belongs to one.</param>
    /// <param name="notice">What was wrong with it.</param>
    public static Answer Report(Turn turn, ReportIssue report, IReadOnlyList<ListedItem> items, Notice? notice = null)
    {
        var item = report is { Day: { } day, Item: { } id } ? new ItemRef(day, id) : null;
        var open = items.Where(i => i.IsOpen).ToList();
        var body = new List<Part>();
        if (notice is not null)
        {
            body.Add(notice);
        }

        if (open.Count == 0 && item is not null && turn.Tasks is { } tasks)
        {
            body.Add(new Paragraph(tasks.NameOf(turn.Facts, item.Id), Tone.Quiet));
        }

        body.Add(new ChoiceField("kind", new("什么异常", "What kind"), [.. Enum.GetValues<IssueKind>().Select(k => (k.ToString(), k.Name()))], report.Kind.ToString(), Required: true));
        body.Add(new ChoiceField(
            "zone",
            new("在哪里", "Where"),
            [.. turn.Facts.Settings.Zones.Select(z => (z, Text.Same(z))), (IssueWords.ElsewhereZone.Zh, IssueWords.ElsewhereZone)],
            report.Zone ?? IssueWords.ElsewhereZone.Zh,
            Required: true));
        body.Add(new ChoiceField("weight", new("有多严重", "How bad"), [.. Enum.GetValues<IssueWeight>().Select(w => (w.ToString(), w.Name()))], report.Weight.ToString(), Required: true));
        if (open.Count > 0)
        {
            body.Add(new ChoiceField(
                "item",
                new("是哪一件任务里发现的", "At which task"),
                [.. open.Select(i => (i.Item.Id, Shortened(i.Name))), (NoItem, new("与任务无关", "None of them"))],
                item?.Id ?? NoItem));
        }

        body.Add(new TextField("what", new("怎么了", "What is wrong"), Issue.MostWords, report.What, Required: true, Multiline: true, Hint: new("如:叫号器不打印", "such as: the ticket printer does not print")));
        body.Add(new Paragraph(new("报告以后 15 分钟内可以直接发图片到这里。", "Within 15 minutes after that you can simply send a picture here."), Tone.Quiet));
        return new Shown(new(new("报告异常", "Report an issue"), body)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · {turn.Actor.Name}"),
            Buttons =
            [
                new(new("报告", "Report"), report) { Primary = true, Submits = true },
                .. item is not null && open.Count == 0 && turn.Tasks is { } t ? [t.Back(turn.Branch.Id, item)] : Array.Empty<Button>(),
            ],
        });
    }

    /// <summary>Asks to whom.</summary>
    public static Answer Hand(Turn turn, Issue issue, IReadOnlyList<RosterEntry> others) => new Shown(new(
        new("转给谁", "Hand to whom"),
        [
            new Paragraph(Text.Same(issue.What)),
            new ChoiceField("to", new("转给", "Hand to"), [.. others.Select(s => (s.Id.ToString(), Text.Same($"{s.Name} · ") + s.Position.Name()))], Required: true),
        ])
    {
        Subtitle = new Text("异常 · ", "Issue · ") + issue.Kind.Name(),
        Buttons = [new(new("转给", "Hand over"), new HandIssue(issue.Branch, issue.Id)) { Primary = true, Submits = true }, Back(issue)],
    });

    /// <summary>Asks why.</summary>
    public static Answer Reopen(Turn turn, Issue issue) => new Shown(new(
        new("重新打开", "Open again"),
        [
            new Paragraph(Text.Same(issue.What)),
            new Bullets([IssueCard.When(turn, issue.Last(IssueStep.Solved)!.At) + Text.Same(" ") + issue.Last(IssueStep.Solved)!.Name + Text.Same($": {issue.Last(IssueStep.Solved)!.Note}")]),
            new TextField("why", new("为什么", "Why"), Issue.MostWords, Required: true, Multiline: true),
        ])
    {
        Subtitle = new Text("异常 · ", "Issue · ") + issue.Kind.Name(),
        Buttons = [new(new("重新打开", "Open again"), new ReopenIssue(issue.Branch, issue.Id)) { Primary = true, Submits = true }, Back(issue)],
    });

    private static Button Back(Issue issue) => new(new("返回", "Back"), new ShowIssue(issue.Branch, issue.Id));

    private static Text Shortened(Text name) => new(Shortened(name.Zh), Shortened(name.En));

    private static string Shortened(string name) => name.Length > 40 ? name[..39] + "…" : name;
}
