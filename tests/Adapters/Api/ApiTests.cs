using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using BranchBot.LocalTeams;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Api;

/// <summary>One bot with the demo branches, asked as the pane in Excel asks.</summary>
public sealed class ApiStage : IAsyncLifetime
{
    public Stage Stage { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Stage = await Stage.Set("2026-11-24T17:05");
        Http = new() { BaseAddress = Stage.Bot.Address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Stage.DisposeAsync();
    }
}

/// <summary>The API for the pane in Excel, over HTTP with real tokens and real tables.</summary>
public sealed class ApiTests(ApiStage api) : IClassFixture<ApiStage>
{
    private const int Manager = 1;
    private const int Supervisor = 2;
    private const int Teller = 6;
    private const int RegionLeader = 20;
    private const int OtherManager = 31;
    private const string Sales = "/api/v1/branches/demo/sales";
    private const string November = "from=2026-11-01&to=2026-11-30";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_asks_is_told_who_he_is_and_what_he_may_see()
    {
        var me = await Json(await Get("/api/v1/me", Supervisor));
        Assert.Equal(("刘强", "Member", "2026-11-24"), ((string?)me["name"], (string?)me["kind"], (string?)me["today"]));
        Assert.Equal(["demo"], me["branches"]!.AsArray().Select(b => (string?)b!["id"]));
        Assert.True((bool)me["setsTargets"]!);
        Assert.Equal(["demo", "demo2"], (await Json(await Get("/api/v1/me", RegionLeader)))["branches"]!.AsArray().Select(b => (string?)b!["id"]).Order());
        Assert.False((bool)(await Json(await Get("/api/v1/me", Teller)))["setsTargets"]!);
        var stranger = await Json(await Get("/api/v1/me", 99));
        Assert.Equal(("Stranger", 0), ((string?)stranger["kind"], stranger["branches"]!.AsArray().Count));
    }

