using System.Collections.Concurrent;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace BranchBot.Tests.Support;

/// <summary>
/// Azurites that a stage has done with: emptied and handed to the next one, for starting one costs more than most stages do. As many as play at the same time;
/// they end with the test program.
/// </summary>
internal static class StoragePool
{
    private static readonly ConcurrentBag<AzuriteProcess> Free = [];

    static StoragePool() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var azurite in Free)
        {
            azurite.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    };

    /// <summary>An empty Azurite, the taker's own until he gives it back.</summary>
    public static async Task<AzuriteProcess> Take() => Free.TryTake(out var free) ? free : await AzuriteProcess.Start();

    /// <summary>Empties it for the next one. Whoever used it has ended; one that a test stopped is thrown away.</summary>
    public static async Task GiveBack(AzuriteProcess azurite)
    {
        if (azurite.HasExited)
        {
            await azurite.DisposeAsync();
            return;
        }

        await Task.WhenAll(Tables(new(azurite.ConnectionString)), Queues(new(azurite.ConnectionString)), Containers(new(azurite.ConnectionString)));
        Free.Add(azurite);
    }

    private static async Task Tables(TableServiceClient tables) =>
        await Task.WhenAll((await tables.QueryAsync().ToListAsync()).Select(table => tables.DeleteTableAsync(table.Name)));

    private static async Task Queues(QueueServiceClient queues) =>
        await Task.WhenAll((await queues.GetQueuesAsync().ToListAsync()).Select(queue => queues.DeleteQueueAsync(queue.Name)));

    private static async Task Containers(BlobServiceClient blobs) =>
        await Task.WhenAll((await blobs.GetBlobContainersAsync().ToListAsync()).Select(container => blobs.DeleteBlobContainerAsync(container.Name)));
}
