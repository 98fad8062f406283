using System.IO.Compression;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Features.HighlightCards;
using BranchBot.Features.QuarterlyTalks;
using BranchBot.Features.Sales;
using BranchBot.Host.Records;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BranchBot.Adapters.Tests.Records;

/// <summary>A person's rights, on real storage: she gets all that is kept of her, and is forgotten in all of it but what must stay.</summary>
public sealed partial class PersonTests(AzuriteFixture azurite)
{
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider clock = new(DemoBranch.At("12:00"));
    private readonly string prefix = $"who{Guid.NewGuid():N}"[..12];

    // Of 李静 and of nobody else: on the staff list, apart by a procedure of its own that has its own test, or without a name of hers to find.
    private static readonly Type[] Elsewhere = [typeof(HighlightCard), typeof(HighlightEntry), typeof(HighlightEvent), typeof(HighlightDraft)];

    [Fact]
    public void Every_kind_that_can_name_somebody_is_marked() => Assert.Equal(
        new RecordKinds(Rehearsal.Catalogue).All.Where(k => !k.Persons.IsSilent).Select(k => k.Row).Except(Elsewhere).Select(t => t.Name).Order(StringComparer.Ordinal),
        Marked.Rows.Select(r => r.GetType().Name).Distinct().Where(n => n is not "Region").Order(StringComparer.Ordinal));

