using Microsoft.Graph.Models;

namespace BranchBot.LocalTeams;

/// <summary>Somebody wants to be told of changes in a calendar.</summary>
public sealed record GraphSubscription
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Whose calendar.</summary>
    public required string Mailbox { get; init; }

    /// <summary>The same as a resource, as it was asked for.</summary>
    public required string Resource { get; init; }

    /// <summary>Of what: created, updated, deleted, by comma.</summary>
    public required string ChangeType { get; init; }

    /// <summary>Where changes are told.</summary>
    public required string NotificationUrl { get; init; }

    /// <summary>Where is told what is the matter with it.</summary>
    public string? LifecycleNotificationUrl { get; init; }

    /// <summary>What is shown with each notification.</summary>
    public string? ClientState { get; init; }

    /// <summary>Until when it is good.</summary>
    public required DateTimeOffset Until { get; init; }
}

/// <summary>Who wants to be told of changes in calendars: <c>/subscriptions</c>.</summary>
public sealed class GraphSubscriptions
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, GraphSubscription> all = [];
    private readonly LocalTeamsOptions options;
    private readonly GraphNotices notices;
    private readonly TimeProvider clock;
    private readonly SubscriptionRules rules;

    internal GraphSubscriptions(People people, LocalTeamsOptions options, GraphNotices notices, TimeProvider clock, Func<string, string, GraphRefusal?> refuses) =>
        (this.options, this.notices, this.clock, rules) = (options, notices, clock, new(people, clock, refuses));

    /// <summary>All that stand and are not over.</summary>
    public IReadOnlyList<GraphSubscription> All()
    {
        lock (gate)
        {
            return [.. all.Values.Where(s => s.Until > clock.GetUtcNow()).OrderBy(s => s.Id, StringComparer.Ordinal)];
        }
    }

    /// <summary>Graph loses somebody's, and tells nobody.</summary>
    public void Forget(string mailbox) => Take(s => s.Mailbox == mailbox);

    /// <summary>Graph tells what is the matter with somebody's; one that it says is removed is removed.</summary>
    public void Endanger(string mailbox, LifecycleEventType what)
    {
        foreach (var one in All().Where(s => s.Mailbox == mailbox && s.LifecycleNotificationUrl is not null))
        {
            if (what == LifecycleEventType.SubscriptionRemoved)
            {
                Take(s => s.Id == one.Id);
            }

            notices.Send(one.LifecycleNotificationUrl!, Notice(one, n => n.LifecycleEvent = what));
        }
    }

    /// <summary>Told of all that stand whenever one of them has changed.</summary>
    internal Action<IReadOnlyCollection<GraphSubscription>> Changed { get; set; } = _ => { };

    /// <summary>What was kept.</summary>
    internal void Load(IReadOnlyList<GraphSubscription> kept)
    {
        lock (gate)
        {
            kept.ToList().ForEach(s => all[s.Id] = s);
        }
    }

    /// <summary>Something has changed in the calendars of all who are at it.</summary>
    internal void Tell(CalendarItem item, string kind)
    {
        foreach (var one in All().Where(s => Mailboxes.Has(item, s.Mailbox) && s.ChangeType.Split(',').Contains(kind)))
        {
            notices.Send(one.NotificationUrl, Notice(one, n =>
            {
                n.Id = Guid.NewGuid().ToString();
                n.ChangeType = Enum.Parse<ChangeType>(kind, ignoreCase: true);
                n.Resource = $"Users/{one.Mailbox}/Events/{item.Id}";
                n.ResourceData = new() { OdataType = "#Microsoft.Graph.Event", AdditionalData = new Dictionary<string, object> { ["@odata.id"] = n.Resource, ["id"] = item.Id } };
            }));
        }
    }

    internal void Map(RouteGroupBuilder root)
    {
        var subscriptions = root.MapGroup("/subscriptions");
        subscriptions.MapPost("", Create);
        subscriptions.MapGet("", () => GraphJson.Write(new SubscriptionCollectionResponse { Value = [.. All().Where(s => rules.Allows(s.Mailbox)).Select(s => Of(s, shows: false))] }));
        subscriptions.MapGet("/{id}", (string id) => GraphJson.Write(Of(Own(id), shows: false)));
        subscriptions.MapPatch("/{id}", Renew);
        subscriptions.MapDelete("/{id}", (string id) =>
        {
            var own = Own(id);
            Take(s => s.Id == own.Id);
            return Results.NoContent();
        });
    }

    private async Task<IResult> Create(HttpRequest request)
    {
        var made = rules.Asked(await GraphJson.Read(request, Subscription.CreateFromDiscriminatorValue));
        foreach (var url in new[] { made.NotificationUrl, made.LifecycleNotificationUrl }.OfType<string>())
        {
            await notices.Validate(url, request.HttpContext.RequestAborted);
        }

        lock (gate)
        {
            SubscriptionRules.Fits(made, All());
            all[made.Id] = made;
            Changed(all.Values);
        }

        return GraphJson.Write(Of(made, shows: true), 201);
    }

    private async Task<IResult> Renew(HttpRequest request, string id)
    {
        var until = rules.Renewed(await GraphJson.Read(request, Subscription.CreateFromDiscriminatorValue));
        lock (gate)
        {
            all[id] = Own(id) with { Until = until };
            Changed(all.Values);
            return GraphJson.Write(Of(all[id], shows: true));
        }
    }

    private GraphSubscription Own(string id)
    {
        var own = All().FirstOrDefault(s => s.Id == id) ?? throw new GraphRefusal(404, "ResourceNotFound", "The object was not found.");
        rules.Check(own.Mailbox);
        return own;
    }

    private void Take(Func<GraphSubscription, bool> which)
    {
        lock (gate)
        {
            all.Values.Where(which).ToList().ForEach(s => all.Remove(s.Id));
            Changed(all.Values);
        }
    }

    // Whoever asks what there is does not learn what only he who made it knows.
    private Subscription Of(GraphSubscription one, bool shows) => new()
    {
        Id = one.Id,
        Resource = one.Resource,
        ChangeType = one.ChangeType,
        NotificationUrl = one.NotificationUrl,
        LifecycleNotificationUrl = one.LifecycleNotificationUrl,
        ClientState = shows ? one.ClientState : null,
        ExpirationDateTime = one.Until,
        ApplicationId = options.AppId,
        LatestSupportedTlsVersion = "v1_2",
    };

    private ChangeNotification Notice(GraphSubscription one, Action<ChangeNotification> fill)
    {
        var notice = new ChangeNotification
        {
            SubscriptionId = Guid.Parse(one.Id),
            SubscriptionExpirationDateTime = one.Until,
            TenantId = Guid.Parse(options.Tenant),
            ClientState = one.ClientState,
        };
        fill(notice);
        return notice;
    }
}
