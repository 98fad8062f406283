using System.Text.Json;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Features.HighlightCards;
using BranchBot.Features.Issues;
using BranchBot.Features.QuarterlyTalks;
using BranchBot.Features.Sales;
using BranchBot.Features.ThreeTasks;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;
using BranchBot.Host.Queues;
using BranchBot.Host.Records;
using BranchBot.Host.Storage;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BranchBot.Adapters.Tests.Records;

/// <summary>What was kept long enough goes by itself, on real storage: by day, by quarter, row by row, and never what is younger.</summary>
public sealed class RetentionTests(AzuriteFixture azurite)
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider clock = new(DemoBranch.At("12:00"));
    private readonly string prefix = $"old{Guid.NewGuid():N}"[..12];

    [Fact]
    public async Task What_was_kept_long_enough_goes_and_what_is_younger_stays()
    {
        await using var room = new StorageRoom(azurite, clock: clock, prefix: prefix);
        var (old, young) = (Today.AddDays(-731), Today.AddDays(-730));
        TaskDay[] ticks = [Ticks("demo", old), Ticks("demo", old.AddDays(-400)), Ticks("demo", young), Ticks("demo", Today), Ticks("demo-2", old), Ticks("gone", old.AddDays(-1))];
        SalesDay[] sales = [new(new("demo"), new(2021, 9, 30), []), new(new("demo"), new(2021, 12, 1), [])];
        Issue[] issues = [Closed("demo", old.AddDays(-20), old), Closed("demo", old.AddDays(-20), young), Opened("demo", old.AddDays(-20))];
        var (begun, mends) = (new HighlightDraft(new("demo"), DemoBranch.Id(6), "20261001-aaaaaaaaaaaaaaaa", DemoBranch.At("09:00", "2026-10-01")), new HighlightDraft(new("demo"), DemoBranch.Id(6), "20261001-bbbbbbbbbbbbbbbb", DemoBranch.At("09:00", "2026-10-01"), Mends: true));
        var busy = new TalkCalendars(new("demo"), new(2026, 4, 1), DemoBranch.At("09:00", "2026-04-01"), new Dictionary<string, string>());
        await Write(room, [.. ticks, .. sales, .. issues, begun, mends, busy]);

        Assert.Equal(8, await room.RetentionSweep.SweepOnce(cancel));

        Assert.Equal([false, false, true, true, false, false], await Stand(room, ticks));
        Assert.Equal([false, true], await Stand(room, sales));
        Assert.Equal([false, true, true], await Stand(room, issues));
        Assert.Equal([false, true, false], await Stand(room, begun, mends, busy));

        // And not again before a week is over.
        Assert.Null(await room.RetentionSweep.SweepOnce(cancel));
        clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(2, await room.RetentionSweep.SweepOnce(cancel));
        Assert.Equal([false, true, false], await Stand(room, ticks[2], ticks[3], issues[1]));
    }

    [Fact]
    public async Task Work_that_is_long_overdue_is_put_down_again_for_its_queue_message_was_lost()
    {
        await using var room = new StorageRoom(azurite, clock: clock, prefix: prefix);
        var (quarter, person) = (Partition.OfBranch("talks", new("demo"), "2026Q4"), Partition.OfPerson("setup", DemoBranch.Id(6)));
        OutboxRow Told(Partition where, string key, double hours) => new(where, key, DemoBranch.Id(6), Delivery.Certain, "none", JsonSerializer.SerializeToElement(new { }), DeliveryState.Pending, clock.GetUtcNow().AddHours(-hours), 1);
        JobRow Job(Partition where, string key, double hours) => new(where, key, "none", JsonSerializer.SerializeToElement(new { }), clock.GetUtcNow().AddHours(-hours));
        await Write(room, Told(quarter, "1", 2), Told(quarter, "2", 3), Job(quarter, "1", 0.5), Job(quarter, "2", 9) with { GivenUp = "TimeoutException" }, Job(person, "1", 2), Told(person, "1", 0.5));

        await room.RetentionSweep.SweepOnce(cancel);

        Assert.Equal([quarter], await Announced(room.Queue));
        Assert.Equal([person], await Announced(room.Get<JobQueue>()));
        async Task<IEnumerable<Partition>> Announced(PartitionQueue queue) => (await queue.Take(32, TimeSpan.FromMinutes(1), cancel)).Select(PartitionQueue.PartitionOf);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_kept_and_keeps_nothing_behind_it_from_going()
    {
        await using var room = new StorageRoom(azurite, clock: clock, prefix: prefix, wakeUps: true);
        var (quarter, old) = (Partition.OfBranch("talks", new("demo"), "2026Q4"), Today.AddDays(-731));
        var broken = Closed("aaa", old.AddDays(-20), old);
        var behind = Closed("zzz", old.AddDays(-20), old);
        var picture = new WaitingPicture(new("demo"), DemoBranch.Id(6), "p.jpg", DemoBranch.At("09:00", "2026-10-01"));
        var late = new OutboxRow(quarter, "1", DemoBranch.Id(6), Delivery.Certain, "none", JsonSerializer.SerializeToElement(new { }), DeliveryState.Pending, clock.GetUtcNow().AddHours(-2), 1);
        await Write(room, broken, behind, picture, late, late with { Key = "2" });
        foreach (var row in new Row[] { broken, picture, late })
        {
            await room.Get<Tables>().Of(row.Address.Partition.Table).UpsertEntityAsync(RowEntity.Of(row.Address.Partition.Key, row.Address.Key, "no JSON", 1), cancellationToken: cancel);
        }

        Assert.Equal(1, await room.RetentionSweep.SweepOnce(cancel));
        Assert.Equal([quarter], (await room.Queue.Take(32, TimeSpan.FromMinutes(1), cancel)).Select(PartitionQueue.PartitionOf));
        await Assert.ThrowsAnyAsync<Exception>(() => Stand(room, broken));
        Assert.Equal([false], await Stand(room, behind));

        // Whoever looks for what waits is not stopped by it either.
        var said = new StringWriter();
        Assert.Equal(0, await room.Get<Again>().Run([], said, said, cancel));
        Assert.Contains("1 messages and jobs are overdue", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_goes_before_its_row()
    {
        await using var room = new StorageRoom(azurite, clock: clock, prefix: prefix);
        var name = await room.Blobs.Put(BlobKind.Pictures, "jpg", "image/jpeg", new byte[] { 1 }, cancel);
        var kept = await room.Blobs.Put(BlobKind.Pictures, "jpg", "image/jpeg", new byte[] { 2 }, cancel);
        var (waits, still) = (new WaitingPicture(new("demo"), DemoBranch.Id(6), name, DemoBranch.At("09:00", "2026-10-01")), new WaitingPicture(new("demo"), DemoBranch.Id(7), kept, DemoBranch.At("09:00")));
        await Write(room, waits, still);

        await room.RetentionSweep.SweepOnce(cancel);

        Assert.Equal([false, true], await Stand(room, waits, still));
        Assert.Null(await room.Blobs.Read(BlobKind.Pictures, name, cancel));
        Assert.NotNull(await room.Blobs.Read(BlobKind.Pictures, kept, cancel));
    }

    [Fact]
    public async Task A_file_goes_whoever_read_it_and_whether_a_row_names_it_or_not()
    {
        // Azurite dates blobs by the machine.
        var now = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var room = new StorageRoom(azurite, clock: now, prefix: prefix);
        var file = await room.Blobs.Put(BlobKind.Files, "csv", "text/csv", new byte[] { 1 }, cancel);
        var picture = await room.Blobs.Put(BlobKind.Pictures, "jpg", "image/jpeg", new byte[] { 1 }, cancel);

        now.Advance(TimeSpan.FromDays(30));
        await room.RetentionSweep.SweepOnce(cancel);
        Assert.NotNull(await room.Blobs.Read(BlobKind.Files, file, cancel));

        now.Advance(TimeSpan.FromDays(7));
        await room.RetentionSweep.SweepOnce(cancel);
        Assert.Null(await room.Blobs.Read(BlobKind.Files, file, cancel));
        Assert.NotNull(await room.Blobs.Read(BlobKind.Pictures, picture, cancel));
    }

    [Fact]
    [Trait("Rule", "Q-7")]
    public async Task Private_notes_go_a_quarter_after_their_author_was_last_a_manager_and_not_for_a_list_that_was_wrong_for_a_week()
    {
        await using var room = new StorageRoom(azurite, clock: clock, prefix: prefix);
        var notes = new TalkNotes(new("demo"), DemoBranch.Id(6), DemoBranch.Manager.Id, "…", DemoBranch.At("09:00", "2026-01-05"), 1);
        await Write(room, DemoBranch.Roster, notes);

        async Task SweptAfter(int weeks, Position position)
        {
            clock.Advance(TimeSpan.FromDays(7 * weeks));
            var stands = (await room.Storage.Load([Read.One<Roster>(DemoBranch.Roster.Address)], cancel)).VersionOf(DemoBranch.Roster.Address);
            var roster = DemoBranch.Roster with { Staff = [.. DemoBranch.Roster.Staff.Select(s => s.Id == DemoBranch.Manager.Id ? s with { Position = position } : s)] };
            await room.Storage.Commit(new(roster.Address.Partition, [(roster, stands)], [], []), cancel);
            await room.RetentionSweep.SweepOnce(cancel);
        }

        await SweptAfter(0, Position.WealthManager);
        await SweptAfter(1, Position.BranchManager);
        await SweptAfter(14, Position.WealthManager);
        Assert.Equal([true], await Stand(room, notes));
        await SweptAfter(12, Position.WealthManager);
        Assert.Equal([true], await Stand(room, notes));
        await SweptAfter(2, Position.WealthManager);
        Assert.Equal([false], await Stand(room, notes));
    }

    [Fact]
    public async Task Of_two_instances_one_sweeps_and_the_other_goes_on_where_it_died()
    {
        var wire = new Wire();
        await using var dies = new StorageRoom(azurite, clock: clock, prefix: prefix, watch: wire);
        await using var other = new StorageRoom(azurite, clock: clock, prefix: prefix);
        var rows = Enumerable.Range(0, 70).Select(n => Ticks($"b{n:000}", Today.AddDays(-800))).ToArray();
        await Write(other, rows);
        var deletes = 0;
        wire.At = (request, after) =>
        {
            if (request.Contains("$batch", StringComparison.Ordinal) && after)
            {
                deletes++;
            }

            if (deletes >= 60)
            {
                throw new IOException("The machine is off.");
            }
        };

        await Assert.ThrowsAnyAsync<Exception>(() => dies.RetentionSweep.SweepOnce(cancel));
        Assert.Null(await other.RetentionSweep.SweepOnce(cancel));
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.InRange((await other.RetentionSweep.SweepOnce(cancel)).GetValueOrDefault(), 59, 70);
        Assert.DoesNotContain(true, await Stand(other, rows));
    }

    [Fact]
    public async Task A_branch_with_nothing_old_costs_the_same_whatever_its_history()
    {
        async Task<int> Requests(int days)
        {
            var wire = new Wire();
            await using var room = new StorageRoom(azurite, clock: clock, prefix: $"c{Guid.NewGuid():N}"[..12], watch: wire);
            await Write(room, [.. Enumerable.Range(1, days).Select(n => Ticks("demo", Today.AddDays(-n)))]);
            wire.Forget();
            Assert.Equal(0, await room.RetentionSweep.SweepOnce(cancel));
            return wire.Requests.Count(r => r.Contains("tasks", StringComparison.Ordinal));
        }

        Assert.Equal(await Requests(3), await Requests(30));
    }

    private static TaskDay Ticks(string branch, DateOnly day) => new(new(branch), day, DemoBranch.Id(6), []);

    private static Issue Opened(string branch, DateOnly day) => new(new(branch), $"{day:yyyyMMdd}-{Guid.NewGuid():N}"[..25], default, default, "叫号器不打印", DemoBranch.Id(6), "李静", new(DemoBranch.Id(3), "周涛"), IssueState.Open,
        [new(default, new(day, new(9, 0), TimeSpan.Zero), DemoBranch.Id(6), Text.Same("李静"), "1")]);

    private static Issue Closed(string branch, DateOnly day, DateOnly closed) =>
        Opened(branch, day) is var open ? open with { State = IssueState.Solved, History = [.. open.History, new(IssueStep.Solved, new(closed, new(9, 0), TimeSpan.Zero), DemoBranch.Id(3), Text.Same("周涛"), "2")] } : throw new InvalidOperationException();

    private static async Task Write(StorageRoom room, params Row[] rows)
    {
        foreach (var row in rows)
        {
            Assert.Equal(CommitResult.Committed, await room.Storage.Commit(new(row.Address.Partition, [(row, null)], [], []), CancellationToken.None));
        }
    }

    private static async Task<IReadOnlyList<bool>> Stand(StorageRoom room, params Row[] rows) =>
        [.. (await Task.WhenAll(rows.Select(r => room.Storage.Load([new Read(r.Address, r.GetType(), false)], CancellationToken.None)))).Select(found => found.All<Row>().Any())];
}
