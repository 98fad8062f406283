namespace BranchBot.Host.Teams;

/// <summary>
/// How many calls of the connector this instance may make a second: its share of what Teams allows the app in a tenant. It ends by itself when it is not
/// renewed in time, so that an instance that lost its storage, or slept, sends nothing that is another's.
/// </summary>
internal sealed class RateShare(TimeProvider clock)
{
    private readonly Lock gate = new();
    private IReadOnlyList<(long From, int Calls)> parts = [];
    private long until;

    /// <summary>What may be called a second, now.</summary>
    public int Calls
    {
        get
        {
            var now = clock.GetTimestamp();
            lock (gate)
            {
                return now < until ? parts.Where(p => p.From <= now).Sum(p => p.Calls) : 0;
            }
        }
    }

    /// <summary>All that Teams allows, for ever: for an instance that surely is alone.</summary>
    public static RateShare Whole(int calls, TimeProvider clock)
    {
        var share = new RateShare(clock);
        share.Hold([(long.MinValue, calls)], long.MaxValue);
        return share;
    }

    /// <summary>Holds parts, each from a moment on, all until one, in timestamps of the clock.</summary>
    public void Hold(IReadOnlyList<(long From, int Calls)> held, long end)
    {
        lock (gate)
        {
            (parts, until) = (held, end);
        }
    }

    /// <summary>Holds fewer parts, until the same moment as before.</summary>
    public void Keep(IReadOnlyList<(long From, int Calls)> held)
    {
        lock (gate)
        {
            parts = held;
        }
    }

    /// <summary>Holds nothing any more.</summary>
    public void Drop() => Hold([], long.MinValue);
}
