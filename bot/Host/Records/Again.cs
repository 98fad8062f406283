using System.Text.Json;
using Azure.Data.Tables;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;
using BranchBot.Host.Queues;
using BranchBot.Host.Storage;
using BranchBot.Host.WakeUps;

namespace BranchBot.Host.Records;

/// <summary>
/// <c>again</c>: what waits for an operator. Alone it tells; <c>--yes</c> puts dead letters back into their queues and has overdue work looked at; <c>job</c> has a
/// job that was given up carried on. A queue message says where to look and not what to do, and a job is begun where its row says: twice does no harm. Bots may run
/// beside it. It says places and numbers, never what stands there.
/// </summary>
internal sealed class Again(
    TableRows rows, TableStorage storage, RecordKinds kinds, Overdue overdue, WakeUpQueue wakeUps, OutboxQueue outbox, JobQueue jobs, JobTimes times, TimeProvider clock)
{
    public const string Usage = "usage: again [--yes] | again job TABLE PARTITION KEY";

    // Longer than any instance needs that is at work.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(10);

    /// <summary>Carries the command out; answers with the program's exit code.</summary>
    public async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errorOutput, CancellationToken cancel)
    {
        switch (arguments)
        {
            case [] or ["--yes"]:
                await Letters(arguments.Count > 0, output, cancel);
                await Work(arguments.Count > 0, output, cancel);
                return 0;
            case ["job", var table, var partition, var key]:
                var wrong = await CarryOn(table, partition, key, cancel);
                await (wrong is null ? output.WriteLineAsync($"The job {key} is carried on.") : errorOutput.WriteLineAsync(wrong));
                return wrong is null ? 0 : 1;
            default:
                await errorOutput.WriteLineAsync(Usage);
                return 2;
        }
    }

    private async Task Letters(bool put, TextWriter output, CancellationToken cancel)
    {
        WorkQueue[] queues = [wakeUps, outbox, jobs];
        var all = new List<TableEntity>();
        await foreach (var row in rows.Query(DeadLetter.Table, null, cancel: cancel))
        {
            all.Add(row);
        }

        foreach (var letters in all.GroupBy(r => r.PartitionKey))
        {
            var back = 0;
            foreach (var entity in letters)
            {
                if (rows.Read(DeadLetter.Table, entity, typeof(DeadLetter))?.Row is not DeadLetter letter)
                {
                    await output.WriteLineAsync($"{entity.PartitionKey}, {entity.RowKey}: cannot be read; it stays. Delete the row by hand.");
                }
                else if (queues.FirstOrDefault(q => q.Name == letter.Queue) is not { } queue || !IsOurs(letter.Body))
                {
                    await output.WriteLineAsync($"{letter.Queue}, {letter.MessageId}: no message of the bots; it stays. Delete the row by hand.");
                }
                else if (put)
                {
                    // In this order: whoever dies between the two does it again.
                    await queue.PutBack(letter.Body, cancel);
                    back += await rows.Delete(DeadLetter.Table, [entity], kinds, cancel);
                }
            }

            await output.WriteLineAsync($"{letters.Key[(letters.Key.IndexOf('|', StringComparison.Ordinal) + 1)..]}: {letters.Count()} dead letters{(put ? $", {back} put back" : "")}");
        }

        await output.WriteLineAsync($"{all.Count} dead letters.");
    }

    private async Task Work(bool put, TextWriter output, CancellationToken cancel)
    {
        var (given, waiting, announced) = (0, 0, 0);
        foreach (var table in kinds.Tables)
        {
            var late = new List<Row>();
            await foreach (var entity in rows.Query(table, $"{Keys(JobRow.Keys)} or {Keys(OutboxRow.Keys)}", cancel: cancel))
            {
                if (overdue.JobOf(table, entity) is { GivenUp: { } why } job)
                {
                    given++;
                    await output.WriteLineAsync($"given up ({job.Name}, {why}): again job {table} '{entity.PartitionKey}' '{job.Key}'");
                }
                else if (overdue.Of(table, entity, Late) is { } work)
                {
                    late.Add(work);
                }
            }

            foreach (var there in late.GroupBy(r => r.Address.Partition))
            {
                await output.WriteLineAsync($"overdue: {table} '{there.Key.Key}', {there.Count(r => r is OutboxRow)} messages, {there.Count(r => r is JobRow)} jobs");
            }

            waiting += late.Count;
            announced += put ? await overdue.Announce(table, late, cancel) : 0;
        }

        await output.WriteLineAsync($"{given} jobs were given up; {waiting} messages and jobs are overdue{(put ? $", {announced} partitions are looked at again" : "")}.");
    }

    // Null: it is carried on.
    private async Task<string?> CarryOn(string table, string partition, string key, CancellationToken cancel)
    {
        if (!kinds.Tables.Contains(table) || await rows.First(table, TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey eq {JobRow.Keys + key}"), 1, cancel) is not [var entity])
        {
            return $"There is no job {key} in {partition} of {table}.";
        }

        var (row, version) = RowEntity.Read(entity, typeof(JobRow));
        if (row is not JobRow { IsOpen: false } job)
        {
            return $"The job {key} was not given up: it is carried on by itself.";
        }

        // The net under a crash, as before a commit that starts one.
        await jobs.Announce(job.Partition, times.Net, cancel);
        var again = job with { GivenUp = null, Failures = 0, Lease = null, Rests = false, Woken = false, Due = clock.GetUtcNow() };
        if (await storage.Commit(new(job.Partition, [(again, version)], [], []), cancel) != CommitResult.Committed)
        {
            return $"The job {key} has changed meanwhile; please look again.";
        }

        await jobs.Announce(job.Partition, TimeSpan.Zero, cancel);
        return null;
    }

    private static string Keys(string keys) => $"({TableClient.CreateQueryFilter($"RowKey ge {keys} and RowKey lt {keys + '\uffff'}")})";

    private static bool IsOurs(string body)
    {
        try
        {
            using var read = JsonDocument.Parse(body);
            return read.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
