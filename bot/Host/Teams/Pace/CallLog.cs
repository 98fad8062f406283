namespace BranchBot.Host.Teams;

/// <summary>When calls went, in timestamps of a clock: exact, so that no moment is found from which more than allowed went in a window.</summary>
internal sealed class CallLog
{
    private readonly Queue<long> calls = new();

    /// <summary>Another one goes now.</summary>
    public void Add(long now) => calls.Enqueue(now);

    /// <summary>When another one may go; null: now.</summary>
    /// <param name="now">Now.</param>
    /// <param name="window">How long a call counts.</param>
    /// <param name="most">How many may count at a time, at least one.</param>
    public long? FreeAt(long now, long window, int most)
    {
        while (calls.TryPeek(out var first) && now - first >= window)
        {
            calls.Dequeue();
        }

        // As many as are too many have to be a window old.
        return calls.Count < most ? null : calls.ElementAt(calls.Count - most) + window;
    }
}
