using System.Collections.Concurrent;
using System.Globalization;
using BranchBot.Host.Storage;

namespace BranchBot.Adapters.Tests.Teams;

/// <summary>Blobs in memory: what is tested here is the way to them.</summary>
internal sealed class BlobsDouble : IBlobs
{
    private int names;

    public ConcurrentDictionary<string, (BlobKind Kind, string ContentType, byte[] Content)> Kept { get; } = new(StringComparer.Ordinal);

    /// <summary>How many were put down, whether they stayed or not.</summary>
    public int Put => names;

    Task<string> IBlobs.Put(BlobKind kind, string type, string contentType, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"blob{Interlocked.Increment(ref names)}.{type}");
        Kept[name] = (kind, contentType, content.ToArray());
        return Task.FromResult(name);
    }

    public Task<ReadOnlyMemory<byte>?> Read(BlobKind kind, string name, CancellationToken cancel) =>
        Task.FromResult(Kept.TryGetValue(name, out var kept) && kept.Kind == kind ? kept.Content : (ReadOnlyMemory<byte>?)null);

    public Task Remove(BlobKind kind, string name, CancellationToken cancel)
    {
        Kept.TryRemove(name, out _);
        return Task.CompletedTask;
    }

    public Task<int> RemoveOlder(BlobKind kind, DateTimeOffset than, CancellationToken cancel) => throw new NotSupportedException("No age is kept here.");
}
