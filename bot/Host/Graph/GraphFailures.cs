using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Azure.Identity;
using BranchBot.Host.Telemetry;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;

namespace BranchBot.Host.Graph;

/// <summary>What Graph's errors mean (learn.microsoft.com, "Microsoft Graph error responses").</summary>
internal static class GraphFailures
{
    private static readonly string[] MissingMailbox = ["MailboxNotEnabledForRESTAPI", "MailboxNotSupportedForRESTAPI", "ErrorInvalidUser", "Request_ResourceNotFound", "ResourceNotFound", "ErrorNonExistentMailbox"];

    /// <summary>Asks Graph.</summary>
    /// <param name="ask">The question.</param>
    /// <param name="cancel">Stops it.</param>
    /// <param name="what">What it is called in a trace: whose method asks.</param>
    /// <returns>The answer, or why there is none for good.</returns>
    /// <exception cref="CalendarBusyException">Not now.</exception>
    public static async Task<(T? Answer, CalendarProblem? Problem)> Ask<T>(Func<Task<T?>> ask, CancellationToken cancel, [CallerMemberName] string what = "")
    {
        using var span = Traces.Start("graph", what, System.Diagnostics.ActivityKind.Client)?.SetTag("rpc.service", "Graph").SetTag("rpc.method", what);
        try
        {
            return (await Last(ask), null);
        }
        catch (ApiException e) when (e.ResponseStatusCode is (int)HttpStatusCode.TooManyRequests)
        {
            span.Fail(e);
            throw new CalendarBusyException(CalendarProblem.Throttled, RetryAfter(e), e);
        }
        catch (ApiException e) when (e.ResponseStatusCode is 0 or (int)HttpStatusCode.RequestTimeout or >= (int)HttpStatusCode.InternalServerError)
        {
            span.Fail(e);
            throw new CalendarBusyException(CalendarProblem.NoAnswer, RetryAfter(e), e);
        }
        catch (ApiException e)
        {
            var problem = Of(e);
            span?.SetTag("branchbot.problem", problem.ToString());
            return (default, problem);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or AuthenticationFailedException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            span.Fail(e);
            throw new CalendarBusyException(CalendarProblem.NoAnswer, null, e);
        }
    }

    // A client that has tried again in vain tells of all its tries; what counts is how the last one ended.
    private static async Task<T?> Last<T>(Func<Task<T?>> ask)
    {
        try
        {
            return await ask();
        }
        catch (AggregateException tries) when (tries.InnerExceptions is [.., ApiException last])
        {
            throw last;
        }
    }

    /// <summary>What a code stands for that Graph gives for one of several that it was asked about.</summary>
    public static CalendarProblem Of(string? code) => code switch
    {
        "ErrorMailRecipientNotFound" or "ErrorNonExistentMailbox" or "ErrorInvalidUser" => CalendarProblem.NoMailbox,
        "ErrorAccessDenied" or "ErrorNoFreeBusyAccess" => CalendarProblem.NotAllowed,
        _ => CalendarProblem.NoAnswer,
    };

    /// <summary>What a status stands for that Graph gives for one request of several.</summary>
    public static CalendarProblem Of(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Forbidden => CalendarProblem.NotAllowed,
        HttpStatusCode.NotFound => CalendarProblem.NoMailbox,
        HttpStatusCode.TooManyRequests => CalendarProblem.Throttled,
        _ => CalendarProblem.NoAnswer,
    };

    /// <summary>Whether an answer says that the appointment itself is gone.</summary>
    public static bool IsGone(ApiException e) => e is ODataError { ResponseStatusCode: (int)HttpStatusCode.NotFound } error && !MissingMailbox.Contains(error.Error?.Code);

    private static CalendarProblem Of(ApiException e) => e.ResponseStatusCode switch
    {
        (int)HttpStatusCode.Unauthorized or (int)HttpStatusCode.Forbidden => CalendarProblem.NotAllowed,
        (int)HttpStatusCode.NotFound => CalendarProblem.NoMailbox,
        _ => CalendarProblem.Refused,
    };

    private static TimeSpan? RetryAfter(ApiException e) =>
        e.ResponseHeaders.TryGetValue("Retry-After", out var values) && int.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