    [Theory]
    [Trait("Rule", "P-5")]
    [Trait("Threat", "TM-07")]
    [InlineData("none")]
    [InlineData("expired")]
    [InlineData("not yet")]
    [InlineData("audience")]
    [InlineData("issuer")]
    [InlineData("tenant")]
    [InlineData("tenant of another issuer")]
    [InlineData("unsigned")]
    [InlineData("another key")]
    [InlineData("channel")]
    public async Task A_token_that_is_not_right_opens_nothing(string what)
    {
        using var forged = new SigningKey();
        const string other = "99999999-9999-9999-9999-999999999999";
        var id = DemoBranch.Id(Manager).ToString();
        var users = api.Stage.Teams.Users;
        var token = what switch
        {
            "none" => null,
            "expired" => users.Mint(id, t => t["exp"] = TimeProvider.System.GetUtcNow().AddMinutes(-10).ToUnixTimeSeconds()),
            "not yet" => users.Mint(id, t => t["nbf"] = TimeProvider.System.GetUtcNow().AddMinutes(20).ToUnixTimeSeconds()),
            "audience" => users.Mint(id, t => t["aud"] = other),
            "issuer" => users.Mint(id, t => t["iss"] = "https://login.microsoftonline.com/common/v2.0"),
            "tenant" => users.Mint(id, t => t["tid"] = other),
            "tenant of another issuer" => users.Mint(id, t => (t["tid"], t["iss"]) = (other, $"{users.Login}{other}/v2.0")),
            "unsigned" => users.Mint(id, algorithm: "none"),
            "another key" => users.Mint(id, key: forged),
            _ => api.Stage.Teams.Authority.Mint(),
        };
        using var answer = await Send(HttpMethod.Get, "/api/v1/me", token);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [Trait("Rule", "P-5")]
    [Trait("Threat", "TM-07")]
    [InlineData("scp", null)]
    [InlineData("scp", "User.Read")]
    [InlineData("oid", null)]
    [InlineData("oid", "nobody")]
    [InlineData("idtyp", "app")]
    public async Task A_token_that_was_given_to_no_person_for_this_is_refused(string claim, string? value)
    {
        var token = api.Stage.Teams.Users.Mint(DemoBranch.Id(Manager).ToString(), t => t[claim] = value);
        using var answer = await Send(HttpMethod.Get, "/api/v1/me", token);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    [Trait("Rule", "P-5")]
    [Trait("Threat", "TM-07")]
    public async Task A_persons_token_is_no_channels_token()
    {
        using var activity = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = JsonContent.Create(new { type = "message" }) };
        activity.Headers.Authorization = new("Bearer", Token(Manager));
        using var answer = await api.Http.SendAsync(activity, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    [Trait("Rule", "P-5")]
    [Trait("Threat", "TM-08")]
    public async Task No_call_of_the_document_is_open_and_none_shows_another_branch_or_whether_it_exists()
    {
        var paths = JsonNode.Parse(await File.ReadAllTextAsync(Repository.At("addin", "shared", "api", "branchbot.json"), Cancel))!["paths"]!.AsObject();
        var calls = paths.SelectMany(p => p.Value!.AsObject().Select(m => (Method: new HttpMethod(m.Key.ToUpperInvariant()), Path: p.Key))).ToList();
        Assert.True(calls.Count >= 7, $"{calls.Count} calls");
        foreach (var (method, path) in calls)
        {
            var target = Filled(path, "demo");
            using var open = await Send(method, target, null, Body(path));
            Assert.Equal(HttpStatusCode.Unauthorized, open.StatusCode);
            if (!path.Contains("{branch}", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var who in new[] { OtherManager, 90, 99 })
            {
                var answers = new List<string>();
                foreach (var branch in new[] { "demo", "nowhere" })
                {
                    using var answer = await Send(method, Filled(path, branch), Token(who), Body(path));
                    Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
                    var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!.AsObject();
                    problem.Remove("traceId");
                    answers.Add(problem.ToJsonString());
                }

                Assert.Equal(answers[0], answers[1]);
            }
        }
    }

    [Fact]
    [Trait("Rule", "S-7")]
    public async Task The_workbook_is_read_page_by_page_and_not_again_while_nothing_has_changed()
    {
        using var first = await Get($"{Sales}/book?{November}&language=en-US", Manager);
        var book = await Json(first);
        Assert.Equal(["products", "behaviours", "branch", "chart", "entries"], book["sheets"]!.AsArray().Select(s => (string?)s!["key"]));
        Assert.Equal("Date", (string?)book["sheets"]![0]!["columns"]![0]!["type"]);
        Assert.Equal($"\"{book["version"]}\"", first.Headers.ETag!.Tag);
        Assert.True(first.Headers.CacheControl!.NoCache);

        using var again = new HttpRequestMessage(HttpMethod.Get, $"{Sales}/book?{November}&language=en-US");
        again.Headers.Authorization = new("Bearer", Token(Manager));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag);
        using var unchanged = await api.Http.SendAsync(again, Cancel);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);

        var page = await Json(await Get($"{Sales}/book/sheets/branch?{November}", Manager));
        Assert.Equal(17, page["rows"]!.AsArray().Count);
        Assert.Null((string?)page["next"]);
        Assert.Equal(HttpStatusCode.NotFound, (await Get($"{Sales}/book/sheets/secrets?{November}", Manager)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Get($"{Sales}/book/sheets/entries?{November}", Teller)).StatusCode);
    }

    [Theory]
    [InlineData("book?from=24.11.2026&to=2026-11-30", "from")]
    [InlineData("book?from=2026-11-01&to=2026-11-31", "to")]
    [InlineData("book?from=2026-11-01&to=2026-11-30&language=de", "language")]
    [InlineData("targets?of=heute", "from")]
    public async Task A_parameter_that_is_wrong_is_named(string call, string parameter)
    {
        using var answer = await Get($"{Sales}/{call}", Manager);
        var problem = await Json(answer, HttpStatusCode.BadRequest);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(parameter, (string?)problem["parameter"]);
    }

    [Theory]
    [InlineData("book?from=2026-11-30&to=2026-11-01")]
    [InlineData("book?from=2024-11-30&to=2026-11-01")]
    [InlineData("book/sheets/products?from=2026-11-01&to=2026-11-30&after=tomorrow")]
    public async Task Days_that_make_no_sense_are_told_in_the_readers_language(string call) =>
        Assert.NotNull((string?)(await Json(await Get($"{Sales}/{call}", Manager), HttpStatusCode.UnprocessableEntity))["detail"]);

    [Fact]
    [Trait("Rule", "S-5")]
    public async Task Targets_go_out_as_a_table_and_come_back_over_the_same_version_only()
    {
        using var got = await Get($"{Sales}/targets?of=2027-01-01&period=Quarter", Supervisor);
        var version = (string)(await Json(got))["version"]!;
        Assert.Equal($"\"{version}\"", got.Headers.ETag!.Tag);

        var check = await Json(await Send(HttpMethod.Post, $"{Sales}/targets/check", Token(Supervisor), Table(version, 10)));
        Assert.Equal((10m, false), ((decimal)check["changes"]![0]!["after"]!, (bool)check["applied"]!));
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await Send(HttpMethod.Put, $"{Sales}/targets", Token(Supervisor), Table(version, 10), ifMatch: "")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(HttpMethod.Put, $"{Sales}/targets", Token(Supervisor), Table(version, 10), "\"another\"")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(HttpMethod.Put, $"{Sales}/targets", Token(Teller), Table(version, 10), $"\"{version}\"")).StatusCode);
        var wrong = await Json(await Send(HttpMethod.Put, $"{Sales}/targets", Token(Supervisor), Table(version, -1), $"\"{version}\""), HttpStatusCode.UnprocessableEntity);
        Assert.Equal("insurance", (string?)wrong["document"]!["problems"]![0]!["column"]);

        Assert.True((bool)(await Json(await Send(HttpMethod.Put, $"{Sales}/targets", Token(Supervisor), Table(version, 10), $"\"{version}\"")))["applied"]!);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await Send(HttpMethod.Put, $"{Sales}/targets", Token(Manager), Table(version, 20), $"\"{version}\"")).StatusCode);
        var stands = await Json(await Get($"{Sales}/targets?of=2027-01-01&period=Quarter", Manager));
        var column = stands["columns"]!.AsArray().Select(c => (string?)c!["key"]).ToList().IndexOf("insurance");
        Assert.Equal(10m, (decimal)stands["rows"]![0]![column]!);
    }

    [Theory]
    [Trait("Threat", "TM-12")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"of":"2027-01-01","columns":["id"],"rows":[[{}]],"version":""}""")]
    [InlineData("""{"of":"2027-01-01","columns":["id"],"version":""}""")]
    [InlineData("""{"of":"2027-01-01","columns":["id"],"rows":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]],"version":""}""")]
    public async Task A_body_that_is_no_table_is_refused(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Sales}/targets/check") { Content = new StringContent(body, null, "application/json") };
        request.Headers.Authorization = new("Bearer", Token(Supervisor));
        using var answer = await api.Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    [Trait("Threat", "TM-12")]
    public async Task A_body_that_is_too_large_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Sales}/targets/check") { Content = new StringContent(new string(' ', 1_100_000), null, "application/json") };
        request.Headers.Authorization = new("Bearer", Token(Supervisor));
        using var answer = await api.Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    [Trait("Threat", "TM-13")]
    public async Task Who_asks_without_end_is_told_to_wait()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Get("/api/v1/me", 7)));
        var refused = answers.Where(a => a.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, a => Assert.NotNull(a.Headers.RetryAfter));
        Assert.Equal(HttpStatusCode.OK, (await Get("/api/v1/me", Manager)).StatusCode);
    }

    [Fact]
    public async Task The_pane_is_told_how_to_sign_in()
    {
        var config = await Json(await Send(HttpMethod.Get, "/addin/config.json", null));
        Assert.Equal(("local", Stage.ApiClientId, $"api://{Stage.ApiClientId}/access_as_user"), ((string?)config["mode"], (string?)config["clientId"], (string?)config["scope"]));
        using var http = new HttpClient();
        using var asked = new HttpRequestMessage(HttpMethod.Post, $"{config["localTokens"]}/token") { Content = JsonContent.Create(new { person = DemoBranch.Id(Manager).ToString() }) };
        asked.Headers.Add("Origin", api.Stage.Bot.Address.GetLeftPart(UriPartial.Authority));
        using var token = await http.SendAsync(asked, Cancel);
        Assert.Equal("王芳", (string?)(await Json(await Send(HttpMethod.Get, "/api/v1/me", (string?)(await Json(token))["token"])))["name"]);
        using var foreign = new HttpRequestMessage(HttpMethod.Get, $"{config["localTokens"]}/people");
        foreign.Headers.Add("Origin", "http://evil.example");
        using var refused = await http.SendAsync(foreign, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private string Token(int person) => api.Stage.Teams.Users.Mint(DemoBranch.Id(person).ToString());

    private Task<HttpResponseMessage> Get(string path, int who) => Send(HttpMethod.Get, path, Token(who));

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, string? token, object? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (body is not null && method != HttpMethod.Get)
        {
            request.Content = JsonContent.Create(body);
        }

        if (method == HttpMethod.Put && ifMatch?.Length != 0)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch ?? "\"0\"");
        }

        return await api.Http.SendAsync(request, Cancel);
    }

    private static async Task<JsonNode> Json(HttpResponseMessage answer, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(expected == answer.StatusCode, $"{answer.StatusCode}: {text}");
        return JsonNode.Parse(text) ?? throw new JsonException("null");
    }

    private static string Filled(string path, string branch) => path.Replace("{branch}", branch, StringComparison.Ordinal).Replace("{sheet}", "products", StringComparison.Ordinal)
        .Replace("{quarter}", "2027-01-01", StringComparison.Ordinal).Replace("{person}", $"{DemoBranch.Id(5)}", StringComparison.Ordinal) + $"?{November}&of=2026-11-24&at=2027-01-04T02:00:00Z&version=1";

    private static object Body(string path) => path switch
    {
        _ when path.EndsWith("/minutes", StringComparison.Ordinal) => new { minutes = "", agreements = Array.Empty<object>(), revision = 0, release = false },
        _ when path.EndsWith("/done", StringComparison.Ordinal) => new { what = "" },
        _ when path.Contains("/notes/", StringComparison.Ordinal) => new { words = "", revision = 0 },
        _ => Table("0"),
    };

    private static object Table(string version, int insurance = 1) => new { of = "2027-01-01", period = "Quarter", columns = new[] { "id", "insurance" }, rows = new object[][] { ["branch", insurance] }, version };
}
