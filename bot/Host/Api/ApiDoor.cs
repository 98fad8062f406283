using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace BranchBot.Host.Api;

/// <summary>The door of programs: makes a command of a request, lets the same handler decide as all doors do, and answers with a document or a problem (RFC 9457).</summary>
internal sealed class ApiDoor(CommandHandler handler, ILogger<ApiDoor> log)
{
    private static readonly Text Title = new("不能这样做", "This cannot be done");

    /// <summary>Gives a command; answers with its document.</summary>
    /// <param name="http">The request.</param>
    /// <param name="command">The command.</param>
    /// <param name="version">The version of a document, for its ETag; null: it has none.</param>
    public async Task<IResult> Give<T>(HttpContext http, Command command, Func<T, string>? version = null)
        where T : class
    {
        var reply = await Handle(http, command);
        if (reply.Refused is { } kind)
        {
            return Refused(reply, kind);
        }

        var document = (reply.Answer as Given)?.Document as T ?? throw new InvalidOperationException($"{command.GetType().Name} gave no {typeof(T).Name}.");
        if (version?.Invoke(document) is not { Length: > 0 } tag)
        {
            return TypedResults.Ok(document);
        }

        var etag = new EntityTagHeaderValue($"\"{tag}\"");
        http.Response.GetTypedHeaders().ETag = etag;
        return http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(etag, useStrongComparison: false)) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(document);
    }

    /// <summary>Gives a command that all doors have; its answer is a card, so a program gets what it reads afterwards.</summary>
    /// <param name="http">The request.</param>
    /// <param name="command">The command.</param>
    /// <param name="then">What is read afterwards.</param>
    public async Task<IResult> Give<T>(HttpContext http, Command command, Command then)
        where T : class => await Handle(http, command) is { Refused: { } kind } reply ? Refused(reply, kind) : await Give<T>(http, then);

    /// <summary>Gives a command; the reply as it is.</summary>
    public Task<Reply> Handle(HttpContext http, Command command)
    {
        var locale = http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => LanguageTag.Parse(l.Value.Value)).FirstOrDefault(l => l is not null) ?? Language.Chinese;
        return handler.Handle(new(ApiAuthentication.PersonOf(http), locale, $"api|{http.TraceIdentifier}|{Guid.NewGuid():N}", null), command, http.RequestAborted);
    }

    /// <summary>A refusal as a problem, in the reader's language.</summary>
    public static ProblemHttpResult Refused(Reply reply, RefusalKind kind)
    {
        var language = reply.Actor.Language;
        var said = reply.Answer switch
        {
            Said sentence => sentence.Text.In(language),
            Shown { Card.Body: [Notice notice, ..] } => notice.Text.In(language),
            _ => null,
        };
        var extensions = reply.Answer is Given { Document: { } document } ? new Dictionary<string, object?> { ["document"] = document } : null;
        return TypedResults.Problem(said, statusCode: StatusOf(kind), title: Title.In(language), extensions: extensions);
    }

    /// <summary>A problem with a parameter, named.</summary>
    public static ProblemHttpResult Wrong(string parameter, string what) =>
        TypedResults.Problem($"{parameter}: {what}", statusCode: StatusCodes.Status400BadRequest, title: "A parameter is wrong", extensions: new Dictionary<string, object?> { ["parameter"] = parameter });

    /// <summary>Broken machinery, caught once: nothing of the inside is told, but an id that the log has too.</summary>
    public async ValueTask<object?> Guard(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var id = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
        try
        {
            return await next(context);
        }
        catch (TimeoutException e)
        {
            log.TookTooLong(id, e);
            context.HttpContext.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem("Please try again.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "It took too long", extensions: Traced(id));
        }
        catch (NewerRowException e)
        {
            log.LeftToNewer(id, e.Message);
            context.HttpContext.Response.Headers.RetryAfter = "60";
            return TypedResults.Problem("Please try again in a few minutes.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "An update is under way", extensions: Traced(id));
        }
        catch (Exception e) when (e is not OperationCanceledException and not BadHttpRequestException)
        {
            log.Failed(id, e);
            return TypedResults.Problem(statusCode: StatusCodes.Status500InternalServerError, title: "Something went wrong", extensions: Traced(id));
        }
    }

    private static Dictionary<string, object?> Traced(string id) => new() { ["traceId"] = id };

    private static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.Moved => StatusCodes.Status412PreconditionFailed,
        RefusalKind.Absent => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}

/// <summary>What the API tells the operator.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(4001, LogLevel.Error, "A request of the API failed ({Id}).")]
    public static partial void Failed(this ILogger log, string id, Exception exception);

    [LoggerMessage(4002, LogLevel.Warning, "A request of the API could not be committed in time ({Id}).")]
    public static partial void TookTooLong(this ILogger log, string id, Exception exception);

    [LoggerMessage(4007, LogLevel.Warning, "A request of the API was left to a newer program ({Id}): {Why}")]
    public static partial void LeftToNewer(this ILogger log, string id, string why);

    [LoggerMessage(4003, LogLevel.Information, "There is no API for the panes in Excel and Outlook: Api:ClientId is not set.")]
    public static partial void NoApi(this ILogger log);

    [LoggerMessage(4004, LogLevel.Warning, "The pane for {Name} is not there: {Folder} has no index.html.")]
    public static partial void NoPane(this ILogger log, string name, string folder);
}
