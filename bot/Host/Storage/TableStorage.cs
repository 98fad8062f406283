using Azure;
using Azure.Data.Tables;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;
using BranchBot.Host.Telemetry;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Storage;

/// <summary>
/// Rows as entities of Azure tables (<see cref="RowEntity"/>). A read is one round trip, a commit one entity-group transaction. Effects are made rows by
/// <see cref="OutboxStorage"/> before they come here.
/// </summary>
internal sealed class TableStorage(Tables tables, IOptions<StorageSettings> settings, Measures measures, TimeProvider clock, ILogger<TableStorage> log) : IStorage
{
    /// <summary>After this a commit whose answer has not come is looked at again.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public async Task<Rows> Load(IReadOnlyList<Read> reads, CancellationToken cancel)
    {
        // Queries last: whoever decides that something is not there, on condition that a row he read stands unchanged, must not have looked before he read that row.
        var points = await Task.WhenAll(reads.Where(r => !r.ByPrefix).Select(read => Point(read, cancel)));
        var queries = await Task.WhenAll(reads.Where(r => r.ByPrefix).Select(read => Query(read, cancel)));

        // A row that two reads found counts once, as it was first; had it changed in between, the commit would notice.
        return new([.. points.Concat(queries).SelectMany(f => f).DistinctBy(f => f.Row.Address)]);
    }

    /// <inheritdoc/>
    public async Task<CommitResult> Commit(Commit commit, CancellationToken cancel)
    {
        if (commit.Tells.Count + commit.Starts.Count > 0)
        {
            throw new ArgumentException("Effects go through the outbox, jobs through theirs.", nameof(commit));
        }

        RefuseNewer(commit);
        var actions = Actions(commit);
        using var span = Traces.ToTable("commit", commit.Partition.Table)?.SetTag("db.operation.batch.size", actions.Count);
        var result = await Commit(commit, actions, cancel);
        span?.SetTag("branchbot.result", result.ToString());
        measures.Committed(commit.Partition.Table, result == CommitResult.Committed ? "committed" : "conflict");
        return result;
    }

    private async Task<CommitResult> Commit(Commit commit, List<TableTransactionAction> actions, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(Deadline, clock);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            await tables.Write(commit.Partition.Table, table => Submit(table, actions, deadline.Token), deadline.Token);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return CommitResult.Conflict;
        }
        catch (Exception e) when (e is RequestFailedException { Status: 0 or >= 500 } or OperationCanceledException or AggregateException or IOException
            && !cancel.IsCancellationRequested)
        {
            // The batch may stand or not: what stands is read before anything is decided again.
            Log.AnswerLost(log, commit.Partition.Key, e);
            return CommitResult.Conflict;
        }

