using BranchBot.Host.Planning;
using BranchBot.Tests.Support;
using CsCheck;

namespace BranchBot.Rules.Tests.Planning;

/// <summary>Appointments are arranged as well as can be .</summary>
public sealed class AppointmentTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly AppointmentSolver Solver = new();

    [Fact]
    [Trait("Rule", "Q-2")]
    public void Ten_people_and_two_a_day_are_two_a_day_from_the_first_day_on()
    {
        var plan = Solver.Arrange(new(Hour, 2, [.. Enumerable.Range(1, 10).Select(n => Free(n, Days(11)))], []), CancellationToken.None);
        Assert.True(plan.Optimal);
        Assert.Empty(plan.Unplaced);
        Assert.Equal([2, 2, 2, 2, 2], plan.Placed.GroupBy(a => DateOnly.FromDateTime(a.Start)).Select(g => g.Count()));
        Assert.Equal([.. Days(11).Take(5)], plan.Placed.Select(a => DateOnly.FromDateTime(a.Start)).Distinct());
    }

    [Fact]
    [Trait("Rule", "Q-2")]
    public void Who_has_only_one_time_has_it_and_the_others_go_round_him()
    {
        var day = new DateOnly(2027, 1, 4);
        DateTime At(int hour, int minute = 0) => day.ToDateTime(new(hour, minute));
        var plan = Solver.Arrange(new(Hour, 3, [new(DemoBranch.Id(1), [At(9), At(9, 30), At(10)]), new(DemoBranch.Id(2), [At(9, 30)]), new(DemoBranch.Id(3), [At(8, 30), At(9)])], []), CancellationToken.None);
        Assert.Equal([(DemoBranch.Id(3), At(8, 30)), (DemoBranch.Id(2), At(9, 30))], plan.Placed.Select(a => (a.Person, a.Start)));
        Assert.Equal([DemoBranch.Id(1)], plan.Unplaced);
        Assert.True(plan.Optimal);
    }

    [Fact]
    [Trait("Rule", "Q-3")]
    public void What_was_proposed_stays_where_it_can_and_what_is_fixed_always()
    {
        var people = Enumerable.Range(1, 6).Select(n => Free(n, Days(8))).ToList();
        var first = Solver.Arrange(new(Hour, 2, people, []), CancellationToken.None);
        var moved = new DateTime(2027, 1, 11, 15, 0, 0);
        List<AppointmentWish> left = [.. people.Skip(1).Select(p => p with { Before = first.Placed.Single(a => a.Person == p.Person).Start })];
        var second = Solver.Arrange(new(Hour, 2, left, [moved]), CancellationToken.None);
        Assert.Equal(left.Select(p => p.Before), left.Select(p => (DateTime?)second.Placed.Single(a => a.Person == p.Person).Start));
        var taken = Solver.Arrange(new(Hour, 2, left, [left[0].Before!.Value.AddMinutes(30)]), CancellationToken.None);
        Assert.Equal(1, left.Count(p => taken.Placed.Single(a => a.Person == p.Person).Start != p.Before));
    }

    [Fact]
    [Trait("Rule", "Q-2")]
    public void No_arrangement_is_better_as_trying_all_of_them_shows() => Small.Sample(
        problem =>
        {
            var plan = Solver.Arrange(problem, CancellationToken.None);
            Assert.Equal((true, plan.Placed.Count), (plan.Optimal, plan.Bound));
            Keeps(problem, plan);
            Assert.Equal(Best(problem), AppointmentRules.Cost(problem, plan.Placed));
        },
        iter: 150);

    [Fact]
    [Trait("Rule", "Q-2")]
    public void Thirty_people_are_proven_to_be_arranged_best_and_sixty_as_well_as_two_seconds_allow()
    {
        var random = new Random(7);
        AppointmentProblem Of(int people, int aDay) => new(Hour, aDay, [.. Enumerable.Range(1, people).Select(n => Free(n, [.. Days(11).Where(_ => random.Next(4) > 0)]) is var free ? free with { Starts = [.. free.Starts.Where(_ => random.Next(3) > 0)] } : free)], []);
        var crowded = Of(30, 2);
        var few = Solver.Arrange(crowded, CancellationToken.None);
        Assert.Equal((22, 22), (few.Placed.Count, few.Bound));
        Keeps(crowded, few);
        var thirty = Of(30, 3);
        var plan = Solver.Arrange(thirty, CancellationToken.None);
        Assert.Equal((30, 30), (plan.Placed.Count, plan.Bound));
        Keeps(thirty, plan);
        Assert.Equal(plan.Placed, Solver.Arrange(thirty, CancellationToken.None).Placed);

        var sixty = Of(60, 5);
        var large = Solver.Arrange(sixty, CancellationToken.None);
        Keeps(sixty, large);
        Assert.InRange(large.Bound, large.Placed.Count, 55);
    }

    [Fact]
    public void Nobody_to_be_met_and_nobody_who_can_be_are_plans_too()
    {
        var none = Solver.Arrange(new(Hour, 2, [], []), CancellationToken.None);
        Assert.Equal((true, 0, 0), (none.Optimal, none.Placed.Count, none.Unplaced.Count));
        var away = Solver.Arrange(new(Hour, 2, [new(DemoBranch.Id(1), [])], [new(2027, 1, 4, 9, 0, 0)]), CancellationToken.None);
        Assert.Equal((true, 0, 1, 0), (away.Optimal, away.Placed.Count, away.Unplaced.Count, away.Bound));
    }

    private static readonly Gen<AppointmentProblem> Small =
        from people in Gen.Int[1, 4]
        from aDay in Gen.Int[1, 3]
        from minutes in Gen.Int[1, 3].Select(n => 30 * n)
        from starts in Gen.Int[0, 11].Array[0, 5].Array[people]
        from before in Gen.Int[-4, 11].Array[people]
        from taken in Gen.Int[0, 11].Array[0, 1]
        select new AppointmentProblem(
            TimeSpan.FromMinutes(minutes), aDay, [.. starts.Select((s, n) => new AppointmentWish(DemoBranch.Id(n + 1), [.. s.Distinct().Order().Select(At)], before[n] < 0 ? null : At(before[n])))], [.. taken.Select(At)]);

    // Three days with four half hours each.
    private static DateTime At(int place) => new DateTime(2027, 1, 4, 9, 0, 0).AddDays(place / 4).AddMinutes(30 * (place % 4));

    private static IReadOnlyList<DateOnly> Days(int count) => [.. Enumerable.Range(0, 30).Select(n => new DateOnly(2027, 1, 4).AddDays(n)).Where(d => d.DayOfWeek is not DayOfWeek.Saturday and not DayOfWeek.Sunday).Take(count)];

    private static AppointmentWish Free(int number, IReadOnlyList<DateOnly> days) => new(DemoBranch.Id(number), [.. days.SelectMany(d => Enumerable.Range(0, 14).Select(n => d.ToDateTime(new(9, 0)).AddMinutes(30 * n)))]);

    private static void Keeps(AppointmentProblem problem, AppointmentPlan plan)
    {
        Assert.All(plan.Placed, a => Assert.Contains(a.Start, problem.People.Single(p => p.Person == a.Person).Starts));
        Assert.Equal(problem.People.Select(p => p.Person).Order(ById), plan.Placed.Select(a => a.Person).Concat(plan.Unplaced).Order(ById));
        List<DateTime> all = [.. plan.Placed.Select(a => a.Start)];
        Assert.All(all, one => Assert.Equal(1, all.Count(other => AppointmentRules.Overlap(one, other, problem.Length))));
        Assert.All(all, one => Assert.DoesNotContain(problem.Fixed, other => AppointmentRules.Overlap(one, other, problem.Length)));
        Assert.All(all.GroupBy(DateOnly.FromDateTime), d => Assert.True(d.Count() + problem.Fixed.Count(f => DateOnly.FromDateTime(f) == d.Key) <= problem.MostADay));
    }

    private static readonly IComparer<PersonId> ById = Comparer<PersonId>.Create((a, b) => a.Value.CompareTo(b.Value));

    private static (int, int, int, int, int) Best(AppointmentProblem problem)
    {
        (int, int, int, int, int) best = (int.MaxValue, 0, 0, 0, 0);
        void Try(int person, List<Appointment> placed)
        {
            if (person == problem.People.Count)
            {
                var cost = AppointmentRules.Cost(problem, placed);
                best = cost.CompareTo(best) < 0 ? cost : best;
                return;
            }

            Try(person + 1, placed);
            foreach (var start in problem.People[person].Starts)
            {
                var day = DateOnly.FromDateTime(start);
                var taken = placed.Select(a => a.Start).Concat(problem.Fixed).ToList();
                if (taken.All(t => !AppointmentRules.Overlap(t, start, problem.Length)) && taken.Count(t => DateOnly.FromDateTime(t) == day) < problem.MostADay)
                {
                    Try(person + 1, [.. placed, new(problem.People[person].Person, start)]);
                }
            }
        }

        Try(0, []);
        return best;
    }
}
