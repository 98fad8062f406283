using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BranchBot.LocalTeams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using LifecycleEventType = Microsoft.Graph.Models.LifecycleEventType;

namespace BranchBot.Adapters.Tests.LocalTeams;

/// <summary>Who wants to be told of changes must ask as the documentation of Graph says, and be there when Graph asks back.</summary>
public sealed class SubscriptionTests : LocalTeamsTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ConcurrentQueue<JsonObject> heard = new();
    private Func<string, IResult> echo = token => Results.Text(token, "text/plain");
    private WebApplication listener = null!;
    private int toRefuse;

    private GraphSubscriptions Subscriptions => Teams.Graph.Subscriptions;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        listener = builder.Build();
        listener.MapPost("/told", async (HttpRequest request) =>
        {
            if (request.Query.TryGetValue("validationToken", out var token))
            {
                return echo(token.ToString());
            }

            heard.Enqueue((JsonObject)(await JsonNode.ParseAsync(request.Body))!);
            return Results.StatusCode(Interlocked.Decrement(ref toRefuse) >= 0 ? 500 : 202);
        });
        await listener.StartAsync();
        Authorize(Teams.Identity.Mint(Teams.Url));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await listener.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_subscription_is_made_asked_for_renewed_and_ended()
    {
        using var answer = await Asks();
        Assert.Equal(201, (int)answer.StatusCode);
        var made = await Json(answer);
        Assert.Equal(("secret", "updated,deleted"), ((string?)made["clientState"], (string?)made["changeType"]));

        // Nobody but who made it learns its secret, and the same is not made twice.
        var id = (string)made["id"]!;
        Assert.Null((await Json(await Http.GetAsync($"/v1.0/subscriptions/{id}")))["clientState"]);
        Assert.Single((JsonArray)(await Json(await Http.GetAsync("/v1.0/subscriptions")))["value"]!);
        await Refused(await Asks(), 409, "Conflict");
        Assert.Equal(201, (int)(await Asks(b => b["notificationUrl"] = Url + "?n=2")).StatusCode);

        var renewed = await Json(await Patches(id, new() { ["expirationDateTime"] = In(TimeSpan.FromMinutes(4229)) }));
        Assert.True(Instant(renewed) > Instant(made) + TimeSpan.FromDays(1));
        Assert.Equal(204, (int)(await Http.DeleteAsync($"/v1.0/subscriptions/{id}")).StatusCode);
        await Refused(await Http.DeleteAsync($"/v1.0/subscriptions/{id}"), 404, "ResourceNotFound");
        await Refused(await Patches(id, new() { ["expirationDateTime"] = In(TimeSpan.FromHours(1)) }), 404, "ResourceNotFound");
    }

    [Fact]
    public async Task One_that_breaks_a_rule_is_not_made()
    {
        Action<JsonObject>[] broken =
        [
            b => b.Remove("changeType"),
            b => b["changeType"] = "updated,moved",
            b => b["changeType"] = "updated,updated",
            b => b.Remove("resource"),
            b => b["resource"] = $"users/{Manager.Id}/messages",
            b => b["resource"] = $"https://graph.microsoft.com/v1.0/users/{Manager.Id}/events",
            b => b.Remove("notificationUrl"),
            b => b["notificationUrl"] = "http://bot.example/told",
            b => b["lifecycleNotificationUrl"] = "ftp://127.0.0.1/told",
            b => b.Remove("expirationDateTime"),
            b => b["expirationDateTime"] = In(TimeSpan.FromMinutes(-1)),
            b => b["expirationDateTime"] = In(TimeSpan.FromMinutes(4231)),
            b => b["clientState"] = new string('x', 129),
            b => b["id"] = "30000000-0000-0000-0000-000000000009",
            b => b["includeResourceData"] = true,
        ];
        foreach (var change in broken)
        {
            await Refused(await Asks(change), 400, "InvalidRequest");
        }

        await Refused(await Asks(b => b["notificatonUrl"] = Url), 400, "RequestBodyRead");
        await Refused(await Asks(b => b["resource"] = "users/30000000-0000-0000-0000-000000000009/events"), 404, "Request_ResourceNotFound");
        Teams.Graph.Mailboxes.Close(Teller.Id, 403);
        await Refused(await Asks(b => b["resource"] = $"users/{Teller.Id}/events"), 403, "ErrorAccessDenied");
        Authorize(Teams.Identity.Mint());
        await Refused(await Asks(), 401, "InvalidAuthenticationToken");
        Assert.Empty(Subscriptions.All());
    }

    [Fact]
    public async Task Whoever_does_not_answer_the_validation_as_he_should_is_told_nothing()
    {
        Func<string, IResult>[] wrong =
        [
            token => Results.Text(Uri.EscapeDataString(token), "text/plain"),
            token => Results.Json(token),
            token => Results.Text(token, "text/plain", statusCode: 202),
            token => Results.Text(token + "\n", "text/plain"),
            _ => Results.NotFound(),
        ];
        foreach (var one in wrong)
        {
            echo = one;
            await Refused(await Asks(), 400, "ValidationError");
        }

        echo = token => Results.Text(token, "text/plain");
        await Refused(await Asks(b => b["lifecycleNotificationUrl"] = Url.Replace("/told", "/nobody", StringComparison.Ordinal)), 400, "ValidationError");
        await Refused(await Asks(b => b["notificationUrl"] = "http://127.0.0.1:1/told"), 400, "ValidationError");
        Assert.Empty(Subscriptions.All());
    }

    [Fact]
    public async Task Nothing_but_the_end_is_changed_and_what_is_over_is_gone()
    {
        var id = (string)(await Json(await Asks(b => b["expirationDateTime"] = In(TimeSpan.FromMinutes(1)))))["id"]!;
        Assert.InRange(Subscriptions.All().Single().Until - Teams.Clock.GetUtcNow(), TimeSpan.FromMinutes(44), TimeSpan.FromMinutes(45));
        foreach (var name in new[] { "clientState", "resource", "changeType", "lifecycleNotificationUrl" })
        {
            await Refused(await Patches(id, new() { [name] = "x", ["expirationDateTime"] = In(TimeSpan.FromHours(1)) }), 400, "InvalidRequest");
        }

        await Refused(await Patches(id, new() { ["expirationDateTime"] = In(TimeSpan.FromMinutes(4231)) }), 400, "InvalidRequest");
        Teams.Clock.MoveTo(Teams.Clock.Offset + TimeSpan.FromMinutes(46));
        await Refused(await Patches(id, new() { ["expirationDateTime"] = In(TimeSpan.FromHours(1)) }), 404, "ResourceNotFound");
        Teams.Graph.Mailboxes.Block(Manager.Id, Teams.Clock.GetUtcNow(), TimeSpan.FromHours(1));
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.Empty(heard);
    }

    [Fact]
    public async Task What_changes_in_a_calendar_is_told_with_the_secret_and_without_what_it_is_about_and_again_until_it_is_taken()
    {
        await Asks();
        var block = Teams.Graph.Mailboxes.Block(Manager.Id, Teams.Clock.GetUtcNow(), TimeSpan.FromHours(1));
        toRefuse = 1;
        Teams.Graph.Mailboxes.Drag(block.Id, Teams.Clock.GetUtcNow() + TimeSpan.FromHours(2));
        await Hears(2);
        Assert.All(heard, body =>
        {
            var notice = Assert.Single((JsonArray)body["value"]!)!;
            Assert.Equal(("secret", "updated", $"Users/{Manager.Id}/Events/{block.Id}"), ((string?)notice["clientState"], (string?)notice["changeType"], (string?)notice["resource"]));
            Assert.Equal(Subscriptions.All().Single().Id, (string?)notice["subscriptionId"]);
            Assert.DoesNotContain("有事", body.ToJsonString(), StringComparison.Ordinal);
        });
        Assert.Equal([500, 202], Teams.Graph.Notices.Answers);

        heard.Clear();
        Teams.Graph.Notices.Next(NoticeFault.Lost);
        Teams.Graph.Notices.Next(NoticeFault.Repeated(2));
        Teams.Graph.Mailboxes.Drag(block.Id, Teams.Clock.GetUtcNow() + TimeSpan.FromHours(3));
        Teams.Graph.Mailboxes.Remove(block.Id);
        await Hears(2);
        Assert.All(heard, body => Assert.Equal("deleted", (string?)body["value"]![0]!["changeType"]));

        // Another's calendar is not told of.
        heard.Clear();
        Teams.Graph.Mailboxes.Remove(Teams.Graph.Mailboxes.Block(Teller.Id, Teams.Clock.GetUtcNow(), TimeSpan.FromHours(1)).Id);
        Subscriptions.Endanger(Manager.Id, LifecycleEventType.SubscriptionRemoved);
        await Hears(1);
        Assert.Equal("subscriptionRemoved", (string?)heard.Single()["value"]![0]!["lifecycleEvent"]);
        Assert.Empty(Subscriptions.All());
    }

    private string Url => $"{listener.Urls.Single()}/told";

    private static DateTimeOffset Instant(JsonObject subscription) => DateTimeOffset.Parse((string)subscription["expirationDateTime"]!, CultureInfo.InvariantCulture);

    private string In(TimeSpan time) => (Teams.Clock.GetUtcNow() + time).ToString("O", CultureInfo.InvariantCulture);

    private Task<HttpResponseMessage> Asks(Action<JsonObject>? change = null)
    {
        var body = new JsonObject
        {
            ["changeType"] = "updated,deleted",
            ["resource"] = $"users/{Manager.Id}/events",
            ["notificationUrl"] = Url,
            ["lifecycleNotificationUrl"] = Url,
            ["clientState"] = "secret",
            ["expirationDateTime"] = In(TimeSpan.FromDays(1)),
        };
        change?.Invoke(body);
        return Http.PostAsJsonAsync("/v1.0/subscriptions", body);
    }

    private Task<HttpResponseMessage> Patches(string id, JsonObject body) => Http.PatchAsJsonAsync($"/v1.0/subscriptions/{id}", body);

    private async Task Hears(int number)
    {
        for (var started = TimeProvider.System.GetTimestamp(); heard.Count < number; await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"{heard.Count} were told.");
        }
    }
}
