using System.IO.Compression;
using System.Net;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Records;

/// <summary>Somebody works a day by real commands, leaves the branch, gets a copy of her data, and is forgotten, while a bot runs beside.</summary>
public sealed class ForgottenTests
{
    private const string Photographed = "李静蹲下来慢慢陪他想";
    private static readonly HttpClient Http = new();
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "H-4")]
    public async Task A_day_of_hers_is_exported_and_then_neither_tables_nor_pictures_know_her()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05", quick: true);
        await HighlightBranch.HasTeam(stage);
        await stage.Teams.Client.Say(stage.Person(6), "完成");
        await stage.Teams.Client.Say(stage.Person(1), "没做好 李静 1 标记甲");
        await stage.Teams.Client.Say(stage.Person(6), "基金2笔30万");
        await SalesBranch.Presses(stage, 6, "记入");
        await stage.Teams.Client.Say(stage.Person(1), "投诉 李静 标记乙");
        await stage.Teams.Client.Say(stage.Person(6), "休假 明天");
        await stage.Teams.Client.Say(stage.Person(1), "私下笔记 李静");
        await SalesBranch.Presses(stage, 1, "保存", new() { ["words"] = "标记丙" });
        await stage.Teams.Client.Say(stage.Person(6), "亮点 赵敏 标记丁");
        await stage.Teams.Client.Say(stage.Person(9), "亮点 李静");
        using (var form = new MultipartFormDataContent { { new ByteArrayContent(Photographs.Corners()), "photo", "photo.jpg" } })
        {
            using var taken = await Http.PostAsync(new Uri((string)HighlightBranch.Button(stage, 9, "加照片…").Action["url"]!), form, cancel);
            Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        }

        await stage.Teams.Client.Say(stage.Person(9), "亮点");
        await SalesBranch.Presses(stage, 9, "送签", new() { ["occasion"] = "CustomerPraise", ["what"] = HighlightBranch.What });
        await SalesBranch.Presses(stage, 1, "签字", new() { ["wall"] = "yes" });
        await stage.Teams.Client.WaitFor(stage.Person(6), m => HighlightBranch.Words(m).Contains(Photographed, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        var pictures = await Pictures(stage);
        Assert.Single(pictures);
        await stage.Leaves(6);

        var file = Path.Combine(Directory.CreateTempSubdirectory("export").FullName, "her.zip");
        var (exit, said) = await BotProcess.Run(["export", DemoBranch.Id(6).ToString(), file], stage.Settings());
        Assert.True(exit == 0, said);
        var (words, names) = await Read(file);
        Assert.All(new[] { "标记甲", "标记乙", "标记丁", Photographed, "\"fund\"", "300000" }, word => Assert.Contains(word, words, StringComparison.Ordinal));
        Assert.DoesNotContain("标记丙", words, StringComparison.Ordinal);
        Assert.All(new[] { "王芳", "郑洁", "赵敏" }, name => Assert.DoesNotContain(name, words, StringComparison.Ordinal));
        Assert.Contains($"pictures/{pictures[0]}", names);

        var (forgot, told) = await BotProcess.Run(["forget", "--yes", DemoBranch.Id(6).ToString()], stage.Settings());
        Assert.True(forgot == 0, told);

        // The bot renews the messages that showed the card, and what it sends about that is gone with it.
        for (var tries = 0; (await Everything(stage)).Any(Knows) && tries < 30; tries++)
        {
            await Task.Delay(500, cancel);
        }

        Assert.DoesNotContain(await Everything(stage), Knows);
        Assert.Empty(await Pictures(stage));
        var (again, nothing) = await BotProcess.Run(["forget", "--yes", DemoBranch.Id(6).ToString()], stage.Settings());
        Assert.True(again == 0, nothing);
        Assert.Contains("is named in 0 rows", nothing, StringComparison.Ordinal);

        await stage.Teams.Client.Say(stage.Person(2), "统计");
        Assert.Contains("离职员工", HighlightBranch.Words(stage.Teams.Client.Chat(stage.Person(2))[^1]), StringComparison.Ordinal);
    }

    private static bool Knows(string row) => new[] { DemoBranch.Id(6).ToString(), "李静", "标记", Photographed }.Any(w => row.Contains(w, StringComparison.OrdinalIgnoreCase));

    private async Task<List<string>> Everything(Stage stage)
    {
        var (service, all) = (new TableServiceClient(stage.Azurite.ConnectionString), new List<string>());
        await foreach (var table in service.QueryAsync(cancellationToken: cancel))
        {
            await foreach (var row in service.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: cancel))
            {
                all.Add($"{table.Name} {string.Join(' ', row.Select(p => $"{p.Value}"))}");
            }
        }

        return all;
    }

    private async Task<List<string>> Pictures(Stage stage)
    {
        var names = new List<string>();
        await foreach (var blob in new BlobContainerClient(stage.Azurite.ConnectionString, "branchbot-pictures").GetBlobsAsync(cancellationToken: cancel))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    private async Task<(string Words, List<string> Names)> Read(string file)
    {
        await using var zip = await ZipFile.OpenReadAsync(file, cancel);
        var words = "";
        foreach (var entry in zip.Entries.Where(e => e.Name.EndsWith(".json", StringComparison.Ordinal)))
        {
            using var read = new StreamReader(await entry.OpenAsync(cancel));
            words += await read.ReadToEndAsync(cancel);
        }

        return (words, [.. zip.Entries.Select(e => e.FullName)]);
    }
}
