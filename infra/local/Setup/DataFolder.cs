namespace BranchBot.Setup;

/// <summary>The folder in which local mode keeps its data, used by one at a time.</summary>
public sealed class DataFolder(string path) : IDisposable
{
    private readonly string marker = Path.Combine(path, "in-use");
    private FileStream? ownership;

    /// <summary>Tables, queues and blobs.</summary>
    public string Azurite { get; } = Path.Combine(path, "azurite");

    /// <summary>Chats and installations of the local Teams.</summary>
    public string Teams { get; } = Path.Combine(path, "teams");

    /// <summary>What the processes write.</summary>
    public string Logs { get; } = Path.Combine(path, "logs");

    /// <summary>Takes it until disposed.</summary>
    /// <param name="fresh">Deletes what is ours in it first; what else lies there stays.</param>
    /// <exception cref="SetupException">It is in use, cannot be written, or is not ours to empty.</exception>
    public void Take(bool fresh)
    {
        var known = File.Exists(marker);
        string[] folders = [Azurite, Teams, Logs];
        if (fresh && !known && folders.Any(Directory.Exists))
        {
            throw new SetupException($"{path} is no data folder of BranchBot: nothing is deleted there. Choose another with --data.");
        }

        try
        {
            Directory.CreateDirectory(path);
            ownership = new(marker, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            foreach (var folder in folders)
            {
                if (fresh && Directory.Exists(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }

                Directory.CreateDirectory(folder);
            }
        }
        catch (IOException) when (known && ownership is null)
        {
            throw new SetupException($"Another BranchBot runs on the data in {path}; end it, or choose another folder with --data.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"Data cannot be kept in {path}: {e.Message} Choose another folder with --data.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => ownership?.Dispose();
}
