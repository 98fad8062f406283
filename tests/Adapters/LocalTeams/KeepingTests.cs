using System.Net.Http.Json;
using BranchBot.LocalTeams;
using Microsoft.AspNetCore.Http;

namespace BranchBot.Adapters.Tests.LocalTeams;

public sealed class KeepingTests : LocalTeamsTest
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("branchbot-teams-");

    [Fact]
    public async Task After_a_restart_chats_views_and_installations_are_as_they_were()
    {
        Bot.Answer = _ => Task.FromResult(Results.Json(CardAnswer(Card("完成了"))));
        var (before, id) = await First();
        await using var again = await Start();
        Assert.Equal(0, await again.Installations.AnnounceAsync(TestContext.Current.CancellationToken));
        var after = again.Client.Chat(again.People.Named("李静"));
        Assert.Equal(before.Select(Shown), after.Select(Shown));
        Assert.Contains("完成了", after[1].Card!.ToJsonString(TestJson), StringComparison.Ordinal);
        Assert.Equal(3, Bot.Activities.Count(a => (string?)a["action"] == "add"));
        Assert.False(again.Conversations.HasApp(again.People.Named("徐刚")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => again.Client.Say(again.People.Named("王芳"), "被拦"));
        var next = await again.Client.Say(again.People.Named("李静"), "又来了");
        Assert.True(long.Parse(next.Id, null) > long.Parse(id, null));
    }

    [Fact]
    public async Task A_change_is_on_the_disk_within_a_second_and_the_file_is_whole()
    {
        await using var teams = await Start();
        await teams.Client.Say(teams.People.Named("李静"), "记下来");
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        Assert.Contains("记下来", await File.ReadAllTextAsync(Kept, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(["teams.json"], folder.GetFiles().Select(f => f.Name));
    }

    private string Kept => Path.Combine(folder.FullName, "teams.json");

    private static readonly System.Text.Json.JsonSerializerOptions TestJson = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async Task<(IReadOnlyList<ChatMessage> Chat, string LastId)> First()
    {
        await using var teams = await Start();
        await teams.Installations.AnnounceAsync(TestContext.Current.CancellationToken);
        var teller = teams.People.Named("李静");
        using var http = new HttpClient { BaseAddress = new Uri(teams.ServiceUrl) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", teams.Identity.Mint());
        await teams.Client.Say(teller, "早");
        var card = (string)(await Json(await http.PostAsJsonAsync(In(teller.ChatId), CardMessage(Card("早")))))["id"]!;
        await teams.Cards.Press(teller, card, "完成");
        teams.Installations.Block(teams.People.Named("王芳"));
        await teams.Installations.Uninstall(teams.People.Named("徐刚"));
        return (teams.Client.Chat(teller), card);
    }

    private Task<LocalTeamsServer> Start() => LocalTeamsServer.StartAsync(Options with { Bot = Bot.Url, DataFolder = folder.FullName });

    private static (string, string, DateTimeOffset, string?) Shown(ChatMessage m) => (m.Id, m.From, m.At, m.Text);
}
