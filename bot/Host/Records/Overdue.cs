using Azure.Data.Tables;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;
using BranchBot.Host.Queues;

namespace BranchBot.Host.Records;

/// <summary>Messages and jobs that stand open though their time is long over: nobody comes to them, for the queue message that pointed there is lost.</summary>
internal sealed class Overdue(TableRows rows, OutboxQueue outbox, JobQueue jobs, TimeProvider clock, ILogger<Overdue> log)
{
    /// <summary>The row of a job; null: it is none, or cannot be read.</summary>
    public JobRow? JobOf(string table, TableEntity entity) => Read<JobRow>(table, entity, JobRow.Keys);

    /// <summary>The row, if it is open and has been due for so long.</summary>
    public Row? Of(string table, TableEntity entity, TimeSpan late)
    {
        var by = clock.GetUtcNow() - late;
        return Read<OutboxRow>(table, entity, OutboxRow.Keys) is { IsOpen: true } told && told.Due <= by ? told
            : JobOf(table, entity) is { IsOpen: true } job && job.Due <= by ? job
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

    private T? Read<T>(string table, TableEntity entity, string keys)
        where T : Row => entity.RowKey.StartsWith(keys, StringComparison.Ordinal) ? rows.Read(table, entity, typeof(T))?.Row as T : null;
}
