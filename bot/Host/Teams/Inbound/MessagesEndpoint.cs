using System.Buffers;
using Microsoft.Net.Http.Headers;

namespace BranchBot.Host.Teams;

/// <summary>POST /api/messages: who may call is decided before the body is read, what the activity says before anything is done.</summary>
internal sealed class MessagesEndpoint(TeamsSettings settings, ActivityTrust trust, PersonRate rate, ActivityRouter router, RunningTurns turns, ILogger<MessagesEndpoint> log)
{
    /// <summary>The most that a body may have, in bytes.</summary>
    public const int LargestBody = 256 * 1024;

    /// <summary>Takes a request whose token is valid.</summary>
    public async Task Take(HttpContext context)
    {
        var answer = await Answer(context);
        context.Response.StatusCode = answer.Status;
        if (answer.Body is { } body)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = body.Utf8.Length;
            await context.Response.Body.WriteAsync(body.Utf8);
        }
    }

    private async Task<InvokeResponse> Answer(HttpContext context)
    {
        if (settings.WithoutAuthentication && LoopbackDoor.Refusal(context) is { } closed)
        {
            return Refused(StatusCodes.Status403Forbidden, "Forbidden", closed);
        }

        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return Refused(StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType", "The body must be application/json.");
        }

        Activity? activity;
        try
        {
            var body = await Read(context);
            if (body is null)
            {
                return Refused(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", "The body is too large.");
            }

            (activity, var problem) = ActivityReader.Read(body);
            if (activity is null)
            {
                log.NotAnActivity(problem!);
                return InvokeResponse.Error(StatusCodes.Status400BadRequest, "BadRequest", problem!);
            }
        }
        catch (BadHttpRequestException broken)
        {
            return Refused(broken.StatusCode, "BadRequest", "The request could not be read.");
        }

        if (trust.Refusal(activity, context.Features.Get<ChannelIdentity>()) is { } untrusted)
        {
            return Refused(StatusCodes.Status403Forbidden, "Forbidden", untrusted);
        }

        // The turn holds it, not the request, which waits only so long.
        var lease = rate.Enter(activity);
        if (lease is { IsAcquired: false })
        {
            lease.Dispose();
            return await Slowed(activity);
        }

        return await Run(activity, async cancel =>
        {
            using (lease)
            {
                return await router.Route(activity, cancel);
            }
        });
    }

    private async Task<InvokeResponse> Slowed(Activity activity)
    {
        var tells = rate.Tells(activity);
        if (tells)
        {
            log.PersonTooFast(activity.Id!);
        }

        return activity.Type == ActivityTypes.Invoke || tells ? await Run(activity, cancel => router.TooFast(activity, cancel)) : InvokeResponse.Accepted;
    }

    private async Task<InvokeResponse> Run(Activity activity, Func<CancellationToken, Task<InvokeResponse>> turn) =>
        await turns.Run(activity.Id ?? "", turn) ?? ActivityRouter.StillWorking(activity);

    // Null where it is larger than a body may be, whatever its header says.
    private static async Task<byte[]?> Read(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        while (context.Request.ContentLength is null or <= LargestBody)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > LargestBody)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        return null;
    }

    private InvokeResponse Refused(int status, string code, string why)
    {
        log.RequestRefused(why);
        return InvokeResponse.Error(status, code, why);
    }
}
