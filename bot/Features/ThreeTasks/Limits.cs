using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>Until when items count as on time (T-4), by each person's own hours: a shift has limits of its own (P-4).</summary>
internal static class Limits
{
    /// <summary>The last instant, UTC, at which somebody's items of a phase count as on time; null where he has no hours that day.</summary>
    public static DateTimeOffset? Of(BranchFacts facts, PersonDay person, DateOnly day, Phase phase) => person.Hours is not { } hours ? null
        : phase == Phase.Opening ? facts.Branch.Time.Instant(day, hours.Opens).AddMinutes(facts.Settings.OpeningLimitAfter)
        : facts.Branch.Time.Instant(day, hours.Closes).AddMinutes(facts.Settings.ClosingLimitAfter);

    /// <summary>When somebody's day in the branch ends, UTC; null where he has no hours that day.</summary>
    public static DateTimeOffset? Closing(BranchFacts facts, PersonDay person, DateOnly day) =>
        person.Hours is { } hours ? facts.Branch.Time.Instant(day, hours.Closes) : null;
}
