using BranchBot.Adapters.Tests.Storage;

namespace BranchBot.Adapters.Tests.Outbox;

/// <summary>A process is killed after each of its steps in turn; when another one has taken over, the world looks as if it had not been.</summary>
public sealed class CrashTests(AzuriteFixture azurite)
{
    private const int FewestSteps = 16;

    [Theory]
    [InlineData(Delivery.Certain)]
    [InlineData(Delivery.AtMostOnce)]
    public async Task Whatever_step_the_answering_process_is_killed_at_the_change_stands_once_and_is_told(Delivery delivery)
    {
        for (var step = 1; ; step++)
        {
            await using var house = new OutboxHouse(azurite);
            var world = new RecordingSender();
            var mortal = new Mortal((n, _) => n == step, world);
            await Attempt(house, house.Process(mortal, mortal.Wire), delivery);
            if (mortal.KilledAt is null)
            {
                Assert.True(step > FewestSteps, $"Only {step} steps were seen.");
                return;
            }

            // Teams repeats a press that was not answered.
            var successor = house.Process(world);
            await house.Cheer(successor, new(delivery));
            await successor.Delivery.Drain();
            await house.SweepUntilQuiet(successor);
            await AssertAsIfNothingHadBeen(house, successor, world, mortal, delivery);
        }
    }

    [Theory]
    [InlineData(Delivery.Certain)]
    [InlineData(Delivery.AtMostOnce)]
    public async Task Without_a_repeat_from_Teams_the_change_stands_with_its_message_or_neither_does(Delivery delivery)
    {
        for (var step = 1; ; step++)
        {
            await using var house = new OutboxHouse(azurite);
            var world = new RecordingSender();
            var mortal = new Mortal((n, _) => n == step, world);
            await Attempt(house, house.Process(mortal, mortal.Wire), delivery);
            if (mortal.KilledAt is null)
            {
                return;
            }

            var successor = house.Process(world);
            await house.SweepUntilQuiet(successor);
            if ((await house.Operations(successor)).Count == 1)
            {
                await AssertAsIfNothingHadBeen(house, successor, world, mortal, delivery);
            }
            else
            {
                Assert.Empty(world.Sent);
                Assert.Empty(await house.Waiting(successor));
            }
        }
    }

    [Theory]
    [InlineData(Delivery.Certain)]
    [InlineData(Delivery.AtMostOnce)]
    public async Task Whatever_step_the_sweep_is_killed_at_another_one_finishes(Delivery delivery)
    {
        for (var step = 1; ; step++)
        {
            await using var house = new OutboxHouse(azurite);
            var world = new RecordingSender();
            await CommitAndDie(house, delivery);

            var mortal = new Mortal((n, _) => n == step, world);
            var sweeper = house.Process(mortal, mortal.Wire);
            await Survive(() => sweeper.Sweep.SweepOnce(TestContext.Current.CancellationToken));
            if (mortal.KilledAt is null)
            {
                Assert.True(step > FewestSteps, $"Only {step} steps were seen.");
                return;
            }

            var successor = house.Process(world);
            await house.SweepUntilQuiet(successor);
            await AssertAsIfNothingHadBeen(house, successor, world, mortal, delivery);
        }
    }

    private static async Task AssertAsIfNothingHadBeen(OutboxHouse house, StorageRoom successor, RecordingSender world, Mortal mortal, Delivery delivery)
    {
        Assert.Equal(["op-1"], await house.Operations(successor));
        var rows = await house.Waiting(successor);
        Assert.DoesNotContain(rows, row => row.IsOpen);
        if (delivery == Delivery.Certain)
        {
            Assert.Empty(rows);
            Assert.True(world.Sent.Count >= 1, $"Lost when killed {mortal.KilledAt}.");
            Assert.True(world.Sent.Count <= 1 + mortal.InFlight, $"Sent {world.Sent.Count} times when killed {mortal.KilledAt}.");
        }
        else
        {
            Assert.True(world.Sent.Count <= 1, $"Sent {world.Sent.Count} times when killed {mortal.KilledAt}.");
            Assert.True(world.Sent.Count == 1 || rows.Any(r => r.State == DeliveryState.Unknown), $"Lost without a trace when killed {mortal.KilledAt}.");
        }
    }

    private static async Task CommitAndDie(OutboxHouse house, Delivery delivery)
    {
        var mortal = new Mortal((_, step) => step.StartsWith("before GET", StringComparison.Ordinal) && step.Contains("RowKey='outbox", StringComparison.Ordinal), new());
        var process = house.Process(mortal, mortal.Wire);
        await house.Cheer(process, new(delivery));
        await process.Delivery.Drain();
        Assert.NotNull(mortal.KilledAt);
    }

    private static Task Attempt(OutboxHouse house, StorageRoom process, Delivery delivery) => Survive(async () =>
    {
        await house.Cheer(process, new(delivery));
        await process.Delivery.Drain();
    });

    private static async Task Survive(Func<Task> life)
    {
        try
        {
            await life();
        }
        catch (ProcessKilledException)
        {
            // That is what the test is about.
        }
    }
}
