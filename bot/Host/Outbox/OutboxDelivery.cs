using System.Collections.Concurrent;
using Azure;
using BranchBot.Host.Telemetry;

namespace BranchBot.Host.Outbox;

/// <summary>
/// Delivers what stands in outbox rows. A lease on the row keeps two senders apart. A certain message whose sender died is sent again when his lease is
/// over, which is the only repeat; one that goes at most once is then given up and counted as unknown. What makes no sense any more is not sent.
/// </summary>
internal sealed partial class OutboxDelivery(
    OutboxRows rows, OutboxQueue queue, Sends sends, OutboxTimes times, TimeProvider clock, ILogger<OutboxDelivery> log)
{
    private const int ConcludingTries = 30;
    private const int LeastReminders = 20;
    private const int SecondsInHand = 6;
    private const int AtOnce = 8;
    private static readonly TimeSpan ConcludingPause = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Task, byte> underWay = new();
    private int reminders;

    /// <summary>
    /// How many reminders may wait in this process for their turn to go: what it sends in some seconds. More would give up waiting, each with a write and a queue
    /// message of its own, or wait here while another instance has nothing to send; so those of a branch are left to the sweep by one message.
    /// </summary>
    public int MostReminders => Math.Max(LeastReminders, sends.Rate * SecondsInHand);

    /// <summary>How many a second may leave this instance now.</summary>
    public int Rate => sends.Rate;

    /// <summary>What is being delivered in this process now; awaited when it shuts down.</summary>
    public Task Drain() => Task.WhenAll(underWay.Keys);

    /// <summary>Delivers rows that were just committed, without holding up who committed them.</summary>
    public void DeliverSoon(IReadOnlyList<OutboxRow> rows)
    {
        var counted = rows.Count(r => r.Counted);
        if (counted > 0 && Interlocked.Add(ref reminders, counted) > MostReminders)
        {
            Interlocked.Add(ref reminders, -counted);
            Follow(Task.Run(() => LeaveToSweep(rows)));
            return;
        }

        Follow(Task.Run(async () =>
        {
            // To one person in order; a large branch does not wait for one after the other.
            await Parallel.ForEachAsync(rows.GroupBy(r => r.To), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (theirs, _) =>
            {
                foreach (var row in theirs)
                {
                    await DeliverQuietly(row);
                    Interlocked.Add(ref reminders, row.Counted ? -1 : 0);
                }
            });
            await LeaveToOthers(rows);
        }));
    }

    /// <summary>
    /// Delivers what of a partition is due, for half of the time for which its message is hidden from others: each may have to wait for its turn, and they would take
    /// the same message, and wait for the same rows. What has waited longest goes first, so that those that are put off do not keep the others from their turn.
    /// Answers with when the next of it is, null where nothing is left.
    /// </summary>
    public async Task<DateTimeOffset?> DeliverDue(Partition partition, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        var open = await rows.Open(partition, cancel);
        if (open.Count == 0)
        {
            return null;
        }

        NewerRowException? left = null;
        foreach (var row in open.OrderBy(r => r.Due).TakeWhile(_ => clock.GetElapsedTime(started) < times.Hidden / 2))
        {
            rows.MeasureAge(row);
            left = await DeliverUnlessNewer(row, cancel) ?? left;
        }

        if (left is not null)
        {
            throw left;
        }

        return (await rows.Open(partition, cancel)).Min(r => (DateTimeOffset?)r.Due);
    }

    /// <summary>Delivers one row if it is due and nobody else is at it.</summary>
    /// <param name="address">The row's address.</param>
    /// <param name="cancel">Heard only before the row is leased: what has been begun is finished, or a shutdown would make repeats.</param>
    /// <returns>When it is tried again, where this try did not bring it there.</returns>
    public async Task<DateTimeOffset?> Deliver(RowAddress address, CancellationToken cancel)
    {
        if (await rows.Find(address, cancel) is not ({ IsOpen: true } row, var version) || row.Due > clock.GetUtcNow())
        {
            return null;
        }

        if (row is { State: DeliveryState.Leased, Delivery: Delivery.AtMostOnce })
        {
            Log.GivenUp(log, row.Key, row.To.Value);
            rows.Measure(row, "unknown");
            await rows.Write(row with { State = DeliveryState.Unknown }, version);
            return null;
        }

        using var span = Traces.Follow("send", row.Trace)?.SetTag("branchbot.verb", row.Verb).SetTag("branchbot.attempt", row.Attempts + 1);
        row = row with { Attempts = row.Attempts + 1, Perhaps = row.Perhaps || row.State == DeliveryState.Leased };
        if (await Expire(row, version))
        {
            return null;
        }

        // It waits for its turn before it is leased: whoever dies while he waits leaves it to others as it was.
        var prepared = await sends.Prepare(row, cancel);
        cancel.ThrowIfCancellationRequested();
        if (prepared is not Prepared.Ready ready)
        {
            return await EndUnsent(row, version, ((Prepared.Not)prepared).Outcome);
        }

        if (await Expire(row, version))
        {
            return null;
        }

        if (row.State == DeliveryState.Leased)
        {
            Log.SentAgain(log, row.Key, row.To.Value);
            rows.Measure(row, "repeated");
        }

        var leased = row with { State = DeliveryState.Leased, Due = clock.GetUtcNow() + times.Lease, Lease = Guid.NewGuid().ToString("N") };
        return await Lease(leased, version) ? await Conclude(leased, await sends.Send(leased, ready)) : null;
    }

    // Where the answer was lost the lease may be this one all the same, and nobody else would send before it is over. Only while a whole send still fits into it.
    private async Task<bool> Lease(OutboxRow leased, string version) =>
        await rows.Write(leased, version) == CommitResult.Committed
        || (await rows.Find(leased.Address, CancellationToken.None) is ({ } row, _) && row.Lease == leased.Lease && leased.Due - clock.GetUtcNow() > times.Send);

    private async Task<bool> Expire(OutboxRow row, string version)
    {
        if (!(row.Expires <= clock.GetUtcNow()))
        {
            return false;
        }

        var ended = row with { State = row.Perhaps ? DeliveryState.Unknown : DeliveryState.Expired, Lease = null };
        Log.Expired(log, row.Key, row.To.Value, ended.State);
        rows.Measure(row, "expired");
        await rows.Write(ended, version);
        return true;
    }

    private async Task<DateTimeOffset?> EndUnsent(OutboxRow row, string version, SendOutcome outcome) =>
        Told(await rows.End(row, version, outcome)).Again;

    // Tried again where the answer was lost, and for a while where the storage does not work: a row that stays behind although its message arrived would be
    // sent again, or count as unknown.
    private async Task<DateTimeOffset?> Conclude(OutboxRow leased, SendOutcome outcome)
    {
        Exception? last = null;
        for (var tries = 0; tries < ConcludingTries; tries++)
        {
            try
            {
                if (await rows.Find(leased.Address, CancellationToken.None) is not ({ } row, var version) || row.Lease != leased.Lease)
                {
                    return null;
                }

                if (Told(await rows.End(row, version, outcome)) is { Written: true } ended)
                {
                    return ended.Again;
                }
            }
            catch (Exception e) when (e is RequestFailedException or AggregateException or OperationCanceledException or IOException)
            {
                last = e;
            }

            // The machine's own time: a rehearsal's clock must not hurry or hold it.
            await Task.Delay(tries < 2 ? TimeSpan.Zero : ConcludingPause);
        }

        throw new TimeoutException($"How the send of {leased.Key} ended could not be written.", last);
    }

    private OutboxEnd Told(OutboxEnd ended)
    {
        if (ended.Instead.Count > 0)
        {
            DeliverSoon(ended.Instead);
        }

        return ended;
    }
}
