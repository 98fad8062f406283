using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Storage;

/// <summary>The tables, one per feature; a missing one is created when it is first written.</summary>
internal sealed class Tables(TableServiceClient service, IOptions<StorageSettings> settings)
{
    /// <summary>The table is missing.</summary>
    public const string TableNotFound = "TableNotFound";

    private readonly ConcurrentDictionary<string, TableClient> tables = new(StringComparer.Ordinal);

    /// <summary>The table of a feature.</summary>
    public TableClient Of(string name) => tables.GetOrAdd(name, n => service.GetTableClient(settings.Value.Prefix + n));

    /// <summary>Asks the table service for anything at all.</summary>
    public async Task Reach(CancellationToken cancel)
    {
        await foreach (var page in service.QueryAsync($"TableName eq '{settings.Value.Prefix}'", 1, cancel).AsPages().WithCancellation(cancel))
        {
            return;
        }
    }

    /// <summary>Writes; where the table is missing, creates it and writes again.</summary>
    public async Task<T> Write<T>(string name, Func<TableClient, Task<T>> write, CancellationToken cancel)
    {
        var table = Of(name);
        try
        {
            return await write(table);
        }
        catch (RequestFailedException e) when (e.Status == 404 && e.ErrorCode == TableNotFound)
        {
            await table.CreateIfNotExistsAsync(cancel);
            return await write(table);
        }
    }
}
