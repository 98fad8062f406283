using System.Globalization;
using System.Text.RegularExpressions;

namespace BranchBot.Features.Calendar;

/// <summary>停业, 营业, 不计 with days: what the branch's manager changes about its days (P-4, P-8).</summary>
/// <param name="Kind">Closed, open or not counted.</param>
/// <param name="Said">What stands behind the word: days, and hours or a reason.</param>
public sealed partial record SayDays(SpecialDayKind Kind, string Said = "") : Command
{
    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (Said.Length == 0)
        {
            return Decision.Instead(new ShowDayForm(turn.Branch.Id, Kind));
        }

        var hours = HoursPhrase().Match(Said);
        var words = HoursPhrase().Replace(Said, " ").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var past = Kind == SpecialDayKind.NotCounted;
        for (var count = Math.Min(words.Length, DatePhrases.MostWords); count > 0; count--)
        {
            if (DatePhrases.Read(Heard.Normalise(string.Join(' ', words[..count])), turn.Today, past).Span is { } span)
            {
                var reason = string.Join(' ', words[count..]);
                return Decision.Instead(new MarkDays(
                    turn.Branch.Id, Kind, span.From, span.To, reason.Length == 0 ? null : reason, hours.Success ? Time(hours, "h1", "m1") : null, hours.Success ? Time(hours, "h2", "m2") : null));
            }
        }

        return Decision.Refuse(DatePhrases.Read(words.Length == 0 ? "" : Heard.Normalise(words[0]), turn.Today, past).Wrong!.Value);
    }

    private static TimeOnly? Time(Match match, string hour, string minute)
    {
        var (h, m) = (int.Parse(match.Groups[hour].Value, CultureInfo.InvariantCulture), match.Groups[minute].Success ? int.Parse(match.Groups[minute].Value, CultureInfo.InvariantCulture) : 0);
        return h < 24 && m < 60 ? new(h, m) : null;
    }

    [GeneratedRegex(@"(?<h1>[0-9]{1,2})(?:[::](?<m1>[0-9]{2})|点) ?(?:-|至|到|~|–) ?(?<h2>[0-9]{1,2})(?:[::](?<m2>[0-9]{2})|点)")]
    private static partial Regex HoursPhrase();
}

