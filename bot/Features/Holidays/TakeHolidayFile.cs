using System.Text.Json.Serialization;

namespace BranchBot.Features.Holidays;

/// <summary>What a calendar file would change, kept until the leader takes it; the next file takes its place.</summary>
/// <param name="Region">The region.</param>
/// <param name="Sha256">The hash of the file's bytes.</param>
/// <param name="Days">Its days.</param>
public sealed record HolidayDraft(RegionId Region, string Sha256, IReadOnlyList<SpecialDay> Days) : Row
{
    /// <inheritdoc/>
    public override RowAddress Address => At(Region);

    /// <summary>Where a region's draft stands.</summary>
    public static RowAddress At(RegionId region) => new(Partition.OfRegion("people", region), "calendar-draft");
}

/// <summary>A leader has sent a calendar file: shows what it would change, and changes nothing yet.</summary>
/// <param name="Sha256">The hash of its bytes.</param>
public sealed record ReadHolidayFile(string Sha256) : Command, IInternal
{
    private const int MostSpans = 30;

    /// <summary>Its bytes.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => TakeHolidayFile.Reads(turn);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var (leader, today) = (RegionCalendar.Leader(turn), RegionCalendar.Today(turn));
        var (days, wrong) = HolidayFile.Read(Content.Span, today);
        if (wrong is { } why)
        {
            return Decision.Refuse(why);
        }

        var calendar = rows.Find<RegionCalendar>(RegionCalendar.At(leader.Region.Id)) ?? new(leader.Region.Id, []);
        var changes = days.Where(d => (calendar.Days.FirstOrDefault(c => c.Day == d.Day) ?? NationalCalendar.On(d.Day)) is not { } now || now.Kind != d.Kind || now.MakesUpFor != d.MakesUpFor).ToList();
        var same = days.Count - changes.Count;
        var sum = new Text($"{days.Count} 天:{changes.Count} 天会改,{same} 天和现在一样。", $"{Counted.English(days.Count, "day")}: {changes.Count} would change, {same} {(same == 1 ? "is as it stands" : "are as they stand")}.");
        var spans = RegionCalendar.Spans(changes).ToList();
        var card = new Card(new("日历文件", "Calendar file"), [
            new Paragraph(sum),
            .. spans.Take(MostSpans).Select(s => new Line(s.Span.Written(today), null, RegionCalendar.Says(s.Day), s.Day.Kind == SpecialDayKind.MakeUp ? Tone.Attention : Tone.Plain)),
            .. changes.Any(d => d.Kind == SpecialDayKind.MakeUp) ? [new Paragraph(new("文件没有写调休上班按周几,是推算的;不对的话采用后再改那一天。", "The file does not say whose hours a make-up workday follows; that is a guess. Where it is wrong, change that day afterwards."), Tone.Quiet)] : Array.Empty<Part>(),
        ])
        {
            Subtitle = Text.Same(leader.Region.Name),
            Buttons = changes.Count == 0 ? [] : [new(new("采用", "Take it"), new TakeHolidayFile(Sha256)) { Primary = true }],
            Summary = new Text("日历文件 · ", "Calendar file · ") + sum,
        };
        var draft = new HolidayDraft(leader.Region.Id, Sha256, days);
        return changes.Count == 0 || rows.Find<HolidayDraft>(draft.Address)?.Sha256 == Sha256 ? Decision.Show(new Shown(card)) : Decision.Write(new Shown(card), draft);
    }
}

/// <summary>Takes the calendar file that was shown, bound to its bytes.</summary>
/// <param name="Sha256">The hash of its bytes.</param>
public sealed record TakeHolidayFile(string Sha256) : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => Reads(turn);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var (leader, today) = (RegionCalendar.Leader(turn), RegionCalendar.Today(turn));
        var calendar = rows.Find<RegionCalendar>(RegionCalendar.At(leader.Region.Id)) ?? new(leader.Region.Id, []);
        if (rows.Find<HolidayDraft>(HolidayDraft.At(leader.Region.Id)) is not { } draft || draft.Sha256 != Sha256)
        {
            return Decision.Refuse(new("这份文件已经不是最新的了,请再发一次。", "Another file was sent since; please send this one again."));
        }

        var changed = calendar.With([.. draft.Days.Where(d => d.Day >= today)], today);
        return changed.Days.SequenceEqual(calendar.Days) ? Decision.Show(new Shown(ShowHolidays.Draw(leader, calendar, today, new(new("已经采用过了。", "It was taken already."), Tone.Plain))))
            : changed.Days.Count > BranchFacts.MostDays ? Decision.Refuse(new($"一共最多 {BranchFacts.MostDays} 天。", $"At most {BranchFacts.MostDays} days in all."))
            : MarkHolidays.Write(turn, leader, changed, today, new($"日历文件,{draft.Days.Count} 天", $"the calendar file, {Counted.English(draft.Days.Count, "day")}"));
    }

    /// <summary>The calendar and the draft.</summary>
    internal static IReadOnlyList<Read> Reads(Turn turn)
    {
        var region = RegionCalendar.Leader(turn).Region.Id;
        return [Read.One<RegionCalendar>(RegionCalendar.At(region)), Read.One<HolidayDraft>(HolidayDraft.At(region))];
    }
}
