using System.Collections.Concurrent;
using BranchBot.Host.Storage;

namespace BranchBot.Host.Outbox;

/// <summary>
/// Delivers what stands in outbox rows. A lease on the row keeps two senders apart. A certain message whose sender died is sent again when his lease is
/// over, which is the only repeat; one that goes at most once is then given up and counted as unknown.
/// </summary>
internal sealed class OutboxDelivery(TableStorage storage, OutboxQueue queue, Catalogue catalogue, Lazy<ISender> sender, TimeProvider clock, ILogger<OutboxDelivery> log)
{
    /// <summary>How long a sender is trusted to live; longer than a send can take.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);
    private readonly ConcurrentDictionary<Task, byte> underWay = new();

    /// <summary>What is being delivered in this process now; awaited when it shuts down.</summary>
    public Task Drain() => Task.WhenAll(underWay.Keys);

    /// <summary>Delivers rows that were just committed, without holding up who committed them.</summary>
    public void DeliverSoon(IReadOnlyList<OutboxRow> rows)
    {
        var task = Task.Run(async () =>
        {
            foreach (var row in rows)
            {
                await DeliverQuietly(row);
            }
        });
        underWay[task] = 0;
        task.ContinueWith(done => underWay.TryRemove(done, out _), TaskScheduler.Default);
    }

    /// <summary>Delivers all of a partition that is due; answers with when the next of it is, null where nothing is left.</summary>
    public async Task<DateTimeOffset?> DeliverDue(Partition partition, CancellationToken cancel)
    {
        foreach (var row in await Open(partition, cancel))
        {
            await Deliver(row.Address, cancel);
        }

        var left = await Open(partition, cancel);
        return left.Count == 0 ? null : left.Min(r => r.Due);
    }

    /// <summary>Delivers one row if it is due and nobody else is at it.</summary>
    public async Task Deliver(RowAddress address, CancellationToken cancel)
    {
        if (await Find(address, cancel) is not ({ IsOpen: true } row, var version) || row.Due > clock.GetUtcNow())
        {
            return;
        }

        if (row is { State: OutboxState.Leased, Delivery: Delivery.AtMostOnce })
        {
            Log.GivenUp(log, row.Key, row.To.Value);
            await Write(row with { State = OutboxState.Unknown }, version, cancel);
            return;
        }

        if (row.State == OutboxState.Leased)
        {
            Log.SentAgain(log, row.Key, row.To.Value);
        }

        var leased = row with { State = OutboxState.Leased, Due = clock.GetUtcNow() + Lease, Attempts = row.Attempts + 1, Lease = Guid.NewGuid().ToString("N") };
        if (await Write(leased, version, cancel))
        {
            await Conclude(leased, await Send(leased, cancel), cancel);
        }
    }

    private async Task<SendOutcome> Send(OutboxRow row, CancellationToken cancel) => catalogue.Parse(row.Verb, row.Data) is { } show
        ? await sender.Value.Send(new(row.Key, row.To, row.Delivery, show), cancel)
        : new SendOutcome.Refused("UnknownVerb");

    private async Task Conclude(OutboxRow leased, SendOutcome outcome, CancellationToken cancel)
    {
        if (await Find(leased.Address, cancel) is not ({ } row, var version) || row.Lease != leased.Lease)
        {
            return;
        }

        switch (outcome)
        {
            case SendOutcome.Sent:
                await storage.Commit(new(row.Partition, [], [], []) { Removes = [(row.Address, version)] }, cancel);
                break;
            case SendOutcome.Refused refused:
                Log.Refused(log, row.Key, row.To.Value, refused.Code);
                await Write(row with { State = OutboxState.Refused, Reason = refused.Code, Lease = null }, version, cancel);
                break;
            case SendOutcome.Unknown when row.Delivery == Delivery.AtMostOnce:
                Log.GivenUp(log, row.Key, row.To.Value);
                await Write(row with { State = OutboxState.Unknown, Lease = null }, version, cancel);
                break;
            default:
                var pause = Pause(row, (outcome as SendOutcome.Later)?.After);
                await queue.Announce(row.Partition, pause, cancel);
                await Write(row with { State = OutboxState.Pending, Due = clock.GetUtcNow() + pause, Lease = null }, version, cancel);
                break;
        }
    }

    private static TimeSpan Pause(OutboxRow row, TimeSpan? after)
    {
        var exponential = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(row.Attempts, 10)));
        var pause = after > exponential ? after.Value : exponential;
        return pause < LongestPause ? pause : LongestPause;
    }

    private async Task DeliverQuietly(OutboxRow row)
    {
        try
        {
            await Deliver(row.Address, CancellationToken.None);
        }
        catch (Exception e)
        {
            // The queue message is the net: the sweep delivers it.
            Log.LeftToTheSweep(log, row.Key, row.To.Value, e);
        }
    }

    private async Task<IReadOnlyList<OutboxRow>> Open(Partition partition, CancellationToken cancel) =>
        [.. (await storage.Load([Read.All<OutboxRow>(partition, OutboxRow.Keys)], cancel)).All<OutboxRow>().Where(r => r.IsOpen)];

    private async Task<(OutboxRow Row, string Version)?> Find(RowAddress address, CancellationToken cancel)
    {
        var rows = await storage.Load([Read.One<OutboxRow>(address)], cancel);
        return rows.Find<OutboxRow>(address) is { } row ? (row, rows.VersionOf(address)!) : null;
    }

    private async Task<bool> Write(OutboxRow row, string version, CancellationToken cancel) =>
        await storage.Commit(new(row.Partition, [(row, version)], [], []), cancel) == CommitResult.Committed;
}
