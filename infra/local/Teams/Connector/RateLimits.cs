using System.Diagnostics;

namespace BranchBot.LocalTeams;

/// <summary>Teams' published limits for one bot: per thread, and per app in a tenant.</summary>
/// <param name="enforced">Whether they are.</param>
/// <param name="rate">Calls a second of the app in the tenant; another one only to play what a higher limit would bring.</param>
internal sealed class RateLimits(bool enforced, int rate = 50)
{
    private static readonly (int Calls, int Seconds)[] Writes = [(7, 1), (8, 2), (60, 30), (1800, 3600)];
    private static readonly (int Calls, int Seconds)[] Reads = [(14, 1), (16, 2), (120, 30), (3600, 3600)];

    private readonly (int Calls, int Seconds)[] perApp = [(rate, 1)];
    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<long>> byThread = new(StringComparer.Ordinal);
    private readonly Queue<long> app = new();

    /// <summary>Calls a second of the app in the tenant.</summary>
    public int Rate => rate;

    /// <summary>Null if the call is within the limits, which it then counts against; else how long to wait.</summary>
    /// <param name="thread">The conversation, or for create the person it is to be with.</param>
    /// <param name="reads">Whether members are read; they are counted apart.</param>
    public TimeSpan? Exceeded(string thread, bool reads)
    {
        if (!enforced)
        {
            return null;
        }

        // Not Environment.TickCount64, which some machines count in steps of several milliseconds.
        var now = Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1000);
        lock (gate)
        {
            var key = (reads ? "r/" : "w/") + thread;
            if (!byThread.TryGetValue(key, out var times))
            {
                byThread[key] = times = new();
            }

            var wait = Wait(app, perApp, now) ?? Wait(times, reads ? Reads : Writes, now);
            if (wait is null)
            {
                times.Enqueue(now);
                app.Enqueue(now);
            }

            return wait;
        }
    }

    private static TimeSpan? Wait(Queue<long> times, (int Calls, int Seconds)[] limits, long now)
    {
        while (times.TryPeek(out var oldest) && now - oldest >= limits[^1].Seconds * 1000L)
        {
            times.Dequeue();
        }

        foreach (var (calls, seconds) in limits)
        {
            var first = times.Count - calls;
            if (first >= 0 && times.ElementAt(first) is var start && now - start < seconds * 1000L)
            {
                return TimeSpan.FromMilliseconds((seconds * 1000L) - (now - start));
            }
        }

        return null;
    }
}
