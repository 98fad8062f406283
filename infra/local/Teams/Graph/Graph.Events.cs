using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.Events.Item.Cancel;

namespace BranchBot.LocalTeams;

/// <summary>Meetings: made, found, changed, called off, followed.</summary>
public sealed partial class Graph
{
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
            Online = body.IsOnlineMeeting == true,
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

        // Docs of the event: once a meeting is online, isOnlineMeeting and its provider change no more.
        if (known.Online && (body.IsOnlineMeeting == false || body.OnlineMeetingProvider is not (null or OnlineMeetingProviderType.TeamsForBusiness)))
        {
            throw new GraphRefusal(400, "ErrorInvalidRequest", "isOnlineMeeting cannot be changed any more.");
        }

        var (start, end) = (body.Start is null ? known.Start : Instant(body.Start), body.End is null ? known.End : Instant(body.End));
        var moved = start != known.Start || end != known.End;
        var item = Mailboxes.Update(id, i => i with
        {
            Start = start,
            End = end,
            Location = body.Location?.DisplayName ?? i.Location,
            Online = i.Online || body.IsOnlineMeeting == true,
            Responses = moved ? new Dictionary<string, string>() : i.Responses,
            Proposals = moved ? new Dictionary<string, DateTimeOffset>() : i.Proposals,
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
        IsOnlineMeeting = item.Online,
        OnlineMeetingProvider = item.Online ? OnlineMeetingProviderType.TeamsForBusiness : OnlineMeetingProviderType.Unknown,
        Organizer = new() { EmailAddress = new() { Address = people[item.Organizer].UserPrincipalName, Name = people[item.Organizer].Name } },
        Attendees =
        [
            .. item.Attendees.Select(a => new Attendee
            {
                EmailAddress = new() { Address = people[a].UserPrincipalName, Name = people[a].Name },
                Status = new() { Response = Enum.Parse<ResponseType>(item.Responses.GetValueOrDefault(a, "notResponded"), ignoreCase: true) },
                ProposedNewTime = item.Proposals.TryGetValue(a, out var at) ? new() { Start = Utc(at), End = Utc(at + (item.End - item.Start)) } : null,
            }),
        ],
    };

    private static bool Day(string text, out DateTimeOffset at) =>
        DateTimeOffset.TryParseExact(text, ["yyyyMMdd'T'HHmmss", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);

    [GeneratedRegex(@"^singleValueExtendedProperties/Any\(ep: ep/id eq '(?<id>[^']+)' and ep/value eq '(?<value>[^']+)'\)$")]
    private static partial Regex MarkFilter();
}
