using System.Text.Json;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using BranchBot.Host.Storage;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Queues;

/// <summary>A queue of partitions that may have something to do. A message says where to look, never what to do; it lives until it is dealt with.</summary>
/// <param name="service">The account's queues.</param>
/// <param name="settings">What the queue's name begins with.</param>
/// <param name="name">What it ends with.</param>
internal abstract class PartitionQueue(QueueServiceClient service, IOptions<StorageSettings> settings, string name)
{
    // Azure hides a message for at most seven days.
    private static readonly TimeSpan LongestHidden = TimeSpan.FromDays(7);
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);
    private readonly QueueClient queue = service.GetQueueClient($"{settings.Value.Prefix.ToLowerInvariant()}-{name}");

    /// <summary>The queue's name.</summary>
    public string Name => queue.Name;

    /// <summary>Puts down that a partition is to be looked at after a while.</summary>
    public async Task Announce(Partition partition, TimeSpan after, CancellationToken cancel)
    {
        var body = JsonSerializer.Serialize(partition, Catalogue.Json);
        after = after < TimeSpan.Zero ? TimeSpan.Zero : after > LongestHidden ? LongestHidden : after;
        try
        {
            await queue.SendMessageAsync(body, after, Forever, cancel);
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancel);
            await queue.SendMessageAsync(body, after, Forever, cancel);
        }
    }

    /// <summary>Takes what is due; it comes again after <paramref name="hidden"/> unless it is deleted.</summary>
    public async Task<IReadOnlyList<QueueMessage>> Take(int most, TimeSpan hidden, CancellationToken cancel)
    {
        try
        {
            return (await queue.ReceiveMessagesAsync(most, hidden, cancel)).Value;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return [];
        }
    }

    /// <summary>The partition that a message points at.</summary>
    /// <exception cref="JsonException">The message is not one of ours.</exception>
    public static Partition PartitionOf(QueueMessage message) =>
        JsonSerializer.Deserialize<Partition>(message.MessageText, Catalogue.Json) ?? throw new JsonException("The message is empty.");

    /// <summary>The message is dealt with. Where that took so long that somebody else has taken it, it is his.</summary>
    public async Task Delete(QueueMessage message, CancellationToken cancel)
    {
        try
        {
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancel);
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.MessageNotFound || e.ErrorCode == QueueErrorCode.PopReceiptMismatch)
        {
            // The other one finds in the rows what is left to do.
        }
    }

    /// <summary>Creates the queue where it is missing.</summary>
    public Task Reach(CancellationToken cancel) => queue.CreateIfNotExistsAsync(cancellationToken: cancel);
}
