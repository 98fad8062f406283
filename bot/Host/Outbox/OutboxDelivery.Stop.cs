namespace BranchBot.Host.Outbox;

/// <summary>How the sending ends with the program.</summary>
internal sealed partial class OutboxDelivery : IDisposable
{
    private static readonly TimeSpan Finishing = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource stopping = new();

    /// <summary>What is on its way is finished, for some seconds what waits for its turn too; the rest is left to others, who are told at once.</summary>
    public async Task Stop()
    {
        // The machine's own time: how long a stop may take is not the rehearsal's.
        await Drain().WaitAsync(Finishing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await stopping.CancelAsync();
        await Drain();
    }

    /// <inheritdoc/>
    public void Dispose() => stopping.Dispose();

    private async Task LeaveToOthers(IReadOnlyList<OutboxRow> rows)
    {
        if (!stopping.IsCancellationRequested)
        {
            return;
        }

        foreach (var partition in rows.Select(r => r.Partition).Distinct())
        {
            try
            {
                await queue.Announce(partition, TimeSpan.Zero, CancellationToken.None);
            }
            catch (Exception e)
            {
                // The message that was put down before the commit comes a little later.
                Log.NotHandedOver(log, partition.Key, e);
            }
        }
    }
}
