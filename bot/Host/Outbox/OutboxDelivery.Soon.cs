namespace BranchBot.Host.Outbox;

/// <summary>How what was just committed is sent without holding up who committed it.</summary>
internal sealed partial class OutboxDelivery
{
    private void Follow(Task task)
    {
        underWay[task] = 0;
        task.ContinueWith(done => underWay.TryRemove(done, out _), TaskScheduler.Default);
    }

    private async Task LeaveToSweep(IReadOnlyList<OutboxRow> rows)
    {
        try
        {
            await queue.Announce(rows[0].Partition, TimeSpan.Zero, CancellationToken.None);
        }
        catch (Exception e)
        {
            // The message that was put down before the commit comes a little later.
            Log.LeftToTheSweep(log, rows[0].Key, rows[0].To.Value, e);
        }
    }

    // The others of the partition do not wait for a row that is left to a newer program.
    private async Task<NewerRowException?> DeliverUnlessNewer(OutboxRow row, CancellationToken cancel)
    {
        try
        {
            await Deliver(row.Address, cancel);
            return null;
        }
        catch (NewerRowException e)
        {
            return e;
        }
    }

    private async Task DeliverQuietly(OutboxRow row)
    {
        try
        {
            if (await Deliver(row.Address, stopping.Token) is { } again)
            {
                await queue.Announce(row.Partition, again - clock.GetUtcNow(), CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Left to others, once for the whole partition.
        }
        catch (Exception e)
        {
            // The queue message is the net: the sweep delivers it.
            Log.LeftToTheSweep(log, row.Key, row.To.Value, e);
        }
    }
}
