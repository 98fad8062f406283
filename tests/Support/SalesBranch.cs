using System.Text.Json.Nodes;

namespace BranchBot.Tests.Support;

/// <summary>What people of the demo branch do about sales in their chats, without a browser.</summary>
public static class SalesBranch
{
    /// <summary>Somebody writes a line and taps 记入.</summary>
    public static async Task Enters(Stage stage, int who, string line)
    {
        await stage.Teams.Client.Say(stage.Person(who), line);
        await Presses(stage, who, "记入");
    }

    /// <summary>The sales supervisor sets the month's targets of the branch by the form.</summary>
    public static async Task SetsTargets(Stage stage, params (string Item, string Target)[] targets)
    {
        await stage.Teams.Client.Say(stage.Person(2), "目标 月");
        await Presses(stage, 2, "改网点目标");
        await Presses(stage, 2, "定下", new([.. targets.Select(t => KeyValuePair.Create($"goal_{t.Item}", (JsonNode?)t.Target))]));
    }

    /// <summary>Somebody taps a button of the newest card that has it.</summary>
    public static async Task Presses(Stage stage, int who, string title, JsonObject? inputs = null)
    {
        var person = stage.Person(who);
        bool Has(JsonNode? node) => node switch
        {
            JsonObject o => ((string?)o["title"] == title && ((string?)o["type"])?.StartsWith("Action.", StringComparison.Ordinal) == true) || o.Any(p => Has(p.Value)),
            JsonArray a => a.Any(Has),
            _ => false,
        };
        await stage.Teams.Client.WaitFor(person, m => m.From == "bot" && Has(m.Card), TimeSpan.FromSeconds(30));
        var message = stage.Teams.Client.Chat(person).Last(m => m.From == "bot" && Has(m.Card));
        await stage.Teams.Cards.Press(person, message.Id, title, inputs);
    }
}
