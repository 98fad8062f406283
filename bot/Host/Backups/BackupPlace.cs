using Azure.Storage.Blobs;
using BranchBot.Host.Storage;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Backups;

/// <summary>Where a backup lies: files by name.</summary>
internal interface IBackupPlace
{
    /// <summary>Whether there is nothing there.</summary>
    Task<bool> IsEmpty(CancellationToken cancel);

    /// <summary>Writes a file; it is there once the stream is closed.</summary>
    Task<Stream> Create(string name, CancellationToken cancel);

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    Task<Stream> Open(string name, CancellationToken cancel);
}

/// <summary>Finds the place that somebody names: a folder, a container of the bot's own account, one of another account.</summary>
internal sealed class BackupPlaces(BlobServiceClient service, IOptions<StorageSettings> settings)
{
    private const string Own = "container:";

    /// <summary>What can be named.</summary>
    public const string Usage = "a folder, container:NAME in the bot's own account, or https://ACCOUNT.blob.core.windows.net/CONTAINER that its identity may write";

    /// <summary>The place of a name.</summary>
    public IBackupPlace Of(string name) =>
        name.StartsWith(Own, StringComparison.Ordinal) ? new ContainerPlace(service.GetBlobContainerClient(name[Own.Length..]))
        : name.StartsWith("https://", StringComparison.Ordinal) ? new ContainerPlace(new(new Uri(name), StorageSetup.Identity(settings.Value)))
        : new FolderPlace(name);
}

/// <summary>A folder.</summary>
internal sealed class FolderPlace(string folder) : IBackupPlace
{
    /// <inheritdoc/>
    public Task<bool> IsEmpty(CancellationToken cancel) => Task.FromResult(!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any());

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

/// <summary>A container of blobs.</summary>
internal sealed class ContainerPlace(BlobContainerClient container) : IBackupPlace
{
    /// <inheritdoc/>
    public async Task<bool> IsEmpty(CancellationToken cancel)
    {
        if (await container.ExistsAsync(cancel))
        {
            await foreach (var _ in container.GetBlobsAsync(cancellationToken: cancel))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public async Task<Stream> Create(string name, CancellationToken cancel)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancel);
        return await container.GetBlobClient(name).OpenWriteAsync(overwrite: true, cancellationToken: cancel);
    }

    /// <inheritdoc/>
    public async Task<Stream> Open(string name, CancellationToken cancel) => await container.GetBlobClient(name).ExistsAsync(cancel)
        ? await container.GetBlobClient(name).OpenReadAsync(cancellationToken: cancel)
        : throw new FileNotFoundException($"{name} is missing in {container.Name}.");
}