        return CommitResult.Committed;
    }

    private void RefuseNewer(Commit commit)
    {
        if (settings.Value.OverwriteNewer)
        {
            return;
        }

        if (commit.Rows.FirstOrDefault(r => RowEntity.IsNewer(r.Version)).Row is { } row)
        {
            throw new NewerRowException(row.GetType().Name);
        }

        if (commit.Removes.FirstOrDefault(r => RowEntity.IsNewer(r.Version)).Address is { } address)
        {
            throw new NewerRowException(address.Partition.Table);
        }
    }

    private static async Task<bool> Submit(TableClient table, List<TableTransactionAction> actions, CancellationToken cancel)
    {
        if (actions is not [{ ActionType: var type, Entity: var entity, ETag: var version }])
        {
            await table.SubmitTransactionAsync(actions, cancel);
        }
        else if (type == TableTransactionActionType.Add)
        {
            await table.AddEntityAsync((TableEntity)entity, cancel);
        }
        else if (type == TableTransactionActionType.Delete)
        {
            await table.DeleteEntityAsync((TableEntity)entity, version, cancel);
        }
        else
        {
            await table.UpdateEntityAsync((TableEntity)entity, version, TableUpdateMode.Replace, cancel);
        }

        return true;
    }

    private static List<TableTransactionAction> Actions(Commit commit)
    {
        TableLimits.CheckKey(commit.Partition.Key);
        var rows = commit.Rows.Select(r => (Key: KeyIn(commit, r.Row.Address), Data: RowEntity.Written(r.Row), r.Version, Shape: ShapeAttribute.Of(r.Row.GetType()))).ToList();
        var relied = commit.ReliesOn.Select(r => (Key: KeyIn(commit, r.Address), r.Version)).ToList();
        var removed = commit.Removes.Select(r => (Key: KeyIn(commit, r.Address), r.Version)).ToList();
        TableLimits.CheckBatch([.. rows.Select(r => (r.Key, r.Data)), .. relied.Concat(removed).Select(r => (r.Key, ""))]);
        return
        [
            .. rows.Select(r => r.Version is null
                ? new TableTransactionAction(TableTransactionActionType.Add, RowEntity.Of(commit.Partition.Key, r.Key, r.Data, r.Shape))
                : new(TableTransactionActionType.UpdateReplace, RowEntity.Of(commit.Partition.Key, r.Key, r.Data, r.Shape), RowEntity.TagOf(r.Version))),
            .. relied.Select(r => new TableTransactionAction(TableTransactionActionType.UpdateMerge, new TableEntity(commit.Partition.Key, r.Key), RowEntity.TagOf(r.Version))),
            .. removed.Select(r => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(commit.Partition.Key, r.Key), RowEntity.TagOf(r.Version))),
        ];
    }

    private static string KeyIn(Commit commit, RowAddress address)
    {
        if (address.Partition != commit.Partition)
        {
            throw new ArgumentException($"A batch of {commit.Partition.Key} has the row '{address.Key}' of {address.Partition.Key}; a batch has one partition.");
        }

        TableLimits.CheckKey(address.Key);
        return address.Key;
    }

    private async Task<IReadOnlyList<Stored>> Point(Read read, CancellationToken cancel)
    {
        TableLimits.CheckKey(read.Address.Partition.Key);

        // Parts of keys come with the payloads of cards, which may be forged: where no row can stand, none does.
        if (!TableLimits.IsKey(read.Address.Key))
        {
            return [];
        }

        using var span = Traces.ToTable("read", read.Address.Partition.Table);
        try
        {
            var entity = await tables.Of(read.Address.Partition.Table).GetEntityIfExistsAsync<TableEntity>(read.Address.Partition.Key, read.Address.Key, cancellationToken: cancel);
            return entity.HasValue ? [RowEntity.Read(entity.Value!, read.Type)] : [];
        }
        catch (RequestFailedException e) when (e.ErrorCode == Tables.TableNotFound)
        {
            return [];
        }
    }

    private async Task<IReadOnlyList<Stored>> Query(Read read, CancellationToken cancel)
    {
        var rows = new List<Stored>();
        var (partition, prefix) = (read.Address.Partition.Key, read.Address.Key);
        TableLimits.CheckKey(partition);
        using var span = Traces.ToTable("query", read.Address.Partition.Table);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {read.First ?? prefix} and RowKey lt {(read.Last ?? prefix) + '\uffff'}");
        try
        {
            await foreach (var entity in tables.Of(read.Address.Partition.Table).QueryAsync<TableEntity>(filter, cancellationToken: cancel))
            {
                // A feature that reads a whole partition does not mean its outbox or its jobs.
                if (read.Type == typeof(OutboxRow) || read.Type == typeof(Told) || read.Type == typeof(JobRow) || read.Type == typeof(Posting) || !IsHouseKeeping(entity.RowKey))
                {
                    rows.Add(RowEntity.Read(entity, read.Type));
                }
            }
        }
        catch (RequestFailedException e) when (e.ErrorCode == Tables.TableNotFound)
        {
            return [];
        }

        return rows;
    }

    private static bool IsHouseKeeping(string key) =>
        key.StartsWith(OutboxRow.Keys, StringComparison.Ordinal) || key.StartsWith(JobRow.Keys, StringComparison.Ordinal) || key.StartsWith(Posting.Keys, StringComparison.Ordinal);
}
