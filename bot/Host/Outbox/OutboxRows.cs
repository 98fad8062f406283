using BranchBot.Host.Storage;
using BranchBot.Host.Telemetry;

namespace BranchBot.Host.Outbox;

/// <summary>How the end of a send was written.</summary>
/// <param name="Written">Whether it was: else somebody else was at the row.</param>
/// <param name="Again">When the send is tried again; null: not.</param>
/// <param name="Instead">What is told in its place.</param>
internal sealed record OutboxEnd(bool Written, DateTimeOffset? Again, IReadOnlyList<OutboxRow> Instead);

/// <summary>The rows of the outbox, and what the end of a send writes with them.</summary>
internal sealed class OutboxRows(TableStorage storage, OutboxQueue queue, OutboxTimes times, Measures measures, TimeProvider clock, ILogger<OutboxDelivery> log)
{
    /// <summary>What of a partition is not delivered yet.</summary>
    public async Task<IReadOnlyList<OutboxRow>> Open(Partition partition, CancellationToken cancel) =>
        [.. (await storage.Load([Read.All<OutboxRow>(partition, OutboxRow.Keys)], cancel)).All<OutboxRow>().Where(r => r.IsOpen)];

    /// <summary>A row and its version; null where it is gone.</summary>
    public async Task<(OutboxRow Row, string Version)?> Find(RowAddress address, CancellationToken cancel)
    {
        var rows = await storage.Load([Read.One<OutboxRow>(address)], cancel);
        return rows.Find<OutboxRow>(address) is { } row ? (row, rows.VersionOf(address)!) : null;
    }

    /// <summary>Writes a row if it still is what was read.</summary>
    public Task<CommitResult> Write(OutboxRow row, string version) =>
        storage.Commit(new(row.Partition, [(row, version)], [], []), CancellationToken.None);

    /// <summary>Writes what became of a send, in one batch with what that adds.</summary>
    public async Task<OutboxEnd> End(OutboxRow row, string version, SendOutcome outcome)
    {
        var now = clock.GetUtcNow();
        var ended = row.After(outcome, now, times.LongestPause);
        var adds = row.Adds(outcome, now);
        if (adds.OfType<OutboxRow>().Any())
        {
            await queue.Announce(row.Partition, times.Net, CancellationToken.None);
        }

        var commit = new Commit(row.Partition, [.. ended is null ? [] : new[] { ((Row)ended, (string?)version) }, .. await Versions(adds)], [], [])
        {
            Removes = ended is null ? [(row.Address, version)] : [],
        };
        if (await storage.Commit(commit, CancellationToken.None) != CommitResult.Committed)
        {
            return new(false, null, []);
        }

        Tell(row, outcome);
        return new(true, ended is { State: DeliveryState.Pending } ? ended.Due : null, [.. adds.OfType<OutboxRow>()]);
    }

    // A message that was sent twice, for its answer was lost, is kept where it stands last.
    private async Task<IReadOnlyList<(Row, string?)>> Versions(IReadOnlyList<Row> adds)
    {
        if (adds.Count == 0)
        {
            return [];
        }

        var known = await storage.Load([.. adds.Select(a => new Read(a.Address, a.GetType(), false))], CancellationToken.None);
        return [.. adds.Where(a => a is not OutboxRow || known.VersionOf(a.Address) is null).Select(a => (a, known.VersionOf(a.Address)))];
    }

    private void Tell(OutboxRow row, SendOutcome outcome)
    {
        Measure(row, Named(outcome));
        if (outcome is SendOutcome.Sent && row.Since is { } since && !row.IsFollowUp)
        {
            measures.Delayed(row.Counted, clock.GetUtcNow() - since);
        }

        if (outcome is SendOutcome.Refused refused)
        {
            Log.Refused(log, row.Key, row.To.Value, refused.Code);
        }
        else if (outcome is SendOutcome.Unknown && row.Delivery == Delivery.AtMostOnce)
        {
            Log.GivenUp(log, row.Key, row.To.Value);
        }
    }

    /// <summary>Counts what became of a row.</summary>
    public void Measure(OutboxRow row, string result) =>
        measures.Sent(row.IsFollowUp ? "follow_up" : row.Counted ? "reminder" : row.Delivery == Delivery.Certain ? "certain" : "at_most_once", result);

    /// <summary>A row should have gone, and the sweep finds it.</summary>
    public void MeasureAge(OutboxRow row) => measures.Waits(clock.GetUtcNow() - (row.Since ?? row.Due));

    private static string Named(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Sent => "sent",
        SendOutcome.Moot => "moot",
        SendOutcome.Refused => "refused",
        SendOutcome.Later => "later",
        _ => "unknown",
    };
}
