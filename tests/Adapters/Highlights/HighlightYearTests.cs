using BranchBot.Adapters.Tests.Outbox;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Features.HighlightCards;
using BranchBot.Host.Outbox;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BranchBot.Adapters.Tests.Highlights;

/// <summary>A year of cards on the real tables, with processes that die at random steps: numbers without gap and without double, and a trail that is whole.</summary>
public sealed class HighlightYearTests(AzuriteFixture azurite)
{
    private readonly FakeTimeProvider clock = new(DemoBranch.At("09:00", "2026-01-05"));
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    private static int Cards => Environment.GetEnvironmentVariable("BRANCHBOT_LONG") == "1" ? 1000 : 30;

    [Fact]
    [Trait("Rule", "H-5")]
    public async Task The_numbers_of_a_year_with_random_deaths_have_no_gap_and_no_double()
    {
        var random = new Random(7);
        var world = new RecordingSender();
        await using var calm = Room(world, null);
        await Load(calm, DemoBranch.Manager, DemoBranch.Lobby, DemoBranch.Teller);
        for (var n = 0; n < Cards; n++)
        {
            clock.Advance(TimeSpan.FromHours(350 * 24.0 / Cards));
            await Until(world, random, DemoBranch.Lobby, new DescribeHighlight(To: DemoBranch.Teller.Id, What: $"第 {n} 件好事。"), $"describe-{n}", async room => await Card(room, await Draft(room)) is null && await Draft(room) is not null);
            var draft = (await Draft(calm))!;
            await Until(world, random, DemoBranch.Lobby, new SendHighlight(DemoBranch.Branch.Id, draft.Id) { Occasion = Occasion.Service }, $"send-{n}", async room => await Card(room, draft) is not null);
            await Until(world, random, DemoBranch.Manager, new SignHighlight(DemoBranch.Branch.Id, draft.Id, 1, n % 3 == 0 ? "yes" : null), $"sign-{n}", async room => await Card(room, draft) is { Signature: not null });
            if (n % 10 == 9)
            {
                await Until(world, random, DemoBranch.Manager, new RevokeHighlight(DemoBranch.Branch.Id, draft.Id, "写错了"), $"revoke-{n}", async room => await Card(room, draft) is { State: HighlightState.Revoked });
            }

        }

        var trail = await calm.Handler(clock).Handle(new(DemoBranch.Manager.Id, Language.Chinese, "trail", null), new OpenHighlightTrail(DemoBranch.Branch.Id), cancel);
        var lines = System.Text.Encoding.UTF8.GetString(((FilePage)((Given)trail.Answer).Document).Content.Span).Split('\n');
        var (wrong, book, signatures, _) = HighlightTrail.Check(lines);
        Assert.Empty(wrong);
        Assert.Equal((Cards, Cards), (signatures, book!.Numbers[2026]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [Trait("Rule", "H-5")]
    public async Task Signing_costs_the_same_however_many_cards_there_are(int before)
    {
        var wire = new Wire();
        await using var room = new StorageRoom(azurite, prefix: $"signs{before}", clock: clock, watch: wire, times: new() { Net = TimeSpan.FromHours(1) });
        await Load(room, DemoBranch.Manager, DemoBranch.Lobby, DemoBranch.Teller);
        for (var n = 0; n <= before; n++)
        {
            await Handle(room, DemoBranch.Lobby, new DescribeHighlight(To: DemoBranch.Teller.Id, What: "好事"), $"describe-{n}");
            var id = (await Draft(room))!.Id;
            await Handle(room, DemoBranch.Lobby, new SendHighlight(DemoBranch.Branch.Id, id) { Occasion = Occasion.Other }, $"send-{n}");
            await room.Delivery.Drain();
            wire.Forget();
            await Handle(room, DemoBranch.Manager, new SignHighlight(DemoBranch.Branch.Id, id), $"sign-{n}");

            await room.Delivery.Drain();

            // The turn's 2 reads; card, its place among those that wait, book and roster; the queue's net and the batch. What is told comes after it.
            var decided = wire.Requests.TakeWhile(r => !r.Contains("/$batch", StringComparison.Ordinal)).ToList();
            Assert.Equal(["GET", "GET", "GET", "GET", "GET", "GET", "POST"], decided.Select(r => r[..r.IndexOf(' ')]).Order());
        }
    }

    // Again and again, each time in a process that may die at any step, until what was meant stands.
    private async Task Until(RecordingSender world, Random random, Member who, Command command, string operation, Func<StorageRoom, Task<bool>> stands)
    {
        await using var look = Room(world, null);
        for (var tries = 0; tries < 20; tries++)
        {
            var last = random.Next(1, 40);
            var mortal = new Mortal((step, _) => step == last && random.Next(3) > 0, world);
            await using (var room = Room(mortal, mortal.Wire))
            {
                try
                {
                    await Handle(room, who, command, operation);
                }
                catch (Exception dead) when (dead is ProcessKilledException or AggregateException or TimeoutException || mortal.KilledAt is not null)
                {
                    // Another process goes on.
                }

                await room.Delivery.Drain();
            }

            if (await stands(look))
            {
                return;
            }
        }

        Assert.Fail($"{operation} did not come about in 20 tries.");
    }

    private StorageRoom Room(ISender sender, Azure.Core.Pipeline.HttpPipelinePolicy? watch) =>
        new(azurite, sender, clock, $"year{Environment.ProcessId}", watch, times: new() { Net = TimeSpan.FromHours(1), Lease = TimeSpan.FromSeconds(2) });

    private Task<Reply> Handle(StorageRoom room, Member who, Command command, string operation) =>
        room.Handler(clock).Handle(new(who.Id, Language.Chinese, operation, null), command, cancel).WaitAsync(CommandHandler.Deadline, cancel);

    private async Task<HighlightDraft?> Draft(StorageRoom room) =>
        (await room.Storage.Load([HighlightDraft.All(DemoBranch.Branch.Id, DemoBranch.Lobby.Id)], cancel)).All<HighlightDraft>().FirstOrDefault();

    private async Task<HighlightCard?> Card(StorageRoom room, HighlightDraft? draft)
    {
        if (draft is null)
        {
            return null;
        }

        var at = HighlightCard.At(DemoBranch.Branch.Id, draft.Id);
        return (await room.Storage.Load([Read.One<HighlightCard>(at)], cancel)).Find<HighlightCard>(at);
    }

    private async Task Load(StorageRoom room, params Member[] people)
    {
        await room.Storage.Commit(new(DemoBranch.Roster.Address.Partition, [(DemoBranch.Roster, null), (DemoBranch.Facts, null)], [], []), cancel);
        foreach (var person in people.Select(DemoBranch.Row))
        {
            await room.Storage.Commit(new(person.Address.Partition, [(person, null)], [], []), cancel);
        }
    }
}
