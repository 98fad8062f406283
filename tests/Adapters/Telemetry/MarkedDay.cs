using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using BranchBot.LocalTeams;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Telemetry;

/// <summary>
/// A day on which everybody brings marked words through every door: each command of the catalogue, each word that is heard, each button that is shown with
/// its fields filled in, files, pages, the API, Graph, screens, and what fails. The program is a process with its exporter, told to log all that it can.
/// </summary>
public sealed partial class MarkedDay : IAsyncLifetime
{
    private const string Today = "2026-12-28";
    private static readonly int[] Staff = [1, 2, 3, 5, 6, 9];
    private static readonly int[] Everybody = [.. Staff, 20, 90, 99];
    private static readonly Dictionary<string, string> Loud = new()
    {
        ["Logging:LogLevel:Default"] = "Trace",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
        ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Trace",
        ["Logging:LogLevel:Polly"] = "Trace",
        ["Logging:LogLevel:Azure"] = "Trace",
        ["OTEL_TRACES_SAMPLER"] = "microsoft.fixed_percentage",
        ["OTEL_TRACES_SAMPLER_ARG"] = "1.0",
    };

    private readonly List<string> pages = [];
    private Stage stage = null!;
    private HttpClient http = null!;

    /// <summary>What left the program for Application Insights.</summary>
    internal Ingestion Ingestion { get; private set; } = null!;

    /// <summary>What it wrote on the console.</summary>
    public string Console { get; private set; } = "";

    /// <summary>The tables in which marked words stand: where they were to get to.</summary>
    public IReadOnlyCollection<string> Kept { get; private set; } = [];

    /// <summary>The commands that were given by a card's payload.</summary>
    public int Given { get; private set; }

    /// <summary>How the program ended.</summary>
    public int ExitCode { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Ingestion = await Ingestion.Start();
        var settings = new Dictionary<string, string>(Loud) { ["Telemetry:ConnectionString"] = Ingestion.ConnectionString };
        stage = await Stage.Set($"{Today}T09:05", quick: true, graph: true, beside: TimeSpan.FromHours(1), change: o => o with { OperationTime = TimeSpan.Zero }, more: settings);
        http = new() { BaseAddress = stage.Bot.Address, Timeout = TimeSpan.FromSeconds(30) };
        await Task.WhenAll(Everybody.Select(who => stage.Teams.Client.Say(stage.Person(who), "帮助")));
        await WorkAsUsual();
        await Task.WhenAll(Everybody.Select(Chatter));
        await GiveEveryCommand();
        await AskAsPrograms();
        await BringFiles();
        await OpenPages();
        await SendNonsense();
        Kept = await TablesWithMarks();
        await BreakThings();
        await stage.ClockShows("17:35");
        await stage.Azurite.Stop();
        await LiveWithoutStorage();
        stage.Bot.AskToEnd();
        await stage.Bot.WaitForExit().WaitAsync(TimeSpan.FromSeconds(120));
        (Console, ExitCode) = (stage.Bot.Output, stage.Bot.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await stage.DisposeAsync();
        await Ingestion.DisposeAsync();
    }

    // What certainly is kept: so that one sees that the marked words get in.
    private async Task WorkAsUsual()
    {
        var say = stage.Teams.Client;
        await say.Say(stage.Person(6), "完成");
        await say.Say(stage.Person(6), $"异常 {Marks.Words}");
        await say.Say(stage.Person(4), "基金2笔30万");
        await Task.WhenAll(PressAll(6, 2), PressAll(4, 1));
        await say.Say(stage.Person(1), "季度谈话");
        await PressAll(1, 1);
        await say.Say(stage.Person(1), "清单");
        await PressAll(1, 2);
        await say.Say(stage.Person(1), $"客户表扬 {stage.Person(6).Name} {Marks.Words}");
        await say.SendFile(stage.Person(20), Encoding.UTF8.GetBytes($"product,name,name_en,unit,amount\nfund,基金,funds,笔,是\nmarked,标记说明,MARKEDword,户,否\n"), "products.csv");
        await say.Say(stage.Person(20), "产品 确认");
    }

    // Each word that somebody may say, shared among all (whom everybody reports to gets no more a minute than Teams lets through), alone and with marked words behind it; then the buttons of what comes, twice over.
    private async Task Chatter(int who)
    {
        var words = Rehearsal.Catalogue.Phrases.Select(p => p.Words[0]).Where((_, n) => n % Everybody.Length == Array.IndexOf(Everybody, who)).ToList();
        foreach (var word in words)
        {
            await Breathe();
            await stage.Teams.Client.Say(stage.Person(who), word);
            await PressAll(who, 1);
            await Breathe();
            await stage.Teams.Client.Say(stage.Person(who), $"{word} {Marks.Words}");
            await PressAll(who, 2);
        }

        await stage.Teams.Client.Say(stage.Person(who), Marks.Words);
    }

    // Nobody is to be too fast for the bot (PersonRate): it would not listen, and nothing would get in.
    private static Task Breathe() => Task.Delay(TimeSpan.FromMilliseconds(100));

    private async Task PressAll(int who, int depth)
    {
        if (stage.Teams.Client.Chat(stage.Person(who)).LastOrDefault(m => m is { From: "bot", Card: not null }) is { } message)
        {
            await PressAll(who, message.Id, message.Card!, depth);
        }
    }

    private async Task PressAll(int who, string message, JsonObject card, int depth)
    {
        // Of many alike some are enough.
        foreach (var action in Actions(card).DistinctBy(a => (string?)a["title"]).Take(depth > 1 ? 4 : 2))
        {
            if ((string?)action["url"] is { } url)
            {
                Keep(url);
            }
            else if ((string?)action["verb"] is not null)
            {
                await Breathe();
                var answer = await stage.Teams.Cards.PressExecute(stage.Person(who), message, action, Filled(card));
                if (depth > 1 && answer.Card is { } next)
                {
                    await PressAll(who, message, next, depth - 1);
                }
            }
        }
    }

    // Every command of the catalogue as a card's payload, as a dialog and as what an old client sends: internal ones too, which are refused.
    private async Task GiveEveryCommand()
    {
        var messages = Everybody.ToDictionary(who => who, who => stage.Teams.Client.Chat(stage.Person(who)).Last(m => m.From == "bot").Id);
        await Task.WhenAll(new[] { (1, true), (1, false), (20, true), (90, true) }.Select(async one =>
        {
            var (who, marked) = one;
            foreach (var (verb, command, _) in Rehearsal.Catalogue.Verbs)
            {
                var action = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = Marks.DataOf(command, marked) };
                await stage.Teams.Cards.PressExecute(stage.Person(who), messages[who], action, new() { ["words"] = Marks.Words });
            }
        }));
        foreach (var (verb, command, _) in Rehearsal.Catalogue.Verbs)
        {
            Given++;
            await stage.Teams.Cards.TaskSubmit(stage.Person(2), messages[2], new JsonObject { ["verb"] = verb, ["data"] = Marks.DataOf(command), ["words"] = Marks.Words });
        }

        foreach (var (verb, command, _) in Rehearsal.Catalogue.Verbs.Take(8))
        {
            await stage.Teams.Cards.PressSubmit(stage.Person(5), messages[5], new JsonObject { ["verb"] = verb, ["data"] = Marks.DataOf(command) });
        }
    }

