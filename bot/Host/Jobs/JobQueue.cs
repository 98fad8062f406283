using Azure.Storage.Queues;
using BranchBot.Host.Queues;
using BranchBot.Host.Storage;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Jobs;

/// <summary>The queue of partitions that may have a job.</summary>
internal sealed class JobQueue(QueueServiceClient service, IOptions<StorageSettings> settings) : PartitionQueue(service, settings, "jobs");
