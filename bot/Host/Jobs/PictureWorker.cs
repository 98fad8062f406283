using BranchBot.Host.Storage;

namespace BranchBot.Host.Jobs;

/// <summary>Takes pictures out of the store that nothing shows any more.</summary>
internal sealed class PictureWorker(IBlobs blobs) : IWorker
{
    /// <inheritdoc/>
    public bool Takes(Job job) => job is RemovePicture;

    /// <inheritdoc/>
    public async Task<JobResult> Run(JobRun run, CancellationToken cancel)
    {
        await blobs.Remove(BlobKind.Pictures, ((RemovePicture)run.Job).Name, cancel);
        return JobResult.Finished;
    }
}
