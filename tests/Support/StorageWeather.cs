using System.Collections.Concurrent;

namespace BranchBot.Tests.Support;

/// <summary>A service of an Azure Storage account.</summary>
public enum StorageService
{
    Table,
    Queue,
    Blob,
}

/// <summary>How a request to the storage fails.</summary>
public enum StorageFault
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>The answer comes late.</summary>
    Slow,

    /// <summary>503 ServerBusy; nothing was done.</summary>
    Busy,

    /// <summary>500 InternalError; nothing was done.</summary>
    Error,

    /// <summary>The connection breaks; nothing was done.</summary>
    ResetBefore,

    /// <summary>No answer, and nothing was done.</summary>
    Hangs,

    /// <summary>All was done, then the connection breaks.</summary>
    ResetAfter,

    /// <summary>All was done, then no answer comes.</summary>
    HangsAfter,

    /// <summary>All was done, and the answer is 500 OperationTimedOut.</summary>
    ErrorAfter,
}

/// <summary>A request to the storage.</summary>
/// <param name="Service">To which service.</param>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path.</param>
/// <param name="Id">What its sender calls it; the same when it is tried again.</param>
public sealed record StorageCall(StorageService Service, string Method, string Path, string Id)
{
    /// <summary>What it brings, as text; of a batch the rows that it writes and takes away.</summary>
    public string Body { get; init; } = "";
}

/// <summary>
/// What fails of the storage, by a seeded plan: each request in the order of its coming has its lot. Some lots are for all tries of a request, so that the
/// client's own repeats do not hide everything.
/// </summary>
public sealed class StorageWeather
{
    private static readonly (StorageFault Fault, int Weight)[] Lots =
    [
        (StorageFault.Slow, 20), (StorageFault.Busy, 20), (StorageFault.Error, 15), (StorageFault.ResetBefore, 15), (StorageFault.ResetAfter, 15), (StorageFault.ErrorAfter, 10), (StorageFault.Hangs, 2), (StorageFault.HangsAfter, 3),
    ];

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<(StorageService Service, StorageFault Fault), int> counts = new();
    private readonly ConcurrentQueue<(DateTimeOffset At, StorageCall Call, StorageFault Fault)> failed = [];
    private readonly Dictionary<string, (StorageFault First, int Tries, bool Sticks)> tries = new(StringComparer.Ordinal);
    private readonly Queue<(Predicate<StorageCall> Such, StorageFault Fault)> next = [];
    private Random random = new(0);

    /// <summary>How many of a thousand requests fail; 0: fair weather.</summary>
    public int Share { get; private set; }

    /// <summary>Of a thousand that fail, how many fail at each try.</summary>
    public int Stubborn { get; init; } = 100;

    /// <summary>How long no answer comes before the connection ends; whoever waits less long ends it himself.</summary>
    public TimeSpan Hang { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>The longest that a slow answer takes.</summary>
    public TimeSpan Slowest { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The services that do not work at all; empty: all do.</summary>
    public IReadOnlyCollection<StorageService> Down { get; set; } = [];

    /// <summary>How often each fault came.</summary>
    public IReadOnlyDictionary<(StorageService Service, StorageFault Fault), int> Counts => counts;

    /// <summary>Each request that failed, with when it came.</summary>
    public IReadOnlyCollection<(DateTimeOffset At, StorageCall Call, StorageFault Fault)> Failed => failed;

    /// <summary>How many requests were tried again by their sender.</summary>
    public int Repeated
    {
        get
        {
            lock (gate)
            {
                return tries.Values.Count(t => t.Tries > 1);
            }
        }
    }

    /// <summary>From now on so many of a thousand requests fail.</summary>
    public void Turns(int share, int seed = 0)
    {
        lock (gate)
        {
            (Share, random) = (share, share == 0 ? random : new(seed));
        }
    }

    /// <summary>The next request such fails, once.</summary>
    public void Next(StorageFault fault, Predicate<StorageCall> such)
    {
        lock (gate)
        {
            next.Enqueue((such, fault));
        }
    }

    internal StorageFault Ask(StorageCall call)
    {
        lock (gate)
        {
            var fault = Down.Contains(call.Service) ? StorageFault.Busy
                : next.TryPeek(out var asked) && asked.Such(call) ? next.Dequeue().Fault
                : Lot(call);
            if (call.Id.Length > 0)
            {
                var (first, count, sticks) = tries.TryGetValue(call.Id, out var known) ? known : (fault, 0, fault != StorageFault.None && random.Next(1000) < Stubborn);
                tries[call.Id] = (first, count + 1, sticks);
            }

            if (fault != StorageFault.None)
            {
                failed.Enqueue((TimeProvider.System.GetUtcNow(), call, fault));
                counts.AddOrUpdate((call.Service, fault), 1, (_, n) => n + 1);
            }

            return fault;
        }
    }

    internal Task Silence(CancellationToken cancel) => Task.Delay(Hang, cancel);

    internal Task Slowness(StorageFault fault, CancellationToken cancel)
    {
        lock (gate)
        {
            return fault == StorageFault.Slow ? Task.Delay(Slowest * random.NextDouble(), cancel) : Task.CompletedTask;
        }
    }

    private StorageFault Lot(StorageCall call)
    {
        if (Share == 0)
        {
            return StorageFault.None;
        }

        // A stubborn fault that did its work at the first try has nothing left to do at the next: then only the answers are lost.
        if (tries.TryGetValue(call.Id, out var known) && known.Sticks)
        {
            return known.First;
        }

        if (random.Next(1000) >= Share)
        {
            return StorageFault.None;
        }

        var lot = random.Next(Lots.Sum(l => l.Weight));
        return Lots.First(l => (lot -= l.Weight) < 0).Fault;
    }
}
