using System.Text.Json;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;
using BranchBot.Host.Queues;
using BranchBot.Host.Records;
using BranchBot.Host.WakeUps;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BranchBot.Adapters.Tests.Records;

/// <summary>What waits for an operator is told without what stands in it, and is put back; twice does no harm.</summary>
public sealed class AgainTests(AzuriteFixture azurite)
{
    private static readonly Partition Quarter = Partition.OfBranch("talks", DemoBranch.Branch.Id, "2026Q4");
    private static readonly JsonElement Data = JsonSerializer.SerializeToElement(new { name = "李静" });
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider clock = new(DemoBranch.At("12:00"));
    private readonly string prefix = $"again{Guid.NewGuid():N}"[..12];

    [Fact]
    public async Task Dead_letters_go_back_into_their_queues_and_what_is_no_message_stays()
    {
        await using var room = new StorageRoom(azurite, clock: clock, prefix: prefix, wakeUps: true);
        var body = JsonSerializer.Serialize(Quarter, Catalogue.Json);
        DeadLetter Letter(string queue, string id, string said) => new(queue, id, said, "TimeoutException", clock.GetUtcNow());
        DeadLetter[] letters = [Letter(room.Queue.Name, "m1", body), Letter(room.Queue.Name, "m2", "你好"), Letter(room.Get<JobQueue>().Name, "m3", body), Letter(room.Get<WakeUpQueue>().Name, "m4", """{"branch":"demo"}""")];
        await Write(room, letters);

        var told = await Run(room, 0);
        Assert.Contains($"{room.Queue.Name}: 2 dead letters", told, StringComparison.Ordinal);
        Assert.Contains("4 dead letters.", told, StringComparison.Ordinal);
        Assert.Contains($"{room.Queue.Name}, m2: no message of the bots", told, StringComparison.Ordinal);
        Assert.DoesNotContain("你好", told, StringComparison.Ordinal);
        Assert.Empty(await Messages(room.Queue));

        Assert.Contains("2 dead letters, 1 put back", await Run(room, 0, "--yes"), StringComparison.Ordinal);
        Assert.Equal([body], await Messages(room.Queue));
        Assert.Equal([body], await Messages(room.Get<JobQueue>()));
        Assert.Equal(["""{"branch":"demo"}"""], await Messages(room.Get<WakeUpQueue>()));

        // Again there is nothing but what is no message.
        Assert.Contains("1 dead letters.", await Run(room, 0, "--yes"), StringComparison.Ordinal);
        Assert.Empty(await Messages(room.Queue));
    }

    [Fact]
    public async Task Overdue_work_is_told_by_its_place_and_looked_at_again()
    {
        await using var room = new StorageRoom(azurite, clock: clock, prefix: prefix, wakeUps: true);
        var person = Partition.OfPerson("setup", DemoBranch.Teller.Id);
        OutboxRow Told(string key, DeliveryState state, double minutes) => new(Quarter, key, DemoBranch.Teller.Id, Delivery.Certain, "none", Data, state, clock.GetUtcNow().AddMinutes(-minutes), 1);
        await Write(room, Told("1", DeliveryState.Pending, 11), Told("2", DeliveryState.Leased, 20), Told("3", DeliveryState.Pending, 9), Told("4", DeliveryState.Refused, 60), new JobRow(person, "1", "none", Data, clock.GetUtcNow().AddMinutes(-11)));

        var told = await Run(room, 0);
        Assert.Contains("overdue: talks 'b|demo|2026Q4', 2 messages, 0 jobs", told, StringComparison.Ordinal);
        Assert.Contains("overdue: setup", told, StringComparison.Ordinal);
        Assert.Contains("0 jobs were given up; 3 messages and jobs are overdue.", told, StringComparison.Ordinal);
        Assert.DoesNotContain("李静", told, StringComparison.Ordinal);
        Assert.Empty(await Messages(room.Queue));

        Assert.Contains("2 partitions are looked at again", await Run(room, 0, "--yes"), StringComparison.Ordinal);
        Assert.Equal(Quarter, JsonSerializer.Deserialize<Partition>(Assert.Single(await Messages(room.Queue)), Catalogue.Json));
        Assert.Equal(person, JsonSerializer.Deserialize<Partition>(Assert.Single(await Messages(room.Get<JobQueue>())), Catalogue.Json));
    }

    [Fact]
    public async Task A_job_that_was_given_up_is_carried_on_where_it_was_and_one_that_was_not_is_left_alone()
    {
        await using var room = new StorageRoom(azurite, clock: clock, prefix: prefix, wakeUps: true, jobs: new() { Net = TimeSpan.FromMinutes(1) });
        var job = new JobRow(Quarter, "sync|1", "talks.sync", Data, clock.GetUtcNow().AddDays(-1), "step-7", 7, 33, GivenUp: "TimeoutException");
        await Write(room, job, job with { Key = "2", GivenUp = null, Lease = "somebody" });

        var told = await Run(room, 0);
        Assert.Contains("given up (talks.sync, TimeoutException): again job talks 'b|demo|2026Q4' 'sync|1'", told, StringComparison.Ordinal);
        Assert.DoesNotContain("李静", told, StringComparison.Ordinal);

        await Run(room, 0, "job", "talks", "b|demo|2026Q4", "sync|1");
        var rows = await room.Storage.Load([Read.All<JobRow>(Quarter, JobRow.Keys)], cancel);
        Assert.Equal(job with { GivenUp = null, Failures = 0, Due = clock.GetUtcNow(), Data = default }, rows.Find<JobRow>(job.Address)! with { Data = default });
        Assert.Single(await Messages(room.Get<JobQueue>()));

        Assert.Contains("was not given up", await Run(room, 1, "job", "talks", "b|demo|2026Q4", "sync|1"), StringComparison.Ordinal);
        Assert.Contains("was not given up", await Run(room, 1, "job", "talks", "b|demo|2026Q4", "2"), StringComparison.Ordinal);
        Assert.Contains("There is no job 3 in", await Run(room, 1, "job", "talks", "b|demo|2026Q4", "3"), StringComparison.Ordinal);
        Assert.Contains("There is no job 3 in", await Run(room, 1, "job", "nothing", "b|demo|2026Q4", "3"), StringComparison.Ordinal);
        Assert.Contains("usage", await Run(room, 2, "jobs"), StringComparison.Ordinal);
    }

    private async Task<string> Run(StorageRoom room, int exit, params string[] arguments)
    {
        using var said = new StringWriter();
        Assert.Equal(exit, await room.Get<Again>().Run(arguments, said, said, cancel));
        return said.ToString();
    }

    // Those that can be seen now: they are taken.
    private async Task<IEnumerable<string>> Messages(WorkQueue queue) => (await queue.Take(32, TimeSpan.FromMinutes(1), cancel)).Select(m => m.MessageText);

    private async Task Write(StorageRoom room, params Row[] rows)
    {
        foreach (var row in rows)
        {
            Assert.Equal(CommitResult.Committed, await room.Tables.Commit(new(row.Address.Partition, [(row, null)], [], []), cancel));
        }
    }
}
