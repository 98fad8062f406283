using Azure.Data.Tables;
using BranchBot.Host.Storage;

namespace BranchBot.Host.Records;

/// <summary>
/// Finds what is old in a table without reading the rest. Keys are ordered: an owner's oldest partition comes first, and its key says how old it is, so one look
/// an owner tells that there is nothing to do, and the walk goes on behind his last partition. It needs no list of branches, and finds those that are long gone.
/// Of what is on its way it reads the rows anyway: work that is overdue is put down again.
/// </summary>
internal sealed class TableSweep(TableRows rows, IStorage storage, RecordKinds kinds, Overdue overdue, RetentionSettings settings, TimeProvider clock)
{
    private const int Page = 1_000;
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    // Behind every letter and digit of a key, so behind all partitions of an owner.
    private const string Last = "~";
    private static readonly string People = Partition.PrefixOf(Owner.Person);

    /// <summary>Does one step behind a partition.</summary>
    /// <returns>Where the next one begins, null where the table is done; and how many rows are gone.</returns>
    public async Task<(string? After, int Gone)> Step(string table, string after, CancellationToken cancel)
    {
        var found = await rows.First(table, TableClient.CreateQueryFilter($"PartitionKey gt {after}"), 1, cancel);
        if (found is not [{ PartitionKey: var partition }])
        {
            return (null, 0);
        }

        var today = Keeping.Day(clock.GetUtcNow());
        if (partition.StartsWith(People, StringComparison.Ordinal))
        {
            return await SweepPeople(table, partition, today, cancel);
        }

        var owner = string.Join('|', partition.Split('|')[..2]);
        if (RetentionSettings.EndOf(partition) is not { } end || kinds.OfPartitions(table, partition) is not { } period)
        {
            return (partition, await SweepRows(table, partition, partition, today, cancel));
        }

        return end <= settings.Oldest(period, today)
            ? (partition, await DeletePartition(table, partition, cancel))
            : ($"{owner}|{Last}", await SweepRows(table, partition, $"{owner}|{Last}", today, cancel));
    }

    private async Task<int> DeletePartition(string table, string partition, CancellationToken cancel)
    {
        var gone = 0;
        while (await rows.First(table, TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), Page, cancel) is { Count: > 0 } some)
        {
            if (await rows.Delete(table, some, kinds, cancel) is var count and > 0)
            {
                gone += count;
            }
            else
            {
                break;
            }
        }

        return gone;
    }

    // A person has a row or two in a table: they are read page by page, not one by one.
    private async Task<(string After, int Gone)> SweepPeople(string table, string first, DateOnly today, CancellationToken cancel)
    {
        var goes = kinds.GoingByRow(table, first);
        var page = await rows.First(table, TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {People[..^1] + '}'}"), Page, cancel);
        var last = page[^1].PartitionKey;

        // The end of a full page may cut a person's rows: his are looked at with the next.
        await overdue.Announce(table, page.Select(r => overdue.Of(table, r, Late)).OfType<Row>(), cancel);
        var after = page.Count < Page || page[0].PartitionKey == last ? last : page.Last(r => r.PartitionKey != last).PartitionKey;
        var old = page.Where(r => kinds.Of(table, r.PartitionKey, r.RowKey) is { } kind && goes.Contains(kind) && rows.Read(table, r, kind.Row) is { } read && IsOld(kind, read.Row, today)).ToList();
        return (after, await rows.Delete(table, old, kinds, cancel));
    }

    private async Task<int> SweepRows(string table, string from, string to, DateOnly today, CancellationToken cancel)
    {
        var gone = 0;
        foreach (var kind in kinds.GoingByRow(table, from))
        {
            var by = (Keeping.ByRow)kind.Keeping;
            foreach (var key in kind.EachKey)
            {
                var bound = by.Before?.Invoke(settings.Oldest(by.Period, today).AddDays(1));
                if (bound is not null && !bound.StartsWith(key, StringComparison.Ordinal))
                {
                    continue;
                }

                var keys = key.Length > 0 && !key.EndsWith('|') ? TableClient.CreateQueryFilter($"RowKey eq {key}") : TableClient.CreateQueryFilter($"RowKey ge {key} and RowKey lt {bound ?? key + '\uffff'}");
                var (old, late) = (new List<TableEntity>(), new List<Row>());
                await foreach (var row in rows.Query(table, $"{TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey le {to}")} and {keys}", cancel: cancel))
                {
                    if (overdue.Of(table, row, Late) is { } work)
                    {
                        late.Add(work);
                    }
                    else if (kinds.Of(table, row.PartitionKey, row.RowKey) == kind && await IsOld(table, kind, by, row, today, cancel))
                    {
                        old.Add(row);
                    }
                }

                await overdue.Announce(table, late, cancel);
                gone += await rows.Delete(table, old, kinds, cancel);
            }
        }

        return gone;
    }

    private bool IsOld(RecordKind kind, Row row, DateOnly today) => kind.Keeping is Keeping.ByRow by && by.Since(row) is { } since && since <= settings.Oldest(by.Period, today);

    private async Task<bool> IsOld(string table, RecordKind kind, Keeping.ByRow by, TableEntity entity, DateOnly today, CancellationToken cancel)
    {
        if (rows.Read(table, entity, kind.Row) is not var (row, version))
        {
            return false;
        }

        if (by.Mark is { } mark && !RowEntity.IsNewer(version) && row.Address.Partition is { Owner: Owner.Branch } partition)
        {
            var at = Roster.At(new(partition.OwnerId));
            var marked = mark(row, (await storage.Load([Read.One<Roster>(at)], cancel)).Find<Roster>(at), today);
            if (marked != row)
            {
                await rows.Replace(table, entity, entity.RowKey, RowEntity.Written(marked), kind.Row, cancel);
                return false;
            }
        }

        return IsOld(kind, row, today);
    }
}
