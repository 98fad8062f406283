using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using BranchBot.LocalTeams;

namespace BranchBot.Adapters.Tests.LocalTeams;

/// <summary>A local Teams with a branch of three, a scripted bot, and the bot's way to the connector.</summary>
public abstract class LocalTeamsTest : IAsyncLifetime
{
    private protected static readonly StaffRow[] Branch =
    [
        new("10000000-0000-0000-0000-000000000001", "王芳", Branch: "demo", Position: "支行长"),
        new("10000000-0000-0000-0000-000000000006", "李静", Branch: "demo", Position: "个人业务柜员"),
        new("10000000-0000-0000-0000-000000000020", "徐刚", Region: "R01"),
    ];

    private protected LocalTeamsServer Teams { get; private set; } = null!;

    private protected ScriptedBot Bot { get; private set; } = null!;

    private protected HttpClient Http { get; private set; } = null!;

    private protected TeamsUser Manager => Teams.People.Named("王芳");

    private protected TeamsUser Teller => Teams.People.Named("李静");

    private protected virtual LocalTeamsOptions Options => new() { Staff = Branch, OperationTime = TimeSpan.Zero };

    public virtual async ValueTask InitializeAsync()
    {
        Bot = await ScriptedBot.StartAsync();
        Teams = await LocalTeamsServer.StartAsync(Options with { Bot = Bot.Url });
        Http = new HttpClient { BaseAddress = new Uri(Teams.ServiceUrl) };
        Authorize(Teams.Identity.Mint());
    }

    public virtual async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Teams.DisposeAsync();
        await Bot.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected void Authorize(string token) => Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    private protected static JsonObject Message(string text) => new() { ["type"] = "message", ["text"] = text };

    private protected static JsonObject CardMessage(JsonObject card) => new()
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card }),
    };

    private protected static JsonObject Card(string text, string version = "1.5") => new()
    {
        ["type"] = "AdaptiveCard",
        ["version"] = version,
        ["fallbackText"] = "用文字：" + text,
        ["body"] = new JsonArray(new JsonObject { ["type"] = "TextBlock", ["text"] = text }),
        ["actions"] = new JsonArray(new JsonObject
        {
            ["type"] = "Action.Execute",
            ["title"] = "完成",
            ["verb"] = "tick",
            ["data"] = new JsonObject { ["item"] = 3 },
        }),
    };

    /// <summary>The answer to an action that shows a card.</summary>
    private protected static JsonObject CardAnswer(JsonObject card) => new()
    {
        ["statusCode"] = 200,
        ["type"] = "application/vnd.microsoft.card.adaptive",
        ["value"] = card,
    };

    private protected static string In(string conversation) => $"v3/conversations/{Uri.EscapeDataString(conversation)}/activities";

    private protected Task<HttpResponseMessage> Send(TeamsUser person, JsonObject activity) => Http.PostAsJsonAsync(In(person.ChatId), activity);

    private protected async Task<string> SendsCard(TeamsUser person, JsonObject card)
    {
        var answer = await Send(person, CardMessage(card));
        Assert.Equal(201, (int)answer.StatusCode);
        return (string)(await Json(answer))["id"]!;
    }

    private protected static async Task<JsonObject> Json(HttpResponseMessage answer) => (JsonObject)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

    private protected static async Task Refused(HttpResponseMessage answer, int status, string code)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(code, (string?)(await Json(answer))["error"]!["code"]);
    }

    private protected static StringContent Raw(string text, string contentType = "application/json") => new(text, Encoding.UTF8, contentType);
}
