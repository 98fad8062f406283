using System.Diagnostics.Metrics;
using Azure.Core;
using Azure.Core.Pipeline;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;
using BranchBot.Host.People;
using BranchBot.Host.Records;
using BranchBot.Host.Storage;
using BranchBot.Host.Telemetry;
using BranchBot.Host.WakeUps;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BranchBot.Adapters.Tests.Storage;

/// <summary>The storage and outbox rooms on a real Azurite, as the program sets them up, with a sender and a clock of the test's own.</summary>
internal sealed class StorageRoom : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly Catalogue catalogue;

    public StorageRoom(
        AzuriteFixture azurite,
        ISender? sender = null,
        TimeProvider? clock = null,
        string prefix = "test",
        HttpPipelinePolicy? watch = null,
        Catalogue? catalogue = null,
        OutboxTimes? times = null,
        JobTimes? jobs = null,
        bool wakeUps = false,
        bool people = false,
        IWorker? worker = null,
        bool overwriteNewer = false,
        string? connection = null)
    {
        this.catalogue = catalogue ?? Rehearsal.Catalogue;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:ConnectionString"] = connection ?? azurite.ConnectionString,
            ["Storage:Prefix"] = prefix,
            ["Storage:OverwriteNewer"] = $"{overwriteNewer}",
        }).Build();
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddStorage(configuration);
        collection.AddOutbox();
        collection.AddJobs();
        collection.AddSingleton<CardErasure>().AddSingleton<Again>().AddPersonCommands().AddRecords().AddRetentionSweep(RetentionSettings.Read(configuration, new(this.catalogue)));
        if (people)
        {
            collection.AddPeople();
        }

        if (wakeUps)
        {
            collection.AddWakeUps();
        }

        collection.AddSingleton(clock ?? TimeProvider.System);
        collection.AddSingleton(this.catalogue);
        collection.AddSingleton(times ?? new OutboxTimes());
        collection.AddSingleton(jobs ?? new JobTimes());
        collection.AddSingleton(sender ?? new RecordingSender());
        if (worker is not null)
        {
            collection.AddSingleton(worker);
        }

        if (watch is not null)
        {
            collection.AddSingleton(new StoragePolicy(watch));
        }

        services = collection.BuildServiceProvider();
    }

    public IStorage Storage => services.GetRequiredService<IStorage>();

    public OutboxDelivery Delivery => services.GetRequiredService<OutboxDelivery>();

    /// <summary>The storage without the outbox in front of it.</summary>
    public TableStorage Tables => services.GetRequiredService<TableStorage>();

    public HealthCheckService Health => services.GetRequiredService<HealthCheckService>();

    public IBlobs Blobs => services.GetRequiredService<IBlobs>();

    public IPictureLinks Pictures => services.GetRequiredService<IPictureLinks>();

    public OutboxQueue Queue => services.GetRequiredService<OutboxQueue>();

    /// <summary>Anything else of the program.</summary>
    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public RetentionSweep RetentionSweep => services.GetRequiredService<RetentionSweep>();

    public OutboxSweep Sweep => services.GetRequiredService<OutboxSweep>();

    public Waking Waking => services.GetRequiredService<Waking>();

    public JobRunner Jobs => services.GetRequiredService<JobRunner>();

    public JobSweep JobSweep => services.GetRequiredService<JobSweep>();

    public CommandHandler Handler(TimeProvider clock) => new(Storage, catalogue, new HashSet<PersonId> { DemoBranch.Administrator }, clock, new HandlingWatch(services.GetRequiredService<Measures>()));

    /// <summary>Whose meters this room's measures are.</summary>
    public IMeterFactory Meters => services.GetRequiredService<IMeterFactory>();

    public ValueTask DisposeAsync() => services.DisposeAsync();
}

/// <summary>A sender that keeps what it was given and answers as the test wishes.</summary>
internal sealed class RecordingSender(Func<Effect, SendOutcome>? answer = null) : ISender
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<Effect> sent = new();

    public IReadOnlyCollection<Effect> Sent => sent;

    public Task<Prepared> Prepare(Effect effect, Partition partition, CancellationToken cancel) => Task.FromResult<Prepared>(new Prepared.Ready(_ => Task.FromResult(Send(effect))));

    public SendOutcome Send(Effect effect)
    {
        sent.Enqueue(effect);
        return answer?.Invoke(effect) ?? new SendOutcome.Sent();
    }
}

/// <summary>A row of the tests.</summary>
internal sealed record Note(string Branch, string Name, string Text) : Row
{
    public static Partition In(string branch) => Partition.OfBranch("notes", new(branch));

    public override RowAddress Address => new(In(Branch), Name);
}

/// <summary>Counts the requests to tables and queues and can let them die: before they reach the table, or after, with the answer lost.</summary>
internal sealed class Wire : HttpPipelinePolicy
{
    private readonly List<string> requests = [];

    /// <summary>Called before (false) and after (true) each request with its method and path; throws to let it die there.</summary>
    public Action<string, bool> At { get; set; } = (_, _) => { };

    public IReadOnlyList<string> Requests => requests;

    /// <summary>Bytes of the largest body that was sent.</summary>
    public long LargestBody { get; private set; }

    public void Forget() => requests.Clear();

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("The storage room is asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var request = $"{message.Request.Method} {message.Request.Uri.Path}";
        lock (requests)
        {
            requests.Add(request);
            if (message.Request.Content is { } content && content.TryComputeLength(out var bytes))
            {
                LargestBody = Math.Max(LargestBody, bytes);
            }
        }

        At(request, false);
        await ProcessNextAsync(message, pipeline);
        At(request, true);
    }
}
