using BranchBot.Features;
using BranchBot.Host.Jobs;

namespace BranchBot.Adapters.Tests.Jobs;

/// <summary>A feature of the tests: the region lays a bun on the table of each of its branches, which is one job with a step a branch.</summary>
internal sealed class BunFeature : IFeature
{
    public static Catalogue Catalogue { get; } = new([new BunFeature(), .. AllFeatures.List]);

    public void Describe(FeatureBuilder feature) => feature
        .Command<LayBuns>("buns.lay", Who.RegionLeader)
        .Command<ShowBuns>("buns.show", Who.Anyone)
        .Job<LayBunsEverywhere>("buns")
        .Job<WatchOven>("buns.oven");
}

internal sealed record BunOrder(RegionId Region, string Kind) : Row
{
    public static RowAddress At(RegionId region) => new(Partition.OfRegion("buns", region), "order");

    public override RowAddress Address => At(Region);
}

internal sealed record Table(BranchId Branch, int Buns, string? Order = null) : Row
{
    public static RowAddress At(BranchId branch) => new(Partition.OfBranch("buns", branch), "table");

    public override RowAddress Address => At(Branch);
}

internal sealed record ShowBuns(string What) : Command
{
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Said(Text.Same(What)));
}

internal sealed record LayBuns(string Kind) : Command
{
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<BunOrder>(BunOrder.At(((RegionLeader)turn.Actor).Region.Id))];

    public override Decision Decide(Turn turn, Rows rows)
    {
        var region = ((RegionLeader)turn.Actor).Region.Id;
        var said = new Said(Text.Same("laying"));
        return rows.Find<BunOrder>(BunOrder.At(region))?.Kind == Kind
            ? Decision.Show(said)
            : Decision.Write(said, new BunOrder(region, Kind)).Starting(Kind, new LayBunsEverywhere(region, Kind, turn.Actor.Id));
    }
}

internal sealed record LayBunsEverywhere(RegionId Region, string Kind, PersonId By) : SteppedJob
{
    public override IReadOnlyList<Read> Needs() => [RegionBranch.All(Region)];

    public override IReadOnlyList<string> Steps(Rows rows) => [.. rows.All<RegionBranch>().Select(b => b.Branch.Value)];

    public override IReadOnlyList<Read> Needs(string step) => [Read.One<Table>(Table.At(new(step)))];

    public override JobStep Do(string step, Rows rows, DateTimeOffset now) => Kind == "impossible"
        ? throw new InvalidOperationException("There is no such bun.")
        : rows.Find<Table>(Table.At(new(step))) is var table && table?.Order == Kind
            ? JobStep.Nothing
            : JobStep.Write(new Table(new(step), (table?.Buns ?? 0) + 1, Kind)) with { Tells = step == "b001" ? [new($"buns|{Kind}", By, Delivery.Certain, new ShowBuns("the first"))] : [] };

    public override bool IsAwaited() => true;

    public override Effect? Ended(string key, bool whole) => new(key, By, Delivery.Certain, new ShowBuns(whole ? "all" : "not all"));
}

internal sealed record WatchOven : Job
{
    public override bool Follows() => true;
}

/// <summary>Looks into the oven, and rests for an hour.</summary>
internal sealed class OvenWatcher : IWorker
{
    private int looks;

    public int Looks => Volatile.Read(ref looks);

    /// <summary>How long a look takes.</summary>
    public Task Look { get; set; } = Task.CompletedTask;

    /// <summary>How it ends.</summary>
    public Func<JobResult> Ends { get; set; } = () => JobResult.Later(TimeSpan.FromHours(1));

    public bool Takes(Job job) => job is WatchOven;

    public async Task<JobResult> Run(JobRun run, CancellationToken cancel)
    {
        Interlocked.Increment(ref looks);
        await Look;
        return Ends();
    }
}

/// <summary>Burns whatever it bakes, and the first time cannot tell that it gives up.</summary>
internal sealed class BurntOven(Func<Task<JobRow>> row) : IWorker
{
    /// <summary>Whether the job was still open each time that it was told of.</summary>
    public List<bool> WasOpen { get; } = [];

    public bool Takes(Job job) => job is WatchOven;

    public Task<JobResult> Run(JobRun run, CancellationToken cancel) => throw new InvalidOperationException("It burns.");

    public async Task GivenUp(Job job, CancellationToken cancel)
    {
        WasOpen.Add((await row()).IsOpen);
        if (WasOpen.Count == 1)
        {
            throw new TimeoutException("Nobody listens.");
        }
    }
}
