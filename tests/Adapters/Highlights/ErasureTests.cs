using System.Net;
using BranchBot.LocalTeams;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Highlights;

/// <summary>A person is taken out of a branch's cards by the program, on real storage, while a bot runs beside.</summary>
public sealed class ErasureTests
{
    private static readonly HttpClient Http = new();
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Rule", "H-4")]
    [Trait("Threat", "TM-32")]
    public async Task Who_is_erased_is_gone_from_cards_photos_and_drafts_and_the_trail_is_whole()
    {
        await using var stage = await Stage.Set("2026-11-24T09:05", quick: true);
        await HighlightBranch.HasTeam(stage);
        await stage.Teams.Client.Say(stage.Person(9), "亮点 李静");
        using (var form = new MultipartFormDataContent { { new ByteArrayContent(Photographs.Corners()), "photo", "photo.jpg" } })
        {
            using var taken = await Http.PostAsync(new Uri((string)HighlightBranch.Button(stage, 9, "加照片…").Action["url"]!), form, cancel);
            Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        }

        await stage.Teams.Client.Say(stage.Person(9), "亮点");
        await SalesBranch.Presses(stage, 9, "送签", new() { ["occasion"] = "CustomerPraise", ["what"] = HighlightBranch.What });
        await stage.Teams.Client.WaitFor(stage.Person(1), m => Says(m, "highlights.sign\""));
        await SalesBranch.Presses(stage, 1, "签字", new() { ["wall"] = "yes" });
        var posted = await stage.Teams.Client.WaitForInChannel(stage.Person(6), m => Says(m, "No. demo-2026-0147"), TimeSpan.FromSeconds(20));
        var photo = System.Text.RegularExpressions.Regex.Match(HighlightBranch.Words(posted), @"http[^""]*\.jpg[^""]*").Value;
        Assert.Equal(HttpStatusCode.OK, await Status(photo));
        await stage.Teams.Client.Say(stage.Person(2), "亮点 李静 还有一件好事");

        var (exit, said) = await BotProcess.Run(["erase", "--yes", "demo", $"{DemoBranch.Id(6)}"], stage.Settings());
        Assert.True(exit == 0, said);
        Assert.Contains("Erased from 1 cards, and 1 drafts.", said);
        Assert.Equal(HttpStatusCode.NotFound, await Status(photo));
        var renewed = await stage.Teams.Client.WaitForInChannel(stage.Person(6), m => m.Id == posted.Id && Says(m, "内容已按要求删除"), TimeSpan.FromSeconds(60));
        Assert.DoesNotContain("李静", HighlightBranch.Words(renewed));
        await stage.Teams.Client.Say(stage.Person(2), "我的亮点");
        Assert.DoesNotContain("还有一件好事", HighlightBranch.Words(stage.Teams.Client.Chat(stage.Person(2))[^1]));

        await stage.Teams.Client.Say(stage.Person(1), "亮点墙");
        var trail = await Http.GetStringAsync(new Uri((string)HighlightBranch.Button(stage, 1, "下载审计记录").Action["url"]!), cancel);
        Assert.DoesNotContain($"{DemoBranch.Id(6)}", trail);
        Assert.DoesNotContain("李静", trail);
        var file = Path.Combine(Directory.CreateTempSubdirectory("trail").FullName, "highlights.jsonl");
        await File.WriteAllTextAsync(file, trail, cancel);
        var (whole, verified) = await BotProcess.Run(["verify", file], new Dictionary<string, string>());
        Assert.True(whole == 0, verified);
        Assert.Contains("1 signatures, 2026 up to 147", verified);

        var (again, nothing) = await BotProcess.Run(["erase", "--yes", "demo", $"{DemoBranch.Id(6)}"], stage.Settings());
        Assert.Equal(0, again);
        Assert.Contains("Erased from 0 cards, and 0 drafts.", nothing);
    }

    private async Task<HttpStatusCode> Status(string link)
    {
        using var answer = await Http.GetAsync(new Uri(link), cancel);
        return answer.StatusCode;
    }

    private static bool Says(ChatMessage message, string words) => HighlightBranch.Words(message).Contains(words, StringComparison.Ordinal);
}
