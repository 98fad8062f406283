using System.Text.Json;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using BranchBot.Host.Storage;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Queues;

/// <summary>A queue of partitions that may have something to do.</summary>
/// <param name="service">The account's queues.</param>
/// <param name="settings">What the queue's name begins with.</param>
/// <param name="name">What it ends with.</param>
internal abstract class PartitionQueue(QueueServiceClient service, IOptions<StorageSettings> settings, string name) : WorkQueue(service, settings, name)
{
    /// <summary>Puts down that a partition is to be looked at after a while.</summary>
    public Task Announce(Partition partition, TimeSpan after, CancellationToken cancel) =>
        Put(JsonSerializer.Serialize(partition, Catalogue.Json), after, cancel);

    /// <summary>The partition that a message points at.</summary>
    /// <exception cref="JsonException">The message is not one of ours.</exception>
    public static Partition PartitionOf(QueueMessage message) =>
        JsonSerializer.Deserialize<Partition>(message.MessageText, Catalogue.Json) ?? throw new JsonException("The message is empty.");
}
