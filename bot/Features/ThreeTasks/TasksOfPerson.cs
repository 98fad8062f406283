namespace BranchBot.Features.ThreeTasks;

/// <summary>How punctual somebody was at opening and closing (Q-5, T-4), of the days that are over: a query a quarter, one row a day.</summary>
internal sealed class TasksOfPerson : IPersonSection
{
    /// <inheritdoc/>
    public IReadOnlyList<Read> Needs(BranchFacts facts, PersonId person, DaySpan days) => [.. DaySummary.In(facts.Branch.Id, days)];

    /// <inheritdoc/>
    public PersonFacts? Of(Turn turn, RosterEntry person, DaySpan days, Rows rows)
    {
        var marks = Punctuality.Marks(turn.Facts, rows.All<DaySummary>(), days, turn.Today).Where(m => m.Person == person.Id);
        var score = marks.Aggregate(Score.None, (sum, mark) => sum + mark.Score(0));
        return score.Percent is not { } percent ? null : new(
            new("准时", "Punctuality"),
            [new("tasks.punctuality", new("开门关门三件事准时", "three tasks on time"), percent, Text.Same("%"))],
            [new Line(PunctualityCard.Counts(score), new($"上班 {score.Workdays} 天 · 休假 {score.Away} 天", $"{Counted.English(score.Workdays, "day")} · {score.Away} on leave"), Text.Same($"{percent}%"), score.OnTime == score.Of ? Tone.Good : score.Missed > 0 ? Tone.Attention : Tone.Plain)]);
    }
}
