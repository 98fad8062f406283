using Azure;
using BranchBot.Adapters.Tests.Jobs;
using BranchBot.Adapters.Tests.Outbox;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Host.Storage;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Chaos;

/// <summary>The storage did what it was asked, and the answer was lost: the client's own repeat is then told that the thing is there already, by nobody else than itself.</summary>
public sealed class LostAnswersTests(AzuriteFixture azurite)
{
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "H-1")]
    public async Task A_photo_that_the_store_has_is_not_refused_because_its_answer_was_lost()
    {
        var wire = new Wire();
        await using var room = new StorageRoom(azurite, prefix: "lostblob", watch: wire);
        await room.Blobs.Put(BlobKind.Pictures, "jpg", "image/jpeg", new byte[] { 1 }, cancel);
        wire.At = Loses("PUT", ".jpg");
        var name = await room.Blobs.Put(BlobKind.Pictures, "jpg", "image/jpeg", new byte[] { 1, 2, 3 }, cancel);
        Assert.Equal([1, 2, 3], (await room.Blobs.Read(BlobKind.Pictures, name, cancel))!.Value.ToArray());
    }

    [Theory]
    [InlineData(Delivery.AtMostOnce)]
    [InlineData(Delivery.Certain)]
    [Trait("Rule", "T-4")]
    public async Task A_nudge_is_not_given_up_unsent_because_the_answer_to_its_lease_was_lost(Delivery delivery)
    {
        await using var house = House();
        var (world, wire) = (new RecordingSender(), new Wire());
        var process = house.Process(world, wire);
        wire.At = Loses("PUT", "RowKey='outbox");
        await house.Cheer(process, new(delivery));
        await process.Delivery.Drain();
        Assert.Single(world.Sent);
        Assert.Empty(await house.Waiting(process));
    }

    [Theory]
    [InlineData(Delivery.AtMostOnce)]
    [InlineData(Delivery.Certain)]
    public async Task A_message_that_arrived_is_not_sent_again_because_the_storage_failed_just_then(Delivery delivery)
    {
        await using var house = House();
        var (wire, failures) = (new Wire(), 0);
        var world = new RecordingSender(_ =>
        {
            failures = 4;
            return new Host.Outbox.SendOutcome.Sent();
        });
        wire.At = (_, after) =>
        {
            if (!after && Interlocked.Decrement(ref failures) >= 0)
            {
                throw new RequestFailedException(500, "Operation could not be completed within the permitted time.", "OperationTimedOut", null);
            }
        };
        var process = house.Process(world, wire);
        await house.Cheer(process, new(delivery));
        await process.Delivery.Drain();
        await house.SweepUntilQuiet(process);
        Assert.Single(world.Sent);
        Assert.Empty(await house.Waiting(process));
    }

    [Fact]
    public async Task A_job_does_not_wait_for_somebody_who_died_because_the_answer_to_its_own_lease_was_lost()
    {
        await using var house = new JobHouse(azurite, BunFeature.Catalogue);
        var wire = new Wire();
        var room = house.Process(new RecordingSender(), wire);
        var (leader, region) = (DemoBranch.Id(50), new Region(new("R01"), "示范二级分行"));
        await house.Put(room, region, new Person(leader, new("徐刚", Leads: region)), new RegionBranch(region.Id, new("demo"), "示范支行"));
        wire.At = Loses("PUT", "RowKey='job");
        await house.Give(room, leader, new LayBuns("plain"));
        await room.Jobs.Drain();
        Assert.Equal(1, (await room.Storage.Load([Read.One<Table>(Table.At(new("demo")))], cancel)).Find<Table>(Table.At(new("demo")))?.Buns);
    }

    // The first request such is carried out, and its answer does not come.
    private static Action<string, bool> Loses(string method, string such)
    {
        var lost = 0;
        return (request, after) =>
        {
            if (after && request.StartsWith(method, StringComparison.Ordinal) && Uri.UnescapeDataString(request).Contains(such, StringComparison.Ordinal) && Interlocked.Increment(ref lost) == 1)
            {
                throw new IOException("The response ended prematurely.");
            }
        };
    }

    private OutboxHouse House() => new(azurite)
    {
        Times = new()
        {
            Net = TimeSpan.FromSeconds(2),
            Send = TimeSpan.FromSeconds(1),
            Lease = TimeSpan.FromSeconds(60),
            Hidden = TimeSpan.FromSeconds(1),
            LongestPause = TimeSpan.FromSeconds(1),
        },
    };
}
