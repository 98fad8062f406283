using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>One colleague's items as a card for a superior, or for a colleague who covers.</summary>
internal static class PersonCard
{
    /// <summary>The most characters of a superior's comment.</summary>
    public const int LongestComment = 100;

    /// <summary>The answer that shows a colleague's phase, with what has just happened.</summary>
    public static Answer Of(ColleagueDay their, Phase phase, Notice? notice = null)
    {
        var items = their.Items(phase);
        var entry = their.Person.Entry;
        if (!their.Person.OnDuty)
        {
            return new Said(Off(their));
        }

        return items.Count == 0
            ? new Said(new($"{entry.Name}今天没有清单。", $"{entry.Name} has no list today."))
            : new Shown(Draw(their, phase, items, notice));
    }

    /// <summary>Why somebody is not there.</summary>
    public static Text Off(ColleagueDay their)
    {
        var name = their.Person.Entry.Name;
        return their.Person.Absent switch
        {
            Absence.Leave => new($"{name}这一天休假。", $"{name} is on leave that day."),
            Absence.Rest => new($"{name}这一天轮休。", $"{name} rests that day."),
            Absence.BranchClosed => new("网点这一天不营业。", "The branch is closed that day."),
            _ => new($"{name}这一天不上班。", $"{name} does not work that day."),
        };
    }

    private static Card Draw(ColleagueDay their, Phase phase, IReadOnlyList<TaskItem> items, Notice? notice)
    {
        var (turn, day, entry) = (their.Turn, their.Day, their.Person.Entry);
        var done = items.Count(i => day.DoneBy(i.Id) is not null);
        List<Part> body = notice is null ? [] : [notice];
        body.Add(new Progress(done, items.Count));
        body.AddRange(items.Select((item, place) => StepOf(their, item, place + 1)));
        var forms = their.Judges is not null && their.IsToday && done > 0;
        if (forms)
        {
            body.Add(new Heading(new("没做好?请回去补", "Not done well? Bring it back")));
            body.Add(new ChoiceField("tick", new("哪一件", "Which one"), [.. items.Where(i => day.DoneBy(i.Id) is not null).Select(i => (Number(day, i), their.Ordinal(i) + Text.Same(" ") + i.What))], Required: true));
            body.Add(new TextField("comment", new("哪里没做好", "What is wrong"), LongestComment, Required: true));
        }

        return new(Text.Same($"{entry.Name} · ") + (phase == Phase.Opening ? Words.OpeningTasks : Words.ClosingTasks), body)
        {
            Subtitle = entry.Position.Name() + Text.Same(" · ") + Dates.WithWeekday(day.Day),
            Buttons = [.. Buttons(their, phase, items, forms)],
            Refresh = new ShowPerson(day.Branch, day.Day, phase, entry.Id),
            Summary = Text.Same($"{entry.Name} {done}/{items.Count}"),
        };
    }

    private static IEnumerable<Button> Buttons(ColleagueDay their, Phase phase, IReadOnlyList<TaskItem> items, bool forms)
    {
        var (turn, day, person) = (their.Turn, their.Day, their.Person.Entry.Id);
        if (forms)
        {
            yield return new(Words.NotDoneButton, new SendBack(day.Branch, day.Day, person)) { Submits = true };
        }

        if (their.IsToday && day.Last(id => items.Any(i => i.Id == id)) is { } last && last.By == turn.Actor.Id)
        {
            yield return new(Words.UndoButton, new UncoverItem(day.Branch, day.Day, person, last.Number));
        }

        var other = phase == Phase.Opening ? Phase.Closing : Phase.Opening;
        yield return new(other == Phase.Opening ? Words.OpeningTasks : Words.ClosingTasks, new ShowPerson(day.Branch, day.Day, other, person));
        if (turn.Actor is RegionLeader || (turn.Actor is Member member && Waiting.Concerns(member)))
        {
            yield return new(Words.Board, new ShowBoard(phase, day.Branch, day.Day));
        }
    }

    private static Step StepOf(ColleagueDay their, TaskItem item, int place)
    {
        var (branch, day) = (their.Turn.Branch, their.Day);
        var tick = day.DoneBy(item.Id);
        return new(
            place,
            item.What,
            tick is not null,
            tick is not null ? StepNotes.Done(branch, day, tick) : StepNotes.Back(branch, day, item.Id),
            tick is null && their.IsToday && their.MayCover && CoverItem.IsOwn(their, item) ? new(Words.DoneButton, new CoverItem(day.Branch, day.Day, their.Person.Entry.Id, item.Id)) : null);
    }

    private static string Number(TaskDay day, TaskItem item) => day.DoneBy(item.Id)!.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
