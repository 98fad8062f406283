namespace BranchBot.Features.Holidays;

/// <summary>节假日: the holidays and make-up workdays ahead as the leader's branches have them, with a form to change days.</summary>
/// <param name="Whole">After a change was brought to the branches: whether all have it; null: it is just shown.</param>
public sealed record ShowHolidays(bool? Whole = null) : Command
{
    private const int Ahead = 400;
    private const int MostSpans = 24;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<RegionCalendar>(RegionCalendar.At(RegionCalendar.Leader(turn).Region.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var leader = RegionCalendar.Leader(turn);
        return Decision.Show(new Shown(Draw(leader, rows.Find<RegionCalendar>(RegionCalendar.At(leader.Region.Id)) ?? new(leader.Region.Id, []), RegionCalendar.Today(turn), Whole switch
        {
            true => new(new("节假日已送到全部网点。", "All branches have the holidays now."), Tone.Good),
            false => new(new("节假日没有送到全部网点,请再改一次或告诉管理员。", "Not all branches could be reached. Please change it again or tell the administrator."), Tone.Attention),
            _ => null,
        })));
    }

    /// <summary>The card.</summary>
    internal static Card Draw(RegionLeader leader, RegionCalendar calendar, DateOnly today, Notice? notice = null)
    {
        var own = calendar.Days.Where(d => d.Day >= today).ToList();
        var national = Enumerable.Range(0, Ahead).Select(n => NationalCalendar.On(today.AddDays(n))).OfType<SpecialDay>().Where(d => own.All(o => o.Day != d.Day));
        var spans = RegionCalendar.Spans(own).Select(s => (s.Span, s.Day, Own: true)).Concat(RegionCalendar.Spans(national).Select(s => (s.Span, s.Day, Own: false))).OrderBy(s => s.Span.From).ToList();
        List<Part> body =
        [
            .. notice is null ? Array.Empty<Part>() : [notice],
            .. spans.Take(MostSpans).Select((s, i) => new Step(
                i + 1, s.Span.Written(today), false, RegionCalendar.Says(s.Day) + (s.Own ? new(" · 本行", " · ours") : Text.Same("")), s.Own ? new(new("取消", "Cancel"), new MarkHolidays(null, s.Span.From, s.Span.To)) : null) { Stands = true }),
            new Paragraph(new($"{NationalCalendar.ArrangedUntil + 1} 年起只有法定节假日;公布放假安排后请在这里改,或把 .ics 日历文件发给我。", $"From {NationalCalendar.ArrangedUntil + 1} on only holidays by law are known: enter the arrangement here when it is published, or send me its .ics file."), Tone.Quiet),
            new Heading(new("改日子", "Change days")),
            new ChoiceField("kind", new("改成", "It becomes"), [.. Enum.GetValues<HolidayKind>().Select(k => (k.ToString(), k.Name()))], nameof(HolidayKind.Holiday), Required: true),
            new DateField("from", new("从哪天", "First day"), Required: true),
            new DateField("to", new("到哪天(一天就不填)", "Last day (empty: one day)")),
            new TextField("name", new("名称", "Name"), MarkHolidays.LongestName),
            new ChoiceField("makesUpFor", new("调休上班按周几", "A make-up workday follows"), [.. Enumerable.Range(1, 5).Select(d => (((DayOfWeek)d).ToString(), Dates.Weekday((DayOfWeek)d)))]),
            new TimeField("opens", new("营业:几点开门", "Open: from")),
            new TimeField("closes", new("营业:几点关门", "Open: until")),
        ];
        return new(new("节假日", "Holidays"), body)
        {
            Subtitle = Text.Same(leader.Region.Name),
            Buttons = [new(new("修改", "Change"), new MarkHolidays()) { Primary = true, Submits = true }],
            Summary = new Text("节假日 · ", "Holidays · ") + Text.Same(leader.Region.Name),
        };
    }
}

/// <summary>节假日 2月5日至11日 春节, 节假日 调休 2月20日 周五, 节假日 停业 …, 节假日 取消 2月5日至11日.</summary>
/// <param name="Said">What stands behind the word.</param>
public sealed record SayHolidays(string Said = "") : Command
{
    private static readonly (string Word, HolidayKind? Kind)[] Kinds =
        [("调休", HolidayKind.MakeUp), ("make-up", HolidayKind.MakeUp), ("停业", HolidayKind.Closed), ("closed", HolidayKind.Closed), ("放假", HolidayKind.Holiday), ("取消", null), ("cancel", null)];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var today = RegionCalendar.Today(turn);
        if (string.IsNullOrWhiteSpace(Said))
        {
            return Decision.Instead(new ShowHolidays());
        }

        var words = Said.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (kind, first) = Kinds.FirstOrDefault(k => k.Word == words[0]) is { Word: not null } known ? (known.Kind, 1) : (HolidayKind.Holiday, 0);
        for (var last = Math.Min(words.Length, first + DatePhrases.MostWords); last > first; last--)
        {
            if (DatePhrases.Read(string.Join(' ', words[first..last]), today).Span is not { } span)
            {
                continue;
            }

            // A make-up workday: the weekday whose hours it follows stands behind the date.
            var rest = string.Join(' ', words[last..]);
            DayOfWeek? weekday = kind == HolidayKind.MakeUp && DatePhrases.Read(rest, today).Span is { Days: 1 } day ? day.From.DayOfWeek : null;
            return Decision.Instead(new MarkHolidays(kind, span.From, span.To, rest.Length == 0 || weekday is not null ? null : rest, weekday));
        }

        return Decision.Refuse(DatePhrases.Read(string.Join(' ', words[first..]), today).Wrong!.Value);
    }
}
