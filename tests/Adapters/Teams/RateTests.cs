using System.Globalization;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Host.Storage;
using BranchBot.Host.Teams;
using BranchBot.LocalTeams;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Delivery = BranchBot.Core.Delivery;

namespace BranchBot.Adapters.Tests.Teams;

/// <summary>What goes by the seconds of a clock: nothing else takes the machine from it meanwhile.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class ByTheSecond;

/// <summary>Several instances on one storage, before a Teams that enforces its limits: together they never pass the limit.</summary>
[Collection(typeof(ByTheSecond))]
public sealed class RateTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static int towns;
    private readonly string prefix = string.Create(CultureInfo.InvariantCulture, $"rate{Environment.ProcessId}x{Interlocked.Increment(ref towns)}");
    private readonly List<BotUnderTest> bots = [];
    private LocalTeamsServer teams = null!;

    public async ValueTask InitializeAsync() => teams = await LocalTeamsServer.StartAsync(new()
    {
        Staff = [.. Enumerable.Range(1, 120).Select(i => new StaffRow($"10000000-0000-0000-0000-{i:000000000000}", $"员工{i}", Branch: "demo"))],
        OperationTime = TimeSpan.Zero,
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var bot in bots)
        {
            await bot.DisposeAsync();
        }

        await teams.DisposeAsync();
    }

    [Fact]
    public async Task Two_instances_never_pass_the_limit_together_and_use_most_of_it()
    {
        var (one, two) = (await Start(), await Start());
        await Until(() => ShareOf(one) >= 24 && ShareOf(two) >= 24);
        var started = DateTimeOffset.UtcNow;
        await Task.WhenAll(Push(one, 200, 0), Push(two, 200, 60));
        var took = DateTimeOffset.UtcNow - started;

        var calls = teams.Calls.Of(Operation.Send);
        Assert.Equal(400, calls.Count(c => c.Status == 201));
        Assert.DoesNotContain(calls, c => c.Status == 429);
        Assert.True(400 / took.TotalSeconds > 30, $"400 messages took {took}.");
    }

    [Fact]
    public async Task A_late_instance_gets_its_share_and_one_that_is_cut_off_loses_it_while_both_send()
    {
        var one = await Start();
        await Until(() => ShareOf(one) == 49);
        var sending = Push(one, 700, 0);
        var wire = new Wire();
        var two = await Start(wire);
        await Until(() => ShareOf(two) >= 24, seconds: 8);
        Assert.InRange(ShareOf(one) + ShareOf(two), 40, 50);
        var second = Push(two, 100, 60);
        await second;

        // No request of it reaches the storage any more, as though it had been killed.
        wire.At = (_, _) => throw new Azure.RequestFailedException(503, "cut off");
        await Until(() => ShareOf(two) == 0, seconds: 9);
        await Until(() => ShareOf(one) == 49, seconds: 20);
        await sending;
        Assert.DoesNotContain(teams.Calls.Of(Operation.Send), c => c.Status == 429);
    }

    [Fact]
    public async Task An_instance_that_starts_after_another_was_killed_answers_at_once_and_has_all_when_that_one_is_surely_dead()
    {
        var wire = new Wire();
        var killed = await Start(wire);
        await Until(() => ShareOf(killed) == 49);
        wire.At = (_, _) => throw new Azure.RequestFailedException(503, "killed");
        var newcomer = await Start();
        await Until(() => ShareOf(newcomer) == 1, seconds: 2);
        Assert.IsType<SendResult.Sent>(await Send(newcomer, 3, Lane.Answers));
        await Until(() => ShareOf(newcomer) == 49, seconds: 14);
    }

    [Fact]
    public async Task An_answer_is_not_held_up_by_a_thousand_reminders()
    {
        var bot = await Start();
        await Until(() => ShareOf(bot) == 49);
        var reminders = Enumerable.Range(0, 1000).Select(i => Send(bot, i % 110, Lane.Bulk)).ToList();
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        var started = DateTimeOffset.UtcNow;
        Assert.IsType<SendResult.Sent>(await Send(bot, 115, Lane.Answers));
        Assert.True(DateTimeOffset.UtcNow - started < TimeSpan.FromSeconds(1), $"The answer took {DateTimeOffset.UtcNow - started}.");

        // What does not get its turn in time would go back to the outbox; nothing is refused, nothing is lost.
        var ended = await Task.WhenAll(reminders);
        Assert.All(ended, r => Assert.True(r is SendResult.Sent or SendResult.Later, $"{r}"));
        Assert.DoesNotContain(teams.Calls.Of(Operation.Send), c => c.Status == 429);
    }

    [Fact]
    public async Task Leases_cost_round_trips_by_the_minute_and_not_by_the_message()
    {
        var wire = new Wire();
        var bot = await Start(wire);
        await Until(() => ShareOf(bot) == 49);
        wire.Forget();
        await Push(bot, 300, 0);
        // Six or seven seconds: a query and a write each two seconds.
        Assert.InRange(wire.Requests.Count, 4, 16);
    }

    private static int ShareOf(BotUnderTest bot) => bot.Get<RateShare>().Calls;

    private static async Task Until(Func<bool> such, int seconds = 15)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (!such())
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private Task Push(BotUnderTest bot, int messages, int first) => Parallel.ForAsync(
        0, messages, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => Assert.IsType<SendResult.Sent>(await Send(bot, first + (i % 60), Lane.Bulk)));

    private Task<SendResult> Send(BotUnderTest bot, int person, Lane lane) => bot.Get<ConnectorClient>().Send(
        new(teams.ServiceUrl, teams.People.All[person].ChatId), MessageRenderer.Sentence(BranchBot.Core.Text.Same("好"), Language.Chinese), Delivery.Certain, default, lane);

    private async Task<BotUnderTest> Start(Wire? wire = null)
    {
        var storage = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:ConnectionString"] = azurite.ConnectionString, ["Storage:Prefix"] = prefix }).Build();
        var shown = teams.Identity.Mint();
        string Token() => shown;
        var bot = await BotUnderTest.StartAsync(
            new()
            {
                ["Bot:AppId"] = teams.Options.AppId,
                ["Bot:AppType"] = "UserAssignedMSI",
                ["Bot:Tenants"] = teams.Options.Tenant,
                ["Bot:Cloud:MetadataAddress"] = teams.MetadataAddress,
                ["Bot:Cloud:ServiceUrls"] = teams.Url,
            },
            configure: services =>
            {
                services.AddStorage(storage).AddRateLeases();
                services.AddSingleton(_ => new ConnectorToken(new BotUnderTest.CredentialDouble(Token), TeamsCloud.Public));
                if (wire is not null)
                {
                    services.AddSingleton(new StoragePolicy(wire));
                }
            });
        bots.Add(bot);
        if (bots.Count == 1)
        {
            teams.ConnectBot(bot.Url);
            await Parallel.ForEachAsync(teams.People.All, async (person, _) => await teams.Installations.Install(person));
        }

        return bot;
    }
}
