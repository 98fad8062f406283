namespace BranchBot.Host.Teams;

/// <summary>What a call is, to whom it matters when it goes.</summary>
/// <param name="Lane">Who goes first.</param>
/// <param name="Conversation">The conversation; for the making of one, with whom.</param>
/// <param name="Reads">Whether members are read.</param>
internal sealed record Traffic(Lane Lane, string Conversation, bool Reads = false)
{
    /// <summary>Whether its first try has waited already (<see cref="Departures.Wait"/>).</summary>
    public bool Admitted { get; init; }

    /// <summary>The opening of a chat with somebody.</summary>
    public static Traffic Opening(string userId, Lane lane) => new(lane, $"create/{userId}");
}

/// <summary>Where each call of the connector waits until it may go: for its conversation first, then for the app.</summary>
internal sealed class Departures(AppPace app, ConversationPace conversations, TimeProvider clock, ILogger<Departures> log)
{
    /// <summary>How long an answer may wait; after it the person has asked again, and what comes confuses.</summary>
    public static readonly TimeSpan AnswersWait = TimeSpan.FromSeconds(10);

    /// <summary>How long bulk may wait; after it goes back to the outbox, where waiting costs nothing.</summary>
    public static readonly TimeSpan BulkWaits = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan WithoutAdvice = TimeSpan.FromSeconds(1);

    private readonly FirstCall first = new(clock);

    /// <summary>How many calls a second this instance may make now.</summary>
    public int Rate => app.Rate;

    /// <summary>Waits until the call may go.</summary>
    /// <returns>Null where it may; else it must not go now: when it is worth another try.</returns>
    public async Task<TimeSpan?> Wait(Traffic traffic, CancellationToken cancel)
    {
        var patience = traffic.Lane == Lane.Answers ? AnswersWait : BulkWaits;
        var started = clock.GetTimestamp();
        while (conversations.Wait(traffic.Conversation, traffic.Reads) is { Ticks: > 0 } wait)
        {
            if (clock.GetElapsedTime(started) + wait > patience)
            {
                log.TooLate(traffic.Lane, wait);
                return wait;
            }

            await Task.Delay(wait, clock, cancel);
        }

        var left = patience - clock.GetElapsedTime(started);
        if (left <= TimeSpan.Zero || !await app.Enter(traffic.Lane, left, cancel))
        {
            log.TooLate(traffic.Lane, patience);
            return patience;
        }

        conversations.Count(traffic.Conversation, traffic.Reads);
        return null;
    }

    /// <summary>A call that may go leaves now.</summary>
    public async Task Leave(Lane lane, CancellationToken cancel)
    {
        await first.Follow(cancel);
        await app.Leave(lane, cancel);
    }

    /// <summary>A call that left has ended.</summary>
    public void Arrived() => first.Arrived();

    /// <summary>Teams answered 429.</summary>
    public void Throttled(Traffic traffic, TimeSpan? retryAfter)
    {
        var wait = retryAfter ?? WithoutAdvice;
        if (conversations.Throttled(traffic.Conversation, traffic.Reads, wait))
        {
            log.AppThrottled(wait);
            app.Pause(wait);
        }
    }
}
