using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Api;

/// <summary>One bot whose talks of January are confirmed, one of them held by who acts for the manager.</summary>
public sealed class TalkStage : IAsyncLifetime
{
    public Stage Stage { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>The talks as the calendars have them.</summary>
    public IReadOnlyDictionary<int, DateTimeOffset> Starts { get; private set; } = new Dictionary<int, DateTimeOffset>();

    public async ValueTask InitializeAsync()
    {
        Stage = await Stage.Set("2026-12-28T09:05", quick: true, graph: true);
        Http = new() { BaseAddress = Stage.Bot.Address, Timeout = TimeSpan.FromSeconds(60) };
        var say = Stage.Teams.Client;
        await say.Say(Stage.Person(1), "代 刘强 12月28日至1月15日");
        await say.Say(Stage.Person(1), "季度谈话");
        await SalesBranch.Presses(Stage, 1, "安排一下");
        await say.WaitFor(Stage.Person(1), m => HighlightBranch.Words(m).Contains("提议 10", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        await say.Say(Stage.Person(2), "谈话 李静");
        await SalesBranch.Presses(Stage, 2, "我来谈");
        await say.Say(Stage.Person(1), "季度谈话");
        await SalesBranch.Presses(Stage, 1, "确认并邀请 10 人");
        for (var wait = 0; wait < 300 && Stage.Teams.Graph.Mailboxes.All().Count < 10; wait++)
        {
            await Task.Delay(200);
        }

        Starts = Stage.Teams.Graph.Mailboxes.All().ToDictionary(i => int.Parse(i.Attendees[0][^2..], System.Globalization.CultureInfo.InvariantCulture), i => i.Start);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Stage.DisposeAsync();
    }
}

/// <summary>The API for the pane in Outlook, over HTTP with real tokens and real tables .</summary>
public sealed class TalkApiTests(TalkStage api) : IClassFixture<TalkStage>
{
    private const string Talks = "/api/v1/branches/demo/talks";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Rule", "Q-7")]
    [Trait("Rule", "P-2")]
    [InlineData("the manager", 1, 7, true, true, true)]
    [InlineData("who acts for him, of a talk of the manager's", 2, 7, false, false, false)]
    [InlineData("who acts for him, of a talk that he holds", 2, 6, true, true, false)]
    [InlineData("the employee", 7, 7, true, false, false)]
    [InlineData("a colleague", 4, 7, false, false, false)]
    [InlineData("the manager of another branch", 31, 7, false, false, false)]
    [InlineData("the region", 20, 7, false, false, false)]
    [InlineData("the administrator", 90, 7, false, false, false)]
    [InlineData("a stranger", 99, 7, false, false, false)]
    public async Task Each_sees_and_writes_what_is_his(string who, int reader, int person, bool sees, bool writes, bool notes)
    {
        Assert.NotEmpty(who);
        using var talk = await Send(HttpMethod.Get, $"{Talks}?at={At(person)}&person={DemoBranch.Id(person)}", reader);
        Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.Forbidden, talk.StatusCode);
        if (sees)
        {
            var sheet = await Json(talk);
            Assert.Equal((writes, notes, writes), ((bool)sheet["holds"]!, (bool)sheet["notes"]!, sheet["agenda"]!.AsArray().Count > 0));
            Assert.Equal(writes, sheet["record"] is not null);
        }

        using var refused = await Send(HttpMethod.Put, $"{Talks}/2027-01-01/{DemoBranch.Id(person)}/minutes", reader, new { minutes = new string('长', 4000), agreements = Array.Empty<object>(), revision = 0, release = false });
        Assert.Equal(writes ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Forbidden, refused.StatusCode);
        using var noted = await Send(HttpMethod.Get, $"{Talks}/notes/{DemoBranch.Id(person)}", reader);
        Assert.Equal(notes ? HttpStatusCode.OK : HttpStatusCode.Forbidden, noted.StatusCode);
        using var paper = await Send(HttpMethod.Get, $"{Talks}/2027-01-01/{DemoBranch.Id(person)}/paper", reader);
        Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.Forbidden, paper.StatusCode);
    }

    [Fact]
    [Trait("Rule", "Q-6")]
    public async Task Minutes_are_kept_as_they_are_typed_released_acknowledged_and_agreements_are_done()
    {
        var (minutes, talk) = ($"{Talks}/2027-01-01/{DemoBranch.Id(5)}/minutes", $"{Talks}?at={At(5)}");
        object Sent(string words, int revision, bool release = false) => new { minutes = words, agreements = new[] { new { what = "每周约三位老客户", manager = false, due = "2027-01-27" } }, revision, release };
        Assert.Equal((1, "Draft"), Of(await Json(await Send(HttpMethod.Put, minutes, 1, Sent("谈", 0)))));
        Assert.Equal((2, "Draft"), Of(await Json(await Send(HttpMethod.Put, minutes, 1, Sent("谈了目标", 1)))));
        var moved = await Json(await Send(HttpMethod.Put, minutes, 1, Sent("另一台电脑", 1)), HttpStatusCode.PreconditionFailed);
        Assert.Equal("谈了目标", (string?)moved["document"]!["minutes"]);
        Assert.Null((await Json(await Send(HttpMethod.Get, talk, 5)))["record"]);

        Assert.Equal((3, "Released"), Of(await Json(await Send(HttpMethod.Put, minutes, 1, Sent("谈了目标", 2, release: true)))));
        var seen = await Json(await Send(HttpMethod.Get, talk, 5));
        Assert.Equal(("谈了目标", 1), ((string?)seen["record"]!["minutes"], (int)seen["record"]!["version"]!));
        Assert.Equal((3, "Acknowledged"), Of(await Json(await Send(HttpMethod.Post, $"{minutes}/acknowledge?version=1", 5))));
        var done = await Json(await Send(HttpMethod.Post, $"{Talks}/2027-01-01/{DemoBranch.Id(5)}/agreements/done", 5, new { what = "每周约三位老客户" }));
        Assert.True((bool)done["agreements"]![0]!["done"]!);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await Send(HttpMethod.Post, $"{minutes}/acknowledge?version=7", 5)).StatusCode);
    }

    [Fact]
    [Trait("Rule", "Q-7")]
    public async Task Private_notes_are_kept_and_not_written_over_unseen()
    {
        var notes = $"{Talks}/notes/{DemoBranch.Id(8)}";
        Assert.Equal(1, (int)(await Json(await Send(HttpMethod.Put, notes, 1, new { words = "想调岗", revision = 0 })))["revision"]!);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await Send(HttpMethod.Put, notes, 1, new { words = "别的", revision = 0 })).StatusCode);
        Assert.Equal("想调岗", (string?)(await Json(await Send(HttpMethod.Get, notes, 1)))["words"]);
        Assert.DoesNotContain("想调岗", await (await Send(HttpMethod.Get, $"{Talks}?at={At(8)}", 8)).Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    [Trait("Rule", "Q-6")]
    public async Task The_sheet_is_a_page_to_print_for_who_may_see_it()
    {
        var link = (string)(await Json(await Send(HttpMethod.Get, $"{Talks}/2027-01-01/{DemoBranch.Id(9)}/paper", 1)))["link"]!;
        using var http = new HttpClient();
        var page = WebUtility.HtmlDecode(await http.GetStringAsync(new Uri(link), Cancel));
        Assert.Contains("季度谈话表", page);
        Assert.Contains("郑洁", page);
        Assert.Contains("支行长签字", page);
        Assert.DoesNotContain("<script", page);
    }

    [Theory]
    [InlineData("?at=heute", "at")]
    [InlineData("?at=2027-01-04T02:00:00Z&person=7", "person")]
    [InlineData("/2027-01-02/10000000-0000-0000-0000-000000000007/paper", "quarter")]
    public async Task A_parameter_that_is_wrong_is_named(string call, string parameter) =>
        Assert.Equal(parameter, (string?)(await Json(await Send(HttpMethod.Get, Talks + call, 1), HttpStatusCode.BadRequest))["parameter"]);

    [Fact]
    public async Task An_appointment_that_is_no_talk_is_told() =>
        Assert.Contains("不是季度谈话", (string?)(await Json(await Send(HttpMethod.Get, $"{Talks}?at=2027-01-04T00:00:00Z", 1), HttpStatusCode.NotFound))["detail"]);

    private static (int, string?) Of(JsonNode record) => ((int)record["revision"]!, (string?)record["state"]);

    private string At(int person) => Uri.EscapeDataString(api.Starts[person].ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, int who, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", api.Stage.Teams.Users.Mint(DemoBranch.Id(who).ToString()));
        return await api.Http.SendAsync(request, Cancel);
    }

    private static async Task<JsonNode> Json(HttpResponseMessage answer, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(expected == answer.StatusCode, $"{answer.StatusCode}: {text}");
        return JsonNode.Parse(text) ?? throw new JsonException("null");
    }
}
