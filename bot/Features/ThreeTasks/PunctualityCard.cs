namespace BranchBot.Features.ThreeTasks;

/// <summary>Punctuality as a card: of a branch or team per position and person, or one's own.</summary>
internal static class PunctualityCard
{
    private const int MostDays = 12;

    private static readonly Text Title = new("准时", "Punctuality");

    /// <summary>Everybody's whom the reader leads.</summary>
    public static Card Of(Turn turn, Period period, DaySpan span, IReadOnlyList<Mark> marks, IReadOnlyList<DateOnly> gaps)
    {
        var hurried = turn.Facts.Settings.HurriedSeconds;
        Score Sum(IEnumerable<Mark> some) => some.Aggregate(Score.None, (sum, mark) => sum + mark.Score(hurried));
        var total = Sum(marks);
        List<Part> body = [new Paragraph(Counts(total))];
        if (total.Of > 0)
        {
            body.Add(new Heading(new("按岗位", "By position")));
            body.AddRange(marks.GroupBy(m => m.Position).OrderBy(g => g.Key).Select(g => (g.Key, Score: Sum(g))).Where(g => g.Score.Of > 0)
                .Select(g => new Line(g.Key.Name(), null, Share(g.Score), ToneOf(g.Score))));
            body.Add(new Heading(new("按人", "By person")));
            body.AddRange(People([.. marks.GroupBy(m => m.Person).Select(g => (g.Last().Name, g.Last().Position, Sum(g)))], Superiors.SeesAll(turn.Actor)));
        }

        if (gaps.Count > 0)
        {
            body.Add(new Paragraph(new($"没有汇总的营业日:{gaps.Count} 天", $"Days without a summary: {gaps.Count}"), Tone.Quiet));
        }

        return Framed(turn, period, span, body, own: false, total);
    }

    /// <summary>One's own.</summary>
    public static Card Own(Turn turn, Period period, DaySpan span, IReadOnlyList<Mark> marks)
    {
        Score Sum(Func<Mark, PhaseTally?> which) => marks.Aggregate(Score.None, (sum, m) => sum + (m with { Opening = which(m), Closing = null }).Score(0));
        var total = marks.Aggregate(Score.None, (sum, mark) => sum + mark.Score(0));
        var (opening, closing) = (Sum(m => m.Opening), Sum(m => m.Closing));
        List<Part> body = [new Paragraph(Counts(total))];
        if (total.Of > 0)
        {
            body.Add(new Line(Words.OpeningTasks, Detail(opening, false), Share(opening), ToneOf(opening)));
            body.Add(new Line(Words.ClosingTasks, Detail(closing, false), Share(closing), ToneOf(closing)));
        }

        List<Text> which = [.. marks.Reverse().SelectMany(m => Said(m, turn.Today))];
        if (which.Count > 0)
        {
            body.Add(new Heading(new("不准时的", "Not on time")));
            body.Add(new Bullets([.. which.Take(MostDays)]));
        }

        if (which.Count > MostDays)
        {
            body.Add(new Paragraph(new($"还有 {which.Count - MostDays} 次", $"and {which.Count - MostDays} more"), Tone.Quiet));
        }

        return Framed(turn, period, span, body, own: true, total);
    }

