using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Storage;

/// <summary>Where files of the command line lie, by name: lists, what is exported, a backup.</summary>
internal interface IPlace
{
    /// <summary>Whether there is nothing there.</summary>
    Task<bool> IsEmpty(CancellationToken cancel);

    /// <summary>Whether a file is there.</summary>
    Task<bool> Has(string name, CancellationToken cancel);

    /// <summary>Writes a file; it is there once the stream is closed.</summary>
    Task<Stream> Create(string name, CancellationToken cancel);

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    Task<Stream> Open(string name, CancellationToken cancel);
}

/// <summary>
/// Finds the place that somebody names: a folder, a container of the bot's own account, one of another account, or a folder in it. In Azure the command line has no
/// disk that outlives it, so lists come from a container too, and what is exported goes there.
/// </summary>
internal sealed class Places(BlobServiceClient service, IOptions<StorageSettings> settings)
{
    private const string Own = "container:";
    private const string Others = "https://";

    /// <summary>What can be named.</summary>
    public const string Usage = "a folder, container:NAME or container:NAME/FOLDER in the bot's own account, or https://ACCOUNT.blob.core.windows.net/CONTAINER that its identity may write";

    /// <summary>The place of a name.</summary>
    public IPlace Of(string name)
    {
        if (name.StartsWith(Own, StringComparison.Ordinal))
        {
            var parts = name[Own.Length..].Split('/', 2);
            return new ContainerPlace(service.GetBlobContainerClient(parts[0]), parts.ElementAtOrDefault(1));
        }

        if (!name.StartsWith(Others, StringComparison.Ordinal))
        {
            return new FolderPlace(name);
        }

        var address = new BlobUriBuilder(new Uri(name));
        var folder = address.BlobName;
        address.BlobName = "";
        return new ContainerPlace(new(address.ToUri(), StorageSetup.Identity(settings.Value)), folder);
    }

    /// <summary>A file that somebody names: one on the disk, or <c>container:NAME/FILE</c>.</summary>
    /// <returns>Its place and its name there; null: a container is named, and no file in it.</returns>
    public (IPlace Place, string Name)? FileOf(string path) =>
        !path.StartsWith(Own, StringComparison.Ordinal) ? (new FolderPlace(Path.GetDirectoryName(Path.GetFullPath(path))!), Path.GetFileName(path))
        : path.LastIndexOf('/') is > 0 and var end && end < path.Length - 1 ? (Of(path[..end]), path[(end + 1)..])
        : null;
}

/// <summary>A folder.</summary>
internal sealed class FolderPlace(string folder) : IPlace
{
    /// <inheritdoc/>
    public Task<bool> IsEmpty(CancellationToken cancel) => Task.FromResult(!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any());

    /// <inheritdoc/>
    public Task<bool> Has(string name, CancellationToken cancel) => Task.FromResult(File.Exists(Path.Combine(folder, name)));

    /// <inheritdoc/>
    public Task<Stream> Create(string name, CancellationToken cancel)
    {
        var file = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return Task.FromResult<Stream>(new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None));
    }

    /// <inheritdoc/>
    public Task<Stream> Open(string name, CancellationToken cancel) => Path.Combine(folder, name) is var file && File.Exists(file)
        ? Task.FromResult<Stream>(File.OpenRead(file))
        : throw new FileNotFoundException($"{name} is missing in {folder}.");
}

/// <summary>A container of blobs, or a folder in it.</summary>
internal sealed class ContainerPlace(BlobContainerClient container, string? folder) : IPlace
{
    private readonly string before = string.IsNullOrEmpty(folder) ? "" : $"{folder.TrimEnd('/')}/";

    /// <inheritdoc/>
    public async Task<bool> IsEmpty(CancellationToken cancel)
    {
        if (await container.ExistsAsync(cancel))
        {
            await foreach (var _ in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, before, cancel))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public async Task<bool> Has(string name, CancellationToken cancel) => await Blob(name).ExistsAsync(cancel);

    /// <inheritdoc/>
    public async Task<Stream> Create(string name, CancellationToken cancel)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancel);
        return await Blob(name).OpenWriteAsync(overwrite: true, cancellationToken: cancel);
    }

    /// <inheritdoc/>
    public async Task<Stream> Open(string name, CancellationToken cancel) => await Has(name, cancel)
        ? await Blob(name).OpenReadAsync(cancellationToken: cancel)
        : throw new FileNotFoundException($"{before}{name} is missing in {container.Name}.");

    private BlobClient Blob(string name) => container.GetBlobClient($"{before}{name}");
}
