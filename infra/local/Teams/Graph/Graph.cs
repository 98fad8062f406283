using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.Calendar.GetSchedule;
using Microsoft.Graph.Users.Item.Events.Item.Cancel;

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

    internal Graph(People people, ManagedIdentity identity, LocalTeamsOptions options, Func<string> url) =>
        (this.people, this.identity, this.options, this.url) = (people, identity, options, url);

    /// <summary>Everybody's calendar.</summary>
    public Mailboxes Mailboxes { get; } = new();

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

    private async Task<IResult> Create(HttpRequest request, string mailbox)
    {
        var body = await GraphJson.Read(request, Event.CreateFromDiscriminatorValue);
        if (body.Start is null || body.End is null || Instant(body.End) <= Instant(body.Start))
        {
            throw new GraphRefusal(400, "ErrorPropertyValidationFailure", "At least one property failed validation.");
        }

        var item = new CalendarItem
        {
            Id = Mailboxes.NewId(),
            Organizer = people[mailbox].Id,
            Attendees = [.. (body.Attendees ?? []).Select(a => people.Find(a.EmailAddress?.Address ?? "")?.Id ?? throw new GraphRefusal(400, "ErrorInvalidRecipients", "At least one recipient is not valid."))],
            Subject = body.Subject ?? "",
            Start = Instant(body.Start),
            End = Instant(body.End),
            Location = body.Location?.DisplayName ?? "",
            ShowAs = (body.ShowAs ?? FreeBusyStatus.Busy).ToString().ToLowerInvariant(),
            Private = body.Sensitivity == Sensitivity.Private,
            Categories = [.. body.Categories ?? []],
            TransactionId = body.TransactionId,
            Marks = (body.SingleValueExtendedProperties ?? []).ToDictionary(p => p.Id!, p => p.Value!),
            Mails = 1,
        };
        return GraphJson.Write(EventOf(Mailboxes.Add(item, options.TransactionWindow)), 201);
    }

    private IResult List(HttpRequest request, string mailbox)
    {
        var filter = MarkFilter().Match(request.Query["$filter"].ToString());
        if (!filter.Success)
        {
            throw new GraphRefusal(400, "BadRequest", "Invalid filter clause.");
        }

        var found = Mailboxes.Of(people[mailbox].Id).Where(i => i.Organizer == people[mailbox].Id && i.Marks.GetValueOrDefault(filter.Groups["id"].Value) == filter.Groups["value"].Value);
        return GraphJson.Write(new EventCollectionResponse { Value = [.. found.Select(EventOf)] });
    }

    private async Task<IResult> Patch(HttpRequest request, string mailbox, string id)
    {
        var body = await GraphJson.Read(request, Event.CreateFromDiscriminatorValue);
        var known = Own(mailbox, id);
        if (known.Organizer != people[mailbox].Id || body.TransactionId is not null)
        {
            throw new GraphRefusal(400, "ErrorInvalidRequest", "Only the organizer changes a meeting, and its transactionId never changes.");
        }

        var (start, end) = (body.Start is null ? known.Start : Instant(body.Start), body.End is null ? known.End : Instant(body.End));
        var moved = start != known.Start || end != known.End;
        var item = Mailboxes.Update(id, i => i with
        {
            Start = start,
            End = end,
            Location = body.Location?.DisplayName ?? i.Location,
            Responses = moved ? new Dictionary<string, string>() : i.Responses,
            Mails = moved ? i.Mails + 1 : i.Mails,
        });
        return GraphJson.Write(EventOf(item!));
    }

    private async Task<IResult> Cancel(HttpRequest request, string mailbox, string id)
    {
        await GraphJson.Read(request, CancelPostRequestBody.CreateFromDiscriminatorValue);
        if (Own(mailbox, id).Organizer != people[mailbox].Id)
        {
            throw new GraphRefusal(400, "ErrorInvalidRequest", "Your request can't be completed. You need to be an organizer to cancel a meeting.");
        }

        Mailboxes.Update(id, i => i with { Gone = true, Mails = i.Mails + 1 });
        return Results.StatusCode(202);
    }

    private IResult Delta(HttpRequest request, string mailbox)
    {
        // The token holds the days that were asked for, as Graph's does.
        var token = request.Query["$deltatoken"].ToString();
        var parts = token.Length > 0 ? token.Split('.') : ["0", request.Query["startDateTime"].ToString(), request.Query["endDateTime"].ToString()];
        if (parts.Length != 3 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var since) || !Day(parts[1], out var from) || !Day(parts[2], out var to))
        {
            throw token.Length > 0 ? new GraphRefusal(410, "SyncStateNotFound", "The sync state generation is not found.") : new GraphRefusal(400, "ErrorInvalidParameter", "startDateTime and endDateTime are required.");
        }

        var (items, until) = Mailboxes.Since(people[mailbox].Id, since, from, to);
        return GraphJson.Write(new Microsoft.Graph.Users.Item.CalendarView.Delta.DeltaGetResponse
        {
            Value = [.. items.Select(i => i.Gone ? new Event { Id = i.Id, AdditionalData = new Dictionary<string, object> { ["@removed"] = "deleted" } } : EventOf(i))],
            OdataDeltaLink = $"{BaseUrl}/users/{mailbox}/calendarView/delta?$deltatoken={until}.{from:yyyyMMdd'T'HHmmss}.{to:yyyyMMdd'T'HHmmss}",
        });
    }

    private CalendarItem Own(string mailbox, string id) =>
        Mailboxes.Find(id) is { } item && Mailboxes.Has(item, people[mailbox].Id) ? item : throw new GraphRefusal(404, "ErrorItemNotFound", "The specified object was not found in the store.");

    private Event EventOf(CalendarItem item) => new()
    {
        Id = item.Id,
        Subject = item.Subject,
        Start = Utc(item.Start),
        End = Utc(item.End),
        TransactionId = item.TransactionId,
        Sensitivity = item.Private ? Sensitivity.Private : Sensitivity.Normal,
        Location = new() { DisplayName = item.Location },
        Organizer = new() { EmailAddress = new() { Address = people[item.Organizer].UserPrincipalName, Name = people[item.Organizer].Name } },
        Attendees =
        [
            .. item.Attendees.Select(a => new Attendee
            {
                EmailAddress = new() { Address = people[a].UserPrincipalName, Name = people[a].Name },
                Status = new() { Response = Enum.Parse<ResponseType>(item.Responses.GetValueOrDefault(a, "notResponded"), ignoreCase: true) },
            }),
        ],
    };

    private static DateTimeTimeZone Utc(DateTimeOffset at) => new() { DateTime = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture), TimeZone = "UTC" };

    private static bool Day(string text, out DateTimeOffset at) =>
        DateTimeOffset.TryParseExact(text, ["yyyyMMdd'T'HHmmss", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);

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

    [GeneratedRegex(@"^singleValueExtendedProperties/Any\(ep: ep/id eq '(?<id>[^']+)' and ep/value eq '(?<value>[^']+)'\)$")]
    private static partial Regex MarkFilter();
}
