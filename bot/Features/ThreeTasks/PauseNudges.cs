using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>
/// 免打扰 9:00, 免打扰 30分钟: no nudges until then. The limits stay what they are (T-4). Relative where minutes are said, so the operation key tells a
/// repeat of the same message.
/// </summary>
/// <param name="At">Until when on the branch's wall.</param>
/// <param name="Minutes">For how many minutes; neither: until the day ends.</param>
public sealed record PauseNudges(TimeOnly? At = null, int? Minutes = null) : TaskCommand, IRelative
{
    /// <summary>Reads what stands behind 免打扰; null where it is neither a time nor a span.</summary>
    public static PauseNudges? Parse(string rest)
    {
        var said = Spoken.Trimmed(rest);
        return said.Length == 0 ? new()
            : Spoken.Minutes(said) is { } minutes ? new(Minutes: minutes)
            : Spoken.Time(said) is { } time ? new(At: time)
            : null;
    }

    private protected override Decision DecideOn(OwnDay own)
    {
        var turn = own.Turn;
        if (own.Day.Pause is { } same && same.Operation == turn.Operation)
        {
            return Decision.Show(Paused(own, same.Until));
        }

        var until = Minutes is { } minutes ? turn.Now.AddMinutes(Math.Clamp(minutes, 1, Spoken.MostMinutes))
            : At is { } at ? turn.Branch.Time.Instant(turn.Today, at)
            : turn.Branch.Time.EndOf(turn.Today);
        return until <= turn.Now
            ? Decision.Refuse(new($"{turn.Branch.Time.Clock(until)} 已经过了,现在是 {turn.Branch.Time.Clock(turn.Now)}。", $"{turn.Branch.Time.Clock(until)} is over, it is {turn.Branch.Time.Clock(turn.Now)} now."))
            : Pause(own, until);
    }

    /// <summary>Writes the pause, never beyond the day.</summary>
    internal static Decision Pause(OwnDay own, DateTimeOffset until)
    {
        var ends = own.Turn.Branch.Time.EndOf(own.Day.Day);
        until = until > ends ? ends : until;
        return Decision.Write(Paused(own, until), own.Day with { Pause = new(own.Turn.Now, until, own.Turn.Operation) }) with { Wakes = true };
    }

    /// <summary>What is said when it is paused.</summary>
    internal static Said Paused(OwnDay own, DateTimeOffset until)
    {
        var turn = own.Turn;
        var limits = Enum.GetValues<Phase>()
            .Where(phase => TaskItem.Of(turn.Facts, own.Person, phase, own.Day.Day).Any(i => own.Day.DoneBy(i.Id) is null))
            .Select(phase => (Phase: phase, Limit: TaskTimes.LimitOf(turn.Facts, own.Day.Day, own.Person, phase)))
            .Where(l => l.Limit > turn.Now)
            .Select(l => (l.Phase == Phase.Opening ? Words.OpeningTasks : Words.ClosingTasks) + Text.Same($" {turn.Branch.Time.Clock(l.Limit!.Value)}"))
            .ToList();
        var first = until >= turn.Branch.Time.EndOf(own.Day.Day)
            ? new Text("好的,今天不再催您。", "All right, no more nudges today.")
            : new Text($"好的,{turn.Branch.Time.Clock(until)} 前不催您。", $"All right, no nudges before {turn.Branch.Time.Clock(until)}.");
        var second = limits.Count == 0 ? Text.Same("") : new Text(
            $"截止时间不变:{string.Join("、", limits.Select(l => l.Zh))}。", $" The limits stay: {string.Join(", ", limits.Select(l => l.En))}.");
        return new(first + second + new Text("写「恢复提醒」就恢复。", " Write \"resume\" to be nudged again."));
    }
}

/// <summary>The button of a nudge that puts it off to an instant: looks at the state, so that pressing it again comes to the same.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Day">The business day.</param>
/// <param name="Until">Until when, UTC.</param>
public sealed record PutOffNudge(BranchId Branch, DateOnly Day, DateTimeOffset Until) : TaskCommand
{
    private protected override BranchId? CardBranch => Branch;

    private protected override DateOnly? CardDay => Day;

    private protected override Decision DecideOn(OwnDay own) =>
        own.Day.Pause?.Until == Until ? Decision.Show(PauseNudges.Paused(own, Until))
        : Until <= own.Turn.Now ? Decision.Show(new Said(new("这个时间已经过了。写「我的任务」看看还有什么。", "That time is over. Write \"my tasks\" to see what is left.")))
        : PauseNudges.Pause(own, Until);
}

/// <summary>恢复提醒: nudges come again.</summary>
public sealed record ResumeNudges() : TaskCommand
{
    private protected override Decision DecideOn(OwnDay own)
    {
        var said = new Said(new("好的,会照常提醒您。", "All right, you will be nudged as usual."));
        return own.Day.Pause is null ? Decision.Show(said) : Decision.Write(said, own.Day with { Pause = null }) with { Wakes = true };
    }
}
