using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>How somebody's opening or closing of a day ended (T-4).</summary>
public enum Outcome
{
    /// <summary>All done by the limit.</summary>
    OnTime,

    /// <summary>All done, after the limit.</summary>
    Late,

    /// <summary>Not all done when the day was over.</summary>
    Missed,
}

/// <summary>Somebody's opening or closing of a day. Written as one word (<c>OnTime 240</c>), for a large branch's day is one row.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Pace">Seconds between the first and the last tick; null where that says nothing.</param>
[JsonConverter(typeof(PhaseTallyConverter))]
public sealed record PhaseTally(Outcome Outcome, int? Pace = null)
{
    /// <summary>How a phase stands.</summary>
    /// <param name="state">The phase.</param>
    /// <param name="now">The instant; null: the day is over.</param>
    /// <returns>Null where nothing was expected, or where it can still be on time.</returns>
    internal static PhaseTally? Of(PhaseState state, DateTimeOffset? now) =>
        !state.IsExpected ? null
        : state.FinishedAt is { } at ? new(at > state.Limit ? Outcome.Late : Outcome.OnTime, (int?)state.Pace?.TotalSeconds)
        : now is null ? new(Outcome.Missed)
        : now > state.Limit ? new(Outcome.Late)
        : null;
}

/// <summary>Somebody's day.</summary>
/// <param name="Id">Who.</param>
/// <param name="Name">His name then.</param>
/// <param name="Opening">His opening; null: nothing was expected.</param>
/// <param name="Closing">His closing; null: nothing was expected.</param>
/// <param name="Absent">Why nothing was expected of him: leave or rest.</param>
public sealed record PersonTally(PersonId Id, string Name, PhaseTally? Opening = null, PhaseTally? Closing = null, AwayReason? Absent = null);

/// <summary>Why nothing was expected of somebody on a day when the branch was open.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AwayReason>))]
public enum AwayReason
{
    /// <summary>休假.</summary>
    Leave,

    /// <summary>轮休.</summary>
    Rest,
}

/// <summary>The people of one position.</summary>
public sealed record PositionTally(Position Position, IReadOnlyList<PersonTally> People);

/// <summary>
/// A branch's day at the three tasks once it is over, in one row, so that a quarter is one query (T-7). Written whole at the day's end, never incremented;
/// leave and days not counted that are entered afterwards are laid over it when it is read.
/// </summary>
/// <param name="Branch">The branch.</param>
/// <param name="Day">The business day.</param>
/// <param name="AsOf">When it was summed up, UTC.</param>
/// <param name="Counted">False: the manager had marked the day as not counted by then (P-8).</param>
/// <param name="Positions">The people by position.</param>
public sealed record DaySummary(BranchId Branch, DateOnly Day, DateTimeOffset AsOf, bool Counted, IReadOnlyList<PositionTally> Positions) : Row
{
    private const string Keys = "tasks|";

    /// <inheritdoc/>
    public override RowAddress Address => new(Of(Branch, Day), Keys + RowKeys.Of(Day));

    /// <summary>The days of a span, a query for each quarter that it touches; days after its end come with it.</summary>
    public static IEnumerable<Read> In(BranchId branch, DaySpan span) =>
        Periods.Quarters(span).Select(quarter => Read.From<DaySummary>(Of(branch, quarter), Keys, Keys + RowKeys.Of(span.From > quarter ? span.From : quarter)));

    private static Partition Of(BranchId branch, DateOnly day) => Partition.OfBranch("summaries", branch, Periods.QuarterOf(day));
}

/// <summary>Sums up a branch's day when it is over (T-7).</summary>
internal sealed class DaySummaries : ISummary
{
    /// <inheritdoc/>
    public IReadOnlyList<Read> Needs(BranchFacts facts, DateOnly day) => [TaskDay.All(facts.Branch.Id, day)];

    /// <inheritdoc/>
    public Row? Sum(ReminderDay day, Rows rows, DateTimeOffset asOf) => day.Day.Hours is null ? null : Of(day, rows.All<TaskDay>(), asOf, now: null);

    /// <summary>The day as it stands.</summary>
    /// <param name="day">The day.</param>
    /// <param name="done">What was done.</param>
    /// <param name="asOf">When, UTC.</param>
    /// <param name="now">Null: it is over.</param>
    public static DaySummary Of(ReminderDay day, IEnumerable<TaskDay> done, DateTimeOffset asOf, DateTimeOffset? now)
    {
        var days = done.Where(d => d.Day == day.Day.Date).ToDictionary(d => d.Person);
        return new(day.Facts.Branch.Id, day.Day.Date, asOf, day.Day.Counted,
        [
            .. day.People.Select(p => (p.Entry.Position, Tally: Of(day, p, days.GetValueOrDefault(p.Entry.Id), now)))
                .Where(p => p.Tally is not null)
                .GroupBy(p => p.Position)
                .Select(g => new PositionTally(g.Key, [.. g.Select(p => p.Tally!)])),
        ]);
    }

    private static PersonTally? Of(ReminderDay day, PersonDay person, TaskDay? done, DateTimeOffset? now)
    {
        PhaseTally? In(Phase phase) => PhaseTally.Of(PhaseState.Of(day.Facts, person, done, day.Day.Date, phase), now);
        var (id, name) = (person.Entry.Id, person.Entry.Name);
        return person.Absent switch
        {
            Absence.Leave => new(id, name, Absent: AwayReason.Leave),
            Absence.Rest => new(id, name, Absent: AwayReason.Rest),
            null when In(Phase.Opening) is var opening && In(Phase.Closing) is var closing && (opening ?? closing) is not null => new(id, name, opening, closing),
            _ => null,
        };
    }
}

/// <summary>Writes a <see cref="PhaseTally"/> as one word and its seconds.</summary>
public sealed class PhaseTallyConverter : JsonConverter<PhaseTally>
{
    /// <inheritdoc/>
    public override PhaseTally Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var words = (reader.GetString() ?? throw new JsonException("A tally is a word.")).Split(' ');
        return new(
            Enum.TryParse<Outcome>(words[0], out var outcome) ? outcome : throw new JsonException($"'{words[0]}' is no outcome."),
            words.Length > 1 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var pace) ? pace : null);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PhaseTally value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Pace is { } pace ? string.Create(CultureInfo.InvariantCulture, $"{value.Outcome} {pace}") : value.Outcome.ToString());
}
