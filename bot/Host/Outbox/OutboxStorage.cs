using System.Text.Json;
using BranchBot.Host.Storage;
using BranchBot.Host.Telemetry;

namespace BranchBot.Host.Outbox;

/// <summary>
/// The storage with its effects: they become rows of the same batch. Before the batch a queue message is put down that points at them, the net
/// under a crash; after it they are delivered at once.
/// </summary>
internal sealed class OutboxStorage(
    TableStorage tables, OutboxQueue queue, OutboxDelivery delivery, Catalogue catalogue, OutboxTimes times, TimeProvider clock, ILogger<OutboxStorage> log) : IStorage
{
    /// <inheritdoc/>
    public Task<Rows> Load(IReadOnlyList<Read> reads, CancellationToken cancel) => tables.Load(reads, cancel);

    /// <inheritdoc/>
    public async Task<CommitResult> Commit(Commit commit, CancellationToken cancel)
    {
        if (commit.Tells.Count == 0)
        {
            return await tables.Commit(commit, cancel);
        }

        var rows = commit.Tells.Select(effect => RowOf(commit.Partition, effect)).ToList();
        if (!await PutNet(commit.Partition, cancel))
        {
            return CommitResult.Conflict;
        }

        var result = await Commit(commit, rows, cancel);
        if (result == CommitResult.Conflict && await WithoutToldAlready(rows, cancel) is { } fewer && fewer.Count < rows.Count && await PutNet(commit.Partition, cancel))
        {
            // With a net of its own: the first one may be looked at before this batch stands.
            rows = fewer;
            result = await Commit(commit, rows, cancel);
        }

        if (result == CommitResult.Committed)
        {
            delivery.DeliverSoon(rows);
        }

        return result;
    }

    private Task<CommitResult> Commit(Commit commit, List<OutboxRow> rows, CancellationToken cancel) =>
        tables.Commit(commit with { Rows = [.. commit.Rows, .. rows.Select(r => ((Row)r, (string?)null))], Tells = [] }, cancel);

    // The same key is told once. Without this an effect that waits, or that its receiver refused for good, would keep everybody from ever deciding what
    // tells the same again. Safe to try: the commit's own rows are still conditional.
    private async Task<List<OutboxRow>> WithoutToldAlready(List<OutboxRow> rows, CancellationToken cancel)
    {
        var known = await tables.Load([.. rows.Select(r => Read.One<OutboxRow>(r.Address))], cancel);
        foreach (var row in rows.Where(r => known.VersionOf(r.Address) is not null))
        {
            Log.ToldOnce(log, row.Key);
        }

        return [.. rows.Where(r => known.VersionOf(r.Address) is null)];
    }

    // Without the net nothing is committed, and nothing was: it may be tried again.
    private async Task<bool> PutNet(Partition partition, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(TableStorage.Deadline, clock);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            await queue.Announce(partition, times.Net, deadline.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    private OutboxRow RowOf(Partition partition, Effect effect) => new(
        partition,
        effect.Key,
        effect.To,
        effect.Delivery,
        catalogue.VerbOf(effect.Show),
        JsonSerializer.SerializeToElement(effect.Show, effect.Show.GetType(), Catalogue.Json),
        DeliveryState.Pending,

        // What follows of a decision is carried out by who decided; what stands here is for the case that he died.
        effect.IsNet ? clock.GetUtcNow() + (times.Net / 2) : clock.GetUtcNow(),
        0)
    {
        Expires = effect.Expires,
        Since = effect.Due ?? clock.GetUtcNow(),
        Trace = Traces.Here,
        Counted = effect.Counted,
        InChannel = effect.InChannel,
        Kept = effect.Kept,
        Renews = effect.Renews,
        IfRefused = effect.IfRefused is { } instead ? RowOf(partition, instead) : null,
    };
}
