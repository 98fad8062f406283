using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;

namespace BranchBot.Host.Backups;

/// <summary>What a backup consists of; written last, so that a backup without it is none.</summary>
/// <param name="Format">The form of the files.</param>
/// <param name="From">When it was begun, UTC.</param>
/// <param name="To">When it was done, UTC: each partition is of some instant between the two.</param>
/// <param name="Tables">Its tables.</param>
/// <param name="Restless">Partitions that changed at each reading, so that their rows may be of several instants.</param>
/// <param name="Pictures">The pictures; null: a backup of before they were copied.</param>
internal sealed record Manifest(int Format, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<BackedUpTable> Tables, IReadOnlyList<string> Restless, BackedUpPictures? Pictures = null)
{
    /// <summary>The form that is written now.</summary>
    public const int Current = 1;

    /// <summary>The file's name.</summary>
    public const string Name = "manifest.json";
}

/// <summary>A table in a backup.</summary>
/// <param name="Name">The table, without the prefix.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Sha256">The SHA-256 of its file, in hexadecimal digits.</param>
internal sealed record BackedUpTable(string Name, int Rows, string Sha256)
{
    /// <summary>The file of a table.</summary>
    public static string FileOf(string table) => $"{table}.jsonl.gz";
}

/// <summary>Writes rows as lines of JSON, packed, with their hash.</summary>
internal sealed class BackupWriter : IAsyncDisposable
{
    private readonly SHA256 sha = SHA256.Create();
    private readonly CryptoStream hashed;
    private readonly StreamWriter lines;

    /// <summary>Writes into a stream.</summary>
    public BackupWriter(Stream stream)
    {
        hashed = new(stream, sha, CryptoStreamMode.Write);
        lines = new(new GZipStream(hashed, CompressionLevel.Optimal, leaveOpen: true), new UTF8Encoding(false));
    }

    /// <summary>How many rows were written.</summary>
    public int Rows { get; private set; }

    /// <summary>Writes a row.</summary>
    public async Task Write(TableEntity row)
    {
        await lines.WriteLineAsync(BackupLine.Of(row));
        Rows++;
    }

    /// <summary>Ends the file; answers with its hash.</summary>
    public async Task<string> End()
    {
        await lines.DisposeAsync();
        await hashed.FlushFinalBlockAsync();
        return Convert.ToHexStringLower(sha.Hash!);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await lines.DisposeAsync();
        await hashed.DisposeAsync();
        sha.Dispose();
    }
}

/// <summary>A row as a line: its keys, its properties with their types, without its ETag and time stamp, which are the storage's own.</summary>
internal static class BackupLine
{
    /// <summary>A row as a line.</summary>
    /// <exception cref="InvalidDataException">It has a property of a type that the program never writes.</exception>
    public static string Of(TableEntity row) => new JsonObject
    {
        ["p"] = row.PartitionKey,
        ["r"] = row.RowKey,
        ["v"] = new JsonObject(row.Where(p => p.Key is not ("PartitionKey" or "RowKey" or "Timestamp") && !p.Key.StartsWith("odata", StringComparison.Ordinal)).Select(p => new KeyValuePair<string, JsonNode?>(p.Key, p.Value switch
        {
            string text => text,
            int number => number,
            bool flag => flag,
            _ => throw new InvalidDataException($"{row.PartitionKey}, {row.RowKey}: {p.Key} is a {p.Value?.GetType().Name}, which the program never writes."),
        }))),
    }.ToJsonString(Catalogue.Json);

    /// <summary>The row of a line.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static TableEntity Row(string line)
    {
        var read = JsonNode.Parse(line)!;
        var row = new TableEntity((string)read["p"]!, (string)read["r"]!);
        foreach (var (name, value) in read["v"]!.AsObject())
        {
            row[name] = value!.GetValueKind() switch { JsonValueKind.Number => (int)value, JsonValueKind.True or JsonValueKind.False => (bool)value, _ => (string)value! };
        }

        return row;
    }

    /// <summary>The rows of a table's file.</summary>
    public static async IAsyncEnumerable<TableEntity> Rows(Stream file, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress), Encoding.UTF8);
        while (await lines.ReadLineAsync(cancel) is { } line)
        {
            yield return Row(line);
        }
    }
}
