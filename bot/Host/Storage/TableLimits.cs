using System.Buffers;
using System.Text.Json;

namespace BranchBot.Host.Storage;

/// <summary>
/// The limits of Azure Table storage, checked before anything is sent: the emulator lets some of them pass.
/// Source: learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model and performing-entity-group-transactions.
/// </summary>
internal static class TableLimits
{
    // Control characters are U+0000 to U+001F and U+007F to U+009F.
    private static readonly SearchValues<char> NotInKeys = SearchValues.Create([.. @"/\#?", .. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(c => (char)c)]);

    /// <summary>Entities in one transaction.</summary>
    public const int Operations = 100;

    /// <summary>Bytes of one transaction.</summary>
    public const int Batch = 4 * 1024 * 1024;

    /// <summary>Characters of one string property: 64 KiB of UTF-16.</summary>
    public const int Property = 32 * 1024;

    /// <summary>Characters of a partition or row key: 1 KiB of UTF-16.</summary>
    public const int Key = 512;

    /// <summary>Checks a key.</summary>
    /// <exception cref="ArgumentException">It is too long or has a character that is not allowed.</exception>
    public static void CheckKey(string key)
    {
        if (key.Length is 0 or > Key)
        {
            throw new ArgumentException($"A key has {key.Length} characters; 1 to {Key} are allowed.");
        }

        // What is wrong may have been typed by somebody: it does not go on into the log.
        if (key.AsSpan().IndexOfAny(NotInKeys) is var at and >= 0)
        {
            throw new ArgumentException($"A key has the character U+{(int)key[at]:X4}; / \\ # ? and control characters are not allowed.");
        }
    }

    /// <summary>Whether a row can stand under a key.</summary>
    public static bool IsKey(string key) => key.Length is > 0 and <= Key && !key.AsSpan().ContainsAny(NotInKeys);

    /// <summary>How many properties a row's data may fill: half of an entity's megabyte. Most rows fill one.</summary>
    public const int Properties = 8;

    /// <summary>Checks a row's data.</summary>
    /// <exception cref="ArgumentException">It is too long.</exception>
    public static void CheckData(string key, string data)
    {
        if (data.Length > Property * Properties)
        {
            throw new ArgumentException($"The row '{key}' has {data.Length} characters of data; {Property * Properties} are allowed ({Properties} properties of 64 KiB of UTF-16).");
        }
    }

    /// <summary>Checks a batch.</summary>
    /// <exception cref="ArgumentException">It has too many operations, twice the same row, or too many bytes.</exception>
    public static void CheckBatch(IReadOnlyList<(string Key, string Data)> operations)
    {
        if (operations.Count is 0 or > Operations)
        {
            throw new ArgumentException($"A batch has {operations.Count} operations; 1 to {Operations} are allowed.");
        }

        if (operations.GroupBy(o => o.Key, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"A batch names the row '{twice.Key}' twice.");
        }

        // What stands around an entity in a multipart body is below 2 KiB. The client escapes the data: a quote and a Chinese character are six bytes each.
        var bytes = operations.Sum(o => 2048 + JsonEncodedText.Encode(o.Data).EncodedUtf8Bytes.Length);
        if (bytes > Batch)
        {
            throw new ArgumentException($"A batch has about {bytes} bytes; {Batch} are allowed (4 MiB).");
        }
    }
}
