using System.Net;
using System.Security.Cryptography;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;

namespace BranchBot.Host.Graph;

/// <summary>Asks Microsoft Graph to tell of changes in calendars. Application permission: Calendars.Read (docs of "Create subscription"; the one to write is not meant for it).</summary>
/// <param name="graph">Graph.</param>
/// <param name="bot">The bot's public address, with a slash at the end.</param>
internal sealed class GraphSubscriptions(GraphServiceClient graph, Uri bot)
{
    /// <summary>The path below which changes are told.</summary>
    public const string Notifications = "graph/notifications";

    /// <summary>The path below which is told what is the matter with a subscription.</summary>
    public const string Lifecycle = "graph/lifecycle";

    /// <summary>
    /// For how long one is asked for. Graph publishes the most for events at learn.microsoft.com/graph/change-notifications-overview#subscription-lifetime: for long
    /// 4,230 minutes, in newer texts 10,080. This is within both.
    /// </summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(4200);

    private const string Changes = "updated,deleted";

    /// <summary>The bot's address.</summary>
    public string Url => bot.AbsoluteUri;

    /// <summary>Makes one. Graph asks at both addresses meanwhile whether somebody is there.</summary>
    /// <returns>It, or why there is none.</returns>
    /// <exception cref="CalendarBusyException">Not now: one may have been made; it does no harm, and ends by itself.</exception>
    public Task<(Subscription? Made, CalendarProblem? Problem)> Make(CalendarSubscription wanted, DateTimeOffset until, CancellationToken cancel)
    {
        // One whose answer was lost may stand there: an address of its own keeps this one from being refused as the same.
        var own = $"?n={RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var asked = new Subscription
        {
            ChangeType = Changes,
            Resource = $"users/{wanted.Mailbox}/events",
            NotificationUrl = new Uri(bot, Notifications + own).AbsoluteUri,
            LifecycleNotificationUrl = new Uri(bot, Lifecycle + own).AbsoluteUri,
            ClientState = wanted.ClientState,
            ExpirationDateTime = until,
        };
        return GraphFailures.Ask(() => graph.Subscriptions.PostAsync(asked, request => request.Options.Add(new RetryHandlerOption { MaxRetry = 0 }), cancel), cancel);
    }

    /// <summary>Makes one last longer; that authorizes it anew, too.</summary>
    /// <returns>It, or why not; neither: it is gone.</returns>
    /// <exception cref="CalendarBusyException">Not now.</exception>
    public Task<(Subscription? Renewed, CalendarProblem? Problem)> Renew(string id, DateTimeOffset until, CancellationToken cancel) =>
        GraphFailures.Ask(() => UnlessGone(graph.Subscriptions[id].PatchAsync(new() { ExpirationDateTime = until }, cancellationToken: cancel)), cancel);

    /// <summary>Ends one.</summary>
    /// <returns>Why it could not be; null: it is gone.</returns>
    /// <exception cref="CalendarBusyException">Not now.</exception>
    public async Task<CalendarProblem?> End(string id, CancellationToken cancel) =>
        (await GraphFailures.Ask(() => UnlessGone(Ended(graph.Subscriptions[id].DeleteAsync(cancellationToken: cancel))), cancel)).Problem;

    private static async Task<Subscription?> Ended(Task asked)
    {
        await asked;
        return null;
    }

    private static async Task<Subscription?> UnlessGone(Task<Subscription?> asked)
    {
        try
        {
            return await asked;
        }
        catch (ApiException e) when (e.ResponseStatusCode == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
