using Azure.Storage.Queues.Models;
using BranchBot.Host.Outbox;
using BranchBot.Host.Queues;
using BranchBot.Host.Storage;

namespace BranchBot.Host.WakeUps;

/// <summary>Takes wake-ups when they come. The work of a minute grows with what is due in it, and any number of instances share it.</summary>
internal sealed class WakeUpWorker(
    WakeUpQueue queue, Waking waking, OutboxDelivery delivery, TableStorage storage, WakeUpTimes times, TimeProvider clock, ILogger<WakeUpWorker> log)
    : QueueWorker(queue, storage, AtOnce, times.Hidden, clock, log)
{
    private const int AtOnce = 16;
    private readonly TimeProvider clock = clock;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await delivery.Drain().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Handle(QueueMessage message, CancellationToken cancel)
    {
        var wakeUp = WakeUpQueue.Read(message);
        if (wakeUp.Nonce is not null && wakeUp.Due - clock.GetUtcNow() is { Ticks: > 0 } early)
        {
            return early;
        }

        await waking.Wake(wakeUp.Branch, wakeUp.Nonce, cancel);
        return null;
    }
}
