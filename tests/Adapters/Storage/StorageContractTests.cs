using Azure.Data.Tables;
using BranchBot.Host.Storage;

namespace BranchBot.Adapters.Tests.Storage;

/// <summary>What every storage of this house keeps: conditional, all or nothing, within the limits.</summary>
public sealed class StorageContractTests(AzuriteFixture azurite) : IAsyncDisposable
{
    private readonly StorageRoom room = new(azurite);
    private readonly string branch = Guid.NewGuid().ToString("N");
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_is_read_as_it_was_written_with_Chinese_and_quotes_and_emoji()
    {
        var note = Note("开门", "引号 \" ; : | [link](https://example.org) \u202e עברית 😀 \n 第二行");
        await Add(note);

        Assert.Equal(note, await Find("开门"));
        Assert.Null(await Find("关门"));
    }

    [Fact]
    public async Task Two_who_add_the_same_row_do_not_both_succeed()
    {
        Assert.Equal(CommitResult.Committed, await Add(Note("a", "first")));
        Assert.Equal(CommitResult.Conflict, await Add(Note("a", "second")));
        Assert.Equal("first", (await Find("a"))!.Text);
    }

    [Fact]
    public async Task What_is_searched_is_never_older_than_the_rows_read_with_it_so_that_those_guard_what_was_not_found()
    {
        var (wire, order) = (new Wire(), new List<string>());
        await using var watched = new StorageRoom(azurite, watch: wire);
        await Add(Note("guard", "1"));
        wire.At = (request, after) =>
        {
            lock (order)
            {
                order.Add($"{(request.EndsWith("()", StringComparison.Ordinal) ? "query" : "point")} {(after ? "answered" : "asked")}");
            }
        };

        var guard = Note("guard", "").Address;
        await watched.Storage.Load([Read.All<Note>(guard.Partition, "x"), Read.One<Note>(guard)], cancel);

        Assert.Equal(["point asked", "point answered", "query asked", "query answered"], order);
    }

    [Fact]
    public async Task Who_writes_over_something_newer_than_he_read_is_told()
    {
        await Add(Note("a", "1"));
        var old = await Version("a");
        Assert.Equal(CommitResult.Committed, await Write(Note("a", "2"), old));
        Assert.Equal(CommitResult.Conflict, await Write(Note("a", "3"), old));
        Assert.Equal("2", (await Find("a"))!.Text);
    }

    [Fact]
    public async Task A_batch_is_all_or_nothing()
    {
        await Add(Note("taken", "1"));
        var result = await Commit([(Note("new", "2"), null), (Note("taken", "2"), null)]);

        Assert.Equal(CommitResult.Conflict, result);
        Assert.Null(await Find("new"));
    }

    [Fact]
    public async Task A_row_that_was_relied_on_must_not_have_moved()
    {
        await Add(Note("state", "open"));
        var read = await Version("state");
        Assert.Equal(CommitResult.Committed, await Commit([(Note("entry-1", "x"), null)], [(Note("state", "").Address, read!)]));
        Assert.Equal("open", (await Find("state"))!.Text);

        read = await Version("state");
        await Write(Note("state", "closed"), read);
        Assert.Equal(CommitResult.Conflict, await Commit([(Note("entry-2", "x"), null)], [(Note("state", "").Address, read!)]));
        Assert.Null(await Find("entry-2"));
    }

    [Fact]
    public async Task Rows_are_taken_away_only_as_they_were_read()
    {
        await Add(Note("a", "1"));
        var old = await Version("a");
        await Write(Note("a", "2"), old);
        var address = Note("a", "").Address;

        Assert.Equal(CommitResult.Conflict, await room.Storage.Commit(new(address.Partition, [], [], []) { Removes = [(address, old!)] }, cancel));
        Assert.Equal(CommitResult.Committed, await room.Storage.Commit(new(address.Partition, [], [], []) { Removes = [(address, (await Version("a"))!)] }, cancel));
        Assert.Null(await Find("a"));
    }

    [Fact]
    public async Task A_query_finds_all_rows_of_a_prefix_in_order_and_none_beside_it()
    {
        for (var batch = 0; batch < 12; batch++)
        {
            await Commit([.. Enumerable.Range(batch * 100, 100).Select(n => ((Row)Note($"p|{n:D5}", "x"), (string?)null))]);
        }

        await Commit([(Note("o|1", "x"), null), (Note("q", "x"), null), (Note("p", "x"), null)]);

        var rows = await room.Storage.Load([Read.All<Note>(Adapters.Tests.Storage.Note.In(branch), "p|")], cancel);
        Assert.Equal(Enumerable.Range(0, 1200).Select(n => $"p|{n:D5}"), rows.All<Note>().Select(n => n.Name));
    }

