using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Chaos;

/// <summary>What came of a press.</summary>
/// <param name="Done">Whether a card was answered: what was pressed is done.</param>
/// <param name="Text">The answer, all of it.</param>
internal sealed record Pressed(bool Done, string Text);

/// <summary>Two bots behind one address. What is not answered is repeated as Teams repeats an invoke: once with its id, then with a new one.</summary>
internal sealed class Doors(Stage stage, IReadOnlyList<BotProcess?> bots, Ledger ledger)
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(15);
    private static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(5), ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Somebody presses a button; where nothing good is answered, he presses again, some times.</summary>
    /// <param name="who">Who.</param>
    /// <param name="command">What the button is.</param>
    /// <param name="random">His luck.</param>
    /// <param name="presses">How many times at most.</param>
    /// <param name="anew">Whether a repeat may come with another id: not of what is relative.</param>
    public async Task<Pressed> Press(Banker who, Command command, Random random, int presses = 3, bool anew = true)
    {
        var action = new JsonObject
        {
            ["type"] = "Action.Execute",
            ["verb"] = Rehearsal.Catalogue.VerbOf(command),
            ["data"] = JsonSerializer.SerializeToNode(command, command.GetType(), Catalogue.Json),
        };
        var id = NewId(random);
        var last = new Pressed(false, "");
        for (var press = 0; press < presses && !last.Done; press++)
        {
            // Teams: the press, its repeat, and one with a new id.
            for (var tries = 0; tries < 3 && !last.Done; tries++)
            {
                id = anew && (tries == 2 || (press > 0 && tries == 0)) ? NewId(random) : id;
                last = await Send(bots[(random.Next(2) + tries) % 2], Activity(who, id, action));
                ledger.Turn(last.Done);
                if (last.Text.Length > 0)
                {
                    break;
                }

                await Task.Delay(random.Next(20, 100));
            }

            await Task.Delay(last.Done ? 0 : random.Next(50, 300));
        }

        return last;
    }

    private async Task<Pressed> Send(BotProcess? bot, JsonObject activity)
    {
        if (bot is null)
        {
            return new(false, "");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bot.Address, "/api/messages")) { Content = new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", stage.Teams.Bot.Token());
        using var limit = new CancellationTokenSource(AnswerLimit);
        try
        {
            using var answer = await Http.SendAsync(request, limit.Token);
            var text = await answer.Content.ReadAsStringAsync(limit.Token);
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}");
            return new(text.Contains("\"application/vnd.microsoft.card.adaptive\"", StringComparison.Ordinal) && text.StartsWith("{\"statusCode\":200", StringComparison.Ordinal), text);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return new(false, "");
        }
    }

    private static string NewId(Random random) => $"f:{random.NextInt64():x16}{random.NextInt64():x16}";

    private JsonObject Activity(Banker who, string id, JsonObject action) => new()
    {
        ["type"] = "invoke",
        ["name"] = "adaptiveCard/action",
        ["id"] = id,
        ["channelId"] = "msteams",
        ["locale"] = "zh-CN",
        ["serviceUrl"] = stage.Teams.ServiceUrl,
        ["from"] = new JsonObject { ["id"] = who.User.Mri, ["name"] = who.User.Name, ["aadObjectId"] = who.User.Id },
        ["recipient"] = new JsonObject { ["id"] = $"28:{Stage.AppId}", ["name"] = "BranchBot" },
        ["conversation"] = new JsonObject { ["id"] = stage.Teams.Conversations.Personal(who.User).Id, ["conversationType"] = "personal", ["tenantId"] = Stage.Tenant },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Stage.Tenant } },
        ["value"] = new JsonObject { ["trigger"] = "manual", ["action"] = action.DeepClone() },
    };
}
