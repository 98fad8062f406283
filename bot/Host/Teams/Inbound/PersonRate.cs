using System.Threading.RateLimiting;

namespace BranchBot.Host.Teams;

/// <summary>
/// How fast one person may act in Teams, so that a client that has gone wild costs nobody else. All of Teams comes from Microsoft's addresses: the person
/// counts, who is known once the token and the activity are believed. Per instance, and no quota: two instances let twice as much through. Who taps as fast
/// as a hand can stays far below it.
/// </summary>
internal sealed class PersonRate : IDisposable
{
    /// <summary>How many messages and presses may come at once: a chat that comes into view refreshes all its cards.</summary>
    public const int Burst = 120;

    /// <summary>How many a second go on and on.</summary>
    public const int PerSecond = 10;

    /// <summary>How many turns of one person run at a time.</summary>
    public const int AtOnce = 16;

    private static readonly TimeSpan BetweenSentences = TimeSpan.FromSeconds(30);

    private readonly PartitionedRateLimiter<string> turns = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<string, string>(person => RateLimitPartition.GetTokenBucketLimiter(person, _ => new()
        {
            TokenLimit = Burst,
            TokensPerPeriod = PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        })),
        PartitionedRateLimiter.Create<string, string>(person => RateLimitPartition.GetConcurrencyLimiter(person, _ => new() { PermitLimit = AtOnce, QueueLimit = 0 })));

    private readonly PartitionedRateLimiter<string> sentences = PartitionedRateLimiter.Create<string, string>(person => RateLimitPartition.GetFixedWindowLimiter(person, _ => new()
    {
        PermitLimit = 1,
        Window = BetweenSentences,
        QueueLimit = 0,
    }));

    /// <summary>A turn's leave to run, to be given back at its end; not acquired where the person is too fast. What happens to a team always has it.</summary>
    public RateLimitLease? Enter(Activity activity) => WhoOf(activity) is { } person ? turns.AttemptAcquire(person) : null;

    /// <summary>Whether somebody who is too fast is told so now: an answer to each message would be as many again.</summary>
    public bool Tells(Activity activity)
    {
        using var lease = sentences.AttemptAcquire(WhoOf(activity) ?? "");
        return lease.IsAcquired;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        turns.Dispose();
        sentences.Dispose();
    }

    private static string? WhoOf(Activity activity) => activity.Type is ActivityTypes.Message or ActivityTypes.Invoke ? activity.From?.AadObjectId ?? activity.From?.Id : null;
}
