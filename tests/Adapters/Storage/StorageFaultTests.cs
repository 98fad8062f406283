using System.Net;
using System.Net.Sockets;
using Azure.Core;
using Azure.Core.Pipeline;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;
using BranchBot.Host.Storage;
using BranchBot.Host.WakeUps;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

namespace BranchBot.Adapters.Tests.Storage;

/// <summary>What is said of storage that answers late or not at all.</summary>
public sealed class StorageFaultTests(AzuriteFixture azurite)
{
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_that_is_not_answered_within_its_deadline_is_to_be_read_again_although_it_stands()
    {
        var clock = new FakeTimeProvider();
        var silence = new Silence();
        await using var room = new StorageRoom(azurite, clock: clock, prefix: "silence", watch: silence);
        var note = new Note(Guid.NewGuid().ToString("N"), "a", "x");
        await room.Storage.Commit(new(Note.In("other"), [(note with { Branch = "other" }, null)], [], []), cancel);

        silence.Falls = true;
        var commit = room.Storage.Commit(new(note.Address.Partition, [(note, null)], [], []), cancel);
        await silence.Fallen;
        Assert.False(commit.IsCompleted);
        clock.Advance(TableStorage.Deadline);
        Assert.Equal(CommitResult.Conflict, await commit);

        silence.Falls = false;
        Assert.Equal(note, (await room.Storage.Load([Read.One<Note>(note.Address)], cancel)).Find<Note>(note.Address));
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_not_told_of_a_conflict()
    {
        var silence = new Silence { Falls = true };
        await using var room = new StorageRoom(azurite, prefix: "silence", watch: silence);
        using var caller = new CancellationTokenSource();
        var note = new Note(Guid.NewGuid().ToString("N"), "a", "x");
        var commit = room.Storage.Commit(new(note.Address.Partition, [(note, null)], [], []), caller.Token);
        await silence.Fallen;
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => commit);
    }

    [Fact]
    public async Task The_bot_is_ready_while_tables_and_queue_answer()
    {
        await using var room = new StorageRoom(azurite, prefix: "health", wakeUps: true);
        Assert.Equal(HealthStatus.Healthy, (await room.Health.CheckHealthAsync(cancel)).Status);
    }

    [Fact]
    public async Task The_bot_is_not_ready_where_storage_cannot_be_reached_and_says_which_setting_to_look_at()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        var address = $"http://127.0.0.1:{port}/devstoreaccount1";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:ConnectionString"] =
                $"AccountName=devstoreaccount1;AccountKey={Convert.ToBase64String(new byte[64])};TableEndpoint={address};QueueEndpoint={address};BlobEndpoint={address};",
        }).Build();
        await using var services = new ServiceCollection().AddLogging().AddStorage(configuration).AddSingleton<OutboxQueue>().AddSingleton<JobQueue>().AddSingleton<WakeUpQueue>().BuildServiceProvider();

        var entries = (await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(cancel)).Entries;
        Assert.Equal(["queues and blobs", "tables"], entries.Keys.Order());
        Assert.All(entries.Values, entry => Assert.Equal(HealthStatus.Unhealthy, entry.Status));
        Assert.All(entries.Values, entry => Assert.Contains("Storage:ConnectionString", entry.Description));
    }

    /// <summary>Requests arrive and are carried out; their answers do not come back.</summary>
    private sealed class Silence : HttpPipelinePolicy
    {
        private readonly TaskCompletionSource fallen = new();

        public bool Falls { get; set; }

        public Task Fallen => fallen.Task;

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("The storage room is asynchronous.");

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await ProcessNextAsync(message, pipeline);
            if (Falls)
            {
                fallen.TrySetResult();
                await Task.Delay(Timeout.Infinite, message.CancellationToken);
            }
        }
    }
}
