namespace BranchBot.Host.Teams;

/// <summary>
/// Lets calls go no faster than this instance's share: an exact log of the last window, so that whatever moment one looks from, no more than the share
/// went. The window is a little longer than Teams' second, for what is sent evenly does not arrive evenly, and longer for a while where Teams said that it
/// was too short. A call is let go twice: when its turn comes, and when it leaves, for in between its lease is written, and several that were held up there
/// must not arrive together.
/// </summary>
internal sealed class AppPace(RateShare share, TimeProvider clock)
{
    /// <summary>In so long at most the share goes.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(1020);

    /// <summary>The same after Teams has said 429, for <see cref="Careful"/>.</summary>
    public static readonly TimeSpan CarefulWindow = TimeSpan.FromMilliseconds(1100);

    /// <summary>How long the longer window counts.</summary>
    public static readonly TimeSpan Careful = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan WithoutShare = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(20);

    // So much of what bulk was late for it may make up for.
    private static readonly TimeSpan CatchingUp = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly CallLog gone = new();
    private readonly Dictionary<Lane, Queue<TaskCompletionSource<bool>>> waiting = Enum.GetValues<Lane>().ToDictionary(l => l, _ => new Queue<TaskCompletionSource<bool>>());
    private readonly CallLog left = new();
    private long nextBulk = long.MinValue;
    private long nextLeaves = long.MinValue;
    private long paused = long.MinValue;
    private long carefulUntil = long.MinValue;
    private bool pumping;

    /// <summary>This instance's share now, calls a second.</summary>
    public int Rate => share.Calls;

    /// <summary>Waits until a call may go.</summary>
    /// <returns>False where its turn did not come in time: it must not go.</returns>
    public async Task<bool> Enter(Lane lane, TimeSpan patience, CancellationToken cancel)
    {
        var turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting[lane].Enqueue(turn);
            if (!pumping)
            {
                pumping = true;
                _ = Task.Run(Pump, CancellationToken.None);
            }
        }

        try
        {
            return await turn.Task.WaitAsync(patience, clock, cancel);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            // Its turn may have come in this moment.
            if (turn.TrySetResult(false))
            {
                cancel.ThrowIfCancellationRequested();
            }

            return await turn.Task;
        }
    }

    /// <summary>Teams says that the app is too fast: nothing goes for a while.</summary>
    public void Pause(TimeSpan wait)
    {
        lock (gate)
        {
            paused = Math.Max(paused, clock.GetTimestamp() + Ticks(wait));
            carefulUntil = clock.GetTimestamp() + Ticks(Careful);
        }
    }

    /// <summary>A call whose turn has come leaves now: waits only where others that were held up leave with it.</summary>
    public async Task Leave(Lane lane, CancellationToken cancel)
    {
        while (HeldUp(lane) is { } wait)
        {
            await Task.Delay(wait > Shortest ? wait : Shortest, clock, cancel);
        }
    }

    private TimeSpan? HeldUp(Lane lane)
    {
        lock (gate)
        {
            // Its turn came while there was a share; that it has ended meanwhile must not keep what is leased.
            var (now, calls) = (clock.GetTimestamp(), Math.Max(1, share.Calls));
            var window = WindowAt(now);
            var free = Math.Max(left.FreeAt(now, window, calls) ?? now, lane == Lane.Bulk ? nextLeaves : now);
            if (free > now)
            {
                return Span(free - now);
            }

            // A little faster than bulk is let go, so that what was held up catches up, and no heap comes back window after window.
            nextLeaves = lane == Lane.Bulk ? now + (window * 9 / (10 * calls)) : nextLeaves;
            left.Add(now);
            return null;
        }
    }

    private long WindowAt(long now) => Ticks(now < carefulUntil ? CarefulWindow : Window);

    private async Task Pump()
    {
        while (Next() is { } wait)
        {
            await Task.Delay(wait > Shortest ? wait : Shortest, clock);
        }
    }

    // Lets go whoever may; answers with how long to wait for the next, null where nobody waits.
    private TimeSpan? Next()
    {
        lock (gate)
        {
            while (true)
            {
                var now = clock.GetTimestamp();
                Forget(waiting[Lane.Answers]);
                Forget(waiting[Lane.Bulk]);
                var lane = waiting[Lane.Answers].Count > 0 ? Lane.Answers : Lane.Bulk;
                if (waiting[lane].Count == 0)
                {
                    pumping = false;
                    return null;
                }

                if (Wait(lane, now) is { } wait)
                {
                    return wait;
                }

                if (waiting[lane].Dequeue().TrySetResult(true))
                {
                    gone.Add(now);
                }
            }
        }
    }

    private TimeSpan? Wait(Lane lane, long now)
    {
        if (now < paused)
        {
            return Shorter(Span(paused - now), WithoutShare);
        }

        var calls = share.Calls;
        if (calls == 0)
        {
            return WithoutShare;
        }

        var window = WindowAt(now);
        if (gone.FreeAt(now, window, calls) is { } free)
        {
            // A share may shrink or grow meanwhile: looked at again soon.
            return Shorter(Span(free - now), WithoutShare);
        }

        if (lane == Lane.Answers)
        {
            return null;
        }

        if (now < nextBulk)
        {
            // An answer that comes meanwhile waits no longer than this.
            return Shorter(Span(nextBulk - now), Longest);
        }

        nextBulk = Math.Max(nextBulk, now - Ticks(CatchingUp)) + (window / calls);
        return null;
    }

    private static void Forget(Queue<TaskCompletionSource<bool>> lane)
    {
        while (lane.TryPeek(out var first) && first.Task.IsCompleted)
        {
            lane.Dequeue();
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * clock.TimestampFrequency);

    private TimeSpan Span(long ticks) => TimeSpan.FromSeconds((double)ticks / clock.TimestampFrequency);
}
