using Azure.Storage.Queues;
using BranchBot.Host.Queues;
using BranchBot.Host.Storage;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Outbox;

/// <summary>The queue of partitions that may have something to send.</summary>
internal sealed class OutboxQueue(QueueServiceClient service, IOptions<StorageSettings> settings) : PartitionQueue(service, settings, "outbox");
