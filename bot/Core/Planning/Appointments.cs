namespace BranchBot.Core;

/// <summary>Appointments of one person with many, one at a time, that are to be arranged. Times are the branch's own, by the clock on its wall.</summary>
/// <param name="Length">How long one takes.</param>
/// <param name="MostADay">How many there are a day at most.</param>
/// <param name="People">Who is to be met, and when he can be.</param>
/// <param name="Fixed">When others begin that stand already: their time is taken, and they count for the day.</param>
public sealed record AppointmentProblem(TimeSpan Length, int MostADay, IReadOnlyList<AppointmentWish> People, IReadOnlyList<DateTime> Fixed);

/// <summary>Somebody who is to be met.</summary>
/// <param name="Person">Who.</param>
/// <param name="Starts">When his appointment can begin; none: no time fits.</param>
/// <param name="Before">When it was to begin as last proposed; null: it was not.</param>
public sealed record AppointmentWish(PersonId Person, IReadOnlyList<DateTime> Starts, DateTime? Before = null);

/// <summary>Appointments as they are arranged.</summary>
/// <param name="Placed">When whose begins, in the order of time.</param>
/// <param name="Unplaced">Who has none: no time fits, or those that do are taken.</param>
/// <param name="Optimal">Whether it is proven that no arrangement is better, by anything that counts.</param>
/// <param name="Bound">How many can be placed at most, as far as is known; as many as are: it is proven that nobody more can be.</param>
public sealed record AppointmentPlan(IReadOnlyList<Appointment> Placed, IReadOnlyList<PersonId> Unplaced, bool Optimal, int Bound);

/// <summary>When somebody's appointment begins, by the clock on the branch's wall.</summary>
public sealed record Appointment(PersonId Person, DateTime Start);

/// <summary>
/// Arranges appointments. The best arrangement places the most people; among those it leaves most of the last proposal as it was; then it is early: the
/// days on which appointments are, counted from the first, sum up to the least; then even: few on the fullest days (the sum of the squares of their numbers);
/// then early in the day. The same problem has the same answer.
/// </summary>
public interface IAppointmentPlanner
{
    /// <summary>Arranges them; the work of two seconds at most.</summary>
    AppointmentPlan Arrange(AppointmentProblem problem, CancellationToken cancel);
}

/// <summary>What is asked of an arrangement, apart from who finds it. Pure.</summary>
public static class AppointmentRules
{
    /// <summary>Whether two appointments of a length that begin so meet.</summary>
    public static bool Overlap(DateTime one, DateTime other, TimeSpan length) => one < other + length && other < one + length;

    /// <summary>The days on which somebody can be met, in their order.</summary>
    public static IReadOnlyList<DateOnly> Days(AppointmentProblem problem) => [.. problem.People.SelectMany(p => p.Starts).Concat(problem.Fixed).Select(DateOnly.FromDateTime).Distinct().Order()];

    /// <summary>How good an arrangement is, by what counts first; a lower one is better. Those that are fixed are the same in all, and count for how full a day is.</summary>
    public static (int Unplaced, int Changed, int Early, int Full, int Late) Cost(AppointmentProblem problem, IReadOnlyList<Appointment> placed)
    {
        var days = Days(problem);
        var day = days.Select((d, place) => (d, place)).ToDictionary(d => d.d, d => d.place);
        var before = problem.People.ToDictionary(p => p.Person, p => p.Before);
        return (
            problem.People.Count - placed.Count,
            placed.Count(a => before[a.Person] is { } was && was != a.Start),
            placed.Sum(a => day[DateOnly.FromDateTime(a.Start)]),
            placed.Select(a => a.Start).Concat(problem.Fixed).GroupBy(DateOnly.FromDateTime).Sum(g => g.Count() * g.Count()),
            placed.Sum(a => LateIn(a.Start)));
    }

    /// <summary>How late in the day, in quarters of an hour.</summary>
    public static int LateIn(DateTime start) => (int)(start.TimeOfDay / TimeSpan.FromMinutes(15));
}
