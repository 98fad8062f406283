using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>看板: today, all staff, one look (T-7). Two rows read and one query, whatever the history.</summary>
/// <param name="Phase">Opening or closing; null: as the time of day is.</param>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Day">The card's day; null: today.</param>
public sealed record ShowBoard(Phase? Phase = null, BranchId? Branch = null, DateOnly? Day = null) : Command
{
    /// <summary>Reads what stands behind 看板: nothing, 开门 or 关门.</summary>
    public static ShowBoard? Parse(string rest) => rest switch
    {
        "" => new(),
        "开门" or "opening" => new(ThreeTasks.Phase.Opening),
        "关门" or "closing" => new(ThreeTasks.Phase.Closing),
        _ => null,
    };

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) =>
        [Read.One<Roster>(Roster.At(turn.Branch.Id)), TaskDay.All(turn.Branch.Id, Day ?? turn.Today)];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var roster = rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? throw new InvalidOperationException($"Branch {turn.Branch.Id} has staff and no roster.");
        var days = rows.All<TaskDay>().ToDictionary(d => d.Person);
        var phase = Phase ?? TaskItem.PhaseAt(turn.Facts, turn.Now);
        var day = Day ?? turn.Today;
        return Decision.Show(new Shown(Draw(turn, roster, days, phase, day)));
    }

    private static Card Draw(Turn turn, Roster roster, Dictionary<PersonId, TaskDay> days, Phase phase, DateOnly day)
    {
        var lines = new List<Part>();
        var without = new List<string>();
        var (people, finished, started) = (0, 0, 0);
        foreach (var person in Duty.On(turn.Facts, roster, day))
        {
            var entry = person.Entry;
            var lists = HandbookPages.Of(person).Select(list => (List: list, Items: TaskItem.Of(turn.Facts, list, phase))).Where(l => l.Items.Count > 0).ToList();
            if (lists.Count == 0)
            {
                without.Add(entry.Name);
                continue;
            }

            var counts = lists.Select(l => (
                l.List,
                Done: days.TryGetValue(entry.Id, out var theirs) ? l.Items.Count(i => theirs.DoneBy(i.Id) is not null) : 0,
                Of: l.Items.Count)).ToList();
            people++;
            finished += counts.All(c => c.Done == c.Of) ? 1 : 0;
            started += counts.Any(c => c.Done > 0) && counts.Any(c => c.Done < c.Of) ? 1 : 0;
            lines.AddRange(counts.Select(c => new Line(
                Text.Same(entry.Name),
                c.List.Name(),
                Text.Same($"{c.Done}/{c.Of}"),
                c.Done == c.Of ? Tone.Good : c.Done == 0 ? Tone.Quiet : Tone.Plain)));
        }

        var sum = new Text($"{people} 人 · {finished} 完成 · {started} 进行中 · {people - finished - started} 未开始", $"{people} people · {finished} done · {started} under way · {people - finished - started} not started");
        lines.Insert(0, new Paragraph(sum));
        if (without.Count > 0)
        {
            lines.Add(new Paragraph(new($"没有清单:{string.Join("、", without)}", $"Without a list: {string.Join(", ", without)}"), Tone.Quiet));
        }

        var other = phase == ThreeTasks.Phase.Opening ? ThreeTasks.Phase.Closing : ThreeTasks.Phase.Opening;
        return new(new Text("看板 · ", "Board · ") + (phase == ThreeTasks.Phase.Opening ? Words.OpeningTasks : Words.ClosingTasks), lines)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + Dates.WithWeekday(day) + Text.Same($" · {turn.Branch.Time.Clock(turn.Now)}"),
            Buttons =
            [
                new(new("刷新", "Refresh"), new ShowBoard(phase, turn.Branch.Id, day)) { Primary = true },
                new(other == ThreeTasks.Phase.Opening ? Words.OpeningTasks : Words.ClosingTasks, new ShowBoard(other, turn.Branch.Id, day)),
            ],
            Refresh = new ShowBoard(phase, turn.Branch.Id, day),
            Summary = new Text("看板 · ", "Board · ") + sum,
        };
    }
}
