using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;

namespace BranchBot.Host.Storage;

/// <summary>
/// Rows as entities of Azure tables: their JSON in <c>Data</c> (a long one goes on in <c>Data1</c>), its shape's number in <c>Schema</c>. A read is one round trip, a commit one entity-group
/// transaction. Effects are made rows by <see cref="OutboxStorage"/> before they come here.
/// </summary>
internal sealed class TableStorage(Tables tables, TimeProvider clock, ILogger<TableStorage> log) : IStorage
{
    /// <summary>After this a commit whose answer has not come is looked at again.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private const string Data = "Data";
    private const string Schema = "Schema";
    private const int CurrentSchema = 1;

    /// <inheritdoc/>
    public async Task<Rows> Load(IReadOnlyList<Read> reads, CancellationToken cancel)
    {
        var found = await Task.WhenAll(reads.Select(read => read.ByPrefix ? Query(read, cancel) : Point(read, cancel)));

        // A row that two reads found counts once; had it changed in between, the commit would notice.
        return new([.. found.SelectMany(f => f).DistinctBy(f => f.Row.Address)]);
    }

    /// <inheritdoc/>
    public async Task<CommitResult> Commit(Commit commit, CancellationToken cancel)
    {
        if (commit.Tells.Count + commit.Starts.Count > 0)
        {
            throw new ArgumentException("Effects go through the outbox, jobs through theirs.", nameof(commit));
        }

        var actions = Actions(commit);
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
        var rows = commit.Rows.Select(r => (Key: KeyIn(commit, r.Row.Address), Data: JsonSerializer.Serialize(r.Row, r.Row.GetType(), Catalogue.Json), r.Version)).ToList();
        var relied = commit.ReliesOn.Select(r => (Key: KeyIn(commit, r.Address), r.Version)).ToList();
        var removed = commit.Removes.Select(r => (Key: KeyIn(commit, r.Address), r.Version)).ToList();
        TableLimits.CheckBatch([.. rows.Select(r => (r.Key, r.Data)), .. relied.Concat(removed).Select(r => (r.Key, ""))]);
        return
        [
            .. rows.Select(r => r.Version is null
                ? new TableTransactionAction(TableTransactionActionType.Add, Entity(commit.Partition, r.Key, r.Data))
                : new(TableTransactionActionType.UpdateReplace, Entity(commit.Partition, r.Key, r.Data), new(r.Version))),
            .. relied.Select(r => new TableTransactionAction(TableTransactionActionType.UpdateMerge, new TableEntity(commit.Partition.Key, r.Key), new(r.Version))),
            .. removed.Select(r => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(commit.Partition.Key, r.Key), new(r.Version))),
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

    private static TableEntity Entity(Partition partition, string key, string data)
    {
        TableLimits.CheckData(key, data);
        var entity = new TableEntity(partition.Key, key) { [Data] = "", [Schema] = CurrentSchema };
        for (var (start, part) = (0, 0); start < data.Length; part++)
        {
            // A pair of surrogates is not cut in two.
            var length = Math.Min(TableLimits.Property, data.Length - start);
            length -= char.IsHighSurrogate(data[start + length - 1]) ? 1 : 0;
            entity[part == 0 ? Data : PartName(part)] = data.Substring(start, length);
            start += length;
        }

        return entity;
    }

    private async Task<IReadOnlyList<Stored>> Point(Read read, CancellationToken cancel)
    {
        TableLimits.CheckKey(read.Address.Partition.Key);

        // Parts of keys come with the payloads of cards, which may be forged: where no row can stand, none does.
        if (!TableLimits.IsKey(read.Address.Key))
        {
            return [];
        }

        try
        {
            var entity = await tables.Of(read.Address.Partition.Table).GetEntityIfExistsAsync<TableEntity>(read.Address.Partition.Key, read.Address.Key, cancellationToken: cancel);
            return entity.HasValue ? [Stored(entity.Value!, read.Type)] : [];
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
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {read.First ?? prefix} and RowKey lt {(read.Last ?? prefix) + '\uffff'}");
        try
        {
            await foreach (var entity in tables.Of(read.Address.Partition.Table).QueryAsync<TableEntity>(filter, cancellationToken: cancel))
            {
                // A feature that reads a whole partition does not mean its outbox or its jobs.
                if (read.Type == typeof(OutboxRow) || read.Type == typeof(Told) || read.Type == typeof(JobRow) || read.Type == typeof(Posting) || !IsHouseKeeping(entity.RowKey))
                {
                    rows.Add(Stored(entity, read.Type));
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

    // A row longer than a property may be goes on in Data1, Data2 and so on.
    private static string DataOf(TableEntity entity)
    {
        var data = entity.GetString(Data);
        for (var part = 1; entity.TryGetValue(PartName(part), out var more); part++)
        {
            data += (string)more;
        }

        return data;
    }

    private static string PartName(int part) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Data}{part}");

    private static Stored Stored(TableEntity entity, Type type) => new(
        (Row)(JsonSerializer.Deserialize(DataOf(entity), type, Catalogue.Json) ?? throw new InvalidDataException($"The row {entity.PartitionKey}, {entity.RowKey} is empty.")),
        entity.ETag.ToString());
}
