using System.Diagnostics;
using System.Globalization;
using BranchBot.Features;
using BranchBot.Host.Jobs;
using BranchBot.Host.Local;
using BranchBot.Host.Outbox;
using BranchBot.Host.Storage;
using BranchBot.Host.WakeUps;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BranchBot.Benchmarks;

/// <summary>Many branches armed in one storage: what a wake-up costs, and what a minute costs in which few of them are due.</summary>
internal static class WakeUps
{
    private const int Real = 20;
    private static readonly DateTimeOffset Morning = DemoBranch.At("07:20");

    public static async Task<int> Run(IReadOnlyList<string> options)
    {
        var branches = int.Parse(options.SkipWhile(o => o != "--branches").Skip(1).FirstOrDefault() ?? "40000", CultureInfo.InvariantCulture);
        await using var azurite = await AzuriteProcess.Start();
        var clock = new LocalClock(Morning - TimeProvider.System.GetUtcNow());
        var trips = new MeasuredHost.RoundTrips();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:ConnectionString"] = azurite.ConnectionString }).Build();
        var collection = new ServiceCollection().AddLogging().AddStorage(configuration).AddOutbox().AddJobs().AddWakeUps();
        collection.AddSingleton<TimeProvider>(clock).AddSingleton(new Catalogue(AllFeatures.List)).AddSingleton<ISender, Nowhere>().AddSingleton(new StoragePolicy(trips));
        await using var services = collection.BuildServiceProvider();
        var (waking, storage, sweep, worker) = (services.GetRequiredService<Waking>(), services.GetRequiredService<IStorage>(), services.GetRequiredService<RepairSweep>(), services.GetRequiredService<WakeUpWorker>());
        var delivery = services.GetRequiredService<OutboxDelivery>();
        async Task<long> Count(Func<Task> act)
        {
            await delivery.Drain();
            var before = trips.Count;
            await act();
            return trips.Count - before;
        }

        await Town.Settle(storage, Real);
        while (await worker.SweepOnce(CancellationToken.None) > 0)
        {
            // The branches of the town are armed.
        }

        var alone = await Count(() => waking.Wake(new("b0"), null, CancellationToken.None));
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, branches), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (n, cancel) =>
            await waking.Arm(new(new($"far{n}"), Morning.AddHours(23), $"{n}", new(2026, 11, 23)), null, Morning, cancel));
        var armed = Stopwatch.GetElapsedTime(began);
        Console.WriteLine($"{branches} branches armed in {armed.TotalSeconds:0} s ({branches / armed.TotalSeconds:0}/s): 1 message and 1 row each.");

        var among = await Count(() => waking.Wake(new("b0"), null, CancellationToken.None));
        Console.WriteLine($"Round trips of a wake-up with nothing due: {alone} with {Real} branches armed, {among} with {branches + Real}.");

        began = Stopwatch.GetTimestamp();
        var idle = await Count(() => worker.SweepOnce(CancellationToken.None));
        Console.WriteLine($"A look at the queue with nothing due: {idle} round trip, {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms.");

        began = Stopwatch.GetTimestamp();
        var repair = await Count(() => sweep.RepairOnce(CancellationToken.None));
        Console.WriteLine($"A search for lost wake-ups: {repair} round trips, {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms.");

        clock.Offset += TimeSpan.FromMinutes(45);
        began = Stopwatch.GetTimestamp();
        var due = await Count(async () =>
        {
            for (var branch = 0; branch < Real; branch++)
            {
                await waking.Wake(new($"b{branch}"), null, CancellationToken.None);
            }

            await delivery.Drain();
        });
        Console.WriteLine($"After 08:00, {Real} of them due with {Town.People} cards each: {due} round trips ({due / (double)Real:0.0} a branch, sending and all that a card reads with it), {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s.");
        return 0;
    }

    private sealed class Nowhere : ISender
    {
        public Task<Prepared> Prepare(Effect effect, Partition partition, CancellationToken cancel) =>
            Task.FromResult<Prepared>(new Prepared.Ready(_ => Task.FromResult<SendOutcome>(new SendOutcome.Sent())));
    }
}
