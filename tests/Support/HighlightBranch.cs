using System.Text.Json.Nodes;
using Azure.Data.Tables;
using BranchBot.LocalTeams;

namespace BranchBot.Tests.Support;

/// <summary>What people of the demo branch do with highlight cards in their chats, without a browser.</summary>
public static class HighlightBranch
{
    public const string What = "一位老人忘了密码,李静蹲下来慢慢陪他想,客户说要写表扬信。";

    /// <summary>Giver, receiver and manager have the bot, so that they can be told.</summary>
    public static async Task HasChats(Stage stage)
    {
        foreach (var who in new[] { 1, 6, 9 })
        {
            await stage.Teams.Client.Say(stage.Person(who), "帮助");
        }
    }

    /// <summary>The manager adds the bot to the branch's team and says that it is hers.</summary>
    public static async Task HasTeam(Stage stage)
    {
        await HasChats(stage);
        await stage.Teams.Teams.AddBot(stage.Person(1), "demo");
        await SalesBranch.Presses(stage, 1, "这是示范支行的团队");
        var people = new TableClient(stage.Azurite.ConnectionString, "branchbotpeople");
        for (var tries = 0; !(await people.GetEntityAsync<TableEntity>("b|demo", "branch")).Value.GetString("Data").Contains("\"team\":{", StringComparison.Ordinal); tries++)
        {
            await Task.Delay(50);
            if (tries == 200)
            {
                throw new TimeoutException("The branch's team was not linked.");
            }
        }
    }

    /// <summary>Somebody gives a card and sends it for signature.</summary>
    public static async Task Gives(Stage stage, int who, string to, string what = What, string occasion = "CustomerPraise")
    {
        await stage.Teams.Client.Say(stage.Person(who), $"亮点 {to}");
        await SalesBranch.Presses(stage, who, "送签", new() { ["occasion"] = occasion, ["what"] = what });
    }

    /// <summary>The newest card of a person that has a button, and its action.</summary>
    public static (string Message, JsonObject Action) Button(Stage stage, int who, string title)
    {
        var message = stage.Teams.Client.Chat(stage.Person(who)).Last(m => Find(m.Card, title) is not null);
        return (message.Id, Find(message.Card, title)!);
    }

    /// <summary>What a card says, all of it.</summary>
    public static string Words(ChatMessage message) => message.Card?.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) ?? message.Text ?? "";

    private static JsonObject? Find(JsonNode? node, string title) => node switch
    {
        JsonObject o when (string?)o["title"] == title && ((string?)o["type"])?.StartsWith("Action.", StringComparison.Ordinal) == true => o,
        JsonObject o => o.Select(p => Find(p.Value, title)).FirstOrDefault(f => f is not null),
        JsonArray a => a.Select(i => Find(i, title)).FirstOrDefault(f => f is not null),
        _ => null,
    };
}
