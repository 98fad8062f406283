using System.Text.RegularExpressions;
using Microsoft.Graph.Models;

namespace BranchBot.LocalTeams;

/// <summary>What Graph wants of a subscription to somebody's events (docs of the subscription resource, "Create subscription", "Update subscription").</summary>
internal sealed partial class SubscriptionRules(People people, TimeProvider clock, Func<string, string, GraphRefusal?> refuses)
{
    private const int LongestState = 128;
    private const int MostOfMailbox = 1000;

    // Writing does not include reading here: "subscriptions will not be able to support write access permissions where only read access is needed".
    private const string Role = "Calendars.Read";

    // The lower of the two numbers that the documentation has had for events.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4230);
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(45);
    private static readonly string[] Kinds = ["created", "updated", "deleted"];

    /// <summary>Whether the app may read somebody's calendar.</summary>
    public bool Allows(string mailbox) => refuses(mailbox, Role) is null;

    /// <summary>The same.</summary>
    /// <exception cref="GraphRefusal">It may not.</exception>
    public void Check(string mailbox)
    {
        if (refuses(mailbox, Role) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>A subscription as it was asked for.</summary>
    /// <exception cref="GraphRefusal">It cannot be.</exception>
    public GraphSubscription Asked(Subscription body)
    {
        Refuse(body.Id ?? body.ApplicationId ?? body.CreatorId, "is read-only.");
        Refuse(body.IncludeResourceData == true ? "includeResourceData" : body.EncryptionCertificate ?? body.NotificationQueryOptions, "is not played here.");
        var kinds = (body.ChangeType ?? "").Split(',');
        if (kinds.Distinct().Count() != kinds.Length || kinds.Except(Kinds).Any())
        {
            throw Wrong($"The changeType '{body.ChangeType}' is not valid.");
        }

        if (EventsOf().Match(body.Resource ?? "") is not { Success: true } resource)
        {
            throw Wrong($"The resource '{body.Resource}' is not one whose changes are told.");
        }

        Check(resource.Groups["user"].Value);
        if (body.ClientState is { Length: > LongestState })
        {
            throw Wrong($"The clientState is longer than {LongestState} characters.");
        }

        return new()
        {
            Id = Guid.NewGuid().ToString(),
            Mailbox = people.Find(resource.Groups["user"].Value)!.Id,
            Resource = body.Resource!,
            ChangeType = body.ChangeType!,
            NotificationUrl = Url(body.NotificationUrl ?? throw Wrong("The notificationUrl is missing."), "notificationUrl"),
            LifecycleNotificationUrl = body.LifecycleNotificationUrl is { } lifecycle ? Url(lifecycle, "lifecycleNotificationUrl") : null,
            ClientState = body.ClientState,
            Until = Until(body.ExpirationDateTime),
        };
    }

    /// <summary>Until when a renewed one is good. Where lifecycle notifications go never changes; nothing else was asked for here.</summary>
    /// <exception cref="GraphRefusal">It cannot be.</exception>
    public DateTimeOffset Renewed(Subscription body)
    {
        Refuse(body.Id ?? body.ApplicationId ?? body.CreatorId ?? body.Resource ?? body.ChangeType ?? body.ClientState ?? body.LifecycleNotificationUrl ?? body.NotificationUrl, "cannot be changed.");
        return Until(body.ExpirationDateTime);
    }

    /// <summary>Whether it fits beside those that stand: the same a second time is refused.</summary>
    /// <exception cref="GraphRefusal">It does not.</exception>
    public static void Fits(GraphSubscription made, IReadOnlyList<GraphSubscription> stand)
    {
        if (stand.Any(s => s.Mailbox == made.Mailbox && s.ChangeType == made.ChangeType && s.NotificationUrl == made.NotificationUrl))
        {
            throw new GraphRefusal(409, "Conflict", "A subscription for the same resource, changes and address stands already.");
        }

        if (stand.Count(s => s.Mailbox == made.Mailbox) >= MostOfMailbox)
        {
            throw new GraphRefusal(403, "ErrorSubscriptionLimitReached", "The mailbox has too many subscriptions.");
        }
    }

    private DateTimeOffset Until(DateTimeOffset? wanted)
    {
        var now = clock.GetUtcNow();
        return wanted is not { } until ? throw Wrong("The expirationDateTime is missing.")
            : until <= now ? throw Wrong("The expirationDateTime is over.")
            : until > now + Longest ? throw Wrong($"Subscription expiration can only be {Longest.TotalMinutes} minutes in the future.")
            : until < now + Shortest ? now + Shortest
            : until;
    }

    // On one machine there is no https; elsewhere there is nothing but.
    private static string Url(string text, string name) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback)) ? text : throw Wrong($"The {name} must use HTTPS.");

    private static void Refuse(string? given, string why)
    {
        if (given is not null)
        {
            throw Wrong($"'{given}' {why}");
        }
    }

    private static GraphRefusal Wrong(string message) => new(400, "InvalidRequest", message);

    [GeneratedRegex("^/?users/(?<user>[^/?]+)/events$")]
    private static partial Regex EventsOf();
}
