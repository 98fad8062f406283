namespace BranchBot.Core;

/// <summary>A span of days, both ends included.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, not before the first.</param>
public readonly record struct DaySpan(DateOnly From, DateOnly To)
{
    /// <summary>The most days that anybody may enter at once.</summary>
    public const int MostDays = 366;

    /// <summary>How many days it has.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>Each of its days.</summary>
    public IEnumerable<DateOnly> Each()
    {
        for (var day = From; day <= To; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    /// <summary>Whether a day lies in it.</summary>
    public bool Contains(DateOnly day) => From <= day && day <= To;

    /// <summary>Whether it has a day in common with another.</summary>
    public bool Overlaps(DaySpan other) => From <= other.To && other.From <= To;

    /// <summary>As people write it, so that <see cref="DatePhrases"/> reads the same on the same day: 10月13日(周二)至10月15日(周四).</summary>
    public Text Written(DateOnly today) => From == To
        ? Dates.Brief(From, today)
        : Dates.Brief(From, To, today);

    /// <summary>What is wrong with a span that a form gave; null: nothing.</summary>
    /// <param name="today">The branch's day.</param>
    /// <param name="past">Whether it may begin before today.</param>
    public Text? Wrong(DateOnly today, bool past = false) =>
        To < From ? new("结束的日子在开始之前。", "The last day is before the first.")
        : Days > MostDays ? new($"一次最多 {MostDays} 天。", $"At most {MostDays} days at once.")
        : !past && From < today ? Dates.Brief(From, today) + new Text($"已经过去了,要从今天({Dates.Brief(today, today).Zh})或以后开始。", $" is over; begin today ({Dates.Brief(today, today).En}) or later.")
        : null;
}
