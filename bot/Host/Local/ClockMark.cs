namespace BranchBot.Host.Local;

/// <summary>Until when the kept data of a rehearsal goes.</summary>
internal sealed record ClockMark(DateTimeOffset Latest) : Row
{
    public static readonly RowAddress Place = new(new Partition("local", Owner.Region, "machine", ""), "clock");

    /// <inheritdoc/>
    public override RowAddress Address => Place;
}

/// <summary>Marks until when the kept data goes, and refuses to start before it: a tick of 08:40 seen at 08:05 would confuse everybody.</summary>
internal sealed class ClockMarking(IStorage storage, TimeProvider clock, ILogger<ClockMarking> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>Looks whether the clock starts before the kept data ends.</summary>
    /// <exception cref="ClockTooEarlyException">It does.</exception>
    public static async Task RefuseTooEarly(IStorage storage, TimeProvider clock)
    {
        var mark = (await storage.Load([Read.One<ClockMark>(ClockMark.Place)], CancellationToken.None)).Find<ClockMark>(ClockMark.Place);
        if (mark is not null && clock.GetUtcNow() < mark.Latest)
        {
            throw new ClockTooEarlyException(mark.Latest, clock.GetUtcNow());
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Mark(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Mark(stoppingToken);
            }
            catch (Exception e) when (e is Azure.RequestFailedException or AggregateException && !stoppingToken.IsCancellationRequested)
            {
                Log.NotMarked(log, e);
            }

            await Task.Delay(Every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Mark(CancellationToken cancel)
    {
        var rows = await storage.Load([Read.One<ClockMark>(ClockMark.Place)], cancel);
        var now = clock.GetUtcNow();
        if (rows.Find<ClockMark>(ClockMark.Place) is not { } mark || mark.Latest < now)
        {
            // A second bot on the same data may have marked a moment before; the next round marks again.
            await storage.Commit(new(ClockMark.Place.Partition, [(new ClockMark(now), rows.VersionOf(ClockMark.Place))], [], []), cancel);
        }
    }
}

/// <summary>The clock starts before the kept data ends.</summary>
internal sealed class ClockTooEarlyException(DateTimeOffset latest, DateTimeOffset now) : Exception(
    $"The kept data goes up to {latest.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-ddTHH:mm} (China time) and the clock would start at {now.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-ddTHH:mm}: "
    + "start later with --at, begin anew with --fresh, or keep this start's data elsewhere with --data.");
