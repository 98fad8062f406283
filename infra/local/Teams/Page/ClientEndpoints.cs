using System.Text.Json.Nodes;
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
        client.MapGet("/about", () => Json(new { Bot = Envelope.BotName, teams.Options.Tenant, Clock = Shanghai.In(teams.Clock.GetUtcNow()) }));
        client.MapPut("/clock", (ClockChange change) => new ClockEndpoint(teams).MoveAsync(change));

        client.MapPost("/uploads", KeepAsync).WithMetadata(new RequestSizeLimitAttribute(LargestUpload));
        client.MapGet("/uploads/{id}", (string id) => teams.Uploads.Find(id) is { } content ? Results.Bytes(content, "application/octet-stream") : Results.NotFound());

        var chats = client.MapGroup("/chats/{personId}").AddEndpointFilter(KnownPerson);
        chats.MapGet("", OpenAsync);
        chats.MapPost("/say", async (string personId, Said said) => Delivered(await teams.Client.Say(Person(personId), said.Text)));
        chats.MapPost("/send", async (string personId, Sent sent) => Delivered(await teams.Client.Send(Person(personId), sent.Uploads, sent.Text ?? "")));
        chats.MapPost("/press", PressAsync);
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
        return Json(new { Messages = teams.Client.Chat(Person(personId)) });
    }

    private async Task<IResult> PressAsync(string personId, Pressed pressed)
    {
        var person = Person(personId);
        var data = pressed.Action["data"] as JsonObject;
        switch (CardRules.Text(pressed.Action["type"]))
        {
            case "Action.Execute":
                var answer = await teams.Cards.PressExecute(person, pressed.MessageId, pressed.Action, pressed.Inputs);
                return Json(new { answer.Card, answer.Message, Error = Error(answer.ErrorCode, answer.ErrorMessage) });
            case "Action.Submit" when CardRules.Text((data?["msteams"] as JsonObject)?["type"]) is "messageBack" or "imBack":
                var text = CardRules.Text(data!["msteams"]!["text"] ?? data["msteams"]!["value"]) ?? "";
                return Submitted(await teams.Client.Say(person, text));
            case "Action.Submit":
                return Submitted(await teams.Cards.PressSubmit(person, pressed.MessageId, data, pressed.Inputs));
            default:
                return Results.BadRequest("Only Action.Execute and Action.Submit go to the bot.");
        }
    }

    private static IResult Submitted(Delivery delivery) => delivery.Answer.Taken
        ? Json(new { })
        : Json(new { Error = Error("BotError", $"The bot answered HTTP {delivery.Answer.Status}.") });

    private static object? Error(string? code, string? message) => code is null ? null : new { Code = code, Message = message };

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

    private sealed record Pressed(string MessageId, JsonObject Action, JsonObject? Inputs = null);

    private sealed record Reacted(string MessageId, string? Type = null, bool Remove = false);

    private sealed record Edited(string MessageId, string Text);

    private sealed record Chosen(string MessageId);
}