/// <summary>Marks days as closed, open at other hours, or not counted. Given again it looks at what stands.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Kind">Closed, open or not counted.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; null: the first.</param>
/// <param name="Reason">Why, in the manager's words; a day is not left uncounted without.</param>
/// <param name="Opens">When it opens, of an open day.</param>
/// <param name="Closes">When it closes.</param>
public sealed record MarkDays(
    BranchId Branch, SpecialDayKind Kind, DateOnly? From = null, DateOnly? To = null, string? Reason = null, TimeOnly? Opens = null, TimeOnly? Closes = null) : Command
{
    /// <summary>The most days at once.</summary>
    internal const int MostAtOnce = 31;

    /// <summary>How many days back one can still be taken out of the count.</summary>
    internal const int Back = 7;

    /// <summary>The longest reason.</summary>
    internal const int LongestReason = 40;

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (From is not { } from)
        {
            return Decision.Refuse(new Text("请填上从哪天开始。", "Please fill in the first day."));
        }

        var span = new DaySpan(from, To ?? from);
        if (Wrong(turn, span) is { } wrong)
        {
            return Decision.Refuse(wrong);
        }

        var reason = Reason?.Trim() is { Length: > 0 } given ? given : Words.Name(Kind).Zh;
        var days = span.Each().Select(day => new SpecialDay(day, Kind, reason, Hours: Kind == SpecialDayKind.Open ? new(Opens!.Value, Closes!.Value) : null)).ToList();
        if (days.All(Stands))
        {
            return Decision.Show(new Shown(Card(turn, span, new(new("已经这样记了。", "It stands so already."), Tone.Plain))));
        }

        // The last word on a day counts.
        var facts = (turn.Facts with { Days = [.. turn.Facts.Days.Except(days), .. days] }).Pruned(turn.Today);
        if (facts.Days.Count > BranchFacts.MostDays)
        {
            return Decision.Refuse(new($"一共最多记 {BranchFacts.MostDays} 天。", $"At most {BranchFacts.MostDays} days in all."));
        }

        return Decision.Write(
            new Shown(Card(turn with { BranchFacts = facts }, span, new(new("已记下。", "Recorded."), Tone.Good))),
            facts,
            Change.Of(turn, new Text("日历 · ", "Calendar · ") + span.Written(turn.Today), Written(turn.Facts, span), Written(facts, span)));

        bool Stands(SpecialDay day) => turn.Facts.Days.LastOrDefault(d => d.Day == day.Day && d.Kind == SpecialDayKind.NotCounted == (Kind == SpecialDayKind.NotCounted)) == day;
    }

    /// <summary>What the first day of a span is, in words.</summary>
    internal static Text Written(BranchFacts facts, DaySpan span)
    {
        var day = facts.On(span.From);
        return (day.Hours is { } hours ? Text.Same(Dates.Written(hours)) : Words.Closed)
            + (day.Counted ? Text.Same("") : Text.Same(" · ") + Words.NotCounted) + Text.Same(day.Name is { } name ? $" · {name}" : "");
    }

    private Text? Wrong(Turn turn, DaySpan span) =>
        span.Wrong(turn.Today, past: Kind == SpecialDayKind.NotCounted) is { } wrong ? wrong
        : span.Days > MostAtOnce ? new($"一次最多 {MostAtOnce} 天。", $"At most {MostAtOnce} days at once.")
        : span.From < turn.Today.AddDays(-Back) ? new($"最多往回 {Back} 天。", $"At most {Back} days back.")
        : Reason?.Length > LongestReason ? new($"原因最多 {LongestReason} 字。", $"A reason has at most {LongestReason} characters.")
        : Kind switch
        {
            SpecialDayKind.NotCounted when string.IsNullOrWhiteSpace(Reason) => new("不计要写原因,如「不计 今天 停电」。", "Say why it does not count: \"uncount today power cut\"."),
            SpecialDayKind.Open when Opens is null || Closes is null => new("请写上营业时间,如「营业 10月3日 09:00-16:00」。", "Please add the hours: \"open 3 Oct 09:00-16:00\"."),
            SpecialDayKind.Open when Opens >= Closes => new("开门时间要早于关门时间。", "It has to open before it closes."),
            SpecialDayKind.Open or SpecialDayKind.Closed or SpecialDayKind.NotCounted => null,
            _ => new("节假日由二级分行维护。", "Holidays are kept by the region."),
        };

    private Card Card(Turn turn, DaySpan span, Notice notice) => new(Words.Name(Kind), [notice, new Line(span.Written(turn.Today), Reason is null ? null : Text.Same(Reason), Written(turn.Facts, span), Tone.Plain)])
    {
        Subtitle = Text.Same(turn.Branch.Name),
        Buttons = [new(Words.Undo, new UnmarkDays(Branch, Kind, span.From, span.To)), new(new("日历", "Calendar"), new ShowDays(Branch, span.From < turn.Today ? null : span.From))],
        Summary = Words.Name(Kind) + Text.Same(" · ") + span.Written(turn.Today),
    };
}

/// <summary>Takes back what the branch has changed about days; without a kind, all of it.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Kind">What is taken back; null: whatever stands.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
public sealed record UnmarkDays(BranchId Branch, SpecialDayKind? Kind, DateOnly From, DateOnly To) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var span = new DaySpan(From, To);
        var goes = turn.Facts.Days.Where(d => span.Contains(d.Day) && (Kind is null || d.Kind == Kind)).ToList();
        if (goes.Count == 0)
        {
            return Decision.Show(new Said(span.Written(turn.Today) + new Text("没有改过的,和平常一样。", ": nothing was changed there.")));
        }

        if (goes.Any(d => d.Day < turn.Today && (d.Kind != SpecialDayKind.NotCounted || d.Day < turn.Today.AddDays(-MarkDays.Back))))
        {
            return Decision.Refuse(new("已经过去的日子不能再改。", "Days that are over cannot be changed any more."));
        }

        var facts = (turn.Facts with { Days = [.. turn.Facts.Days.Except(goes)] }).Pruned(turn.Today);
        return Decision.Write(
            new Said(new Text("已恢复:", "Restored: ") + span.Written(turn.Today) + Text.Same(" ") + MarkDays.Written(facts, span)),
            facts,
            Change.Of(turn, new Text("日历 · ", "Calendar · ") + span.Written(turn.Today), MarkDays.Written(turn.Facts, span), MarkDays.Written(facts, span)));
    }
}

/// <summary>恢复 10月3日: the branch's own changes of these days go.</summary>
/// <param name="Said">The days.</param>
public sealed record SayUnmark(string Said) : Command
{
    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => DatePhrases.Read(Said, turn.Today, past: true) switch
    {
        { Span: { } span } => Decision.Instead(new UnmarkDays(turn.Branch.Id, null, span.From, span.To)),
        var reading => Decision.Refuse(reading.Wrong!.Value),
    };
}