    [Fact]
    [Trait("Threat", "TM-48")]
    public async Task She_gets_all_that_is_kept_of_her_and_nobody_else_by_name()
    {
        await using var room = await Room();
        var (all, said) = await Export(room);

        var hers = Marked.Rows.SelectMany(r => Marks().Matches(BranchBot.Host.Storage.RowEntity.Written(r)).Select(m => m.Value)).Distinct().Where(m => m != "秘密13").ToList();
        Assert.True(hers.Count > 12);
        Assert.DoesNotContain(hers, m => !all.Contains(m, StringComparison.Ordinal));
        Assert.Contains("300000", all, StringComparison.Ordinal);
        Assert.DoesNotContain(DemoBranch.Staff.Where(s => s.Id != Marked.Her).SelectMany(s => new[] { s.Name, s.Id.ToString() }), other => all.Contains(other, StringComparison.Ordinal));
        Assert.DoesNotContain(Marked.Others, all, StringComparison.Ordinal);
        Assert.Contains("[支行长 branch manager]", all, StringComparison.OrdinalIgnoreCase);

        // What her manager noted for herself is named and not shown, until somebody has decided that it is.
        Assert.DoesNotContain(Marked.Notes, all, StringComparison.Ordinal);
        Assert.Contains("Left out: the words of a manager's private notes on somebody", said, StringComparison.Ordinal);
        Assert.Contains(Marked.Notes, (await Export(room, "--with-notes")).All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task She_is_forgotten_in_every_table_and_what_others_need_stays_without_her()
    {
        await using var room = await Room();
        Assert.True((await Everything()).Count(r => r.Contains(Marked.Her.ToString(), StringComparison.Ordinal)) > 30);
        var (exit, said) = await Forget(room);
        Assert.True(exit == 0, said);

        Assert.DoesNotContain(await Everything(), r => Knows(r) || r.Contains(Marked.Secret, StringComparison.Ordinal));
        var day = (await room.Storage.Load([Read.One<SalesDay>(SalesDay.At(Marked.Demo, new(2026, 11, 24)))], cancel)).All<SalesDay>().Single();
        Assert.Equal((3, 300_010m), (day.Total.Single().Count, day.Total.Single().Amount));
        Assert.Equal(["离职员工", "刘强"], day.Reports.Select(r => r.Name));
        var plan = (await room.Storage.Load([Read.One<TalkPlan>(TalkPlan.At(Marked.Demo, Marked.Quarter))], cancel)).All<TalkPlan>().Single();
        Assert.Equal(["刘强"], plan.Talks.Select(t => t.Name));
        Assert.Contains("Removed 1: a manager's private notes", said.Replace("Removed 2", "Removed 1", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Renamed 2: a day's tallies of everybody", said, StringComparison.Ordinal);

        var (again, nothing) = await Forget(room);
        Assert.Equal(0, again);
        Assert.Contains("is named in 0 rows", nothing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_stands_on_the_staff_list_is_not_forgotten()
    {
        await using var room = await Room();
        var error = new StringWriter();
        Assert.Equal(1, await room.Get<PersonForgetting>().Run(["--yes", DemoBranch.Id(7).ToString()], TextReader.Null, TextWriter.Null, error, cancel));
        Assert.Contains("Take him off it by an import", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_death_half_way_leaves_nothing_behind_once_it_is_run_again()
    {
        var wire = new Wire();
        await using (await Room())
        {
            await using var dies = new StorageRoom(azurite, clock: clock, prefix: prefix, watch: wire);
            var writes = 0;
            wire.At = (request, after) =>
            {
                writes += after && !request.StartsWith("GET", StringComparison.Ordinal) ? 1 : 0;
                _ = writes >= 12 ? throw new IOException("The machine is off.") : 0;
            };
            await Assert.ThrowsAnyAsync<Exception>(() => Forget(dies));
        }

        await using var room = new StorageRoom(azurite, clock: clock, prefix: prefix);
        var (exit, said) = await Forget(room);
        Assert.True(exit == 0, said);
        var all = await Everything();
        Assert.DoesNotContain(all, Knows);

        // One id stands in her place everywhere, as though nobody had died. Those of the others and of the tenant begin with a one.
        Assert.Single(all.SelectMany(r => Guids().Matches(r).Select(m => m.Value)).Distinct(), id => !id.StartsWith("10000000-", StringComparison.Ordinal) && !id.StartsWith("11111111-", StringComparison.Ordinal));
    }

    private async Task<StorageRoom> Room()
    {
        var room = new StorageRoom(azurite, clock: clock, prefix: prefix);
        foreach (var row in Marked.Rows)
        {
            Assert.Equal(CommitResult.Committed, await room.Tables.Commit(new(row.Address.Partition, [(row, null)], [], []), cancel));
        }

        return room;
    }

    private async Task<(string All, string Said)> Export(StorageRoom room, params string[] options)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("export").FullName, "her.zip");
        var said = new StringWriter();
        Assert.Equal(0, await room.Get<PersonExport>().Run([.. options, Marked.Her.ToString(), file], said, said, cancel));
        await using var zip = await ZipFile.OpenReadAsync(file, cancel);
        var all = "";
        foreach (var entry in zip.Entries.Where(e => e.Name != "README.txt"))
        {
            using var read = new StreamReader(await entry.OpenAsync(cancel));
            all += await read.ReadToEndAsync(cancel);
        }

        return (all, said.ToString());
    }

    private async Task<(int Exit, string Said)> Forget(StorageRoom room)
    {
        var said = new StringWriter();
        return (await room.Get<PersonForgetting>().Run(["--yes", Marked.Her.ToString()], TextReader.Null, said, said, cancel), said.ToString());
    }

    private static bool Knows(string row) => row.Contains(Marked.Her.ToString(), StringComparison.OrdinalIgnoreCase) || row.Contains(Marked.Name, StringComparison.Ordinal);

    // Every property of every row of every table, by the service's own list of them.
    private async Task<List<string>> Everything()
    {
        var (service, all) = (new TableServiceClient(azurite.ConnectionString), new List<string>());
        await foreach (var table in service.QueryAsync(cancellationToken: cancel))
        {
            if (table.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                await foreach (var row in service.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: cancel))
                {
                    all.Add($"{table.Name} {string.Join(' ', row.Select(p => $"{p.Value}"))}");
                }
            }
        }

        Assert.True(all.Count > 25);
        return all;
    }

    [GeneratedRegex("秘密[0-9]+")]
    private static partial Regex Marks();

    [GeneratedRegex("(?<![0-9a-f-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f-])")]
    private static partial Regex Guids();
}