    private async Task AskAsPrograms()
    {
        var words = Uri.EscapeDataString(Marks.Words);
        var person = DemoBranch.Id(6);
        string[] paths =
        [
            "me", "branches/demo/sales/book?from=2026-12-01&to=2026-12-28", $"branches/demo/sales/book/sheets/{words}?from=2026-12-01&to={words}", "branches/demo/sales/book.xlsx?from=2026-12-01&to=2026-12-28",
            $"branches/demo/sales/targets?from=2026-12-01&to=2026-12-31&of={words}", $"branches/{words}/sales/targets", $"branches/demo/talks?at={words}", $"branches/demo/talks?at=2027-01-04T02:00:00Z&person={person}",
            $"branches/demo/talks/notes/{person}", $"branches/demo/talks/notes/{words}", $"branches/demo/talks/2027-01-01/{person}/paper", words,
        ];
        foreach (var who in new[] { 1, 2, 6, 99 })
        {
            foreach (var path in paths)
            {
                await Call(HttpMethod.Get, $"/api/v1/{path}", who);
            }

            var (minutes, notes) = (JsonContent.Create(new { minutes = Marks.Words, agreements = new[] { new { what = Marks.Words, manager = true, due = "2027-01-31" } }, revision = 0, release = true }), JsonContent.Create(new { words = Marks.Words, revision = 0 }));
            await Call(HttpMethod.Put, $"/api/v1/branches/demo/talks/2027-01-01/{person}/minutes", who, minutes);
            await Call(HttpMethod.Put, $"/api/v1/branches/demo/talks/notes/{person}", who, notes);
            await Call(HttpMethod.Post, $"/api/v1/branches/demo/talks/2027-01-01/{person}/agreements/done", who, JsonContent.Create(new { what = Marks.Words }));
            await Call(HttpMethod.Post, "/api/v1/branches/demo/sales/targets/check", who, new StringContent("{\"标记\":" + Marks.Words, Encoding.UTF8, "application/json"));
            await Call(HttpMethod.Put, "/api/v1/branches/demo/sales/targets", who, JsonContent.Create(new { words = Marks.Words }));
        }

        await http.GetAsync(new Uri($"/wall/api/content?words={words}", UriKind.Relative));
        using var dark = new HttpRequestMessage(HttpMethod.Get, "/wall/api/content") { Headers = { Authorization = new("Bearer", "CfDJ8MARKEDtoken") } };
        await http.SendAsync(dark);
        foreach (var path in new[] { "graph/notifications", "graph/lifecycle" })
        {
            await http.PostAsJsonAsync(path, new { value = new[] { new { clientState = $"talks|b|demo|{Marks.Words}", resource = Marks.Words } } });
            await http.PostAsync(path, new StringContent(Marks.Words, Encoding.UTF8, "application/json"));
            await http.PostAsync($"{path}?validationToken={words}", null);
        }
    }

