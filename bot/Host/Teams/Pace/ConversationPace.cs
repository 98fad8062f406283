namespace BranchBot.Host.Teams;

/// <summary>
/// Keeps each conversation below Teams' limits before anything is sent, so that 429 is the exception. Each instance does so for itself: two meet in one
/// conversation only by chance, and then Teams says so. Source: "rate limit" of Teams' bot documentation.
/// </summary>
internal sealed class ConversationPace(TimeProvider clock)
{
    private static readonly (int Calls, TimeSpan Within)[] Limits =
        [(7, TimeSpan.FromSeconds(1)), (8, TimeSpan.FromSeconds(2)), (60, TimeSpan.FromSeconds(30)), (1800, TimeSpan.FromHours(1))];

    // What leaves evenly does not arrive evenly.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(5);

    private const int Reading = 2;
    private const int ForgetAfter = 5000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Past> pasts = new(StringComparer.Ordinal);
    private (string Conversation, long At)? throttled;
    private int counted;

    /// <summary>How many conversations are remembered.</summary>
    public int Remembered
    {
        get
        {
            lock (gate)
            {
                return pasts.Count;
            }
        }
    }

    /// <summary>How long a call has to wait, zero where it may go.</summary>
    /// <param name="conversation">The conversation; for the making of one, with whom.</param>
    /// <param name="reads">Whether members are read: counted apart, and twice as many are allowed.</param>
    public TimeSpan Wait(string conversation, bool reads)
    {
        lock (gate)
        {
            if (!pasts.TryGetValue(Key(conversation, reads), out var past))
            {
                return TimeSpan.Zero;
            }

            var now = clock.GetTimestamp();
            var free = past.Paused;
            foreach (var (calls, within) in Limits)
            {
                var most = reads ? calls * Reading : calls;
                if (past.Calls.Count >= most)
                {
                    free = Math.Max(free, past.Calls[^most] + Ticks(within + Margin));
                }
            }

            return free <= now ? TimeSpan.Zero : TimeSpan.FromSeconds((double)(free - now) / clock.TimestampFrequency);
        }
    }

    /// <summary>A call goes now.</summary>
    public void Count(string conversation, bool reads)
    {
        lock (gate)
        {
            if (++counted % ForgetAfter == 0)
            {
                ForgetOld();
            }

            var past = Of(conversation, reads);
            past.Calls.Add(clock.GetTimestamp());
            if (past.Calls.Count > 2 * Reading * Limits[^1].Calls)
            {
                past.Calls.RemoveRange(0, past.Calls.Count - (Reading * Limits[^1].Calls));
            }
        }
    }

    /// <summary>
    /// Teams says too many: the conversation waits. Where another conversation heard the same just now, it is the app that is too fast, for Teams does not
    /// say which of the two limits it was.
    /// </summary>
    /// <returns>Whether it is the app.</returns>
    public bool Throttled(string conversation, bool reads, TimeSpan wait)
    {
        lock (gate)
        {
            var now = clock.GetTimestamp();
            var past = Of(conversation, reads);
            past.Paused = Math.Max(past.Paused, now + Ticks(wait));
            var app = throttled is { } last && last.Conversation != conversation && now - last.At < Ticks(Together);
            throttled = (conversation, now);
            return app;
        }
    }

    private void ForgetOld()
    {
        var now = clock.GetTimestamp();
        var hour = Ticks(Limits[^1].Within + Margin);
        foreach (var (key, past) in pasts.ToList())
        {
            if (past.Paused < now && (past.Calls.Count == 0 || now - past.Calls[^1] > hour))
            {
                pasts.Remove(key);
            }
        }
    }

    private Past Of(string conversation, bool reads) =>
        pasts.TryGetValue(Key(conversation, reads), out var past) ? past : pasts[Key(conversation, reads)] = new();

    // A thread of a channel is a part of the channel.
    private static string Key(string conversation, bool reads) => (reads ? "r|" : "w|") + conversation.Split(";messageid=")[0];

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * clock.TimestampFrequency);

    private sealed class Past
    {
        public List<long> Calls { get; } = [];

        public long Paused { get; set; } = long.MinValue;
    }
}
