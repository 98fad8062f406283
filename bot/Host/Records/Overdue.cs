using Azure.Data.Tables;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;
using BranchBot.Host.Queues;
using BranchBot.Host.Storage;

namespace BranchBot.Host.Records;

/// <summary>Messages and jobs that stand open though their time is long over: nobody comes to them, for the queue message that pointed there is lost.</summary>
internal sealed class Overdue(OutboxQueue outbox, JobQueue jobs, TimeProvider clock, ILogger<Overdue> log)
{
    /// <summary>The row of a job; null: it is none, or one that only a newer program can read.</summary>
    public static JobRow? JobOf(TableEntity entity) => Read<JobRow>(entity, JobRow.Keys);

    /// <summary>The row, if it is open and has been due for so long.</summary>
    public Row? Of(TableEntity entity, TimeSpan late)
    {
        var by = clock.GetUtcNow() - late;
        return Read<OutboxRow>(entity, OutboxRow.Keys) is { IsOpen: true } told && told.Due <= by ? told
            : JobOf(entity) is { IsOpen: true } job && job.Due <= by ? job
            : null;
    }

    /// <summary>Puts down that the partitions of such rows are to be looked at, each once; answers with how many those are.</summary>
    public async Task<int> Announce(string table, IEnumerable<Row> rows, CancellationToken cancel)
    {
        var places = rows.Select(r => (r.Address.Partition, Queue: r is JobRow ? (PartitionQueue)jobs : outbox)).Distinct().ToList();
        foreach (var (partition, queue) in places)
        {
            await queue.Announce(partition, TimeSpan.Zero, cancel);
        }

        if (places.Count > 0)
        {
            Log.PutDownAgain(log, places.Count, table);
        }

        return places.Count;
    }

    private static T? Read<T>(TableEntity entity, string keys)
        where T : Row
    {
        try
        {
            return entity.RowKey.StartsWith(keys, StringComparison.Ordinal) ? (T)RowEntity.Read(entity, typeof(T)).Row : null;
        }
        catch (NewerRowException)
        {
            // The newer one comes to it.
            return null;
        }
    }
}
