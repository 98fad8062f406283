using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using BranchBot.Adapters.Tests.Storage;
using BranchBot.Features.Feedback;
using BranchBot.Features.HighlightCards;
using BranchBot.Features.Issues;
using BranchBot.Features.QuarterlyTalks;
using BranchBot.Features.Sales;
using BranchBot.Host.Records;
using BranchBot.Host.Storage;
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

        var hers = Marked.Rows.SelectMany(r => Marks().Matches(RowEntity.Written(r)).Select(m => m.Value)).Distinct().Where(m => m != "秘密13").ToList();
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
    public async Task Words_of_settings_stay_and_what_cannot_be_done_is_named_and_ends_with_a_failure()
    {
        await using var room = await Room();

        // Her names: one with characters that JSON writes by their numbers, and one that is a screen's code.
        Issue Reported(string id, string name) => Marked.Rows.OfType<Issue>().Single() with { Id = id, ReporterName = name, Owner = new(DemoBranch.Id(3), "周涛") };
        const string rare = "𬎆　静";
        await Write(room, Reported("20261124-bbbbbbbbbbbbbbbb", rare), Reported("20261124-cccccccccccccccc", "K7M2P9QX"), new SlowNote(Marked.Demo, Marked.Quarter, "card", [new($"{rare}休假", "…", DemoBranch.At("09:00"), DemoBranch.Id(2), "刘强")]));
        var listed = await room.Storage.Load([Read.One<BranchFacts>(BranchFacts.At(Marked.Demo))], cancel);
        var facts = listed.All<BranchFacts>().Single() with { Lists = [new("x", "open", Marked.Quarter, [new("i", "李静期加开窗口")])] };
        await room.Storage.Commit(new(facts.Address.Partition, [(facts, listed.VersionOf(facts.Address))], [], []), cancel);
        var newer = Reported("20261124-dddddddddddddddd", Marked.Name);
        var issues = room.Get<Tables>().Of("issues");
        async Task Shaped(int shape)
        {
            foreach (var row in new Row[] { newer, new HighlightDraft(Marked.Demo, Marked.Her, "20261124-eeeeeeeeeeeeeeee", DemoBranch.At("09:00")) })
            {
                await room.Get<Tables>().Of(row.Address.Partition.Table).UpsertEntityAsync(RowEntity.Of(row.Address.Partition.Key, row.Address.Key, RowEntity.Written(row)[..^1] + ""","rating":"5"}""", shape), TableUpdateMode.Replace, cancel);
            }
        }

        await room.Get<Tables>().Of("highlights").CreateIfNotExistsAsync(cancel);
        await Shaped(99);

        var asked = new StringWriter();
        Assert.Equal(1, await room.Get<PersonForgetting>().Run([Marked.Her.ToString()], new StringReader("no"), asked, asked, cancel));
        Assert.Matches($"[1-9]+ more rows say .*{rare}.* and not who that is", asked.ToString());
        Assert.Contains("  1: why something is behind its pace", asked.ToString(), StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", asked.ToString(), StringComparison.Ordinal);

        var (exit, said) = await Forget(room);
        Assert.Equal(1, exit);
        Assert.Contains("Newer 1: what is broken", said, StringComparison.Ordinal);
        Assert.Contains($"  issues, b|demo, {newer.Address.Key}", said, StringComparison.Ordinal);
        Assert.Contains("Newer 1: a highlight card with its history and photo", said, StringComparison.Ordinal);
        Assert.Contains("Left 1: a screen of the branch", said, StringComparison.Ordinal);
        Assert.Equal("5", JsonDocument.Parse(RowEntity.DataOf(await issues.GetEntityAsync<TableEntity>(newer.Address.Partition.Key, newer.Address.Key, cancellationToken: cancel))).RootElement.GetProperty("rating").GetString());
        var now = (await room.Storage.Load([Read.One<BranchFacts>(BranchFacts.At(Marked.Demo)), Read.All<SlowNote>(Partition.OfBranch("sales", Marked.Demo, "2026Q4"), "slow|")], cancel));
        Assert.Equal("李静期加开窗口", now.All<BranchFacts>().Single().Lists.Single().Items!.Single().Zh);
        Assert.Contains("离职员工休假", now.All<SlowNote>().SelectMany(n => n.Causes).Select(c => c.Cause));

        // By the program that wrote it it is done, and one id stands in her place everywhere.
        await Shaped(1);
        var (_, done) = await Forget(room);
        Assert.DoesNotContain("Newer", done, StringComparison.Ordinal);
        Assert.Single((await Everything()).Where(r => r.StartsWith($"{prefix}issues", StringComparison.OrdinalIgnoreCase)).SelectMany(r => Guids().Matches(r).Select(m => m.Value)).Distinct(), id => !id.StartsWith("10000000-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pictures_of_others_and_words_that_nobody_else_reads_are_not_given_out()
    {
        await using var room = await Room();
        Task<string> Put() => room.Blobs.Put(BlobKind.Pictures, "jpg", "image/jpeg", new byte[] { 1 }, cancel);
        var (hers, others, secret) = (await Put(), await Put(), await Put());
        var reported = Marked.Rows.OfType<Issue>().Single();
        await Write(
            room,
            reported with { Id = "20261124-bbbbbbbbbbbbbbbb", Pictures = [hers] },
            reported with { Id = "20261124-cccccccccccccccc", Reporter = DemoBranch.Id(2), ReporterName = "刘强", Pictures = [others] },
            new HighlightDraft(Marked.Demo, DemoBranch.Id(9), "20261124-eeeeeeeeeeeeeeee", DemoBranch.At("09:00"), Marked.Her, What: Marked.Notes, Photo: secret));

        var (all, said) = await Export(room);
        Assert.Contains(hers, said, StringComparison.Ordinal);
        Assert.All([others, secret], picture => Assert.DoesNotContain($"pictures/{picture}", said, StringComparison.Ordinal));
        Assert.DoesNotContain(Marked.Notes, all, StringComparison.Ordinal);
        Assert.Contains("Left out: the words of a card that is not sent yet", said, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "Q-7")]
    public async Task Who_observed_her_is_not_told_not_even_by_his_position_or_the_minute()
    {
        await using var room = await Room();
        var (wang, at) = (DemoBranch.Manager.Id, DemoBranch.At("10:23"));
        await Write(room, new FeedbackEntry(Marked.Demo, Marked.Her, FeedbackKind.Observation, new(2026, 11, 20), "f9", "等了很久", DemoBranch.Id(9), false, at, WithdrawnBy: wang));

        var entry = (await Told(room, "feedback.json")).Single(r => $"{r["key"]}".EndsWith("f9", StringComparison.Ordinal))["says"]!.AsObject();
        Assert.Equal("等了很久", (string?)entry["what"]);
        Assert.Equal("2026-11-20", (string?)entry["day"]);
        Assert.DoesNotContain(new[] { "by", "withdrawnBy", "at" }, entry.ContainsKey);
    }

    [Fact]
    [Trait("Rule", "Q-7")]
    public async Task She_gets_the_minutes_as_they_were_released_and_not_what_was_written_over_them_since()
    {
        await using var room = await Room();
        var record = Marked.Rows.OfType<TalkRecord>().Single(r => r.Person == Marked.Her);
        await Write(room, record with { Quarter = record.Quarter.AddMonths(-3), Change = new("还没给她看", []) }, record with { Quarter = record.Quarter.AddMonths(-6), State = MinutesState.Draft, Minutes = "草稿" });

        var (all, said) = await Export(room);
        Assert.Equal(2, (await Told(room, "talks.json")).Count(r => r["says"]?["minutes"]?.ToString() == record.Minutes));
        Assert.DoesNotContain("还没给她看", all, StringComparison.Ordinal);
        Assert.DoesNotContain("草稿", all, StringComparison.Ordinal);
        Assert.Contains("Left out: what its author has changed since and not released, of minutes and agreements of a talk", said, StringComparison.Ordinal);
        Assert.Contains("还没给她看", (await Export(room, "--with-notes")).All, StringComparison.Ordinal);
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
        await Write(room, [.. Marked.Rows]);
        return room;
    }

    private async Task Write(StorageRoom room, params Row[] rows)
    {
        foreach (var row in rows)
        {
            Assert.Equal(CommitResult.Committed, await room.Tables.Commit(new(row.Address.Partition, [(row, null)], [], []), cancel));
        }
    }

    private async Task<IReadOnlyList<JsonNode>> Told(StorageRoom room, string table)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("export").FullName, "her.zip");
        Assert.Equal(0, await room.Get<PersonExport>().Run([Marked.Her.ToString(), file], TextWriter.Null, TextWriter.Null, cancel));
        await using var zip = await ZipFile.OpenReadAsync(file, cancel);
        await using var read = await zip.GetEntry(table)!.OpenAsync(cancel);
        return [.. (await JsonNode.ParseAsync(read, cancellationToken: cancel))!.AsArray().OfType<JsonNode>()];
    }

    private async Task<(string All, string Said)> Export(StorageRoom room, params string[] options)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("export").FullName, "her.zip");
        var said = new StringWriter();
        Assert.Equal(0, await room.Get<PersonExport>().Run([.. options, Marked.Her.ToString(), file], said, said, cancel));
        await using var zip = await ZipFile.OpenReadAsync(file, cancel);
        var all = "";
        said.WriteLine(string.Join(' ', zip.Entries.Select(e => e.FullName)));
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
