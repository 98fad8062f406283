using System.Net.Http.Headers;
using System.Text.Json;
using Azure.Identity;
using BranchBot.Host.Telemetry;

namespace BranchBot.Host.Teams;

/// <summary>What may be repeated without doing harm.</summary>
internal enum Repeatable
{
    /// <summary>Only what surely had no effect: a message that must not come twice.</summary>
    WithoutEffect,

    /// <summary>Also what a gateway lost, as Teams' error table says: a message that must not be lost.</summary>
    LostByGateway,

    /// <summary>Everything: a read, or a change that comes to the same when it is made twice.</summary>
    Freely,
}

/// <summary>
/// One call of the connector, with token, time limit and repeats. Rules: Teams' error table ("build conversational capability"): 412, 429, 502, 503 and 504
/// are worth a repeat, 500 and all others are not; Retry-After is obeyed.
/// </summary>
internal sealed class ConnectorTransport(
    IHttpClientFactory http, ConnectorToken token, Departures departures, TeamsSettings settings, Measures measures, TimeProvider clock, ILogger<ConnectorTransport> log)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string HttpClient = "Connector";

    /// <summary>How often a call is tried.</summary>
    public const int Attempts = 4;

    /// <summary>How long an answer is waited for.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    /// <summary>After so long a call is not tried once more, so that whoever holds something meanwhile, such as a lease, knows how long.</summary>
    public static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(20);

    /// <summary>The longest wait that is spent here; whoever is told to come back later than that decides himself.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);
    private static readonly MediaTypeHeaderValue JsonType = new("application/json", "utf-8");

    /// <summary>Calls the connector.</summary>
    /// <returns>How it ended, <see cref="SendResult.Sent"/> without an id, and the body of a good answer.</returns>
    public async Task<(SendResult Result, byte[] Body)> Call(HttpMethod method, string serviceUrl, string path, byte[]? json, Repeatable repeatable, Traffic traffic, CancellationToken cancel)
    {
        // Looked at again although the activity was authenticated: it may have been stored under older settings.
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var connector) || !settings.Trusts(connector))
        {
            log.NotAConnector(Log.Place(serviceUrl));
            return (new SendResult.Refused(0, "UntrustedServiceUrl"), []);
        }

        var url = new Uri($"{connector.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path}");
        var started = clock.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            if (!(attempt == 1 && traffic.Admitted) && await departures.Wait(traffic, cancel) is { } later)
            {
                return (new SendResult.Later(later), []);
            }

            var (result, body, again) = await Try(method, url, json, repeatable, attempt, traffic, cancel);
            var wait = result is SendResult.Later { RetryAfter: { } asked } ? asked : FirstWait * Math.Pow(2, attempt - 1) * (0.5 + Random.Shared.NextDouble());
            if (!again || attempt == Attempts || wait > LongestWait || clock.GetElapsedTime(started) + wait > CallLimit)
            {
                return (result, body);
            }

            await Task.Delay(wait, clock, cancel);
        }
    }

    private async Task<(SendResult Result, byte[] Body, bool Again)> Try(HttpMethod method, Uri url, byte[]? json, Repeatable repeatable, int attempt, Traffic traffic, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, url);
        if (json is not null)
        {
            request.Content = new ByteArrayContent(json);
            request.Content.Headers.ContentType = JsonType;
        }

        try
        {
            request.Headers.Authorization = await token.Header(cancel);
        }
        catch (AuthenticationFailedException broken)
        {
            // Loud: without a token messages come in and nothing goes out.
            log.NoToken(broken);
            return (new SendResult.Later(null), [], false);
        }

        await departures.Leave(traffic.Lane, cancel);
        using var span = Traces.Start("connector", method.Method, System.Diagnostics.ActivityKind.Client)?.SetTag("http.request.method", method.Method).SetTag("http.request.resend_count", attempt - 1);
        using var limit = new CancellationTokenSource(AnswerLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            using var client = http.CreateClient(HttpClient);
            using var response = await client.SendAsync(request, either.Token);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token);
            span?.SetTag("http.response.status_code", (int)response.StatusCode);
            measures.Called(response.IsSuccessStatusCode ? "ok" : ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture));
            if (response.IsSuccessStatusCode)
            {
                return (new SendResult.Sent(null), body, false);
            }

            var code = CodeOf(body);
            log.ConnectorRefused(method.Method, (int)response.StatusCode, code, attempt);
            if (response.StatusCode == System.Net.HttpStatusCode.TooManyRequests)
            {
                departures.Throttled(traffic, RetryAfter(response));
            }

            return Judge((int)response.StatusCode, code, RetryAfter(response), repeatable);
        }
        catch (HttpRequestException broken) when (broken.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
        {
            log.NoAnswer(method.Method, attempt, broken.HttpRequestError.ToString());
            span.Fail(broken);
            measures.Called("unreachable");
            return (new SendResult.Later(null), [], true);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException || (lost is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            log.NoAnswer(method.Method, attempt, lost.GetType().Name);
            span.Fail(lost);
            measures.Called("lost");
            return repeatable == Repeatable.Freely ? (new SendResult.Later(null), [], true) : (new SendResult.Unknown(), [], false);
        }
        finally
        {
            departures.Arrived();
        }
    }

    private static (SendResult Result, byte[] Body, bool Again) Judge(int status, string code, TimeSpan? retryAfter, Repeatable repeatable) => status switch
    {
        412 or 429 => (new SendResult.Later(retryAfter), [], true),
        502 or 503 or 504 when repeatable == Repeatable.Freely => (new SendResult.Later(retryAfter), [], true),
        502 or 503 or 504 => (new SendResult.Unknown(), [], repeatable == Repeatable.LostByGateway),
        408 => (new SendResult.Unknown(), [], false),
        _ => (new SendResult.Refused(status, code), [], false),
    };

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static string CodeOf(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, InboundJson.Default.ErrorResponse)?.Error?.Code is { } code ? Log.Word(code) : "None";
        }
        catch (JsonException)
        {
            // Gateways answer with pages of HTML; the status then says all there is.
            return "None";
        }
    }
}
