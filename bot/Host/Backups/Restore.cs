using System.Security.Cryptography;
using System.Text.Json;
using Azure.Data.Tables;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;
using BranchBot.Host.Records;
using BranchBot.Host.Storage;

namespace BranchBot.Host.Backups;

/// <summary>
/// <c>restore PLACE</c>: brings a backup into empty tables, while no bot runs. All hashes and counts are checked before the first row is written. What was told
/// when it was copied, or since, is not told again.
/// </summary>
internal sealed class Restore(Tables tables, TableRows rows, RecordKinds kinds, Places places, PictureCopies pictures, Catalogue catalogue, OutboxQueue outbox, JobQueue jobs, RestoredReminders reminders, TimeProvider clock)
{
    public const string Usage = $"usage: restore [--over] PLACE ({Places.Usage})";

    private const int MostBytes = 3 * 1024 * 1024;

    /// <summary>Carries the command out; answers with the program's exit code.</summary>
    public async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errorOutput, CancellationToken cancel)
    {
        if (arguments.Where(a => a != "--over").ToList() is not [var name])
        {
            await errorOutput.WriteLineAsync(Usage);
            return 2;
        }

        var place = places.Of(name);
        if (await Checked(place, errorOutput, cancel) is not { } manifest)
        {
            return 1;
        }

        foreach (var table in arguments.Contains("--over") ? [] : kinds.Tables.Where(Backup.Copies))
        {
            if ((await rows.First(table, "PartitionKey ne ''", 1, cancel)).Count > 0)
            {
                await errorOutput.WriteLineAsync($"The table {table} has rows already. Restore under another Storage:Prefix, or with --over, which writes over rows of the same key and leaves others as they are.");
                return 1;
            }
        }

        // Before the rows: until there are any, the same can be run again.
        var (shown, missing) = manifest.Pictures is null ? (0, []) : await pictures.BringBack(place, cancel);
        var back = new Dictionary<Back, int>();
        foreach (var table in manifest.Tables)
        {
            await using var file = await place.Open(BackedUpTable.FileOf(table.Name), cancel);
            await foreach (var batch in Batches(table.Name, file, back, cancel))
            {
                await tables.Write(table.Name, t => t.SubmitTransactionAsync(batch.Select(r => new TableTransactionAction(TableTransactionActionType.UpsertReplace, r)), cancel), cancel);
            }
        }

        var quiet = await reminders.TakeAsTold(cancel);
        int Of(Back what) => back.GetValueOrDefault(what);
        await output.WriteLineAsync($"{back.Values.Sum() - Of(Back.Dropped)} rows of {manifest.Tables.Count} tables are back, as they were between {manifest.From:u} and {manifest.To:u}.");
        await output.WriteLineAsync($"{Of(Back.Told)} messages that were on their way and {quiet} reminders of today are taken as told; {Of(Back.Work)} pieces of work go on. Start the bots now: wake-ups come back by themselves within minutes.");
        await output.WriteLineAsync($"{shown} pictures are back.");
        foreach (var picture in missing)
        {
            await errorOutput.WriteLineAsync($"The picture {picture} is missing in the backup, or was changed: cards show words in its place.");
        }

        return missing.Count > 0 ? 1 : 0;
    }

    private static async Task<Manifest?> Checked(IPlace place, TextWriter errorOutput, CancellationToken cancel)
    {
        Manifest? manifest;
        try
        {
            await using var file = await place.Open(Manifest.Name, cancel);
            manifest = await JsonSerializer.DeserializeAsync<Manifest>(file, Catalogue.Json, cancel);
        }
        catch (FileNotFoundException e)
        {
            await errorOutput.WriteLineAsync($"This is no whole backup: {e.Message}");
            return null;
        }

        if (manifest is not { Format: Manifest.Current })
        {
            await errorOutput.WriteLineAsync($"The backup has the form {manifest?.Format}; this program reads {Manifest.Current}.");
            return null;
        }

        foreach (var (name, sha) in manifest.Tables.Select(t => (BackedUpTable.FileOf(t.Name), t.Sha256)).Concat(manifest.Pictures is { } shown ? [(PictureCopies.List, shown.Sha256)] : []))
        {
            await using var file = await place.Open(name, cancel);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel)) != sha)
            {
                await errorOutput.WriteLineAsync($"{name} was changed since it was written: its hash is another one. Nothing was restored.");
                return null;
            }
        }

        foreach (var table in manifest.Tables)
        {
            await using var again = await place.Open(BackedUpTable.FileOf(table.Name), cancel);
            if (await BackupLine.Rows(again, cancel).CountAsync(cancel) is var count && count != table.Rows)
            {
                await errorOutput.WriteLineAsync($"{BackedUpTable.FileOf(table.Name)} has {count} rows; the manifest says {table.Rows}. Nothing was restored.");
                return null;
            }
        }

        return manifest;
    }

    // Of one partition each, as large as a transaction may be; before it the message that leads to what goes on in it.
    private async IAsyncEnumerable<IReadOnlyList<TableEntity>> Batches(string table, Stream file, Dictionary<Back, int> back, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var (batch, bytes) = (new List<TableEntity>(), 0);
        await foreach (var line in BackupLine.Rows(file, cancel))
        {
            var (row, became) = RestoredRow.Of(table, line, catalogue, clock.GetUtcNow());
            back[became] = back.GetValueOrDefault(became) + 1;
            if (became == Back.Dropped)
            {
                continue;
            }

            if (became == Back.Work)
            {
                await Announce(table, row, cancel);
            }

            // As the client escapes it: a quote and a Chinese character are six bytes each.
            var size = 2_048 + (RowEntity.DataOf(row).Length * 6);
            if (batch.Count > 0 && (batch.Count == TableLimits.Operations || batch[0].PartitionKey != row.PartitionKey || bytes + size > MostBytes))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(row);
            bytes += size;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private async Task Announce(string table, TableEntity row, CancellationToken cancel)
    {
        var work = RowEntity.Read(row, row.RowKey.StartsWith(JobRow.Keys, StringComparison.Ordinal) ? typeof(JobRow) : typeof(OutboxRow)).Row.Address.Partition;
        if (work.Table != table)
        {
            throw new InvalidDataException($"A row of {table} says that it stands in {work.Table}.");
        }

        await (row.RowKey.StartsWith(JobRow.Keys, StringComparison.Ordinal) ? jobs.Announce(work, TimeSpan.Zero, cancel) : outbox.Announce(work, TimeSpan.Zero, cancel));
    }
}
