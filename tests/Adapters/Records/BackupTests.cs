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
        Assert.Equal(0, (await BotProcess.Run(["import", "--yes", .. Repository.DemoFiles], Under("one"))).ExitCode);
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

        var (exit, said) = await BotProcess.Run(["backup", "container:monday"], Under("one"));
        Assert.True(exit == 0, said);
        Assert.Contains("tables and 3 pictures are in container:monday", said, StringComparison.Ordinal);
        Assert.Contains("people: ", said, StringComparison.Ordinal);
        Assert.Equal(2, (await BotProcess.Run(["backup", "container:monday"], Under("one"))).ExitCode);

        var (quiet, waits) = await BotProcess.Run(["again"], Under("one"));
        Assert.True(quiet == 0, waits);
        Assert.Contains("0 jobs were given up", waits, StringComparison.Ordinal);

        var (full, why) = await BotProcess.Run(["restore", "container:monday"], Under("one"));
        Assert.Equal(1, full);
        Assert.Contains("has rows already", why, StringComparison.Ordinal);

        var container = new BlobContainerClient(azurite.ConnectionString, "monday");
        var manifest = JsonSerializer.Deserialize<JsonElement>((await container.GetBlobClient("manifest.json").DownloadContentAsync(cancel)).Value.Content);
        Assert.True(manifest.GetProperty("tables").EnumerateArray().Single(t => t.GetProperty("name").GetString() == "people").GetProperty("rows").GetInt32() > 20);

        // Of three pictures one stands already, one was changed in the copy, one comes back.
        await container.GetBlobClient("pictures/bb.jpg").UploadAsync(BinaryData.FromString("another"), overwrite: true, cancel);
        await (await Pictures("three")).UploadBlobAsync("aa.jpg", BinaryData.FromString("photo aa.jpg"), cancel);
        var (shown, pictured) = await BotProcess.Run(["restore", "container:monday"], Under("three"));
        Assert.Equal(1, shown);
        Assert.Contains("1 pictures are back.", pictured, StringComparison.Ordinal);
        Assert.Contains("The picture bb.jpg is missing in the backup, or was changed", pictured, StringComparison.Ordinal);
        Assert.Equal("photo cc.jpg", (await (await Pictures("three")).GetBlobClient("cc.jpg").DownloadContentAsync(cancel)).Value.Content.ToString());
        Assert.False(await (await Pictures("three")).GetBlobClient("bb.jpg").ExistsAsync(cancel));

        await container.GetBlobClient("sales.jsonl.gz").UploadAsync(await container.GetBlobClient("people.jsonl.gz").OpenReadAsync(cancellationToken: cancel), overwrite: true, cancel);
        var (changed, told) = await BotProcess.Run(["restore", "container:monday"], Under("two"));
        Assert.Equal(1, changed);
        Assert.Contains("sales.jsonl.gz was changed since it was written", told, StringComparison.Ordinal);
        await container.DeleteBlobAsync("manifest.json", cancellationToken: cancel);
        Assert.Contains("This is no whole backup", (await BotProcess.Run(["restore", "container:monday"], Under("two"))).Output, StringComparison.Ordinal);
    }

    private static int Count(Stage stage, int who, string words) => stage.Teams.Client.Chat(stage.Person(who)).Count(m => m.From == "bot" && Says(m, words));

    private static bool Says(ChatMessage message, string words) => HighlightBranch.Words(message).Contains(words, StringComparison.Ordinal);
}