    [Fact]
    public async Task Of_many_who_change_the_same_row_at_once_one_wins_each_round()
    {
        await Add(Note("a", ""));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            CommitResult result;
            do
            {
                var rows = await room.Storage.Load([Read.One<Note>(Note("a", "").Address)], cancel);
                var read = rows.Find<Note>(Note("a", "").Address)!;
                result = await Write(read with { Text = read.Text + writer }, rows.VersionOf(read.Address));
            }
            while (result == CommitResult.Conflict);
        }));

        Assert.Equal("01234567", string.Concat((await Find("a"))!.Text.Order()));
    }

    [Theory]
    [InlineData("a/b", "U+002F")]
    [InlineData("a\\b", "U+005C")]
    [InlineData("a#b", "U+0023")]
    [InlineData("a?b", "U+003F")]
    [InlineData("a\tb", "U+0009")]
    [InlineData("a\u0085b", "U+0085")]
    [InlineData("a\0b", "U+0000")]
    public async Task A_key_with_a_forbidden_character_is_refused_before_it_is_sent(string key, string says) =>
        Assert.Contains(says, (await Assert.ThrowsAsync<ArgumentException>(() => Add(Note(key, "x")))).Message);

    [Fact]
    public async Task A_row_longer_than_a_property_comes_back_whole_and_shrinks_again()
    {
        var text = string.Concat(Enumerable.Range(0, 40_000).Select(n => n % 3 == 0 ? "😀" : "长"));
        foreach (var offset in new[] { 0, 1 })
        {
            await Add(Note($"long{offset}", new string('x', offset) + text));
            Assert.Equal(new string('x', offset) + text, (await Find($"long{offset}"))!.Text);
        }

        var rows = await room.Storage.Load([Read.One<Note>(Note("long0", "").Address)], cancel);
        Assert.Equal(CommitResult.Committed, await Write(Note("long0", "short"), rows.VersionOf(Note("long0", "").Address)));
        Assert.Equal("short", (await Find("long0"))!.Text);
    }

    [Fact]
    public async Task What_is_too_large_for_a_table_is_refused_before_it_is_sent()
    {
        Assert.Contains("512", (await Assert.ThrowsAsync<ArgumentException>(() => Add(Note(new('k', 513), "x")))).Message);
        Assert.Contains("262144", (await Assert.ThrowsAsync<ArgumentException>(() => Add(Note("k", new('x', 263_000))))).Message);
        Assert.Contains("1 to 100", (await Assert.ThrowsAsync<ArgumentException>(() => Commit([.. Enumerable.Range(0, 101).Select(n => ((Row)Note($"{n}", "x"), (string?)null))]))).Message);
        Assert.Contains("twice", (await Assert.ThrowsAsync<ArgumentException>(() => Commit([(Note("a", "1"), null), (Note("a", "2"), null)]))).Message);
        Assert.Contains("one partition", (await Assert.ThrowsAsync<ArgumentException>(() => Commit([(Note("a", "1"), null), (Note("b", "1") with { Branch = "other" }, null)]))).Message);
        Assert.Contains("4 MiB", (await Assert.ThrowsAsync<ArgumentException>(() => Commit([.. Enumerable.Range(0, 80).Select(n => ((Row)Note($"{n}", new('长', 30_000)), (string?)null))]))).Message);
        Assert.Null(await Find("a"));
    }

    [Fact]
    public async Task A_batch_is_measured_as_it_travels_where_a_Chinese_character_takes_six_bytes()
    {
        var batch = Enumerable.Range(0, 40).Select(n => ((Row)Note($"{n}", new('长', 30_000)), (string?)null)).ToList();
        Assert.Contains("4 MiB", (await Assert.ThrowsAsync<ArgumentException>(() => Commit(batch))).Message);

        var wire = new Wire();
        await using var watched = new StorageRoom(azurite, watch: wire);
        Assert.Equal(CommitResult.Committed, await watched.Storage.Commit(new(Adapters.Tests.Storage.Note.In(branch), batch[..22], [], []), cancel));
        Assert.InRange(wire.LargestBody, TableLimits.Batch * 9 / 10, TableLimits.Batch);
    }

    [Fact]
    public async Task Two_who_rely_on_the_same_row_meet_for_a_check_in_a_batch_renews_its_ETag()
    {
        await Add(Note("state", "open"));
        var (address, read) = (Note("state", "").Address, (await Version("state"))!);

        Assert.Equal(CommitResult.Committed, await Commit([(Note("entry-1", "x"), null)], [(address, read)]));
        Assert.Equal(CommitResult.Conflict, await Commit([(Note("entry-2", "x"), null)], [(address, read)]));
        Assert.Equal(CommitResult.Committed, await Commit([(Note("entry-2", "x"), null)], [(address, (await Version("state"))!)]));
    }

    [Fact]
    public async Task A_row_that_two_reads_find_is_there_once()
    {
        await Add(Note("a", "x"));
        var rows = await room.Storage.Load([Read.One<Note>(Note("a", "").Address), Read.All<Note>(Adapters.Tests.Storage.Note.In(branch), "")], cancel);
        Assert.Single(rows.All<Note>());
    }

    [Fact]
    public async Task A_row_written_by_a_newer_program_with_more_in_it_is_read_and_relied_on_and_never_written_over_or_taken_away()
    {
        var table = await ByANewerProgram("new", """ "text":"x","colour":"red" """);

        Assert.Equal("x", (await Find("new"))!.Text);
        Assert.Equal(CommitResult.Committed, await Commit([(Note("beside", "1"), null)], [(Note("new", "").Address, (await Version("new"))!)]));
        await Assert.ThrowsAsync<NewerRowException>(async () => await Write(Note("new", "y"), await Version("new")));
        var address = Note("new", "").Address;
        var version = (await Version("new"))!;
        await Assert.ThrowsAsync<NewerRowException>(() => room.Storage.Commit(new(address.Partition, [], [], []) { Removes = [(address, version)] }, cancel));
        Assert.Contains("red", (await table.GetEntityAsync<TableEntity>(address.Partition.Key, "new", cancellationToken: cancel)).Value.GetString("Data"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_gone_back_to_an_older_program_for_good_may_say_that_it_writes_over_newer_rows()
    {
        await ByANewerProgram("new", """ "text":"x","colour":"red" """);
        await using var gone = new StorageRoom(azurite, overwriteNewer: true);
        var read = await gone.Storage.Load([Read.One<Note>(Note("new", "").Address)], cancel);

        Assert.Equal(CommitResult.Committed, await gone.Storage.Commit(new(Note("new", "").Address.Partition, [(Note("new", "y"), read.VersionOf(Note("new", "").Address))], [], []), cancel));
        Assert.Equal("y", (await Find("new"))!.Text);
    }

    [Fact]
    public async Task A_row_of_a_newer_program_that_cannot_be_read_says_so_and_one_of_this_program_is_broken()
    {
        await ByANewerProgram("other", """ "text":{"zh":"x"} """);
        await Assert.ThrowsAsync<NewerRowException>(() => Find("other"));

        await ByANewerProgram("broken", """ "text":{"zh":"x"} """, schema: 1);
        await Assert.ThrowsAsync<System.Text.Json.JsonException>(() => Find("broken"));
    }

    private async Task<TableClient> ByANewerProgram(string name, string members, int schema = 2)
    {
        var table = new TableClient(azurite.ConnectionString, "testnotes");
        await table.CreateIfNotExistsAsync(cancel);
        await table.AddEntityAsync(new TableEntity(Adapters.Tests.Storage.Note.In(branch).Key, name) { ["Data"] = $$"""{"branch":"{{branch}}","name":"{{name}}",{{members}}}""", ["Schema"] = schema }, cancel);
        return table;
    }

    [Fact]
    public async Task Settings_that_name_no_storage_or_two_are_refused_with_their_names()
    {
        await Task.CompletedTask;
        var check = new StorageSettingsCheck();
        Assert.Contains("Storage:Account", check.Validate(null, new()).FailureMessage);
        Assert.Contains("one of the two", check.Validate(null, new() { Account = "a", ConnectionString = "b" }).FailureMessage);
        Assert.Contains("Storage:Prefix", check.Validate(null, new() { Account = "a", Prefix = "x-y" }).FailureMessage);
        Assert.True(check.Validate(null, new() { Account = "a" }).Succeeded);
    }

    public ValueTask DisposeAsync() => room.DisposeAsync();

    private Note Note(string name, string text) => new(branch, name, text);

    private Task<CommitResult> Add(Note note) => Write(note, null);

    private Task<CommitResult> Write(Note note, string? version) => Commit([(note, version)]);

    private Task<CommitResult> Commit(IReadOnlyList<(Row, string?)> rows, IReadOnlyList<(RowAddress, string)>? reliesOn = null) =>
        room.Storage.Commit(new(Adapters.Tests.Storage.Note.In(branch), rows, reliesOn ?? [], []), cancel);

    private async Task<Note?> Find(string name) => (await room.Storage.Load([Read.One<Note>(Note(name, "").Address)], cancel)).Find<Note>(Note(name, "").Address);

    private async Task<string?> Version(string name) => (await room.Storage.Load([Read.One<Note>(Note(name, "").Address)], cancel)).VersionOf(Note(name, "").Address);
}
