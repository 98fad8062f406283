using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using BranchBot.Host.Records;
using BranchBot.Host.Storage;

namespace BranchBot.Host.Backups;

/// <summary>
/// <c>backup PLACE</c>: copies all tables and pictures while the bots work. Azure backs up no tables, and AzCopy copies none any more. A partition is copied as it stands at one
/// instant, but partitions at several: what follows of it, and why it heals, says <c>docs/data.md</c>.
/// </summary>
internal sealed class Backup(Tables tables, RecordKinds kinds, Places places, PictureCopies pictures, TimeProvider clock)
{
    public const string Usage = $"usage: backup PLACE ({Places.Usage}; {Day} in it is today, in UTC)";

    private const int MostReadings = 5;
    private const string Day = "{date}";

    // Who may send how much, and who looks for what: of the instances that run, and nothing to come back to.
    private static readonly string[] Left = ["rates"];

    /// <summary>Whether a table is copied.</summary>
    public static bool Copies(string table) => !Left.Contains(table);

    /// <summary>Carries the command out; answers with the program's exit code.</summary>
    public async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errorOutput, CancellationToken cancel)
    {
        if (arguments is not [var named])
        {
            await errorOutput.WriteLineAsync(Usage);
            return 2;
        }

        // A job that runs each night says the same each night, and a backup wants an empty place.
        var name = named.Replace(Day, $"{clock.GetUtcNow():yyyy-MM-dd}", StringComparison.Ordinal);
        var place = places.Of(name);
        if (!await place.IsEmpty(cancel))
        {
            await errorOutput.WriteLineAsync($"There is something in {name} already; please name an empty place.");
            return 2;
        }

        var (from, restless, all) = (clock.GetUtcNow(), new List<string>(), new List<BackedUpTable>());
        foreach (var table in kinds.Tables.Where(Copies))
        {
            await using var file = await place.Create(BackedUpTable.FileOf(table), cancel);
            await using var writer = new BackupWriter(file);
            await foreach (var partition in Partitions(table, restless, cancel))
            {
                foreach (var row in partition)
                {
                    await writer.Write(row);
                }
            }

            all.Add(new(table, writer.Rows, await writer.End()));
            await output.WriteLineAsync($"{table}: {writer.Rows} rows");
        }

        var shown = await pictures.Copy(place, cancel);
        await using (var file = await place.Create(Manifest.Name, cancel))
        {
            await JsonSerializer.SerializeAsync(file, new Manifest(Manifest.Current, from, clock.GetUtcNow(), all, restless, shown), Catalogue.Json, cancel);
        }

        await output.WriteLineAsync($"{all.Sum(t => t.Rows)} rows of {all.Count} tables and {shown.Count} pictures are in {name}.{(restless.Count > 0 ? $" Changed at each reading: {string.Join(", ", restless)}." : "")}");
        return 0;
    }

    private async IAsyncEnumerable<IReadOnlyList<TableEntity>> Partitions(string table, List<string> restless, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var (open, cut) = (new List<TableEntity>(), false);
        await foreach (var page in Pages(table, null, cancel))
        {
            // A query sees a partition as it is at one instant, but each page at its own.
            cut |= open.Count > 0 && page.Count > 0 && page[0].PartitionKey == open[0].PartitionKey;
            foreach (var row in page)
            {
                if (open.Count > 0 && open[0].PartitionKey != row.PartitionKey)
                {
                    yield return cut ? await AtOneInstant(table, open[0].PartitionKey, restless, cancel) : open;
                    (open, cut) = ([], false);
                }

                open.Add(row);
            }
        }

        if (open.Count > 0)
        {
            yield return cut ? await AtOneInstant(table, open[0].PartitionKey, restless, cancel) : open;
        }
    }

    // Read again until two readings are the same: then nothing changed between their first pages and their last.
    private async Task<IReadOnlyList<TableEntity>> AtOneInstant(string table, string partition, List<string> restless, CancellationToken cancel)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        List<TableEntity> before = [];
        for (var readings = 0; readings < MostReadings; readings++)
        {
            var now = new List<TableEntity>();
            await foreach (var page in Pages(table, filter, cancel))
            {
                now.AddRange(page);
            }

            if (now.Select(r => (r.RowKey, r.ETag)).SequenceEqual(before.Select(r => (r.RowKey, r.ETag))))
            {
                return now;
            }

            before = now;
        }

        restless.Add($"{table} {partition}");
        return before;
    }

    private async IAsyncEnumerable<IReadOnlyList<TableEntity>> Pages(string table, string? filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var pages = tables.Of(table).QueryAsync<TableEntity>(filter, cancellationToken: cancel).AsPages().GetAsyncEnumerator(cancel);
        while (true)
        {
            try
            {
                if (!await pages.MoveNextAsync())
                {
                    break;
                }
            }
            catch (RequestFailedException e) when (e.ErrorCode == Tables.TableNotFound)
            {
                break;
            }

            yield return pages.Current.Values;
        }
    }
}
