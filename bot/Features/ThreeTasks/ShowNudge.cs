using BranchBot.Features.Handbook;

namespace BranchBot.Features.ThreeTasks;

/// <summary>A nudge before the limit (T-4): what is not done yet, with a kind sentence. To who has finished meanwhile it is not sent.</summary>
/// <param name="Phase">Opening or closing.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Day">The business day.</param>
public sealed record ShowNudge(Phase Phase, BranchId Branch, DateOnly Day) : TaskCommand
{
    // A nudge is put off by so many minutes, the longest that still ends before the limit.
    private static readonly int[] PutOffs = [10, 5];

    private protected override BranchId? CardBranch => Branch;

    private protected override DateOnly? CardDay => Day;

    private protected override Decision DecideOn(OwnDay own)
    {
        var view = Phase == Phase.Opening ? TaskView.Opening : TaskView.Closing;
        var left = own.Items(view).Count(i => own.Day.DoneBy(i.Id) is null);
        if (left == 0)
        {
            return Decision.Show(TaskCard.Of(own, view) is Shown done ? done with { Moot = true } : TaskCard.Of(own, view));
        }

        var (turn, limit) = (own.Turn, TaskTimes.LimitOf(own.Turn.Facts, Day, own.Person, Phase));
        var sentence = limit > turn.Now
            ? new Text($"{turn.Branch.Time.Clock(limit.Value)} 截止,还有 {left} 件没勾。忙的话,做完记得点一下。", $"Due by {turn.Branch.Time.Clock(limit.Value)}, {left} left. If you are busy, tick them when you are done.")
            : new Text($"还有 {left} 件没勾。", $"{left} left.");
        var answer = TaskCard.Of(own, view, new Notice(sentence, Tone.Attention));
        Button[] putOff = PutOff(turn, limit) is { } button ? [button] : [];

        // Drawn anew when it is opened, it still is a nudge.
        return Decision.Show(answer is Shown shown ? new Shown(shown.Card with { Buttons = [.. shown.Card.Buttons, .. putOff], Refresh = this }) : answer);
    }

    // The button names an instant, so that pressing it twice comes to the same.
    private Button? PutOff(Turn turn, DateTimeOffset? limit)
    {
        var until = PutOffs.Select(minutes => turn.Now.AddMinutes(minutes)).FirstOrDefault(u => u < limit);
        return until == default ? null : new(
            new($"{turn.Branch.Time.Clock(until)} 再提醒我", $"Remind me at {turn.Branch.Time.Clock(until)}"),
            new PutOffNudge(Branch, Day, new DateTimeOffset(until.UtcDateTime.AddTicks(-(until.Ticks % TimeSpan.TicksPerMinute)), TimeSpan.Zero)));
    }
}
