using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Storage;

/// <summary>What is kept apart in a container of its own.</summary>
internal enum BlobKind
{
    /// <summary>Pictures that people sent: shown on cards.</summary>
    Pictures,

    /// <summary>Files that people sent: read by the bot alone.</summary>
    Files,

    /// <summary>Keys of data protection: read by the bots alone.</summary>
    Keys,
}

/// <summary>The wall to what people sent: put down, read, taken away.</summary>
internal interface IBlobs
{
    /// <summary>Puts something down under a name that nobody can guess.</summary>
    /// <param name="kind">Where.</param>
    /// <param name="type">What its name ends with, such as jpg.</param>
    /// <param name="contentType">What a browser is told that it is.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The name.</returns>
    Task<string> Put(BlobKind kind, string type, string contentType, ReadOnlyMemory<byte> content, CancellationToken cancel);

    /// <summary>Reads what was put down; null where it is there no more.</summary>
    Task<ReadOnlyMemory<byte>?> Read(BlobKind kind, string name, CancellationToken cancel);

    /// <summary>Takes it away, if it is there.</summary>
    Task Remove(BlobKind kind, string name, CancellationToken cancel);

    /// <summary>Takes away all that was put down before an instant; answers with how much that was.</summary>
    Task<int> RemoveOlder(BlobKind kind, DateTimeOffset than, CancellationToken cancel);
}

/// <summary>Azure blobs, one container a kind; a missing container is created when it is first written.</summary>
internal sealed class Blobs(BlobServiceClient service, IOptions<StorageSettings> settings) : IBlobs
{
    // 256 bits: a name is a secret, for whoever knows one and a link's signature sees the picture.
    private const int NameBytes = 32;

    /// <summary>The container of a kind.</summary>
    public BlobContainerClient ContainerOf(BlobKind kind) =>
        service.GetBlobContainerClient($"{settings.Value.Prefix.ToLowerInvariant()}-{kind.ToString().ToLowerInvariant()}");

    /// <inheritdoc/>
    public async Task<string> Put(BlobKind kind, string type, string contentType, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var name = $"{RandomNumberGenerator.GetHexString(2 * NameBytes, lowercase: true)}.{type}";
        await PutBack(kind, name, contentType, content, cancel);
        return name;
    }

    /// <summary>Puts something down again under the name that it had.</summary>
    public async Task PutBack(BlobKind kind, string name, string contentType, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var container = ContainerOf(kind);
        try
        {
            await Upload(container, name, contentType, content, cancel);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancel);
            await Upload(container, name, contentType, content, cancel);
        }
    }

    /// <summary>Whether something of that name is there.</summary>
    public async Task<bool> Has(BlobKind kind, string name, CancellationToken cancel) => await ContainerOf(kind).GetBlobClient(name).ExistsAsync(cancel);

    /// <summary>The names of all that is there.</summary>
    public async IAsyncEnumerable<string> Names(BlobKind kind, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (await ContainerOf(kind).ExistsAsync(cancel))
        {
            await foreach (var blob in ContainerOf(kind).GetBlobsAsync(cancellationToken: cancel))
            {
                yield return blob.Name;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> Read(BlobKind kind, string name, CancellationToken cancel)
    {
        try
        {
            return (await ContainerOf(kind).GetBlobClient(name).DownloadContentAsync(cancel)).Value.Content.ToMemory();
        }
        catch (RequestFailedException e) when (e.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task Remove(BlobKind kind, string name, CancellationToken cancel)
    {
        try
        {
            await ContainerOf(kind).GetBlobClient(name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancel);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            // Nothing was ever put there.
        }
    }

    /// <inheritdoc/>
    public async Task<int> RemoveOlder(BlobKind kind, DateTimeOffset than, CancellationToken cancel)
    {
        var gone = 0;
        try
        {
            await foreach (var blob in ContainerOf(kind).GetBlobsAsync(cancellationToken: cancel))
            {
                if (blob.Properties.CreatedOn < than)
                {
                    await Remove(kind, blob.Name, cancel);
                    gone++;
                }
            }
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            // Nothing was ever put there.
        }

        return gone;
    }

    /// <summary>Creates the containers where they are missing.</summary>
    public async Task Reach(CancellationToken cancel)
    {
        foreach (var kind in Enum.GetValues<BlobKind>())
        {
            await ContainerOf(kind).CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancel);
        }
    }

    private static async Task Upload(BlobContainerClient container, string name, string contentType, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var options = new BlobUploadOptions
        {
            HttpHeaders = new() { ContentType = contentType, CacheControl = "private, max-age=3600" },
            Conditions = new() { IfNoneMatch = ETag.All },
        };
        try
        {
            await container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), options, cancel);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            // Nobody else knows the name: it stands by an earlier try whose answer was lost.
        }
    }
}
