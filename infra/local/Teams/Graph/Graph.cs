using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.Calendar.GetSchedule;

namespace BranchBot.LocalTeams;

/// <summary>
/// The part of Microsoft Graph that a bot needs for calendars, as strict as its documentation: tokens with their roles, bodies by Graph's own models, limits,
/// failures that tests ask for.
/// </summary>
public sealed partial class Graph
{
    private const int MostSchedules = 20;
    private static readonly TimeSpan MostDays = TimeSpan.FromDays(62);
    private readonly People people;
    private readonly ManagedIdentity identity;
    private readonly LocalTeamsOptions options;
    private readonly Func<string> url;
    private GraphGate? gate;

    internal Graph(People people, ManagedIdentity identity, LocalTeamsOptions options, Func<string> url, TimeProvider clock)
    {
        (this.people, this.identity, this.options, this.url) = (people, identity, options, url);
        Subscriptions = new(people, options, Notices, clock, (mailbox, role) => gate?.Refuses(mailbox, role));
        Mailboxes.Happened = Subscriptions.Tell;
    }

    /// <summary>Everybody's calendar.</summary>
    public Mailboxes Mailboxes { get; } = new();

    /// <summary>Who wants to be told of changes in calendars.</summary>
    public GraphSubscriptions Subscriptions { get; }

    /// <summary>How they are told.</summary>
    public GraphNotices Notices { get; } = new();

    /// <summary>Failures to come.</summary>
    public GraphFaults Faults { get; } = new();

    /// <summary>How many calls came.</summary>
    public int Calls => gate?.Calls ?? 0;

    /// <summary>The address, with its version.</summary>
    public string BaseUrl => $"{url()}/v1.0";

    internal void Map(IEndpointRouteBuilder app)
    {
        gate = new(identity, Mailboxes, people, Faults, url, options.GraphRoles);
        var root = app.MapGroup("/v1.0").AddEndpointFilter(gate);
        root.MapPost("/$batch", Batch);
        root.MapGet("/users/{id}", (string id) => UserOf(id) is { Error: null, Body: { } body } ? Results.Json(body) : throw new GraphRefusal(404, "Request_ResourceNotFound", $"Resource '{id}' does not exist."));
        Subscriptions.Map(root);
        var mailbox = root.MapGroup("/users/{mailbox}");
        mailbox.MapPost("/calendar/getSchedule", GetSchedule);
        mailbox.MapPost("/events", Create);
        mailbox.MapGet("/events", List);
        mailbox.MapGet("/events/{id}", (string mailbox, string id) => GraphJson.Write(EventOf(Own(mailbox, id))));
        mailbox.MapPatch("/events/{id}", Patch);
        mailbox.MapPost("/events/{id}/cancel", Cancel);
        mailbox.MapGet("/calendarView/delta", Delta);
        mailbox.MapGet("/calendarView/delta()", Delta);
    }

    private (JsonObject? Body, int? Error) UserOf(string id) => people.Find(id) is not { } person ? (null, 404) : (new JsonObject
    {
        ["id"] = person.Id,
        ["mail"] = Mailboxes.ClosedBy(person.Id) == 404 ? null : person.UserPrincipalName,
        ["userPrincipalName"] = person.UserPrincipalName,
    }, null);

    private async Task<IResult> Batch(HttpRequest request)
    {
        var requests = (await JsonNode.ParseAsync(request.Body))?["requests"]?.AsArray() ?? throw new GraphRefusal(400, "BadRequest", "Invalid batch payload format.");
        if (requests.Count > 20)
        {
            throw new GraphRefusal(400, "BadRequest", "Number of batch request steps exceeds the maximum value of 20.");
        }

        var answers = requests.Select(one =>
        {
            var match = UserPath().Match((string?)one!["url"] ?? "");
            var (body, error) = (string?)one["method"] != "GET" || !match.Success ? (null, 400) : !options.GraphRoles.Contains("User.ReadBasic.All") ? (null, 403) : UserOf(match.Groups["id"].Value);
            return new JsonObject
            {
                ["id"] = one["id"]!.DeepClone(),
                ["status"] = error ?? 200,
                ["headers"] = new JsonObject { ["Content-Type"] = "application/json" },
                ["body"] = body ?? new JsonObject { ["error"] = new JsonObject { ["code"] = error == 404 ? "Request_ResourceNotFound" : error == 403 ? "Authorization_RequestDenied" : "BadRequest", ["message"] = "" } },
            };
        });
        return Results.Json(new JsonObject { ["responses"] = new JsonArray([.. answers]) });
    }

    private async Task<IResult> GetSchedule(HttpRequest request, string mailbox)
    {
        var body = await GraphJson.Read(request, GetSchedulePostRequestBody.CreateFromDiscriminatorValue);
        var (from, to) = (Instant(body.StartTime), Instant(body.EndTime));
        if (body.Schedules is not { Count: > 0 and <= MostSchedules } schedules || to <= from || to - from >= MostDays || body.AvailabilityViewInterval is < 5 or > 1440)
        {
            throw new GraphRefusal(400, "ErrorInvalidParameter", "Schedules, the window, or the interval are out of range.");
        }

        return GraphJson.Write(new GetSchedulePostResponse { Value = [.. schedules.Select(s => ScheduleOf(s, from, to))] });
    }

    private ScheduleInformation ScheduleOf(string address, DateTimeOffset from, DateTimeOffset to)
    {
        if (people.Find(address) is not { } person || Mailboxes.ClosedBy(person.Id) is 404)
        {
            return new() { ScheduleId = address, Error = new() { ResponseCode = "ErrorMailRecipientNotFound", Message = "Unable to resolve e-mail address to an Active Directory object." } };
        }

        if (Mailboxes.ClosedBy(person.Id) is not null)
        {
            return new() { ScheduleId = address, Error = new() { ResponseCode = "ErrorNoFreeBusyAccess", Message = "The caller has no access to free/busy data." } };
        }

        var items = Mailboxes.Of(person.Id).Where(i => i.Start < to && from < i.End && !Declined(i, person.Id)).Select(i => new ScheduleItem
        {
            IsPrivate = i.Private,
            Status = Enum.Parse<FreeBusyStatus>(i.ShowAs, ignoreCase: true),
            Subject = i.Private ? null : i.Subject,
            Start = Utc(i.Start),
            End = Utc(i.End),
        });
        return new() { ScheduleId = address, ScheduleItems = [.. items] };
    }

    // A meeting that somebody has declined leaves his calendar.
    private static bool Declined(CalendarItem item, string person) => item.Responses.GetValueOrDefault(person) == "declined";

    private static DateTimeTimeZone Utc(DateTimeOffset at) => new() { DateTime = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture), TimeZone = "UTC" };

    private static DateTimeOffset Instant(DateTimeTimeZone? at)
    {
        if (at is not { DateTime: { } text, TimeZone: { } zone } || !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known))
        {
            throw new GraphRefusal(400, "ErrorInvalidTimeZone", "A date and time with a known time zone is required.");
        }

        return new DateTimeOffset(wall, known.GetUtcOffset(wall)).ToUniversalTime();
    }

    [GeneratedRegex(@"^/?users/(?<id>[^/?]+)(\?.*)?$")]
    private static partial Regex UserPath();
}
