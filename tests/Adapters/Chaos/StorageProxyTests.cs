using BranchBot.Adapters.Tests.Outbox;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Host.Storage;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BranchBot.Adapters.Tests.Chaos;

/// <summary>What bots see of a storage that fails: signatures hold through the proxy, the client's own repeats are at work, and what they cannot know is looked at again.</summary>
public sealed class StorageProxyTests(AzuriteFixture azurite)
{
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageFault.Slow, CommitResult.Committed)]
    [InlineData(StorageFault.Busy, CommitResult.Committed)]
    [InlineData(StorageFault.Error, CommitResult.Committed)]
    [InlineData(StorageFault.ResetBefore, CommitResult.Committed)]
    [InlineData(StorageFault.Hangs, CommitResult.Committed)]
    [InlineData(StorageFault.ResetAfter, CommitResult.Conflict)]
    [InlineData(StorageFault.ErrorAfter, CommitResult.Conflict)]
    [InlineData(StorageFault.HangsAfter, CommitResult.Conflict)]
    public async Task A_row_that_is_written_stands_once_whatever_became_of_the_answer(StorageFault fault, CommitResult seen)
    {
        await using var proxy = await StorageProxy.Start(azurite.ConnectionString, new() { Hang = TimeSpan.FromMilliseconds(300), Slowest = TimeSpan.FromMilliseconds(300) });
        await using var room = new StorageRoom(azurite, prefix: "proxied", connection: proxy.ConnectionString);
        await Write(room, "first");
        proxy.Weather.Next(fault, c => c is { Service: StorageService.Table, Method: "POST" });
        var (note, result) = await Write(room, Guid.NewGuid().ToString("N"));
        Assert.Equal(seen, result);
        Assert.Equal(note, (await room.Storage.Load([Read.One<Note>(note.Address)], cancel)).Find<Note>(note.Address));
        Assert.Equal(fault == StorageFault.Slow ? 0 : 1, proxy.Weather.Repeated);
        Assert.Equal(1, proxy.Weather.Counts[(StorageService.Table, fault)]);
    }

    [Theory]
    [InlineData(StorageFault.Busy)]
    [InlineData(StorageFault.ErrorAfter)]
    [InlineData(StorageFault.ResetAfter)]
    public async Task Queues_and_blobs_fail_and_are_tried_again_likewise(StorageFault fault)
    {
        await using var proxy = await StorageProxy.Start(azurite.ConnectionString);
        await using var room = new StorageRoom(azurite, prefix: "proxied", connection: proxy.ConnectionString);
        await room.Queue.Reach(cancel);
        var earlier = await room.Blobs.Put(BlobKind.Files, "csv", "text/csv", new byte[] { 1 }, cancel);
        proxy.Weather.Next(fault, c => c.Service == StorageService.Queue);
        await room.Queue.Announce(Note.In("proxied"), TimeSpan.Zero, cancel);
        proxy.Weather.Next(fault, c => c is { Service: StorageService.Blob, Method: "PUT" });
        var name = await room.Blobs.Put(BlobKind.Files, "csv", "text/csv", new byte[] { 1, 2 }, cancel);
        Assert.Equal([1, 2], (await room.Blobs.Read(BlobKind.Files, name, cancel))!.Value.ToArray());
        Assert.NotEqual(earlier, name);

        // A message that was put down twice is dealt with twice, which comes to the same; it is never lost.
        var taken = await room.Queue.Take(16, TimeSpan.FromMinutes(1), cancel);
        Assert.InRange(taken.Count, 1, fault == StorageFault.Busy ? 1 : 2);
        foreach (var message in taken)
        {
            proxy.Weather.Next(fault, c => c is { Service: StorageService.Queue, Method: "DELETE" });
            await room.Queue.Delete(message, cancel);
        }

        Assert.Empty(await room.Queue.Take(16, TimeSpan.FromMinutes(1), cancel));
    }

    [Fact]
    public async Task A_service_that_is_down_is_said_to_be_and_nothing_is_half_done()
    {
        await using var proxy = await StorageProxy.Start(azurite.ConnectionString);
        await using var room = new StorageRoom(azurite, prefix: "proxied", connection: proxy.ConnectionString);
        await Write(room, "first");
        proxy.Weather.Down = [StorageService.Table];
        Assert.Equal(CommitResult.Conflict, (await Write(room, "down")).Result);
        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => room.Storage.Load([Read.One<Note>(new Note("proxied", "down", "").Address)], cancel));
        proxy.Weather.Down = [];
        Assert.Null((await room.Storage.Load([Read.One<Note>(new Note("proxied", "down", "").Address)], cancel)).Find<Note>(new Note("proxied", "down", "").Address));
    }

    [Fact]
    public async Task While_queues_and_blobs_are_down_it_is_ready_what_tells_nobody_is_written_and_what_tells_somebody_is_refused_whole()
    {
        await using var proxy = await StorageProxy.Start(azurite.ConnectionString);
        await using var room = new StorageRoom(azurite, prefix: $"proxied{Environment.ProcessId}", connection: proxy.ConnectionString, catalogue: CheersFeature.Catalogue);
        proxy.Weather.Down = [StorageService.Queue, StorageService.Blob];
        Assert.Equal(HealthStatus.Healthy, (await room.Health.CheckHealthAsync(StorageHealth.IsNeeded, cancel)).Status);
        Assert.Equal(CommitResult.Committed, (await Write(room, "quiet")).Result);
        var who = DemoBranch.Id(6);
        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => room.Handler(TimeProvider.System).Handle(new(who, Language.English, "op", null), new Cheer(Delivery.Certain), cancel));
        Assert.Null((await room.Storage.Load([Read.One<Cheers>(Cheers.At(who))], cancel)).Find<Cheers>(Cheers.At(who)));
    }

    private async Task<(Note Note, CommitResult Result)> Write(StorageRoom room, string name)
    {
        var note = new Note("proxied", name, "x");
        return (note, await room.Tables.Commit(new(note.Address.Partition, [(note, null)], [], []), cancel));
    }
}
