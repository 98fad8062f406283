using System.Text.Json;

namespace BranchBot.LocalTeams;

/// <summary>Server-sent events for one open chat, with a comment every 15 s so that nobody in between gives up.</summary>
internal static class EventStream
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static async Task WriteAsync(HttpContext http, ClientEvents events, TeamsUser person)
    {
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        using var subscription = events.Open(person);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            await SendAsync(http, ": open\n\n", end.Token);
            while (true)
            {
                var more = subscription.Reader.WaitToReadAsync(end.Token).AsTask();
                while (await Task.WhenAny(more, Task.Delay(Heartbeat, end.Token)) != more)
                {
                    end.Token.ThrowIfCancellationRequested();
                    await SendAsync(http, ": still here\n\n", end.Token);
                }

                await more;
                while (subscription.Reader.TryRead(out var item))
                {
                    await SendAsync(http, $"event: {item.Name}\ndata: {JsonSerializer.Serialize(item.Data, TeamsJson.Options)}\n\n", end.Token);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The page was closed, or the server stops: the ordinary end of a stream.
        }
    }

    private static async Task SendAsync(HttpContext http, string text, CancellationToken cancellation)
    {
        await http.Response.WriteAsync(text, cancellation);
        await http.Response.Body.FlushAsync(cancellation);
    }
}
