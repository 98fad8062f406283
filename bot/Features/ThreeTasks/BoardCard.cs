using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>
/// The board as a card. Who has finished stands in one line of names, who has not in a line of his own, so that a branch of forty fits on a phone and into
/// what Teams takes; the people to tap come by pages.
/// </summary>
internal static class BoardCard
{
    /// <summary>How many lines of their own; whoever has not finished beyond that stands in a line of names.</summary>
    public const int MostLines = 16;

    /// <summary>How many people there are to choose from on one page, and how many names stand in a line.</summary>
    public const int OnePage = 50;

    private static readonly Text WithIssue = new("(有异常)", " (with an issue)");

    /// <summary>Draws the board.</summary>
    public static Card Of(Board board, IReadOnlyList<Part> sections, int page)
    {
        var (turn, day) = (board.Turn, board.Day);
        var body = new List<Part>();
        if (day.Hours is null)
        {
            body.Add(new Notice(new Text("这一天不营业", "The branch is closed on this day") + Text.Same(day.Name is { } name ? $" · {name}" : ""), Tone.Quiet));
        }
        else if (!day.Counted)
        {
            body.Add(new Notice(new Text("这一天不计", "This day is not counted") + Text.Same(day.Name is { } why ? $" · {why}" : ""), Tone.Quiet));
        }

        body.Add(new Paragraph(board.Sum()));
        body.AddRange(Unfinished(board));
        body.AddRange(Finished(board));
        body.AddRange(Others(board));
        body.AddRange(board.Phase == Phase.Closing && day.Hours is not null ? ChainCard.Parts(board) : []);
        body.AddRange(sections);
        var choices = Choices(board);
        var pages = Math.Max(1, (choices.Count + OnePage - 1) / OnePage);
        page = Math.Clamp(page, 1, pages);
        if (choices.Count > 0)
        {
            body.Add(new ChoiceField("person", new("看一个人", "Look at somebody"), [.. choices.Skip((page - 1) * OnePage).Take(OnePage)], Required: true));
        }

        return new(Title(board), body)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + Dates.WithWeekday(day.Date) + Text.Same($" · {turn.Branch.Time.Clock(turn.Now)}"),
            Buttons = [.. Buttons(board, choices.Count > 0, page, pages)],
            Refresh = new ShowBoard(board.Phase, turn.Branch.Id, day.Date, Page: page > 1 ? page : null),
            Summary = Text.Same($"{turn.Branch.Name} ") + Words.Board + Text.Same(" · ") + board.Sum(),
        };
    }

    private static Text Title(Board board) =>
        (Superiors.SeesAll(board.Turn.Actor) ? new("看板 · ", "Board · ") : new Text("我的团队 · ", "My team · ")) + NameOf(board.Phase);

    private static Text NameOf(Phase phase) => phase == Phase.Opening ? Words.OpeningTasks : Words.ClosingTasks;

    private static IEnumerable<Button> Buttons(Board board, bool choices, int page, int pages)
    {
        var (branch, day) = (board.Turn.Branch.Id, board.Day.Date);
        var other = board.Phase == Phase.Opening ? Phase.Closing : Phase.Opening;
        if (choices)
        {
            yield return new(new("查看", "Look"), new ShowPerson(branch, day, board.Phase)) { Submits = true };
        }

        yield return new(new("刷新", "Refresh"), new ShowBoard(board.Phase, branch, day)) { Primary = true };
        yield return new(NameOf(other), new ShowBoard(other, branch, day));
        if (pages > 1)
        {
            yield return new(
                new($"更多人 {page}/{pages}", $"More people {page}/{pages}"), new ShowBoard(board.Phase, branch, day, Page: page == pages ? 1 : page + 1));
        }
    }

    private static IEnumerable<Part> Unfinished(Board board)
    {
        // Who is nearest to the limit's wrong side first: late, then begun, then not begun.
        var now = board.Turn.Now;
        var open = board.Expected.Where(p => !p.IsFinished).OrderByDescending(p => p.IsLate(now)).ThenByDescending(p => p.Done > 0).ToList();
        foreach (var person in open.Take(MostLines))
        {
            var lists = person.Lists().ToList();
            var detail = lists.Count == 1 ? NameOf(person, lists[0].List) : Joined(" · ", lists.Select(l => NameOf(person, l.List) + Text.Same($" {l.Done}/{l.Of}")));
            detail += person.HasIssue ? WithIssue : Text.Same("");
            if (person.IsLate(now) && board.Day.Counted)
            {
                detail += new Text($" · 已过 {board.Turn.Branch.Time.Clock(person.Limit!.Value)}", $" · past {board.Turn.Branch.Time.Clock(person.Limit!.Value)}");
            }

            yield return new Line(
                Text.Same(person.Person.Entry.Name),
                detail,
                Text.Same($"{person.Done}/{person.Items.Count}"),
                person.IsLate(now) ? Tone.Attention : person.Done == 0 ? Tone.Quiet : Tone.Plain);
        }

        if (open.Count > MostLines)
        {
            yield return Names(new("另有未完成", "Also unfinished"), open.Skip(MostLines).Select(p => Text.Same($"{p.Person.Entry.Name} {p.Done}/{p.Items.Count}")), Tone.Plain);
        }
    }

    // A list that comes with a post he only acts for is shown as such (P-2).
    private static Text NameOf(PhaseState person, HandbookPage list) =>
        list != HandbookPages.Of(person.Person.Entry.Position) && person.Person.ActsFor.Any(post => HandbookPages.Of(post) == list)
            ? new($"代{list.Name().Zh}", $"acting {list.Name().En.ToLowerInvariant()}")
            : list.Name();

    private static IEnumerable<Part> Finished(Board board)
    {
        var (turn, finished) = (board.Turn, board.Expected.Where(p => p.IsFinished).OrderBy(p => p.FinishedAt).ToList());
        Text At(PhaseState person) => Text.Same($"{person.Person.Entry.Name} {turn.Branch.Time.Clock(person.FinishedAt!.Value)}") + (person.HasIssue ? WithIssue : Text.Same(""));
        var late = finished.Where(p => p.IsLate(turn.Now)).ToList();
        if (finished.Count > late.Count)
        {
            yield return Names(new("已完成", "Done"), finished.Except(late).Select(At), Tone.Good);
        }

        if (late.Count > 0)
        {
            yield return Names(new("晚完成", "Done late"), late.Select(At), Tone.Attention);
        }

        // What was ticked in one go is only said, and only to the manager: there may be a good reason.
        var hurried = finished.Where(p => p.IsHurried(turn.Facts.Settings)).ToList();
        if (hurried.Count > 0 && Superiors.SeesAll(turn.Actor))
        {
            yield return Names(
                new("一口气打完", "Ticked in one go"),
                hurried.Select(p => new Text($"{p.Person.Entry.Name}({p.Pace!.Value.TotalSeconds:0} 秒)", $"{p.Person.Entry.Name} ({p.Pace!.Value.TotalSeconds:0} s)")),
                Tone.Quiet);
        }
    }

    private static IEnumerable<Part> Others(Board board)
    {
        IEnumerable<Text> Of(Func<PhaseState, bool> which) => board.People.Where(which).Select(p => Text.Same(p.Person.Entry.Name));
        (Text Why, List<Text> Who)[] groups =
        [
            (new("休假", "On leave"), [.. Of(p => p.Person.Absent == Absence.Leave)]),
            (new("轮休", "Resting"), [.. Of(p => p.Person.Absent == Absence.Rest)]),
            (new("没有清单", "Without a list"), [.. Of(p => p.Person.OnDuty && p.Items.Count == 0)]),
        ];
        return groups.Where(g => g.Who.Count > 0).Select(g => Names(g.Why, g.Who, Tone.Quiet));
    }

    private static List<(string Value, Text Title)> Choices(Board board) =>
    [
        .. board.Expected.OrderBy(p => p.IsFinished)
            .Select(p => (p.Person.Entry.Id.ToString(), Text.Same($"{p.Person.Entry.Name} {p.Done}/{p.Items.Count}"))),
    ];

    private static Paragraph Names(Text what, IEnumerable<Text> names, Tone tone)
    {
        var all = names.ToList();
        var (shown, more) = (all.Take(OnePage).ToList(), all.Count - OnePage);
        return new(
            new(
                $"{what.Zh}:{string.Join("、", shown.Select(n => n.Zh))}{(more > 0 ? $",还有 {more} 人" : "")}",
                $"{what.En}: {string.Join(", ", shown.Select(n => n.En))}{(more > 0 ? $" and {more} more" : "")}"),
            tone);
    }

    private static Text Joined(string separator, IEnumerable<Text> texts) => texts.Aggregate((left, right) => left + Text.Same(separator) + right);
}
