using Google.OrTools.Sat;

namespace BranchBot.Host.Planning;

/// <summary>
/// Arranges appointments by CP-SAT of Google's OR-Tools: first how many can be placed, then the best of those arrangements. One worker, a fixed seed and a limit
/// that counts work and not time, so that the same problem has the same answer, on an overloaded machine too, only later. What the solver begins with is the
/// arrangement of whoever goes through the list by hand: it finds that one or a better one.
/// </summary>
internal sealed class AppointmentSolver : IAppointmentPlanner
{
    // Whoever taps "arrange" waits for it: the work of some two seconds for both steps. The seconds are for a machine that hardly gets on.
    private const string Parameters = "num_workers:1, random_seed:1, max_deterministic_time:1, max_time_in_seconds:20";

    /// <inheritdoc/>
    public AppointmentPlan Arrange(AppointmentProblem problem, CancellationToken cancel)
    {
        var model = new CpModel();
        var choices = problem.People.SelectMany(p => p.Starts.Where(s => !problem.Fixed.Any(f => AppointmentRules.Overlap(s, f, problem.Length))).Select(s => new Choice(p, s, model.NewBoolVar("")))).ToList();
        foreach (var one in choices.GroupBy(c => c.Wish.Person))
        {
            model.AddAtMostOne(one.Select(c => c.Chosen));
        }

        var full = LinearExpr.NewBuilder();
        foreach (var day in choices.GroupBy(c => DateOnly.FromDateTime(c.Start)))
        {
            // Of those that are under way at one instant only one can be.
            foreach (var start in day.Select(c => c.Start).Distinct())
            {
                model.AddAtMostOne(day.Where(c => c.Start <= start && start < c.Start + problem.Length).Select(c => c.Chosen));
            }

            var taken = problem.Fixed.Count(f => DateOnly.FromDateTime(f) == day.Key);
            var room = Enumerable.Range(1, Math.Max(0, problem.MostADay - taken)).Select(n => (Nth: taken + n, Used: model.NewBoolVar(""))).ToList();
            model.Add(LinearExpr.Sum(day.Select(c => c.Chosen)) == LinearExpr.Sum(room.Select(r => r.Used)));

            // The square of a number is the sum of the first odd ones.
            room.ForEach(r => full.AddTerm(r.Used, (2 * r.Nth) - 1));
        }

        var number = LinearExpr.Sum(choices.Select(c => c.Chosen));
        var byHand = ByHand(problem, choices);
        Hint(model, choices, byHand);
        model.Maximize(number);
        var (most, placed, bound) = Solve(model, choices, cancel);
        placed = placed.Count < byHand.Count ? byHand : placed;

        model.Add(number == placed.Count);
        model.ClearHints();
        Hint(model, choices, placed);
        model.Minimize(Cost(problem, choices) + (full * Weights.Of(problem).Full));
        var (best, better, _) = Solve(model, choices, cancel);
        return PlanOf(problem, better.Count > 0 ? better : placed, most && best, Math.Max(bound, placed.Count));
    }

    private static AppointmentPlan PlanOf(AppointmentProblem problem, IReadOnlyList<Choice> placed, bool optimal, int bound) => new(
        [.. placed.Select(c => new Appointment(c.Wish.Person, c.Start)).OrderBy(a => a.Start)],
        [.. problem.People.Select(p => p.Person).Except(placed.Select(c => c.Wish.Person))],
        optimal,
        bound);

    private static LinearExprBuilder Cost(AppointmentProblem problem, List<Choice> choices)
    {
        var (weights, days, cost) = (Weights.Of(problem), AppointmentRules.Days(problem).ToList(), LinearExpr.NewBuilder());
        foreach (var c in choices)
        {
            var changed = c.Wish.Before is { } was && was != c.Start;
            cost.AddTerm(c.Chosen, (changed ? weights.Changed : 0) + (weights.Early * days.IndexOf(DateOnly.FromDateTime(c.Start))) + AppointmentRules.LateIn(c.Start));
        }

        return cost;
    }

    // Who has the fewest times first, each at the earliest that is left.
    private static List<Choice> ByHand(AppointmentProblem problem, List<Choice> choices)
    {
        var placed = new List<Choice>();
        foreach (var one in choices.GroupBy(c => c.Wish.Person).OrderBy(g => g.Count()))
        {
            bool Fits(Choice c) => placed.All(p => !AppointmentRules.Overlap(p.Start, c.Start, problem.Length))
                && placed.Select(p => p.Start).Concat(problem.Fixed).Count(s => s.Date == c.Start.Date) < problem.MostADay;
            placed.AddRange(one.OrderBy(c => c.Start).Where(Fits).Take(1).ToList());
        }

        return placed;
    }

    private static void Hint(CpModel model, List<Choice> choices, List<Choice> placed) => choices.ForEach(c => model.AddHint(c.Chosen, placed.Contains(c) ? 1 : 0));

    // What was found, whether nothing better can be, and how much better at most.
    private static (bool Proven, List<Choice> Placed, int Bound) Solve(CpModel model, List<Choice> choices, CancellationToken cancel)
    {
        var solver = new CpSolver { StringParameters = Parameters };
        using var stop = cancel.Register(solver.StopSearch);
        var status = solver.Solve(model);
        cancel.ThrowIfCancellationRequested();
        List<Choice> placed = status is CpSolverStatus.Optimal or CpSolverStatus.Feasible ? [.. choices.Where(c => solver.BooleanValue(c.Chosen))] : [];
        var people = choices.Select(c => c.Wish.Person).Distinct().Count();
        var bound = status switch { CpSolverStatus.Optimal => placed.Count, CpSolverStatus.Feasible => (int)Math.Min(people, Math.Floor(solver.BestObjectiveBound + 0.5)), _ => people };
        return (status == CpSolverStatus.Optimal, placed, Math.Max(bound, placed.Count));
    }

    private sealed record Choice(AppointmentWish Wish, DateTime Start, BoolVar Chosen);

    // Each outweighs all that come after it together.
    private sealed record Weights(long Changed, long Early, long Full)
    {
        public static Weights Of(AppointmentProblem problem)
        {
            var (people, days) = ((long)problem.People.Count, AppointmentRules.Days(problem).Count);
            var full = (people * AppointmentRules.LateIn(DateTime.MaxValue)) + 1;
            var early = full + (days * (long)problem.MostADay * problem.MostADay * full);
            return new(early + (people * days * early), early, full);
        }
    }
}
