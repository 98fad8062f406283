using BranchBot.Adapters.Tests.Storage;

namespace BranchBot.Adapters.Tests.Outbox;

/// <summary>The table did what it was asked and its answer never came.</summary>
public sealed class LostAnswerTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_commit_whose_answer_was_lost_changes_the_state_once_and_is_told_once(int unanswered)
    {
        await using var house = new OutboxHouse(azurite);
        var world = new RecordingSender();
        var wire = new Wire();
        var process = house.Process(world, wire);
        await house.Cheer(process, new(Delivery.Certain), "earlier");
        await process.Delivery.Drain();

        // With one lost answer the client's own repeat is told that the row has changed; with four it gives up.
        var lost = 0;
        wire.At = (request, after) =>
        {
            if (after && request.EndsWith("$batch", StringComparison.Ordinal) && lost++ < unanswered)
            {
                throw new IOException("The connection was closed.");
            }
        };

        Assert.Equal("already", await house.Cheer(process, new(Delivery.Certain)));
        await process.Delivery.Drain();
        await house.SweepUntilQuiet(process);

        Assert.True(lost >= unanswered);
        Assert.Equal(["earlier", "op-1"], await house.Operations(process));
        Assert.Equal(["earlier|1", "op-1|1"], world.Sent.Select(e => e.Key));
        Assert.Empty(await house.Waiting(process));
    }
}
