using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using BranchBot.Host.Storage;

namespace BranchBot.Host.Records;

/// <summary>The rows of tables as they stand, whatever their kind: looked through, deleted on condition, with the pictures that they show.</summary>
internal sealed class TableRows(Tables tables, IBlobs blobs, ILogger<TableRows> log)
{
    /// <summary>The rows of a table that a filter lets through, in their order; none where the table is missing.</summary>
    /// <param name="table">The table, without the prefix.</param>
    /// <param name="filter">The filter; null: all.</param>
    /// <param name="page">How many at most are fetched at once.</param>
    /// <param name="cancel">Stops it.</param>
    public async IAsyncEnumerable<TableEntity> Query(string table, string? filter, int? page = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var rows = tables.Of(table).QueryAsync<TableEntity>(filter, page, cancellationToken: cancel).GetAsyncEnumerator(cancel);
        while (await Next(rows))
        {
            yield return rows.Current;
        }
    }

    /// <summary>What a row says; null: it cannot be read, which the operator is told. One such row must not keep those behind it from what is to be done.</summary>
    public Stored? Read(string table, TableEntity row, Type type)
    {
        try
        {
            return RowEntity.Read(row, type);
        }
        catch (Exception e) when (e is NewerRowException or JsonException or InvalidDataException)
        {
            Log.Unreadable(log, table, row.PartitionKey, e);
            return null;
        }
    }

    /// <summary>The first rows that a filter lets through, at most so many.</summary>
    public async Task<IReadOnlyList<TableEntity>> First(string table, string filter, int most, CancellationToken cancel)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in Query(table, filter, most, cancel))
        {
            rows.Add(row);
            if (rows.Count == most)
            {
                break;
            }
        }

        return rows;
    }

    /// <summary>
    /// Deletes rows as they were read, the pictures that they show before them; what changed meanwhile stays, and so does a row that shows pictures nobody can tell.
    /// Answers with how many are gone.
    /// </summary>
    public async Task<int> Delete(string table, IReadOnlyList<TableEntity> rows, RecordKinds kinds, CancellationToken cancel)
    {
        var old = new List<TableEntity>();
        foreach (var row in rows)
        {
            if (kinds.Of(table, row.PartitionKey, row.RowKey) is { Blobs: { } shows } kind)
            {
                if (Read(table, row, kind.Row) is not { } read)
                {
                    continue;
                }

                foreach (var blob in shows(read.Row))
                {
                    // Names are random: where it does not lie, nothing of that name does.
                    await blobs.Remove(BlobKind.Pictures, blob, cancel);
                    await blobs.Remove(BlobKind.Files, blob, cancel);
                }
            }

            old.Add(row);
        }

        var gone = 0;
        foreach (var batch in old.GroupBy(r => r.PartitionKey).SelectMany(p => p.Chunk(TableLimits.Operations)))
        {
            gone += await DeleteTogether(table, batch, cancel);
        }

        return gone;
    }

    /// <summary>Writes what is left of a row, in this program's shape, under another key where that names somebody who is forgotten. False: it changed meanwhile.</summary>
    public async Task<bool> Replace(string table, TableEntity row, string key, string data, Type type, CancellationToken cancel)
    {
        var after = RowEntity.Of(row.PartitionKey, key, data, ShapeAttribute.Of(type));
        try
        {
            if (key == row.RowKey)
            {
                await tables.Of(table).UpdateEntityAsync(after, row.ETag, TableUpdateMode.Replace, cancel);
            }
            else
            {
                await tables.Of(table).SubmitTransactionAsync([new(TableTransactionActionType.UpsertReplace, after), new(TableTransactionActionType.Delete, row, row.ETag)], cancel);
            }

            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return false;
        }
    }

    private async Task<int> DeleteTogether(string table, TableEntity[] rows, CancellationToken cancel)
    {
        try
        {
            await tables.Of(table).SubmitTransactionAsync(rows.Select(r => new TableTransactionAction(TableTransactionActionType.Delete, r, r.ETag)), cancel);
            return rows.Length;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // One of them changed, or is gone: the others go by themselves.
            return rows.Length == 1 ? 0 : (await Task.WhenAll(rows.Select(r => DeleteTogether(table, [r], cancel)))).Sum();
        }
    }

    private static async Task<bool> Next(IAsyncEnumerator<TableEntity> rows)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (RequestFailedException e) when (e.ErrorCode == Tables.TableNotFound)
        {
            return false;
        }
    }
}
