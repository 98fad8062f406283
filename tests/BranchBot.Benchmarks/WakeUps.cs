using System.Collections.Concurrent;
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
    private const int Watched = 400;
    private const int LostOf = 10;
    private const int DoubledOf = 8;
    private static readonly DateTimeOffset Morning = DemoBranch.At("07:20");

    public static async Task<int> Run(IReadOnlyList<string> options)
    {
        var branches = int.Parse(options.SkipWhile(o => o != "--branches").Skip(1).FirstOrDefault() ?? "40000", CultureInfo.InvariantCulture);
        await using var azurite = await AzuriteProcess.Start(Repository.At("tests", "BranchBot.Benchmarks", "azurite-large.cjs"));
        var clock = new LocalClock(Morning - TimeProvider.System.GetUtcNow());
        var trips = new MeasuredHost.RoundTrips();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:ConnectionString"] = azurite.ConnectionString }).Build();
        var collection = new ServiceCollection().AddLogging().AddStorage(configuration).AddOutbox().AddJobs().AddWakeUps();
        var told = new Notebook(clock);
        collection.AddSingleton<TimeProvider>(clock).AddSingleton(new Catalogue(AllFeatures.List)).AddSingleton<ISender>(told).AddSingleton(new StoragePolicy(trips));
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
        await Lose(told, clock, services, worker, sweep, delivery);
        return told.Wrong.Count == 0 ? 0 : 1;
    }

    /// <summary>Among all that are armed: some branches of one person each fall due within half a minute; the messages of some are lost, those of others come twice.</summary>
    private static async Task Lose(Notebook told, LocalClock clock, IServiceProvider services, WakeUpWorker worker, RepairSweep sweep, OutboxDelivery delivery)
    {
        var (storage, queue) = (services.GetRequiredService<TableStorage>(), services.GetRequiredService<WakeUpQueue>());
        var start = clock.GetUtcNow().AddSeconds(20);
        var (lost, doubled) = (0, 0);
        told.Begin();
        await Parallel.ForEachAsync(Enumerable.Range(0, Watched), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (n, cancel) =>
        {
            var due = start.AddSeconds(n % 10);
            var opens = TimeOnly.FromTimeSpan(due.AddMinutes(30) - DemoBranch.At("00:00"));
            var hours = new Hours(opens, new(23, 0));
            var facts = new BranchFacts(DemoBranch.Branch with { Id = new($"watched{n}"), Hours = new(hours, hours, hours, hours, hours, null, null) });
            var roster = new Roster(facts.Branch.Id, [new(Town.Person(n, 77), "员工", Position.PersonalTeller)]);
            await storage.Commit(new(facts.Address.Partition, [(facts, null), (roster, null)], [], []), cancel);
            var armed = new Armed(facts.Branch.Id, due, $"{n}", new(2026, 11, 23));
            told.Expect(roster.Staff[0].Id, due);
            for (var times = n % LostOf == 0 ? 0 : n % DoubledOf == 1 ? 2 : 1; times > 0; times--)
            {
                await queue.Put(new WakeUp(armed.Branch, armed.Due, armed.Nonce), armed.Due - clock.GetUtcNow(), cancel);
            }

            Interlocked.Add(ref lost, n % LostOf == 0 ? 1 : 0);
            Interlocked.Add(ref doubled, n % LostOf != 0 && n % DoubledOf == 1 ? 1 : 0);
            await storage.Commit(new(armed.Address.Partition, [(armed, null)], [], []), cancel);
        });

        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(3) && told.Count < Watched - lost;)
        {
            await Sweep(worker);
            await delivery.Drain();
        }

        var first = told.Count;
        clock.Offset += TimeSpan.FromMinutes(6);
        var repaired = await sweep.RepairOnce(CancellationToken.None);
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(3) && told.Count < Watched;)
        {
            await Sweep(worker);
            await delivery.Drain();
        }

        told.Look();
        Console.WriteLine($"{Watched} branches due among them, {lost} of whose messages were lost and {doubled} came twice: {first} woken by their own message, {repaired} put down again by the search, {told.Count} of {Watched} told, {told.Early} early, {told.Twice} twice.");
        foreach (var sentence in told.Wrong.Take(5))
        {
            Console.WriteLine($"  {sentence}");
        }
    }

    // The emulator looks through all messages for the next: with 40,000 it can take longer than a request waits. The worker would go on likewise.
    private static async Task Sweep(WakeUpWorker worker)
    {
        try
        {
            await (await worker.SweepOnce(CancellationToken.None) == 0 ? Task.Delay(500) : Task.CompletedTask);
        }
        catch (AggregateException late)
        {
            Console.WriteLine($"  The emulator did not answer: {late.GetBaseException().GetType().Name}.");
        }
    }

    /// <summary>Who was told when, instead of Teams.</summary>
    private sealed class Notebook(TimeProvider clock) : ISender
    {
        private readonly ConcurrentDictionary<PersonId, DateTimeOffset> expected = new();
        private readonly ConcurrentBag<(PersonId Who, DateTimeOffset At)> told = [];
        private bool watches;

        public int Count => told.Select(t => t.Who).Distinct().Count();

        public int Early => told.Count(t => t.At < expected[t.Who]);

        public int Twice => told.Count - Count;

        public IReadOnlyList<string> Wrong { get; private set; } = [];

        public void Begin() => watches = true;

        public void Expect(PersonId who, DateTimeOffset due) => expected[who] = due;

        public void Look() => Wrong =
        [
            .. Count < expected.Count ? [$"{expected.Count - Count} were not told."] : Array.Empty<string>(),
            .. Early > 0 ? [$"{Early} were told early."] : Array.Empty<string>(),
            .. Twice > 0 ? [$"{Twice} were told twice."] : Array.Empty<string>(),
        ];

        // Two may make the same one ready; what is counted is what goes.
        public Task<Prepared> Prepare(Effect effect, Partition partition, CancellationToken cancel) => Task.FromResult<Prepared>(new Prepared.Ready(_ =>
        {
            if (watches && expected.ContainsKey(effect.To))
            {
                told.Add((effect.To, clock.GetUtcNow()));
            }

            return Task.FromResult<SendOutcome>(new SendOutcome.Sent());
        }));
    }
}