    private async Task BringFiles()
    {
        var table = Encoding.UTF8.GetBytes($"object_id,name\n{Marks.Words},{Marks.Words}\n");
        foreach (var who in new[] { 90, 20, 2, 1, 99 })
        {
            await stage.Teams.Client.SendFile(stage.Person(who), table, $"{Marks.File}.csv", Marks.Words);
            await stage.Teams.Client.SendFile(stage.Person(who), table, "staff.csv", Marks.Words);
            await stage.Teams.Client.SendFile(stage.Person(who), table, "targets.csv", Marks.Words);
            await stage.Teams.Client.SendFile(stage.Person(who), table, "products.csv", Marks.Words);
        }

        await stage.Teams.Client.SendPicture(stage.Person(6), Photographs.Pennant(), $"{Marks.File}.jpg", Marks.Words);
        await stage.Teams.Client.SendPicture(stage.Person(6), table, $"{Marks.File}.png", Marks.Words);
        await PressAll(90, 2);
    }

    private async Task OpenPages()
    {
        foreach (var page in pages.Distinct().Take(20).Append("/pages/CfDJ8MARKEDlink").ToList())
        {
            await http.GetAsync(new Uri(page, UriKind.RelativeOrAbsolute));
            using var form = new MultipartFormDataContent { { new ByteArrayContent(Photographs.Pennant()), "file", $"{Marks.File}.jpg" } };
            await http.PostAsync(new Uri(page, UriKind.RelativeOrAbsolute), form);
        }
    }

    // Bodies, headers and addresses that make no sense.
    private async Task SendNonsense()
    {
        var words = Encoding.UTF8.GetBytes(Marks.Words);
        var token = $"Bearer {stage.Teams.Bot.Token()}";
        foreach (var (authorization, type, body) in new (string, string, byte[])[]
        {
            (token, "application/json", words),
            (token, $"text/{Marks.File[^10..]}", words),
            (token, "application/json", Encoding.UTF8.GetBytes($$"""{"type":"message","id":"1","text":"{{Marks.Words}}","channelData":{"标记姓名":7},"from":"{{Marks.Words}}"}""")),
            (token, "application/json", new byte[300_000]),
            ("Bearer eyJMARKED.eyJMARKED.MARKED", "application/json", words),
        })
        {
            await stage.Teams.Bot.PostRawAsync(body, new Dictionary<string, string> { ["Authorization"] = authorization, ["Content-Type"] = type });
        }

        foreach (var type in new[] { "message", "invoke", "MARKED标记", "event", "conversationUpdate", "installationUpdate", "messageReaction" })
        {
            await stage.Teams.Client.Deliver(stage.Person(6), type, a => (a["text"], a["name"], a["action"], a["value"]) = (Marks.Words, Marks.Words, Marks.Words, new JsonObject { ["action"] = new JsonObject { ["verb"] = Marks.Words, ["data"] = Marks.Words } }));
            await stage.Teams.Client.Deliver(stage.Person(6), type, a => (a["serviceUrl"], a["text"]) = ($"https://marked.example/{DemoBranch.Id(6)}/标记姓名/", Marks.Words));
        }
    }

