namespace BranchBot.Adapters.Tests.Teams;

/// <summary>The machine's clock, whose timers ring and whose stop-watch runs eight times as fast: waits and limits stay in proportion and tests do not wait.</summary>
internal sealed class HurriedClock : TimeProvider
{
    public const int Hurry = 8;

    public override long GetTimestamp() => base.GetTimestamp() * Hurry;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : dueTime / Hurry, period);
}
