using System.Text.Json;
using BranchBot.Host.Storage;

namespace BranchBot.Host.Outbox;

/// <summary>
/// The storage as features see it: effects become rows of the same batch. Before the batch a queue message is put down that points at them, the net
/// under a crash; after it they are delivered at once.
/// </summary>
internal sealed class OutboxStorage(TableStorage tables, OutboxQueue queue, OutboxDelivery delivery, Catalogue catalogue, TimeProvider clock) : IStorage
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
        await queue.Announce(commit.Partition, OutboxQueue.Net, cancel);
        var result = await tables.Commit(commit with { Rows = [.. commit.Rows, .. rows.Select(r => ((Row)r, (string?)null))], Tells = [] }, cancel);
        if (result == CommitResult.Committed)
        {
            delivery.DeliverSoon(rows);
        }

        return result;
    }

    private OutboxRow RowOf(Partition partition, Effect effect) => new(
        partition,
        effect.Key,
        effect.To,
        effect.Delivery,
        catalogue.VerbOf(effect.Show),
        JsonSerializer.SerializeToElement(effect.Show, effect.Show.GetType(), Catalogue.Json),
        OutboxState.Pending,
        clock.GetUtcNow(),
        0);
}
