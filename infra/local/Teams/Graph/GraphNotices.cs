using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Serialization.Json;

namespace BranchBot.LocalTeams;

/// <summary>What becomes of a notification on a bad day.</summary>
/// <param name="Times">How often it comes; 0: it is lost.</param>
/// <param name="Delay">How late it comes.</param>
public sealed record NoticeFault(int Times, TimeSpan Delay = default)
{
    /// <summary>It never comes.</summary>
    public static NoticeFault Lost { get; } = new(0);

    /// <summary>It comes several times at once.</summary>
    public static NoticeFault Repeated(int times) => new(times);

    /// <summary>It comes late, behind younger ones.</summary>
    public static NoticeFault Late(TimeSpan delay) => new(1, delay);
}

/// <summary>
/// How Graph tells of changes (docs of webhooks): each notification by itself and in no order, an answer of 2xx wanted within 3 s, otherwise it comes again. The
/// pauses between are shorter here than Graph's, and there are fewer of them.
/// </summary>
public sealed class GraphNotices : IDisposable
{
    private const int Tries = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ValidationPatience = TimeSpan.FromSeconds(10);
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly Queue<NoticeFault> next = [];
    private readonly ConcurrentQueue<int> answers = new();
    private Func<NoticeFault?>? weather;

    /// <summary>The status of each answer that came, in their order.</summary>
    public IReadOnlyList<int> Answers => [.. answers];

    /// <summary>What becomes of the next ones.</summary>
    public void Next(NoticeFault fault, int times = 1)
    {
        lock (gate)
        {
            Enumerable.Repeat(fault, times).ToList().ForEach(next.Enqueue);
        }
    }

    /// <summary>From now on each asks this what becomes of it; null: it comes as it should.</summary>
    public void Weather(Func<NoticeFault?>? asks)
    {
        lock (gate)
        {
            weather = asks;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stop.Cancel();
        http.Dispose();
    }

    /// <summary>Sends one on its way.</summary>
    internal void Send(string url, ChangeNotification notice)
    {
        NoticeFault fault;
        lock (gate)
        {
            fault = (next.TryDequeue(out var scripted) ? scripted : weather?.Invoke()) ?? new(1);
        }

        var body = Written(notice);
        for (var i = 0; i < fault.Times; i++)
        {
            _ = Task.Run(() => Deliver(url, body, fault.Delay));
        }
    }

    /// <summary>Asks at an address whether somebody is there who wants to be told.</summary>
    /// <exception cref="GraphRefusal">Nobody, or he does not answer as he should.</exception>
    internal async Task Validate(string url, CancellationToken cancel)
    {
        // Characters that come back only where they are decoded, and once.
        var token = $"Validation: Testing client application reachability for subscription Request-Id: {Guid.NewGuid()} +%2B=/&?";
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel, stop.Token);
        late.CancelAfter(ValidationPatience);
        try
        {
            using var asked = new StringContent("", Encoding.UTF8, "text/plain");
            using var answer = await http.PostAsync($"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}validationToken={Uri.EscapeDataString(token)}", asked, late.Token);
            if (answer.StatusCode == HttpStatusCode.OK && answer.Content.Headers.ContentType?.MediaType == "text/plain" && await answer.Content.ReadAsStringAsync(late.Token) == token)
            {
                return;
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new GraphRefusal(400, "ValidationError", $"Subscription validation request failed: {e.Message}");
        }

        throw new GraphRefusal(400, "ValidationError", "Subscription validation request failed. The endpoint must answer 200 with the decoded token as text/plain.");
    }

    private async Task Deliver(string url, string body, TimeSpan delay)
    {
        try
        {
            for (var tries = 0; tries < Tries; tries++)
            {
                await Task.Delay(tries == 0 ? delay : TimeSpan.FromSeconds(Math.Pow(2, tries - 1)), stop.Token);
                if (await Post(url, body) is >= 200 and < 300)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody is told any more.
        }
    }

    private async Task<int> Post(string url, string body)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        late.CancelAfter(Patience);
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(url, content, late.Token);
            answers.Enqueue((int)answer.StatusCode);
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return 0;
        }
    }

    private static string Written(ChangeNotification notice)
    {
        using var writer = new JsonSerializationWriter();
        writer.WriteObjectValue(null, new ChangeNotificationCollection { Value = [notice] });
        using var reader = new StreamReader(writer.GetSerializedContent());
        return reader.ReadToEnd();
    }
}
