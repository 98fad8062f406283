using System.Buffers;
using System.Text;
using System.Text.Json;
using BranchBot.Host.Jobs;

namespace BranchBot.Host.Graph;

/// <summary>
/// The door of Graph's notifications. What comes is believed only so far that a look is worth while: the job that follows the calendar is woken and looks as ever,
/// so that a notification may be late, be lost, or come twice.
/// </summary>
internal sealed class NotificationDoor(IStorage storage, JobRunner jobs, Subscriptions subscriptions, ILogger<NotificationDoor> log)
{
    /// <summary>How large a collection of notifications may be: some hundreds.</summary>
    public const int LargestBody = 256 * 1024;

    private const int LongestToken = 2048;
    private const int AtOnce = 8;

    // Graph's own may be some that were made anew since; whoever makes them up in hundreds is not looked for in the storage hundreds of times.
    private const int MostUnknown = 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { MaxDepth = 16 };

    // "Microsoft Graph never sends any value containing HTML or JavaScript code" (docs of the validation).
    private static readonly SearchValues<char> Html = SearchValues.Create("<>\0");

    /// <summary>Something has changed in calendars.</summary>
    public Task<IResult> Changed(HttpContext http) => Answer(http, _ => Task.CompletedTask);

    /// <summary>
    /// Something is the matter with subscriptions: to be authorized anew, gone, or something was not told of. Whatever it is said to be, the job makes it last longer
    /// (which authorizes it), anew where it is gone, and looks.
    /// </summary>
    public Task<IResult> Endangered(HttpContext http) => Answer(http, subscription => subscriptions.Doubt(subscription, http.RequestAborted));

    private async Task<IResult> Answer(HttpContext http, Func<CalendarSubscription, Task> first)
    {
        if (http.Request.Query.TryGetValue("validationToken", out var token))
        {
            return Echo(http, token.ToString());
        }

        Notices? notices;
        try
        {
            notices = await JsonSerializer.DeserializeAsync<Notices>(http.Request.Body, Json, http.RequestAborted);
        }
        catch (JsonException)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        // Each subscription once, however often it is named. Where the storage cannot now Graph hears of it, and tells again.
        var (states, woken, unknown) = ((notices?.Value ?? []).CountBy(n => n?.ClientState ?? "").ToList(), 0, 0);
        await Parallel.ForEachAsync(states, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = http.RequestAborted }, async (state, cancel) =>
        {
            if (CalendarSubscription.ShownBy(state.Key) is not var (address, secret) || Volatile.Read(ref unknown) >= MostUnknown)
            {
                return;
            }

            if (await Known(address, secret, cancel) is not { } subscription)
            {
                Interlocked.Increment(ref unknown);
            }
            else
            {
                await first(subscription);
                await jobs.Wake(subscription.Partition, subscription.Job, cancel);
                Interlocked.Add(ref woken, state.Value);
            }
        });
        if (states.Sum(s => s.Value) is var all && woken < all)
        {
            Log.NoticesIgnored(log, all - woken, all);
        }

        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private async Task<CalendarSubscription?> Known(RowAddress address, string secret, CancellationToken cancel)
    {
        var known = (await storage.Load([Read.One<CalendarSubscription>(address)], cancel)).Find<CalendarSubscription>(address);
        return known?.Knows(secret) == true ? known : null;
    }

    // Whoever sends somebody here shows him nothing but text.
    private static IResult Echo(HttpContext http, string token)
    {
        if (token.Length is 0 or > LongestToken || token.AsSpan().ContainsAny(Html))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Text(token, "text/plain", Encoding.UTF8);
    }

    private sealed record Notices(IReadOnlyList<Notice?>? Value);

    private sealed record Notice(string? ClientState);
}
