using BranchBot.Features.Import;
using BranchBot.Host.Documents;
using BranchBot.Host.Jobs;
using BranchBot.Host.Storage;

namespace BranchBot.Host.People;

/// <summary>Checks the files of an administrator and carries an import out. Whoever resumes reads the files anew; they are bound by their hash.</summary>
internal sealed class ImportWorker(IStorage storage, IBlobs blobs, StaffWriter writer, StaffCompare compare, ILogger<ImportWorker> log) : IWorker
{
    private const int SaveEvery = 16;

    // Both stand before every branch's id in the order of the steps.
    private const string Comparing = "";
    private const string Writing = "!";

    /// <inheritdoc/>
    public bool Takes(Job job) => job is CheckImport or RunImport;

    /// <inheritdoc/>
    public async Task<JobResult> Run(JobRun run, CancellationToken cancel)
    {
        var (admin, hash, from) = Of(run.Job);
        if (await Draft(admin, cancel) is not { } draft || draft.Hash != hash)
        {
            // Other files were sent since, and their own job tells of them.
            return JobResult.Superseded;
        }

        if (draft.State != from)
        {
            // All was done, or it was given up, and only that could not be written down.
            await Tidy(draft, cancel);
            return JobResult.Finished;
        }

        var (list, errors) = await Read(draft, cancel);
        if (errors.Count > 0)
        {
            log.ImportWrong(errors.Count);
            await Save(run.Job, run.After is null or Comparing ? ImportState.Wrong : ImportState.Failed, new([.. errors.Take(ImportReport.MostErrors).Select(e => e.Said())], errors.Count), cancel);
            return JobResult.Finished;
        }

        if (run.Job is RunImport { Basis: var basis })
        {
            return await Apply(run, draft, list, basis, cancel);
        }

        await Save(run.Job, ImportState.Ready, (await Compare(run, list, cancel)).Report, cancel);
        return JobResult.Finished;
    }

    private async Task<JobResult> Apply(JobRun run, ImportDraft draft, StaffList list, string basis, CancellationToken cancel)
    {
        // Once the first branch is written, what stands differs from what was shown by our own doing.
        if (run.After is null or Comparing)
        {
            if ((await Compare(run, list, cancel)).Report is var report && report.Basis != basis)
            {
                await Save(run.Job, ImportState.Moved, report, cancel);
                return JobResult.Finished;
            }

            await run.Save(Writing, 0);
        }

        await writer.WriteRegions(list, cancel);
        foreach (var some in list.Named.Where(b => string.CompareOrdinal(b.Value, run.After) > 0).Chunk(SaveEvery))
        {
            // One after the other: somebody who moves stands in two of them.
            foreach (var id in some)
            {
                cancel.ThrowIfCancellationRequested();
                var (facts, roster) = await writer.Standing(id, cancel);
                await writer.Write(list.Target(id, facts, roster), cancel);
            }

            await run.Save(some[^1].Value, some.Length);
            if (run.IsOver)
            {
                return JobResult.More;
            }
        }

        log.Imported(list.Named.Count, list.Staff.Count);
        await Save(run.Job, ImportState.Done, draft.Report, cancel);
        await Tidy(draft with { State = ImportState.Done }, cancel);
        return JobResult.Finished;
    }

    private async Task Tidy(ImportDraft draft, CancellationToken cancel)
    {
        if (draft.State == ImportState.Done)
        {
            await Task.WhenAll(draft.Files.Select(f => blobs.Remove(BlobKind.Files, f.Blob, cancel)));
        }
    }

    private Task<(ImportReport Report, IReadOnlyList<StaffDiff> Diffs)> Compare(JobRun run, StaffList list, CancellationToken cancel) =>
        compare.Of(list, () => run.Save(Comparing, 0), cancel);

    private async Task<(StaffList List, IReadOnlyList<FileError> Errors)> Read(ImportDraft draft, CancellationToken cancel)
    {
        var missing = new List<FileError>();
        async Task<(string, ReadOnlyMemory<byte>)?> Of(ImportKind kind)
        {
            if (draft.Files.FirstOrDefault(f => f.Kind == kind) is not { } file)
            {
                return null;
            }

            if (await blobs.Read(BlobKind.Files, file.Blob, cancel) is { } content)
            {
                return (file.Name, content);
            }

            missing.Add(new(file.Name, 1, "file", new("文件已经不在了,请再发一次。", "is there no more; please send it again.")));
            return null;
        }

        var (list, errors) = await StaffFiles.Read(await Of(ImportKind.Regions), await Of(ImportKind.Branches), await Of(ImportKind.Staff), writer, cancel);
        return (list, missing.Count > 0 ? missing : errors);
    }

    private async Task<ImportDraft?> Draft(PersonId admin, CancellationToken cancel) =>
        (await storage.Load([Core.Read.One<ImportDraft>(ImportDraft.Of(admin))], cancel)).Find<ImportDraft>(ImportDraft.Of(admin));

    /// <inheritdoc/>
    public Task GivenUp(Job job, CancellationToken cancel) => Save(job, ImportState.Failed, null, cancel);

    private static (PersonId Admin, string Hash, ImportState From) Of(Job job) => job switch
    {
        CheckImport check => (check.Admin, check.Hash, ImportState.Checking),
        RunImport run => (run.Admin, run.Hash, ImportState.Running),
        _ => throw new InvalidOperationException($"{job.GetType().Name} is no import."),
    };

    // Only over what the job began with: the same file sent twice has two checks, and the second must not undo what was confirmed after the first.
    private async Task Save(Job job, ImportState state, ImportReport? report, CancellationToken cancel)
    {
        var (admin, hash, from) = Of(job);
        CommitResult result;
        do
        {
            var rows = await storage.Load([Core.Read.One<ImportDraft>(ImportDraft.Of(admin))], cancel);
            if (rows.Find<ImportDraft>(ImportDraft.Of(admin)) is not { } draft || draft.Hash != hash || draft.State != from)
            {
                return;
            }

            result = await storage.Commit(new(draft.Address.Partition, [(draft with { State = state, Report = report ?? draft.Report }, rows.VersionOf(draft.Address))], [], []), cancel);
        }
        while (result == CommitResult.Conflict);
    }
}
