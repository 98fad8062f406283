using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using BranchBot.Host.Storage;

namespace BranchBot.Host.Backups;

/// <summary>The pictures of a backup.</summary>
/// <param name="Count">How many they are.</param>
/// <param name="Sha256">The SHA-256 of their list, in hexadecimal digits; the list has that of each.</param>
internal sealed record BackedUpPictures(int Count, string Sha256);

/// <summary>Copies the pictures beside the tables' files, each under its own name, and brings back those that are missing: a name is random, so what lies there is the same.</summary>
internal sealed class PictureCopies(Blobs blobs)
{
    /// <summary>Their list: a line each, with its name and its hash.</summary>
    public const string List = "pictures.txt";

    private const string Folder = "pictures/";
    private const int Page = 1_000;

    // Each may have some megabytes, in memory.
    private static ParallelOptions AtOnce(CancellationToken cancel) => new() { MaxDegreeOfParallelism = 8, CancellationToken = cancel };

    /// <summary>Copies all of them. After the tables: what their rows show is there, unless it was taken away meanwhile.</summary>
    public async Task<BackedUpPictures> Copy(IPlace place, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var list = await place.Create(List, cancel);
        var count = 0;
        await foreach (var names in blobs.Names(BlobKind.Pictures, cancel).Chunk(Page).WithCancellation(cancel))
        {
            var lines = new ConcurrentBag<string>();
            await Parallel.ForEachAsync(names, AtOnce(cancel), async (name, stop) =>
            {
                if (await blobs.Read(BlobKind.Pictures, name, stop) is { } content)
                {
                    await using var file = await place.Create(Folder + name, stop);
                    await file.WriteAsync(content, stop);
                    lines.Add($"{name} {Convert.ToHexStringLower(SHA256.HashData(content.Span))}\n");
                }
            });

            var written = Encoding.ASCII.GetBytes(string.Concat(lines));
            hash.AppendData(written);
            await list.WriteAsync(written, cancel);
            count += lines.Count;
        }

        return new(count, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Brings them back where they are missing; answers with how many, and with those that the backup has not, or changed.</summary>
    public async Task<(int Back, IReadOnlyCollection<string> Missing)> BringBack(IPlace place, CancellationToken cancel)
    {
        using var lines = new StreamReader(await place.Open(List, cancel));
        var (back, missing) = (0, new ConcurrentBag<string>());
        await Parallel.ForEachAsync(Lines(lines, cancel), AtOnce(cancel), async (line, stop) =>
        {
            var (name, sha) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            if (await blobs.Has(BlobKind.Pictures, name, stop))
            {
                return;
            }

            if (await Content(place, name, sha, stop) is { } content)
            {
                await blobs.PutBack(BlobKind.Pictures, name, "image/jpeg", content, stop);
                Interlocked.Increment(ref back);
            }
            else
            {
                missing.Add(name);
            }
        });
        return (back, missing);
    }

    private static async Task<byte[]?> Content(IPlace place, string name, string sha, CancellationToken cancel)
    {
        try
        {
            await using var file = await place.Open(Folder + name, cancel);
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancel);
            return Convert.ToHexStringLower(SHA256.HashData(content.ToArray())) == sha ? content.ToArray() : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static async IAsyncEnumerable<string> Lines(StreamReader lines, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        while (await lines.ReadLineAsync(cancel) is { } line)
        {
            yield return line;
        }
    }
}
