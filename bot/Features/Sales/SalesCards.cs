namespace BranchBot.Features.Sales;

/// <summary>The cards of one person's tallies: what was understood, what stands.</summary>
internal static class SalesCards
{
    /// <summary>What was understood, before it counts (S-2).</summary>
    /// <param name="turn">Who reads it.</param>
    /// <param name="items">All that is tallied.</param>
    /// <param name="day">The day.</param>
    /// <param name="whose">Whose figures.</param>
    /// <param name="enter">What 记入 does.</param>
    /// <param name="notice">What is to be looked at.</param>
    /// <param name="title">What 记入 is called here.</param>
    public static Answer Preview(Turn turn, IReadOnlyList<TallyItem> items, SalesDay day, RosterEntry whose, EnterTallies enter, Notice? notice = null, Text? title = null)
    {
        var stands = day.ReportOf(whose.Id)?.Figures ?? [];
        var lines = enter.Figures.Select(f => (Figure: f, Item: items.First(i => i.Id == f.Item), Before: stands.Of(f.Item)))
            .Select(f => new Line(f.Item.Name, Becomes(f.Before, f.Figure, f.Item, enter.Kind), f.Figure.Shown(f.Item), Tone.Plain));
        List<Part> body = [.. notice is null ? Array.Empty<Part>() : [notice], new Heading(enter.Kind == EntryKind.Added ? new("加上", "Add") : new("改成", "Set to")), .. lines];
        if (whose.Id != turn.Actor.Id)
        {
            body.Add(new Paragraph(new($"替{whose.Name}记,会注明是您记的。", $"For {whose.Name}; it is marked that you entered it."), Tone.Quiet));
        }

        if (day.Closed is { } closed)
        {
            body.Add(new Paragraph(ClosedBy(turn, closed), Tone.Attention));
            body.Add(EnterTallies.AsksWhy with { Value = enter.Why });
        }

        return new Shown(new(new("我看懂的是", "What I understood"), body)
        {
            Subtitle = Subtitle(turn, day, whose),
            Buttons =
            [
                new(title ?? new("记入", "Enter"), enter) { Primary = true, Submits = day.Closed is not null },
                .. enter.Kind == EntryKind.Added ? [new Button(new("改一改", "Correct"), new ShowTallyForm(enter.Branch, enter.Day, enter.Person, enter.Figures, enter.Entry ?? enter.Key))] : Array.Empty<Button>(),
                new(new("不记", "Leave it"), new LeaveTallies(enter.Branch, enter.Day)),
            ],
            Summary = new Text("记入? ", "Enter? ") + Text.Same(string.Join(", ", enter.Figures.Select(f => items.First(i => i.Id == f.Item).Zh + f.Typed(items.First(i => i.Id == f.Item))))),
        });
    }

    /// <summary>What somebody has reported for a day.</summary>
    public static Answer Own(Turn turn, IReadOnlyList<TallyItem> items, SalesDay day, RosterEntry whose, Notice? notice = null)
    {
        var report = day.ReportOf(whose.Id);
        List<Part> body = [.. notice is null ? Array.Empty<Part>() : [notice]];
        body.AddRange(report switch
        {
            null => [new Paragraph(new($"还没报。直接写就行,如:{TallyLine.Example.Zh}", $"Nothing reported yet. Just write, such as: {TallyLine.Example.En}"), Tone.Quiet)],
            { Figures: [] } => [new Paragraph(new("今天没有。", "Nothing today."))],
            _ => items.Where(i => report.Figures.Any(f => f.Item == i.Id)).Select(i => new Line(i.Name, null, report.Figures.Of(i.Id).Shown(i), Tone.Plain)),
        });
        if (report is not null)
        {
            body.Add(new Paragraph(new Text("最后一次:", "Last entry: ") + When(turn, report.At), Tone.Quiet));
        }

        if (day.Closed is { } closed)
        {
            body.Add(new Paragraph(ClosedBy(turn, closed), Tone.Quiet));
        }

        var own = whose.Id == turn.Actor.Id;
        return new Shown(new(day.Day == turn.Today ? new("今日业绩", "Today's sales") : new("当日业绩", "Sales of the day"), body)
        {
            Subtitle = Subtitle(turn, day, whose),
            Buttons =
            [
                new(new("填表", "Form"), new ShowTallyForm(day.Branch, day.Day, own ? null : whose.Id)) { Primary = report is null },
                .. own && report is null ? [new Button(new("今天没有", "Nothing today"), new ReportNothing(day.Branch, day.Day))] : Array.Empty<Button>(),
                new(new("统计", "Tables"), new ShowSales(day.Branch, day.Day)),
            ],
            Summary = new Text("业绩 · ", "Sales · ") + Text.Same(whose.Name),
        });
    }

    /// <summary>By whom and when a day was closed.</summary>
    public static Text ClosedBy(Turn turn, SalesStep closed) => When(turn, closed.At) + Text.Same(" ") + closed.Name + new Text("已汇总。", " closed the day.");

    /// <summary>When, on the branch's wall: the time, of another day with its date.</summary>
    public static Text When(Turn turn, DateTimeOffset at)
    {
        var time = turn.Branch.Time;
        return time.DayOf(at) == turn.Today ? Text.Same(time.Clock(at)) : Dates.Brief(time.DayOf(at), turn.Today) + Text.Same($" {time.Clock(at)}");
    }

    private static Text Subtitle(Turn turn, SalesDay day, RosterEntry whose) => Text.Same($"{whose.Name} · ") + Dates.Brief(day.Day, turn.Today);

    private static Text? Becomes(Figure before, Figure entered, TallyItem item, EntryKind kind) =>
        kind == EntryKind.Added && before.Count == 0 ? null
        : kind == EntryKind.Added ? new Text("当天共 ", "together ") + before.Plus(entered).Shown(item)
        : new Text("原来 ", "was ") + before.Shown(item);
}
