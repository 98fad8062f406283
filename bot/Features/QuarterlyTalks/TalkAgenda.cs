namespace BranchBot.Features.QuarterlyTalks;

/// <summary>
/// The agenda of a talk by the quarter that it looks back on: a strong quarter begins with praise, a weaker one with gaps, causes and measures. Pure.
/// </summary>
internal static class TalkAgenda
{
    /// <summary>The course of every talk, whatever the quarter was: it may stand where others read it.</summary>
    public static readonly IReadOnlyList<Text> Outline =
    [
        new("回顾上一季度", "Look back on the quarter"), new("鼓励与改进", "Encourage and improve"), new("约定方向和目标", "Agree direction and goals"), new("激励", "Motivate"),
    ];

    // Targets reached decide; of who has none, how punctual he was.
    private static readonly (string Key, decimal Strong)[] Measures = [("sales.reached", 100), ("tasks.punctuality", 90)];

    /// <summary>Whether a quarter was strong; null: nothing says so or otherwise.</summary>
    /// <param name="counts">The figures of the quarter.</param>
    public static bool? IsStrong(IReadOnlyList<PersonCount> counts) =>
        Measures.Select(m => (m.Strong, Count: counts.FirstOrDefault(c => c.Key == m.Key))).Where(m => m.Count is not null).Select(m => (bool?)(m.Count!.Value >= m.Strong)).FirstOrDefault();

    /// <summary>The steps of the talk.</summary>
    /// <param name="counts">The figures of the quarter.</param>
    public static IReadOnlyList<Text> Of(IReadOnlyList<PersonCount> counts)
    {
        Text praise = new("肯定和鼓励:做得好的,说具体", "Praise: what went well, said concretely");
        Text gaps = new("差距和原因:差在哪里,为什么,怎么改", "Gaps, causes, measures: where, why, what to change");
        Text measured = Measured(counts);
        return
        [
            new Text("回顾上一季度和上次的约定", "Look back on the quarter and on what was agreed last time") + measured,
            .. IsStrong(counts) == false ? new[] { gaps, praise } : [praise, gaps],
            new("方向和目标:这一季度做到什么", "Direction and goals: what to reach this quarter"),
            new("激励和约定:谁、做什么、哪天以前", "Motivate and agree: who, what, by when"),
        ];
    }

    private static Text Measured(IReadOnlyList<PersonCount> counts)
    {
        var known = Measures.Select(m => counts.FirstOrDefault(c => c.Key == m.Key)).OfType<PersonCount>().ToList();
        return known.Count == 0 ? Text.Same("") : new Text(":", ": ") + known.Select(c => c.Name + Text.Same($" {c.Value:0}") + c.Unit).Aggregate((all, one) => all + Text.Same(" · ") + one);
    }
}
