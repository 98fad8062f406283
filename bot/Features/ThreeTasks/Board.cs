using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>A branch's day at one look, as one reader may see it (T-7).</summary>
/// <param name="Turn">Who reads it.</param>
/// <param name="Day">The branch's day.</param>
/// <param name="Phase">Opening or closing.</param>
/// <param name="Everybody">Everybody's phase, whoever sees it: the chain goes over all of them.</param>
internal sealed record Board(Turn Turn, BranchDay Day, Phase Phase, IReadOnlyList<PhaseState> Everybody)
{
    /// <summary>Those whom the reader leads.</summary>
    public IReadOnlyList<PhaseState> People { get; } = [.. Everybody.Where(p => Superiors.Sees(Turn.Actor, p.Person.Entry))];

    /// <summary>Those who count: on duty, with a list (P-4, P-6).</summary>
    public IReadOnlyList<PhaseState> Expected => [.. People.Where(p => p.IsExpected)];

    /// <summary>The board of a day.</summary>
    public static Board Of(Turn turn, Rows rows, DateOnly day, Phase phase) =>
        new(turn, turn.Facts.On(day), phase, PhaseState.All(turn.Facts, RosterIn(turn, rows), rows.All<TaskDay>(), day, phase));

    /// <summary>The branch's roster, as it was read.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Roster RosterIn(Turn turn, Rows rows) =>
        rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? throw new InvalidOperationException($"Branch {turn.Branch.Id} has staff and no roster.");

    /// <summary>The counts in one line.</summary>
    public Text Sum()
    {
        var (people, finished, begun) = (Expected.Count, Expected.Count(p => p.IsFinished), Expected.Count(p => !p.IsFinished && p.Done > 0));
        return new(
            $"{people} 人 · {finished} 完成 · {begun} 进行中 · {people - finished - begun} 未开始",
            $"{people} people · {finished} done · {begun} under way · {people - finished - begun} not started");
    }
}
