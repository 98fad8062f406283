using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BranchBot.Host.Storage;

namespace BranchBot.Host.Records;

/// <summary>
/// <c>export PERSON FILE.zip</c>: all that is kept of a person, for him (PIPL art. 45; GDPR art. 15): a readable JSON file a table, the pictures that his rows show, and
/// what was left out and why. A manager's private notes on him are named and not shown unless <c>--with-notes</c> says that this was decided.
/// </summary>
internal sealed class PersonExport(PersonRows people, IBlobs blobs, Places places, TimeProvider clock)
{
    public const string Usage = "usage: export [--with-notes] PERSON FILE.zip (the person's Entra object id; a file, or container:NAME/FILE.zip in the bot's own account)";

    private static readonly JsonSerializerOptions Readable = new(Catalogue.Json) { WriteIndented = true };

    /// <summary>Carries the command out; answers with the program's exit code.</summary>
    public async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errorOutput, CancellationToken cancel)
    {
        var withNotes = arguments.Contains("--with-notes");
        if (arguments.Where(a => a != "--with-notes").ToList() is not [var id, var file] || !Guid.TryParse(id, out var guid) || places.FileOf(file) is not var (place, name))
        {
            await errorOutput.WriteLineAsync(Usage);
            return 2;
        }

        if (await place.Has(name, cancel))
        {
            await errorOutput.WriteLineAsync($"{file} is there already; please name a new file.");
            return 2;
        }

        var person = new PersonId(guid);
        var found = await people.Find(person, [], [], cancel);
        var exported = new ExportedRow(person, await people.Others(person, found, cancel));
        var leftOut = new List<string>();
        await using (var stream = await place.Create(name, cancel))
        await using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var table in found.GroupBy(f => f.Table))
            {
                var rows = new JsonArray();
                foreach (var row in table)
                {
                    rows.Add(Written(row, exported, person, withNotes, leftOut));
                    await AddPictures(zip, row, person, leftOut, cancel);
                }

                await Add(zip, $"{table.Key}.json", rows.ToJsonString(Readable), cancel);
            }

            await Add(zip, "README.txt", ReadMe(found, leftOut), cancel);
        }

        await output.WriteLineAsync($"{found.Count} rows of {found.Select(f => f.Table).Distinct().Count()} tables name {person}; written to {file}.");
        foreach (var left in leftOut)
        {
            await output.WriteLineAsync(left);
        }

        return 0;
    }

    private static JsonObject Written(FoundRow row, ExportedRow exported, PersonId person, bool withNotes, List<string> leftOut)
    {
        var isPrivate = !withNotes && row.Kind?.Persons.IsPrivate is { } secret && (row.Row is not { } read || secret(read, person));
        if (isPrivate)
        {
            leftOut.Add($"Left out: the words of {row.Kind!.What} ({row.Table}, {exported.Key(row.Entity.RowKey)}). They are their author's alone; whether they are given out is decided case by case (--with-notes).");
        }

        var seen = withNotes ? null : Seen(row, person);
        if (seen is not null)
        {
            leftOut.Add($"Left out: what its author has changed since and not released, of {row.Kind!.What} ({row.Table}, {exported.Key(row.Entity.RowKey)}); whether it is given out is decided case by case (--with-notes).");
        }

        return new JsonObject
        {
            ["what"] = row.Kind?.What ?? "unknown",
            ["whoReadsIt"] = row.Kind?.Readers,
            ["howLong"] = row.Kind is { } kind ? RecordKinds.PeriodOf(kind.Keeping)?.Name ?? "stays" : null,
            ["why"] = row.Kind?.Keeping.Why,
            ["of"] = exported.Key(row.Entity.PartitionKey),
            ["key"] = exported.Key(row.Entity.RowKey),
            ["says"] = isPrivate ? null : exported.Of(row, seen is null ? row.Data : RowEntity.Written(seen)),
        };
    }

    // What of a row he may see, where that is not all of it.
    private static Row? Seen(FoundRow row, PersonId person) =>
        row is { Row: { } whole, Kind.Persons.Shown: { } shown } && shown(whole, person) is var part && part != whole ? part : null;

    // Those that he sent, and those of cards that he gave or received.
    private async Task AddPictures(ZipArchive zip, FoundRow row, PersonId person, List<string> leftOut, CancellationToken cancel)
    {
        if (row is not { Kind: { Blobs: { } shows, BlobsOf: { } whose }, Row: { } read } || !whose(read).Contains(person))
        {
            return;
        }

        foreach (var name in shows(read))
        {
            if (await blobs.Read(BlobKind.Pictures, name, cancel) is { } content)
            {
                await using var entry = await zip.CreateEntry($"pictures/{name}").OpenAsync(cancel);
                await entry.WriteAsync(content, cancel);
            }
            else if (await blobs.Read(BlobKind.Files, name, cancel) is not null)
            {
                leftOut.Add($"Left out: the file {name} of {row.Kind.What}: it is the bank's, and lists others.");
            }
        }
    }

    private string ReadMe(IReadOnlyList<FoundRow> found, List<string> leftOut) => new StringBuilder()
        .AppendLine($"What BranchBot keeps of you, as of {clock.GetUtcNow():u}: {found.Count} rows, one file a table, and the pictures that they show.")
        .AppendLine("网点助手保存的与您有关的全部数据,每张表一个文件;\"says\" 是内容,\"why\" 是保存的理由。别人的姓名换成了岗位。")
        .AppendLine("\"what\" says what it is, \"whoReadsIt\" who reads it, \"howLong\" by which setting it is kept, \"why\" why. Others are named by their position.")
        .AppendLine("Who wrote down what is said of you is left out, with the minute; the day stands there. 是谁记的、几点记的不写,日子写。")
        .AppendJoin(Environment.NewLine, leftOut)
        .AppendLine().ToString();

    private static async Task Add(ZipArchive zip, string name, string text, CancellationToken cancel)
    {
        await using var entry = await zip.CreateEntry(name, CompressionLevel.Optimal).OpenAsync(cancel);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
    }
}
