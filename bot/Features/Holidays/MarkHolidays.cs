using System.Text.Json.Serialization;

namespace BranchBot.Features.Holidays;

/// <summary>Changes days for all branches of the leader's region: a holiday, a make-up workday, closed, or open. Given again it looks at what stands.</summary>
/// <param name="Kind">What the days are; null: nothing of the region's own, its entry goes.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; null: the first.</param>
/// <param name="Name">What people call it.</param>
/// <param name="MakesUpFor">The weekday whose hours a make-up workday follows.</param>
/// <param name="Opens">When it opens, of an open day.</param>
/// <param name="Closes">When it closes.</param>
public sealed record MarkHolidays(
    HolidayKind? Kind = null, DateOnly? From = null, DateOnly? To = null, string? Name = null, [property: JsonConverter(typeof(JsonStringEnumConverter<DayOfWeek>))] DayOfWeek? MakesUpFor = null, TimeOnly? Opens = null, TimeOnly? Closes = null) : Command
{
    /// <summary>The longest name.</summary>
    internal const int LongestName = 20;

    private const int MostAtOnce = 31;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<RegionCalendar>(RegionCalendar.At(RegionCalendar.Leader(turn).Region.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var (leader, today) = (RegionCalendar.Leader(turn), RegionCalendar.Today(turn));
        var calendar = rows.Find<RegionCalendar>(RegionCalendar.At(leader.Region.Id)) ?? new(leader.Region.Id, []);
        if (From is not { } from)
        {
            return Decision.Refuse(new("请填上从哪天开始。", "Please fill in the first day."));
        }

        var span = new DaySpan(from, To ?? from);
        if (Wrong(span, today) is { } wrong)
        {
            return Decision.Refuse(wrong);
        }

        IReadOnlyList<SpecialDay> days = Kind is { } kind
            ? [.. span.Each().Select(day => new SpecialDay(day, kind.AsDay(), Name?.Trim() is { Length: > 0 } name ? name : kind.Name().Zh, kind == HolidayKind.MakeUp ? MakesUpFor : null, kind == HolidayKind.Open ? new(Opens!.Value, Closes!.Value) : null))]
            : [];
        var changed = Kind is null
            ? calendar with { Days = [.. calendar.Days.Where(d => !span.Contains(d.Day))] }
            : calendar.With(days, today);
        return changed.Days.SequenceEqual(calendar.Days) ? Decision.Show(new Shown(ShowHolidays.Draw(leader, calendar, today, new(new("已经是这样了。", "It is so already."), Tone.Plain))))
            : changed.Days.Count > BranchFacts.MostDays ? Decision.Refuse(new($"一共最多 {BranchFacts.MostDays} 天。", $"At most {BranchFacts.MostDays} days in all."))
            : Write(turn, leader, changed, today, span.Written(today));
    }

    /// <summary>Writes a region's calendar and starts bringing it to the branches.</summary>
    internal static Decision Write(Turn turn, RegionLeader leader, RegionCalendar changed, DateOnly today, Text what) => Decision
        .Write(
            new Shown(ShowHolidays.Draw(leader, changed, today, new(new Text("已改:", "Changed: ") + what + new Text("。正在送到各网点,送完告诉您。", ". It is on its way to the branches; you are told when all have it."), Tone.Good))),
            changed)
        .Starting(RowKeys.Of(turn.Operation), new CopyHolidays(leader.Region.Id, leader.Id, leader.Name));

    private Text? Wrong(DaySpan span, DateOnly today) => span.Wrong(today) is { } wrong ? wrong
        : span.Days > MostAtOnce ? new($"一次最多 {MostAtOnce} 天。", $"At most {MostAtOnce} days at once.")
        : Name?.Length > LongestName ? new($"名称最多 {LongestName} 字。", $"A name has at most {LongestName} characters.")
        : Kind switch
        {
            HolidayKind.MakeUp when MakesUpFor is null or DayOfWeek.Saturday or DayOfWeek.Sunday => new("调休上班要选按周几的时间(周一至周五)。", "A make-up workday follows a weekday, Monday to Friday: please choose which."),
            HolidayKind.Open when Opens is null || Closes is null || Opens >= Closes => new("请填上营业时间,开门早于关门。", "Please fill in the hours; it has to open before it closes."),
            _ => null,
        };
}

/// <summary>What a region can make of a day.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HolidayKind>))]
public enum HolidayKind
{
    /// <summary>放假.</summary>
    Holiday,

    /// <summary>调休上班.</summary>
    MakeUp,

    /// <summary>停业.</summary>
    Closed,

    /// <summary>营业.</summary>
    Open,
}

/// <summary>How kinds of days are called.</summary>
internal static class HolidayKinds
{
    public static SpecialDayKind AsDay(this HolidayKind kind) => Enum.Parse<SpecialDayKind>(kind.ToString());

    public static Text Name(this HolidayKind kind) => kind switch
    {
        HolidayKind.Holiday => new("放假", "Holiday"),
        HolidayKind.MakeUp => new("调休上班", "Make-up workday"),
        HolidayKind.Closed => new("停业", "Closed"),
        _ => new("营业", "Open"),
    };
}
