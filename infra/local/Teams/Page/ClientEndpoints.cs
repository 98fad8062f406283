using Microsoft.AspNetCore.Mvc;

namespace BranchBot.LocalTeams;

/// <summary>The API behind the page: people, chats, and what a person does in them.</summary>
internal sealed class ClientEndpoints(LocalTeamsServer teams, ClientEvents events)
{
    private const long LargestUpload = 100 * 1024 * 1024;
    private static readonly TimeSpan RefreshesAwaited = TimeSpan.FromSeconds(3);

    public void Map(IEndpointRouteBuilder app)
    {
        var client = app.MapGroup("/client");
        client.MapGet("/people", () => Json(teams.People.All.Select(p => new { p.Id, p.Name, p.Place, PlaceName = teams.People.PlaceName(p), p.Position, p.Lobby })));
        client.MapGet("/about", () => Json(new { Bot = Envelope.BotName, teams.Options.Tenant, Actions = teams.Options.MessageActions, Tab = teams.Bot.Origin is { } bot ? $"{bot}/wall/?tab" : null, Clock = Shanghai.In(teams.Clock.GetUtcNow()) }));
        client.MapPut("/clock", (ClockChange change) => new ClockEndpoint(teams).MoveAsync(change));

        client.MapPost("/uploads", KeepAsync).WithMetadata(new RequestSizeLimitAttribute(LargestUpload));
        client.MapGet("/uploads/{id}", (string id) => teams.Uploads.Find(id) is { } content ? Results.Bytes(content, "application/octet-stream") : Results.NotFound());

        var chats = client.MapGroup("/chats/{personId}").AddEndpointFilter(KnownPerson);
        chats.MapGet("", OpenAsync);
        chats.MapPost("/say", async (string personId, Said said) => Delivered(await teams.Client.Say(Person(personId), said.Text)));
        chats.MapPost("/send", async (string personId, Sent sent) => Delivered(await teams.Client.Send(Person(personId), sent.Uploads, sent.Text ?? "")));
        chats.MapPost("/press", (string personId, Pressed pressed) => CardPresses.PressAsync(teams, Person(personId), teams.Conversations.Personal(Person(personId)), pressed));
        chats.MapPost("/consent", async (string personId, Consented c) =>
            CardPresses.Submitted(c.Allow ? await teams.Files.Allow(Person(personId), c.MessageId) : await teams.Files.Decline(Person(personId), c.MessageId)));
        chats.MapPost("/react", async (string personId, Reacted r) =>
            Delivered(await teams.Client.React(Person(personId), r.MessageId, r.Type ?? "like", r.Remove)));
        chats.MapPost("/edit", async (string personId, Edited e) => Delivered(await teams.Client.Edit(Person(personId), e.MessageId, e.Text)));
        chats.MapPost("/delete", async (string personId, Chosen c) => Delivered(await teams.Client.Delete(Person(personId), c.MessageId)));
        chats.MapPost("/install", async (string personId) => Delivered(await teams.Installations.Install(Person(personId))));
        chats.MapPost("/uninstall", async (string personId) => Delivered(await teams.Installations.Uninstall(Person(personId))));
        chats.MapPost("/block", (string personId) => teams.Installations.Block(Person(personId)));
        chats.MapPost("/unblock", (string personId) => teams.Installations.Unblock(Person(personId)));
        client.MapGroup("/events/{personId}").AddEndpointFilter(KnownPerson)
            .MapGet("", (HttpContext http, string personId) => EventStream.WriteAsync(http, events, Person(personId)));
    }

    // As the app on a phone does: a picture goes as a picture, anything else as a file.
    private async Task<IResult> KeepAsync(HttpRequest request, string name)
    {
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content);
        return Json(teams.Uploads.Keep(content.ToArray(), name, request.ContentType is "image/jpeg" or "image/png" or "image/webp" or "image/gif"));
    }

    private async Task<IResult> OpenAsync(string personId)
    {
        // What is slower than this arrives as an event.
        await Task.WhenAny(teams.Cards.OpenChat(Person(personId)), Task.Delay(RefreshesAwaited));
        return Json(new { Messages = teams.Client.Chat(Person(personId)), Team = TeamView.Of(Person(personId), teams.People, teams.Conversations), App = teams.Conversations.HasApp(Person(personId)) });
    }

    private static IResult Delivered(Delivery delivery) => Json(new { delivery.Id, delivery.Answer.Status });

    private TeamsUser Person(string id) => teams.People[id];

    /// <summary>404 for somebody unknown, 409 for what the app would not offer.</summary>
    private async ValueTask<object?> KnownPerson(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (context.HttpContext.GetRouteValue("personId") is not string id || teams.People.Find(id) is null)
        {
            return Results.NotFound("Nobody has this id.");
        }

        try
        {
            return await next(context);
        }
        catch (ArgumentException wrong)
        {
            return Results.BadRequest(wrong.Message);
        }
        catch (InvalidOperationException notOffered)
        {
            return Results.Conflict(notOffered.Message);
        }
    }

    private static IResult Json(object value) => Results.Json(value, TeamsJson.Options);

    private sealed record Said(string Text);

    private sealed record Sent(Upload[] Uploads, string? Text = null);

    private sealed record Consented(string MessageId, bool Allow);

    private sealed record Reacted(string MessageId, string? Type = null, bool Remove = false);

    private sealed record Edited(string MessageId, string Text);

    private sealed record Chosen(string MessageId);
}
