namespace BranchBot.Features.ThreeTasks;

/// <summary>The small line at an item: when and by whom it was done; what a superior said; on whom it waits.</summary>
internal static class StepNotes
{
    /// <summary>The line at an item of one's own card; null where there is nothing to say.</summary>
    public static Text? Of(OwnDay own, TaskItem item, Tick? tick) => tick is not null
        ? Done(own.Turn.Branch, own.Day, tick)
        : Joined(Back(own.Turn.Branch, own.Day, item.Id), Waiting.On(item.Id, own.Colleagues));

    /// <summary>When it was done; by a colleague: by whom (由 李静 代做).</summary>
    public static Text Done(Branch branch, TaskDay day, Tick tick) => Text.Same(branch.Time.Clock(tick.At))
        + (tick.By != day.Person && tick.Name is { } name ? new Text($" 由 {name} 代做", $" done by {name}") : Text.Same(""));

    /// <summary>What a superior said when he brought it back; null where nobody did.</summary>
    public static Text? Back(Branch branch, TaskDay day, string item) => day.SentBack(item) is not { } back ? null : new Text(
        $"{back.Name} {branch.Time.Clock(back.At)}:没做好,{back.Comment}", $"{back.Name} {branch.Time.Clock(back.At)}: not done well: {back.Comment}");

    private static Text? Joined(Text? first, Text? second) => first is { } one && second is { } two ? one + Text.Same(" · ") + two : first ?? second;
}
