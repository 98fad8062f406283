using System.Text.Json;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using BranchBot.Host.Storage;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Outbox;

/// <summary>The queue of partitions that may have something to send. A message says where to look, never what to send; it lives until it is dealt with.</summary>
internal sealed class OutboxQueue(QueueServiceClient service, IOptions<StorageSettings> settings)
{
    /// <summary>How long after a commit the net looks whether its effects were delivered.</summary>
    public static readonly TimeSpan Net = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);
    private readonly QueueClient queue = service.GetQueueClient($"{settings.Value.Prefix.ToLowerInvariant()}-outbox");

    /// <summary>The queue's name.</summary>
    public string Name => queue.Name;

    /// <summary>Puts down that a partition is to be looked at after a while.</summary>
    public async Task Announce(Partition partition, TimeSpan after, CancellationToken cancel)
    {
        var body = JsonSerializer.Serialize(partition, Catalogue.Json);
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

    /// <summary>The message is dealt with.</summary>
    public Task Delete(QueueMessage message, CancellationToken cancel) => queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancel);

    /// <summary>Creates the queue where it is missing.</summary>
    public Task Reach(CancellationToken cancel) => queue.CreateIfNotExistsAsync(cancellationToken: cancel);
}
