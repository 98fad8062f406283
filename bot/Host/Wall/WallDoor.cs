using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using BranchBot.Features.SpiritWall;
using BranchBot.Host.Api;
using BranchBot.Host.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Net.Http.Headers;

namespace BranchBot.Host.Wall;

/// <summary>What a screen is given when it asks to be paired.</summary>
/// <param name="Code">What it shows.</param>
/// <param name="Token">What it shows to the bot.</param>
/// <param name="Seconds">How long the code is good.</param>
internal sealed record Pairing(string Code, string Token, int Seconds);

/// <summary>What stands in a screen's token.</summary>
/// <param name="Code">Its code.</param>
/// <param name="At">When it was given, UTC.</param>
internal sealed record ScreenTicket(string Code, DateTimeOffset At);

/// <summary>
/// The door of screens. A code is not kept before somebody enters it: the token has it, encrypted. What a screen may show is read afresh each time from the
/// branch's own row of it, so one that is taken away goes dark at its next question.
/// </summary>
internal sealed class WallDoor(CommandHandler handler, ApiDoor people, IStorage storage, IPictureLinks pictures, IDataProtectionProvider protection, TimeProvider clock, ILogger<WallDoor> log)
{
    /// <summary>How long a code is good.</summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    private const int PollOpen = 15;
    private const int PollClosed = 300;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    private readonly IDataProtector protector = protection.CreateProtector("BranchBot.Screens");

    /// <summary>A new code and its token; nothing is written down.</summary>
    public IResult Pair()
    {
        var code = ScreenCode.Of(RandomNumberGenerator.GetBytes(ScreenCode.Length));
        var token = protector.Protect(JsonSerializer.Serialize(new ScreenTicket(code, clock.GetUtcNow()), Json));
        return Results.Json(new Pairing(ScreenCode.Shown(code), token, (int)CodeLifetime.TotalSeconds), Json, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>What a screen shows: the content, that it waits for its code to be entered, or that it is none.</summary>
    public async Task<IResult> Content(HttpContext http)
    {
        if (TicketOf(http) is not { } ticket)
        {
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        if (await ScreenOf(ticket, http.RequestAborted) is not { } screen)
        {
            return clock.GetUtcNow() - ticket.At < CodeLifetime ? Results.Json(new { Waiting = true }, Json, statusCode: StatusCodes.Status202Accepted) : Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        // Entered after its time was over: a code that somebody has noted down pairs nothing.
        if (screen.Ended is not null || screen.Since > ticket.At + CodeLifetime || await handler.ShowTo(screen.Audience, screen.Branch, new ReadWall(screen.Branch), http.RequestAborted) is not { Answer: Given { Document: Features.SpiritWall.Wall wall } })
        {
            log.ScreenRefused(screen.Branch.Value);
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        return Answer(http, wall);
    }

    /// <summary>What somebody of a branch sees of it in Teams, or a leader of its region.</summary>
    /// <param name="http">A request with a person's token.</param>
    /// <param name="branch">The branch; null: his own.</param>
    public async Task<IResult> ContentFor(HttpContext http, string? branch)
    {
        if (branch is not null && !CellChecks.IsId(branch))
        {
            return ApiDoor.Wrong("branch", "is no id of a branch");
        }

        var reply = await people.Handle(http, new ReadWall(branch is null ? null : new BranchId(branch)));
        http.Response.Headers.CacheControl = "private, no-cache";
        return reply is { Refused: null, Answer: Given { Document: Features.SpiritWall.Wall wall } } ? Answer(http, wall) : ApiDoor.Refused(reply, RefusalKind.Forbidden);
    }

    private IResult Answer(HttpContext http, Features.SpiritWall.Wall wall)
    {
        var open = wall.Facts.On(wall.Day).Hours is { } hours && wall.Facts.Branch.Time.TimeOfDay(wall.Now) is var time && time > hours.Opens.AddHours(-1) && time < hours.Closes.AddHours(2);
        var content = WallContent.Of(wall, open ? PollOpen : PollClosed, pictures);

        var tag = new EntityTagHeaderValue($"\"{RowKeys.Of(JsonSerializer.Serialize(content.Standing(wall.Now), Json))}\"");
        http.Response.Headers["X-Wall-Time"] = content.AsOf;
        http.Response.GetTypedHeaders().ETag = tag;
        return http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Json(content, Json);
    }

    private ScreenTicket? TicketOf(HttpContext http)
    {
        try
        {
            return http.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var token] && protector.Open(token) is { } ticket ? JsonSerializer.Deserialize<ScreenTicket>(ticket, Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<Screen?> ScreenOf(ScreenTicket ticket, CancellationToken cancel)
    {
        var at = ScreenPlace.At(ticket.Code);
        if ((await storage.Load([Read.One<ScreenPlace>(at)], cancel)).Find<ScreenPlace>(at) is not { } place)
        {
            return null;
        }

        var address = Screen.At(place.Branch, ticket.Code);
        return (await storage.Load([Read.One<Screen>(address)], cancel)).Find<Screen>(address);
    }
}

/// <summary>What the door of screens tells the operator.</summary>
internal static partial class WallLog
{
    [LoggerMessage(4201, LogLevel.Information, "A screen of {Branch} asked that may show nothing any more.")]
    public static partial void ScreenRefused(this ILogger log, string branch);

    [LoggerMessage(4202, LogLevel.Warning, "The spirit wall is not built: there is no {Folder}/index.html, so /wall/ answers 404.")]
    public static partial void NoWall(this ILogger log, string folder);
}
