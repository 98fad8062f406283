namespace BranchBot.Features.Calendar;

/// <summary>日历: the next fourteen days: hours, what is special, who is away, who acts for whom.</summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="From">The first day; null: today.</param>
/// <param name="Name">The branch as a region's leader names it.</param>
public sealed record ShowDays(BranchId? Branch = null, DateOnly? From = null, string? Name = null) : Command
{
    private const int Days = 14;
    private const int MostNames = 6;

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => turn.BranchFacts is null ? NamedBranch.Needs(turn) : [Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (turn.BranchFacts is null || Name is not null)
        {
            return NamedBranch.Find(turn, rows, Name, new("日历", "calendar"), branch => new ShowDays(branch));
        }

        var roster = rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? throw new InvalidOperationException($"Branch {turn.Branch.Id} has staff and no roster.");
        var first = From is { } from && from > turn.Today.AddDays(-Days) && from < turn.Today.AddYears(1) ? from : turn.Today;
        var lines = Enumerable.Range(0, Days).Select(n => LineOf(turn, roster, first.AddDays(n))).ToList<Part>();
        if (first.AddDays(Days - 1).Year > NationalCalendar.ArrangedUntil)
        {
            lines.Add(new Paragraph(new($"{NationalCalendar.ArrangedUntil + 1} 年的调休安排由二级分行维护,这里只有法定节假日。", $"Make-up days of {NationalCalendar.ArrangedUntil + 1} are kept by the region; only holidays by law are known here."), Tone.Quiet));
        }

        return Decision.Show(new Shown(new(new("日历", "Calendar"), lines)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + new DaySpan(first, first.AddDays(Days - 1)).Written(turn.Today),
            Buttons = Buttons(turn, first),
            Summary = new Text("日历 · ", "Calendar · ") + Dates.Brief(first, turn.Today),
        }));
    }

    private static Line LineOf(Turn turn, Roster roster, DateOnly date)
    {
        var day = turn.Facts.On(date);
        var people = Duty.On(turn.Facts, roster, date);
        var said = new List<Text>();
        if (day.Name is { } name)
        {
            said.Add(Text.Same(name));
        }

        if (!day.Counted)
        {
            said.Add(Words.NotCounted);
        }

        Add(new("休假 ", "on leave "), people.Where(p => p.Absent == Absence.Leave));
        Add(new("轮休 ", "resting "), people.Where(p => p.Absent == Absence.Rest));
        said.AddRange(people.SelectMany(p => p.ActsFor.Select(post => new Text($"{p.Entry.Name} 代{post.Name().Zh}", $"{p.Entry.Name} acting {post.Name().En.ToLowerInvariant()}"))));
        said.AddRange(turn.Facts.Duty.Where(d => d.Kind == DutyKind.Lobby && people.Any(p => p.Entry.Id == d.Person && p.OnLobby) && d.Holds(date, turn.Branch.Time))
            .Select(d => new Text($"{EntryCard.NameOf(roster, d.Person)} 大堂", $"{EntryCard.NameOf(roster, d.Person)} lobby")));
        return new(
            Dates.Brief(date, turn.Today),
            said.Count == 0 ? null : said.Aggregate((all, next) => all + Text.Same(" · ") + next),
            day.Hours is { } hours ? Text.Same(Dates.Written(hours)) : Words.Closed,
            day.Hours is null ? Tone.Quiet : Tone.Plain);

        void Add(Text what, IEnumerable<PersonDay> who)
        {
            var names = who.Select(p => p.Entry.Name).ToList();
            if (names.Count > 0)
            {
                var more = names.Count > MostNames ? new($"等 {names.Count} 人", $" and {names.Count - MostNames} more") : Text.Same("");
                said.Add(what + new Text(string.Join("、", names.Take(MostNames)), string.Join(", ", names.Take(MostNames))) + more);
            }
        }
    }

    private static List<Button> Buttons(Turn turn, DateOnly first)
    {
        List<Button> buttons = [new(new("后两周", "Next two weeks"), new ShowDays(turn.Branch.Id, first.AddDays(Days)))];
        if (turn.Actor is Member member)
        {
            buttons.Add(new(Words.Name(DutyKind.Leave), new ShowDuty(DutyKind.Leave, turn.Branch.Id)));
            if (member.Holds(Position.BranchManager))
            {
                buttons.AddRange(new[] { SpecialDayKind.Closed, SpecialDayKind.Open, SpecialDayKind.NotCounted }.Select(kind => new Button(Words.Name(kind), new ShowDayForm(turn.Branch.Id, kind))));
            }
        }

        return buttons;
    }
}

/// <summary>The form for closing days, opening them at other hours, or not counting them.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Kind">Which of them.</param>
public sealed record ShowDayForm(BranchId Branch, SpecialDayKind Kind) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var fields = new List<Part> { new DateField("from", new("从哪天", "First day"), turn.Today, Required: true), new DateField("to", new("到哪天(一天就不填)", "Last day (empty: one day)")) };
        if (Kind == SpecialDayKind.Open)
        {
            fields.AddRange([new TimeField("opens", new("几点开门", "Opens"), turn.Facts.On(turn.Today).Hours?.Opens, Required: true), new TimeField("closes", new("几点关门", "Closes"), turn.Facts.On(turn.Today).Hours?.Closes, Required: true)]);
        }

        fields.Add(new TextField("reason", new("原因", "Why"), MarkDays.LongestReason, Required: Kind == SpecialDayKind.NotCounted));
        return Decision.Show(new Shown(new(Words.Name(Kind), fields)
        {
            Subtitle = Text.Same(turn.Branch.Name),
            Buttons = [new(Words.Record, new MarkDays(Branch, Kind)) { Primary = true, Submits = true }, new(new("日历", "Calendar"), new ShowDays(Branch))],
        }));
    }
}
