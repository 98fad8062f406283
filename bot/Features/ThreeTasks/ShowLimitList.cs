using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>The manager's one list at the limit (T-4): who has finished, who is missing, and what other features have to say.</summary>
/// <param name="Phase">Opening or closing.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Day">The business day.</param>
/// <param name="Limit">Whose limit this is, on the branch's wall: a shift has its own; null: all of the phase.</param>
public sealed record ShowLimitList(Phase Phase, BranchId Branch, DateOnly Day, TimeOnly? Limit = null) : Command
{
    // More names than these do not fit into a notification; they stand below in any case.
    private const int MostNames = 6;

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) =>
        [Read.One<Roster>(Roster.At(Branch)), TaskDay.All(Branch, Day), .. Sections(turn).SelectMany(s => s.Needs(turn.Facts, Day))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var roster = rows.Find<Roster>(Roster.At(Branch)) ?? throw new InvalidOperationException($"Branch {Branch} has staff and no roster.");
        var days = rows.All<TaskDay>().ToDictionary(d => d.Person);
        var people = TaskTimes.Of(ReminderDay.Of(turn.Facts, roster, Day))
            .Where(t => t.Phase == Phase && (Limit is null || turn.Branch.Time.Clock(t.Limit) == $"{Limit:HH:mm}"))
            .Select(t => new Standing(t, days.GetValueOrDefault(t.Person.Entry.Id)))
            .ToList();
        var missing = people.Where(p => !p.InTime).ToList();
        var body = new List<Part> { new Notice(Sum(people, missing), missing.Count == 0 ? Tone.Good : Tone.Attention) };
        body.AddRange(missing.Select(m => new Line(Text.Same(m.Name), m.Times.Person.Entry.Position.Name(), m.Right(turn), m.IsLate ? Tone.Plain : Tone.Attention)));
        body.AddRange(Sections(turn).SelectMany(s => s.Parts(turn, Day, rows)));
        var name = Phase == Phase.Opening ? Words.OpeningTasks : Words.ClosingTasks;
        return Decision.Show(new Shown(new(name + (Limit is { } limit ? new Text($" · {limit:HH:mm} 截止", $" · due by {limit:HH:mm}") : Text.Same("")), body)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + Dates.WithWeekday(Day),
            Buttons = [new(Words.Board, new ShowBoard(Phase, Branch, Day)) { Primary = true }],
            Refresh = this,
            Summary = Sum(people, missing),
        }));
    }

    private static Text Sum(List<Standing> people, List<Standing> missing)
    {
        var all = new Text($"{people.Count} 人 · {people.Count - missing.Count} 完成", $"{people.Count} {(people.Count == 1 ? "person" : "people")} · {people.Count - missing.Count} done");
        var named = missing.Take(MostNames).Aggregate(all, (text, m) => text + Text.Same($" · {m.Name} ") + m.Short);
        return missing.Count > MostNames ? named + new Text($" · 还有 {missing.Count - MostNames} 人", $" · {missing.Count - MostNames} more") : named;
    }

    private static IEnumerable<ISection> Sections(Turn turn) => turn.Sections.Where(s => s.Document == Document.LimitList);

    // How somebody stands: in time means by the limit, whatever he has done since.
    private sealed record Standing(TaskTimes Times, TaskDay? Day)
    {
        private readonly int done = Times.Items.Count(i => Day?.DoneBy(i.Id) is not null);

        public string Name => Times.Person.Entry.Name;

        public bool InTime => Times.Items.All(i => Day?.DoneBy(i.Id)?.At <= Times.Limit);

        public bool IsLate => !InTime && done == Times.Items.Count;

        public Text Short => done == 0 ? new("未开始", "not started") : Text.Same($"{done}/{Times.Items.Count}");

        public Text Right(Turn turn) => IsLate
            ? new Text("迟 ", "late ") + Text.Same(turn.Branch.Time.Clock(Times.Items.Max(i => Day!.DoneBy(i.Id)!.At)))
            : Short;
    }
}
