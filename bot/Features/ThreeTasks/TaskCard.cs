using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>A person's three things as a card: what is done, a button for what is not.</summary>
internal static class TaskCard
{
    private const int MostLinks = 4;

    public static readonly Text NoList = new(
        "您的岗位在手册里没有三件事,今天没有清单。网点可以自己写一份。",
        "The handbook has no three tasks for your position, so you have no list today. Your branch may write one.");

    /// <summary>The answer that shows a day, with what has just happened; <paramref name="after"/> lets a refresh say it again.</summary>
    public static Answer Of(OwnDay own, TaskView view, Notice? notice = null, int? after = null)
    {
        var items = own.Items(view);
        return items.Count == 0 ? new Said(NoList) : new Shown(Draw(own, view, items, notice) with { Refresh = new ShowTasks(view, own.Day.Branch, own.Day.Day, after) });
    }

    /// <summary>The branch's day is over: what stands then stays (T-3).</summary>
    public static Notice Over(DateOnly day) => new(
        Dates.WithWeekday(day) + new Text("已经结束,不能再改。", " is over and cannot be changed any more."), Tone.Attention);

    private static Card Draw(OwnDay own, TaskView view, IReadOnlyList<TaskItem> items, Notice? notice)
    {
        var (turn, day) = (own.Turn, own.Day);
        var isToday = day.Day == turn.Today;
        var done = items.Count(i => day.DoneBy(i.Id) is not null);
        var body = new List<Part>();
        if (notice is not null)
        {
            body.Add(notice);
        }

        if (AbsenceNote.Of(own) is { } away)
        {
            body.Add(away);
        }

        body.Add(new Progress(done, items.Count));
        var lists = items.GroupBy(i => (i.List, i.Phase)).ToList();
        foreach (var list in lists)
        {
            if (lists.Count > 1)
            {
                body.Add(new Heading(Title(list.Key.List, list.Key.Phase, view), Text.Same($"{list.Count(i => day.DoneBy(i.Id) is not null)}/{list.Count()}")));
            }

            body.AddRange(list.Select(item => StepOf(own, view, item, isToday)));
        }

        if (done == items.Count)
        {
            body.Add(new Notice(Praise(view), Tone.Good));
        }

        return new(Greeting(turn) + Text.Same(" · ") + Name(view), body)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + Dates.WithWeekday(day.Day),
            Buttons =
            [
                .. isToday && day.Last(id => items.Any(i => i.Id == id)) is { } last ? [new Button(Words.UndoButton, new TakeBack(day.Branch, day.Day, last.Number, view))] : Array.Empty<Button>(),
                .. items.Select(i => turn.Links.GetValueOrDefault(i.Id)).OfType<ItemLink>().DistinctBy(l => l.Title).Take(MostLinks).Select(l => new Button(l.Title, l.Show(turn.Facts, day.Day))),
            ],
            Summary = notice is { Tone: Tone.Attention } ? notice.Text : Name(view) + Text.Same($" {done}/{items.Count}"),
        };
    }

    private static Step StepOf(OwnDay own, TaskView view, TaskItem item, bool isToday)
    {
        var day = own.Day;
        var tick = day.DoneBy(item.Id);
        var step = new Step(
            own.PlaceOf(item),
            item.What,
            tick is not null,
            StepNotes.Of(own, item, tick),
            tick is null && isToday ? new(Words.DoneButton, new TickItem(day.Branch, day.Day, item.Id, view)) : null);
        return own.Turn.Faults is not { } faults ? step
            : tick is { Fault: { } fault } ? step with { Warns = !faults.IsOver(day.Branch, fault, own.Rows), Detail = step.Detail + Text.Same(" ") + faults.StateOf(day.Branch, fault, own.Rows), Button = faults.Show(day.Branch, fault) }
            : step.Button is not null ? step with { Other = faults.Report(day.Branch, new(day.Day, item.Id)) }
            : step;
    }

    private static Text Title(HandbookPage list, Phase phase, TaskView view) =>
        view == TaskView.All ? list.Name() + Text.Same(" · ") + Name(phase == Phase.Opening ? TaskView.Opening : TaskView.Closing) : list.Name();

    private static Text Name(TaskView view) => view switch
    {
        TaskView.Opening => Words.OpeningTasks,
        TaskView.Closing => Words.ClosingTasks,
        _ => new("今天的任务", "Today's tasks"),
    };

    private static Text Praise(TaskView view) => view switch
    {
        TaskView.Opening => new("都完成了,祝今天开门红!", "All done. Have a great day!"),
        TaskView.Closing => new("都完成了,辛苦了,明天见!", "All done. Thank you, see you tomorrow!"),
        _ => new("今天的都完成了,辛苦了!", "All of today's are done. Thank you!"),
    };

    private static Text Greeting(Turn turn) => turn.Branch.Time.TimeOfDay(turn.Now).Hour switch
    {
        >= 4 and < 12 => new($"早上好,{turn.Member.Name}", $"Good morning, {turn.Member.Name}"),
        >= 12 and < 18 => new($"下午好,{turn.Member.Name}", $"Good afternoon, {turn.Member.Name}"),
        _ => new($"晚上好,{turn.Member.Name}", $"Good evening, {turn.Member.Name}"),
    };
}