    // Teams and Graph refuse, and name people in what they say.
    private async Task BreakThings()
    {
        foreach (var fault in new[] { Fault.Refused(403, Marks.Words), Fault.Refused(400, "标记姓名13900005678"), Fault.ConnectionReset, Fault.AcceptedWithoutAnswer, Fault.BadGateway, Fault.Throttled(TimeSpan.FromSeconds(1)), Fault.BlockedByUser })
        {
            stage.Teams.Faults.Next(Operation.Send, fault);
            stage.Teams.Graph.Faults.Next(fault);
            await stage.Teams.Client.Say(stage.Person(6), $"异常 {Marks.Words}");
            await stage.Teams.Client.Say(stage.Person(1), "季度谈话");
            await PressAll(1, 1);
        }

        // A wake-up that was armed and comes late; since then another one counts.
        var late = JsonSerializer.Serialize(new Host.WakeUps.WakeUp(DemoBranch.Branch.Id, DemoBranch.At("07:00", Today), "superseded"), Catalogue.Json);
        var queue = new QueueClient(stage.Azurite.ConnectionString, "branchbot-wakeups");
        await queue.SendMessageAsync(late);
        while ((await queue.PeekMessagesAsync(32)).Value.Any(m => m.MessageText == late))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }

    private async Task LiveWithoutStorage()
    {
        var message = stage.Teams.Client.Chat(stage.Person(6)).Last(m => m.From == "bot").Id;
        var commands = Rehearsal.Catalogue.Verbs.Take(4);
        await Task.WhenAll(
        [
            stage.Teams.Client.Say(stage.Person(5), $"异常 {Marks.Words}"),
            .. commands.Select(c => stage.Teams.Cards.PressExecute(stage.Person(6), message, new() { ["type"] = "Action.Execute", ["verb"] = c.Verb, ["data"] = Marks.DataOf(c.Command) })),
            Call(HttpMethod.Get, $"/api/v1/branches/demo/talks/notes/{DemoBranch.Id(6)}", 1),
            http.GetAsync(new Uri(pages.FirstOrDefault() ?? "/pages/CfDJ8MARKEDlink", UriKind.RelativeOrAbsolute)),
            http.GetAsync(new Uri("/health/ready", UriKind.Relative)),
        ]);
    }

    private async Task Call(HttpMethod method, string path, int who, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", stage.Teams.Users.Mint(DemoBranch.Id(who).ToString()));
        using var answer = await http.SendAsync(request);
        foreach (Match link in PageLink().Matches(await answer.Content.ReadAsStringAsync()))
        {
            Keep(link.Value);
        }
    }

    private void Keep(string url)
    {
        if (url.Contains("/pages/", StringComparison.Ordinal))
        {
            lock (pages)
            {
                pages.Add(url[url.IndexOf("/pages/", StringComparison.Ordinal)..]);
            }
        }
    }

    private async Task<IReadOnlyCollection<string>> TablesWithMarks()
    {
        var kept = new HashSet<string>();
        var service = new TableServiceClient(stage.Azurite.ConnectionString);
        await foreach (var table in service.QueryAsync())
        {
            await foreach (var entity in service.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                if (((IDictionary<string, object>)entity).Values.OfType<string>().Any(v => v.Contains("标记", StringComparison.Ordinal)))
                {
                    kept.Add(table.Name["branchbot".Length..]);
                }
            }
        }

        return kept;
    }

    private static IEnumerable<JsonObject> Actions(JsonNode? node) => node switch
    {
        JsonObject o when ((string?)o["type"])?.StartsWith("Action.", StringComparison.Ordinal) == true => [o],
        JsonObject o => o.SelectMany(p => Actions(p.Value)),
        JsonArray a => a.SelectMany(Actions),
        _ => [],
    };

    private static JsonObject Filled(JsonNode card)
    {
        var filled = new JsonObject();
        foreach (var input in Inputs(card))
        {
            filled[(string)input["id"]!] = (string?)input["type"] switch
            {
                "Input.Number" => "3",
                "Input.Date" => Today,
                "Input.Time" => "10:00",
                "Input.Toggle" => "true",
                "Input.ChoiceSet" => (input["choices"] as JsonArray)?.LastOrDefault()?["value"]?.DeepClone(),
                _ => Marks.Words[..Math.Min(Marks.Words.Length, (int?)input["maxLength"] ?? Marks.Words.Length)],
            };
        }

        return filled;
    }

    private static IEnumerable<JsonObject> Inputs(JsonNode? node) => node switch
    {
        JsonObject o when ((string?)o["type"])?.StartsWith("Input.", StringComparison.Ordinal) == true => [o],
        JsonObject o => o.SelectMany(p => Inputs(p.Value)),
        JsonArray a => a.SelectMany(Inputs),
        _ => [],
    };

    [GeneratedRegex(@"/pages/[A-Za-z0-9_-]+")]
    private static partial Regex PageLink();
}