    private static Card Framed(Turn turn, Period period, DaySpan span, IReadOnlyList<Part> body, bool own, Score total)
    {
        ShowPunctuality Show(Period which, DateOnly day) => new(which, day, null, turn.Branch.Id, own ? true : null);
        var to = span.To < turn.Today ? span.To : turn.Today;
        return new((own ? new Text("我的", "My ") + new Text(Title.Zh, Title.En.ToLowerInvariant()) : Title) + Text.Same(" · ") + period.Name(), body)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + new DaySpan(span.From, to).Written(turn.Today)
                + (span.Contains(turn.Today) ? new Text($" · 截至 {turn.Branch.Time.Clock(turn.Now)}", $" · as of {turn.Branch.Time.Clock(turn.Now)}") : Text.Same("")),
            Buttons =
            [
                .. Enum.GetValues<Period>().Where(p => p != period).Select(p => new Button(new Text("按", "By ") + new Text(p.Name().Zh, p.Name().En.ToLowerInvariant()), Show(p, to))),
                new(new("上一个", "Previous"), Show(period, span.From.AddDays(-1))),
                .. span.To < turn.Today ? [new(new("下一个", "Next"), Show(period, span.To.AddDays(1)))] : Array.Empty<Button>(),
            ],
            Refresh = Show(period, to),
            Summary = Title + Text.Same(" ") + Share(total),
        };
    }

    private static IEnumerable<Part> People(IReadOnlyList<(string Name, Position Position, Score Score)> people, bool all)
    {
        var notAlways = people.Where(p => p.Score.Of > 0 && p.Score.OnTime < p.Score.Of).OrderBy(p => p.Score.Percent).ToList();
        foreach (var (name, position, score) in notAlways.Take(BoardCard.MostLines))
        {
            yield return new Line(Text.Same(name), position.Name() + Text.Same(" · ") + Detail(score, all), Share(score), ToneOf(score));
        }

        (Text What, List<string> Names)[] lines =
        [
            (new("其他", "Others"), [.. notAlways.Skip(BoardCard.MostLines).Select(p => $"{p.Name} {p.Score.Percent}%")]),
            (new("全部准时", "Always on time"), [.. people.Where(p => p.Score.Of > 0 && p.Score.OnTime == p.Score.Of).Select(p => p.Name)]),
            (new("休假", "On leave"), [.. people.Where(p => p.Score.Away > 0).Select(p => $"{p.Name} {p.Score.Away}")]),
            (new("一口气打完", "Ticked in one go"), [.. people.Where(p => all && p.Score.Hurried > 0).Select(p => $"{p.Name} {p.Score.Hurried}")]),
        ];
        foreach (var (what, names) in lines.Where(l => l.Names.Count > 0))
        {
            yield return new Paragraph(new($"{what.Zh}:{string.Join("、", names)}", $"{what.En}: {string.Join(", ", names)}"), what.Zh == "全部准时" ? Tone.Good : Tone.Quiet);
        }
    }

    /// <summary>A score in words.</summary>
    public static Text Counts(Score score) => score.Of == 0 ? new("这段时间还没有要算的。", "Nothing counts in this time yet.") : new(
        $"准时 {score.OnTime} · 迟 {score.Late} · 缺 {score.Missed}",
        $"{score.OnTime} on time · {score.Late} late · {score.Missed} missed");

    private static Text Detail(Score score, bool all) => new(
        $"准时 {score.OnTime}/{score.Of} · 迟 {score.Late} · 缺 {score.Missed}" + (all ? $" · 上班 {score.Workdays} 天" : ""),
        $"{score.OnTime}/{score.Of} on time · {score.Late} late · {score.Missed} missed" + (all ? " · " + Counted.English(score.Workdays, "day") : ""));

    private static Text Share(Score score) => Text.Same(score.Percent is { } percent ? $"{percent}%" : "–");

    private static Tone ToneOf(Score score) => score.Percent is null ? Tone.Quiet : score.OnTime == score.Of ? Tone.Good : score.Missed > 0 ? Tone.Attention : Tone.Plain;

    private static IEnumerable<Text> Said(Mark mark, DateOnly today)
    {
        foreach (var (phase, tally) in new[] { (new Text("开门", "opening"), mark.Opening), (new Text("关门", "closing"), mark.Closing) })
        {
            if (tally is { Outcome: not Outcome.OnTime })
            {
                yield return Dates.Brief(mark.Day, today) + Text.Same(" ") + phase + (tally.Outcome == Outcome.Late ? new Text(" 迟", " late") : new Text(" 缺", " missed"));
            }
        }
    }
}
