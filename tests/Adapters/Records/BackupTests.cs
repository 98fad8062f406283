using System.IO.Compression;
using System.Text.Json;
using Azure.Storage.Blobs;
using BranchBot.LocalTeams;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Records;

/// <summary>A morning is copied while the bot works, and brought back under another name: the branch goes on as though nothing had been.</summary>
public sealed class BackupTests
{
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_morning_comes_back_and_nobody_is_told_twice()
    {
        await using var stage = await Stage.Set("2026-11-24T07:50", quick: true);
        foreach (var who in Enumerable.Range(1, 11))
        {
            await stage.Teams.Client.Say(stage.Person(who), "帮助");
        }

        await stage.ClockShows("08:01");
        await stage.Teams.Client.WaitFor(stage.Person(6), m => Says(m, "开门三件事"), TimeSpan.FromSeconds(60));
        await stage.Teams.Client.Say(stage.Person(6), "完成");
        await stage.Teams.Client.Say(stage.Person(4), "基金2笔30万");
        await SalesBranch.Presses(stage, 4, "记入");
        var folder = Path.Combine(Directory.CreateTempSubdirectory("backup").FullName, "monday");
        var (exit, said) = await BotProcess.Run(["backup", folder], stage.Settings());
        Assert.True(exit == 0, said);

        // After the copy the branch is nudged, which the copy does not know; then all is lost.
        await stage.ClockShows("08:21");
        await stage.Teams.Client.WaitFor(stage.Person(7), m => Count(stage, 7, "还有") > 0, TimeSpan.FromSeconds(60));
        await Task.Delay(TimeSpan.FromSeconds(3), cancel);
        await stage.Teams.Client.Say(stage.Person(1), "看板");
        var board = HighlightBranch.Words(stage.Teams.Client.Chat(stage.Person(1))[^1]);
        await stage.Bot.Kill();
        var told = Enumerable.Range(1, 11).Select(p => stage.Teams.Client.Chat(stage.Person(p)).Count(m => m.From == "bot")).ToList();

        var settings = stage.Settings();
        settings["Storage:Prefix"] = "restored";
        (settings["WakeUps:Grace"], settings["WakeUps:Repair"]) = ("00:00:01", "00:00:03");
        var (back, restored) = await BotProcess.Run(["restore", folder], settings);
        Assert.True(back == 0, restored);
        Assert.Matches("[1-9][0-9]* reminders of today are taken as told", restored);
        await using var bot = await BotProcess.Start(settings);
        stage.Teams.ConnectBot(bot.Address);
        await Task.Delay(TimeSpan.FromSeconds(8), cancel);
        Assert.Equal(told, Enumerable.Range(1, 11).Select(p => stage.Teams.Client.Chat(stage.Person(p)).Count(m => m.From == "bot")));

        await stage.Teams.Client.Say(stage.Person(1), "看板");
        Assert.Equal(board, HighlightBranch.Words(stage.Teams.Client.Chat(stage.Person(1))[^1]));

        // A button from before still counts, and the branch is woken again by itself.
        await SalesBranch.Presses(stage, 7, "完成");
        await stage.Teams.Client.WaitFor(stage.Person(7), m => Says(m, "1/3"), TimeSpan.FromSeconds(30));
        await stage.ClockShows("08:31");
        await stage.Teams.Client.WaitFor(stage.Person(1), m => stage.Teams.Client.Chat(stage.Person(1)).Count(c => c.From == "bot") > told[0] + 1, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_backup_that_was_changed_or_would_write_over_rows_is_refused()
    {
        await using var azurite = await AzuriteProcess.Start();
        Dictionary<string, string> Under(string prefix) => new() { ["Storage:ConnectionString"] = azurite.ConnectionString, ["Storage:Prefix"] = prefix };

        // As in Azure, where the command line has no disk: lists come from a container, and copies go there, each night's into a folder of its own.
        var lists = new BlobContainerClient(azurite.ConnectionString, "lists");
        await lists.CreateAsync(cancellationToken: cancel);
        foreach (var file in Repository.DemoFiles)
        {
            await lists.GetBlobClient(Path.GetFileName(file)).UploadAsync(file, cancel);
        }

        var (imported, loaded) = await BotProcess.Run(["import", "--yes", .. Repository.DemoFiles.Select(f => $"container:lists/{Path.GetFileName(f)}")], Under("one"));
        Assert.True(imported == 0, loaded);
        async Task<BlobContainerClient> Pictures(string prefix)
        {
            var pictures = new BlobContainerClient(azurite.ConnectionString, $"{prefix}-pictures");
            await pictures.CreateIfNotExistsAsync(cancellationToken: cancel);
            return pictures;
        }

        foreach (var name in new[] { "aa.jpg", "bb.jpg", "cc.jpg" })
        {
            await (await Pictures("one")).UploadBlobAsync(name, BinaryData.FromString($"photo {name}"), cancel);
        }

        var (exit, said) = await BotProcess.Run(["backup", "container:nights/{date}"], Under("one"));
        Assert.True(exit == 0, said);
        Assert.Contains("tables and 3 pictures are in container:nights/20", said, StringComparison.Ordinal);
        Assert.Contains("people: ", said, StringComparison.Ordinal);
        var container = new BlobContainerClient(azurite.ConnectionString, "nights");
        var day = (await container.GetBlobsAsync(cancellationToken: cancel).FirstAsync(cancel)).Name.Split('/')[0];
        Assert.True(DateOnly.TryParseExact(day, "yyyy-MM-dd", out _), day);
        var monday = $"container:nights/{day}";
        Assert.Equal(2, (await BotProcess.Run(["backup", monday], Under("one"))).ExitCode);

        var (quiet, waits) = await BotProcess.Run(["again"], Under("one"));
        Assert.True(quiet == 0, waits);
        Assert.Contains("0 jobs were given up", waits, StringComparison.Ordinal);

        var (full, why) = await BotProcess.Run(["restore", monday], Under("one"));
        Assert.Equal(1, full);
        Assert.Contains("has rows already", why, StringComparison.Ordinal);

        var manifest = JsonSerializer.Deserialize<JsonElement>((await container.GetBlobClient($"{day}/manifest.json").DownloadContentAsync(cancel)).Value.Content);
        Assert.True(manifest.GetProperty("tables").EnumerateArray().Single(t => t.GetProperty("name").GetString() == "people").GetProperty("rows").GetInt32() > 20);

        // Of three pictures one stands already, one was changed in the copy, one comes back.
        await container.GetBlobClient($"{day}/pictures/bb.jpg").UploadAsync(BinaryData.FromString("another"), overwrite: true, cancel);
        await (await Pictures("three")).UploadBlobAsync("aa.jpg", BinaryData.FromString("photo aa.jpg"), cancel);
        var (shown, pictured) = await BotProcess.Run(["restore", monday], Under("three"));
        Assert.Equal(1, shown);
        Assert.Contains("1 pictures are back.", pictured, StringComparison.Ordinal);
        Assert.Contains("The picture bb.jpg is missing in the backup, or was changed", pictured, StringComparison.Ordinal);
        Assert.Equal("photo cc.jpg", (await (await Pictures("three")).GetBlobClient("cc.jpg").DownloadContentAsync(cancel)).Value.Content.ToString());
        Assert.False(await (await Pictures("three")).GetBlobClient("bb.jpg").ExistsAsync(cancel));

        await container.GetBlobClient($"{day}/sales.jsonl.gz").UploadAsync(await container.GetBlobClient($"{day}/people.jsonl.gz").OpenReadAsync(cancellationToken: cancel), overwrite: true, cancel);
        var (changed, told) = await BotProcess.Run(["restore", monday], Under("two"));
        Assert.Equal(1, changed);
        Assert.Contains("sales.jsonl.gz was changed since it was written", told, StringComparison.Ordinal);
        await container.DeleteBlobAsync($"{day}/manifest.json", cancellationToken: cancel);
        Assert.Contains("This is no whole backup", (await BotProcess.Run(["restore", monday], Under("two"))).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_kept_of_a_person_goes_into_a_container_too_and_a_mistyped_command_is_no_bot()
    {
        await using var azurite = await AzuriteProcess.Start();
        Dictionary<string, string> settings = new() { ["Storage:ConnectionString"] = azurite.ConnectionString };
        Assert.Equal(0, (await BotProcess.Run(["import", "--yes", .. Repository.DemoFiles], settings)).ExitCode);
        string[] export = ["export", "10000000-0000-0000-0000-000000000001", "container:given/her.zip"];
        var (exit, said) = await BotProcess.Run(export, settings);
        Assert.True(exit == 0, said);
        await using var zip = new ZipArchive(await new BlobContainerClient(azurite.ConnectionString, "given").GetBlobClient("her.zip").OpenReadAsync(cancellationToken: cancel));
        Assert.Contains(zip.Entries, e => e.Name == "people.json");
        Assert.Contains("is there already", (await BotProcess.Run(export, settings)).Output, StringComparison.Ordinal);
        var (wrong, told) = await BotProcess.Run(["exprot", "container:given/her.zip"], settings);
        Assert.Equal(2, wrong);
        Assert.Contains("There is no command exprot", told, StringComparison.Ordinal);
    }

    private static int Count(Stage stage, int who, string words) => stage.Teams.Client.Chat(stage.Person(who)).Count(m => m.From == "bot" && Says(m, words));

    private static bool Says(ChatMessage message, string words) => HighlightBranch.Words(message).Contains(words, StringComparison.Ordinal);
}
