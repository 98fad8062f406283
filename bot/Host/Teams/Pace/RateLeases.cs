using BranchBot.Host.Storage;

namespace BranchBot.Host.Teams;

/// <summary>
/// Shares the app's rate with the other instances, by leases in storage. No clock of one machine is compared with that of another: an instance counts as
/// dead when somebody has seen its row unchanged for longer than it would itself believe to hold anything, each by its own clock. See the decision record "the rate is leased".
/// </summary>
internal sealed partial class RateLeases(TableStorage storage, TeamsSettings settings, RateShare share, TimeProvider clock, ILogger<RateLeases> log) : BackgroundService
{
    /// <summary>How often an instance renews what it holds.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>So long after it began a renewal an instance believes in it.</summary>
    public static readonly TimeSpan Believed = TimeSpan.FromSeconds(6);

    /// <summary>So long an instance's row must have been unchanged for others to take what it held.</summary>
    public static readonly TimeSpan Dead = TimeSpan.FromSeconds(8);

    /// <summary>So long a slot that another held rests: what he sent last is then out of Teams' window.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(1500);

    private const int MostSlots = 50;
    private const int Tries = 3;
    private static readonly TimeSpan HungryBeat = TimeSpan.FromMilliseconds(500);

    private readonly string me = Guid.NewGuid().ToString("N");
    private readonly string app = settings.AppId?.ToString("N") ?? "local";
    private readonly Dictionary<string, (string Version, long Since)> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<int, long> held = [];

    /// <summary>Calls a second that one slot is worth.</summary>
    public int Worth => Math.Max(1, settings.Rate / MostSlots);

    /// <summary>How many slots there are. What the division leaves over is nobody's.</summary>
    public int Slots => settings.Rate / Worth;

    /// <summary>One beat: renews, and takes or gives up.</summary>
    /// <returns>Whether it should have more than it has.</returns>
    public async Task<bool> Renew(CancellationToken cancel)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var rows = await storage.Load([Read.All<RateRow>(RateRow.In(app), "")], cancel);
            var now = clock.GetTimestamp();
            var own = rows.Find<RateRow>(new(RateRow.In(app), RateRow.Instance(me)));
            var plan = RatePlan.Of(me, InstancesOf(rows), DeadOnes(rows, now), HoldersOf(rows));
            if (own is null)
            {
                // The first beat, or somebody took this instance for dead: then what it held is his.
                share.Drop();
                held.Clear();
            }

            // What is given up is not used any more before others can know of it.
            Settle(plan.Kept, now);
            share.Keep(Parts());
            var began = clock.GetTimestamp();
            if (await storage.Commit(CommitOf(plan, rows, own), cancel) == CommitResult.Committed)
            {
                foreach (var slot in plan.Taken)
                {
                    // A slot that never was used needs no rest.
                    held[slot] = rows.VersionOf(new(RateRow.In(app), RateRow.Slot(slot))) is null ? began : clock.GetTimestamp() + Ticks(Rest);
                }

                share.Hold(Parts(), began + Ticks(Believed));
                return plan.Hungry;
            }
        }

        // Others were faster, or the storage does not answer: what is held is held until it ends by itself.
        return true;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var hungry = true;
            try
            {
                using var late = new CancellationTokenSource(Believed, clock);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stoppingToken);
                hungry = await Renew(either.Token);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.NoRate(e);
            }
            catch (Exception)
            {
                // Asked to end.
                return;
            }

            await Task.Delay(hungry ? HungryBeat : Beat, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static List<string> InstancesOf(Rows rows) =>
        [.. rows.All<RateRow>().Where(r => r.Key.StartsWith(RateRow.Instances, StringComparison.Ordinal)).Select(r => r.Key[RateRow.Instances.Length..])];

    private List<string?> HoldersOf(Rows rows) =>
        [.. Enumerable.Range(0, Slots).Select(n => rows.Find<RateRow>(new(RateRow.In(app), RateRow.Slot(n)))?.Holder)];

    // Counted from when the row was read, which is after it was written.
    private HashSet<string> DeadOnes(Rows rows, long now)
    {
        var dead = new HashSet<string>(StringComparer.Ordinal);
        var instances = InstancesOf(rows);
        foreach (var gone in seen.Keys.Except(instances).ToList())
        {
            seen.Remove(gone);
        }

        foreach (var instance in instances.Where(i => i != me))
        {
            var version = rows.VersionOf(new(RateRow.In(app), RateRow.Instance(instance)))!;
            if (!seen.TryGetValue(instance, out var last) || last.Version != version)
            {
                seen[instance] = (version, now);
            }
            else if (now - last.Since > Ticks(Dead))
            {
                dead.Add(instance);
            }
        }

        return dead;
    }

    // A slot that the rows say is held, and this instance does not know of: an answer was lost. It rests like one that was taken now.
    private void Settle(IReadOnlyList<int> kept, long now)
    {
        foreach (var gone in held.Keys.Except(kept).ToList())
        {
            held.Remove(gone);
        }

        foreach (var slot in kept)
        {
            held.TryAdd(slot, now + Ticks(Rest));
        }
    }

    private List<(long From, int Calls)> Parts() => [.. held.Values.Select(from => (from, Worth))];

    private Commit CommitOf(RatePlan plan, Rows rows, RateRow? own)
    {
        (Row, string?) Slot(int number, string? holder)
        {
            var row = new RateRow(app, RateRow.Slot(number), holder);
            return (row, rows.VersionOf(row.Address));
        }

        var beat = new RateRow(app, RateRow.Instance(me), Beat: (own?.Beat ?? 0) + 1);
        return new(
            RateRow.In(app),
            [
                (beat, rows.VersionOf(beat.Address)),
                .. plan.Taken.Select(n => Slot(n, me)),
                .. plan.Released.Concat(plan.Freed).Select(n => Slot(n, null)),
            ],
            [],
            [])
        {
            Removes = [.. plan.Dead.Select(i => new RowAddress(RateRow.In(app), RateRow.Instance(i))).Select(a => (a, rows.VersionOf(a)!))],
        };
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * clock.TimestampFrequency);
}
