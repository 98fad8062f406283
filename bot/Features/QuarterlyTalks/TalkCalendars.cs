using System.Globalization;

namespace BranchBot.Features.QuarterlyTalks;

/// <summary>When people are busy in the window of the talks, as their calendars said when the talks were arranged.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="At">When they were looked at, UTC.</param>
/// <param name="Times">By person, "from+length" in minutes from the window's first midnight UTC, with semicolons between: sixty full calendars fit into a row.</param>
public sealed record TalkCalendars(BranchId Branch, DateOnly Quarter, DateTimeOffset At, IReadOnlyDictionary<string, string> Times) : Row
{
    /// <summary>Where those of a quarter stand.</summary>
    public static RowAddress Of(BranchId branch, DateOnly quarter) => new(TalkPlan.At(branch, quarter).Partition, "calendars");

    /// <inheritdoc/>
    public override RowAddress Address => Of(Branch, Quarter);

    /// <summary>The same of what was seen.</summary>
    public static TalkCalendars Of(BranchId branch, DateOnly quarter, DateTimeOffset at, IEnumerable<SeenCalendar> seen) =>
        new(branch, quarter, at, seen.Where(s => s.Busy.Count > 0).ToDictionary(s => s.Person.ToString(), s => string.Join(';', s.Busy.Select(b => Written(quarter, b)))));

    /// <summary>Who is busy when.</summary>
    public IReadOnlyDictionary<PersonId, IReadOnlyList<Busy>> Busy() =>
        Times.ToDictionary(t => new PersonId(Guid.Parse(t.Key)), t => (IReadOnlyList<Busy>)[.. t.Value.Split(';').Select(one => Read(Quarter, one))]);

    private static string Written(DateOnly quarter, Busy busy)
    {
        var from = (long)Math.Floor((busy.From - Origin(quarter)).TotalMinutes);
        return string.Create(CultureInfo.InvariantCulture, $"{from}+{(long)Math.Ceiling((busy.To - Origin(quarter)).TotalMinutes) - from}");
    }

    private static Busy Read(DateOnly quarter, string written)
    {
        var parts = written.Split('+');
        var from = Origin(quarter).AddMinutes(long.Parse(parts[0], CultureInfo.InvariantCulture));
        return new(from, from.AddMinutes(long.Parse(parts[1], CultureInfo.InvariantCulture)));
    }

    private static DateTimeOffset Origin(DateOnly quarter) => new(quarter.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
