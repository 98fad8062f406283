using BranchBot.Host.Storage;

namespace BranchBot.Host.Records;

/// <summary>How far the sweep of old rows is, and who does it: a lease, so that many instances do no more work than one.</summary>
/// <param name="Next">When the next sweep begins, UTC.</param>
/// <param name="Until">Until when nobody else sweeps, UTC.</param>
/// <param name="Table">The table that is swept; empty: the sweep begins.</param>
/// <param name="After">The partition behind which it goes on.</param>
/// <param name="Gone">How many rows this sweep has deleted so far.</param>
[MadeAnew]
internal sealed record SweepState(DateTimeOffset Next = default, DateTimeOffset Until = default, string Table = "", string After = "", int Gone = 0) : Row
{
    /// <summary>Where it stands.</summary>
    public static readonly RowAddress Place = new(Partition.OfTenant("retention", "sweep"), "state");

    /// <inheritdoc/>
    public override RowAddress Address => Place;
}

/// <summary>
/// Deletes what was kept long enough (<see cref="Keeping"/>): once a week, one instance at a time, one request after the other, so that people who work meanwhile do
/// not feel it. Whoever takes over from one that died goes on where the row says; done twice it comes to the same.
/// </summary>
internal sealed class RetentionSweep(IStorage storage, TableSweep tables, IBlobs blobs, RecordKinds kinds, RetentionSettings settings, TimeProvider clock, ILogger<RetentionSweep> log) : BackgroundService
{
    private const int SaveEvery = 50;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>Sweeps all tables, unless it is not time yet or somebody else does.</summary>
    /// <returns>How many rows are gone; null: it was not for us.</returns>
    public async Task<int?> SweepOnce(CancellationToken cancel)
    {
        var read = await storage.Load([Read.One<SweepState>(SweepState.Place)], cancel);
        var state = read.Find<SweepState>(SweepState.Place) ?? new();
        var now = clock.GetUtcNow();
        if (state.Next > now || state.Until > now || await Save(state, read.VersionOf(SweepState.Place), cancel) is not { } version)
        {
            return null;
        }

        foreach (var table in kinds.Tables.Where(t => string.CompareOrdinal(t, state.Table) >= 0))
        {
            state = table == state.Table ? state : state with { Table = table, After = "" };
            var before = state.Gone;
            for (var steps = 1; await tables.Step(table, state.After, cancel) is var (after, gone); steps++)
            {
                state = state with { After = after ?? state.After, Gone = state.Gone + gone };
                if (after is null)
                {
                    break;
                }

                if (steps % SaveEvery == 0)
                {
                    if (await Save(state, version, cancel) is not { } saved)
                    {
                        Log.SweepTaken(log, table);
                        return null;
                    }

                    version = saved;
                }
            }

            if (state.Gone > before)
            {
                Log.Swept(log, state.Gone - before, table);
            }
        }

        // Whatever feature read a file, or never did: its draft is as old as the file or gone, and nothing reads it later.
        if (await blobs.RemoveOlder(BlobKind.Files, new(settings.Oldest(Retention.Drafts, Keeping.Day(now)).AddDays(1), TimeOnly.MinValue, TimeSpan.Zero), cancel) is var files and > 0)
        {
            Log.SweptFiles(log, files);
        }

        await storage.Commit(new(SweepState.Place.Partition, [(new SweepState(now + settings.Every), version)], [], []), cancel);
        Log.SweepDone(log, state.Gone);
        return state.Gone;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            // The machine's own time: a rehearsal's clock must not hurry or hold it. The start is left to those who wait.
            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await SweepOnce(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.SweepBroke(log, e);
            }
            catch (Exception)
            {
                // Asked to end.
                return;
            }
        }
    }

    // Writes how far it is and renews the lease; null: somebody else does it.
    private async Task<string?> Save(SweepState state, string? version, CancellationToken cancel)
    {
        state = state with { Until = clock.GetUtcNow() + Lease };
        return await storage.Commit(new(SweepState.Place.Partition, [(state, version)], [], []), cancel) == CommitResult.Committed
            && (await storage.Load([Read.One<SweepState>(SweepState.Place)], cancel)) is var rows && rows.Find<SweepState>(SweepState.Place) == state ? rows.VersionOf(SweepState.Place) : null;
    }
}
