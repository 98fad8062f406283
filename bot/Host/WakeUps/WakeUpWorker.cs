using Azure.Storage.Queues.Models;
using BranchBot.Host.Queues;
using BranchBot.Host.Storage;
using BranchBot.Host.Telemetry;

namespace BranchBot.Host.WakeUps;

/// <summary>Takes wake-ups when they come. The work of a minute grows with what is due in it, and any number of instances share it.</summary>
internal sealed class WakeUpWorker(
    WakeUpQueue queue, Waking waking, TableStorage storage, WakeUpTimes times, Measures measures, TimeProvider clock, ILogger<WakeUpWorker> log)
    : QueueWorker(queue, storage, Most, times.Hidden, measures, clock, log)
{
    private const int Most = 16;
    private readonly TimeProvider clock = clock;
    private readonly Measures measures = measures;

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Handle(QueueMessage message, CancellationToken cancel)
    {
        var wakeUp = WakeUpQueue.Read(message);
        if (wakeUp.Nonce is not null && wakeUp.Due - clock.GetUtcNow() is { Ticks: > 0 } early)
        {
            return early;
        }

        using var span = Traces.Follow("wake branch", wakeUp.Trace, System.Diagnostics.ActivityKind.Consumer)?.SetTag("branchbot.branch", wakeUp.Branch.Value);
        if (wakeUp.Nonce is not null)
        {
            measures.Woken(clock.GetUtcNow() - wakeUp.Due);
        }

        await waking.Wake(wakeUp.Branch, wakeUp.Nonce, cancel);
        return null;
    }
}
