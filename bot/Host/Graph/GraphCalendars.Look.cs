using System.Globalization;
using System.Net;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.Calendar.GetSchedule;

namespace BranchBot.Host.Graph;

/// <summary>When people are busy, by getSchedule in requests of twenty.</summary>
internal sealed partial class GraphCalendars
{
    private const int MostSchedules = 20; // docs of getSchedule
    private static readonly string[] Busied = ["busy", "tentative", "oof"];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SeenCalendar>> Look(CalendarQuestion question, CancellationToken cancel)
    {
        var seen = new List<SeenCalendar>();
        foreach (var people in question.People.Chunk(MostSchedules))
        {
            try
            {
                seen.AddRange(await Look(question, people, cancel));
            }
            catch (CalendarBusyException busy)
            {
                Log.CalendarsNotSeen(log, people.Length, busy.Problem, busy);
                seen.AddRange(people.Select(p => new SeenCalendar(p, [], busy.Problem)));
            }
        }

        return seen;
    }

    private async Task<IReadOnlyList<SeenCalendar>> Look(CalendarQuestion question, IReadOnlyList<PersonId> people, CancellationToken cancel)
    {
        var addresses = await Addresses(people, cancel);
        var known = addresses.Values.Select(a => a.Address).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var (answer, problem) = known.Count == 0 ? default : await GraphFailures.Ask(
            () => graph.Users[question.Organizer.ToString()].Calendar.GetSchedule.PostAsGetSchedulePostResponseAsync(
                new GetSchedulePostRequestBody { Schedules = known, StartTime = Utc(question.From), EndTime = Utc(question.To), AvailabilityViewInterval = 30 },
                request => request.Headers.Add("Prefer", "outlook.timezone=\"UTC\""),
                cancel),
            cancel);
        var schedules = (answer?.Value ?? []).Where(s => s.ScheduleId is not null).ToDictionary(s => s.ScheduleId!, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. people.Select(p => addresses[p] is { Address: { } address }
                ? problem is { } all ? new(p, [], all)
                    : schedules.GetValueOrDefault(address) is not { } schedule ? new(p, [], CalendarProblem.NoAnswer)
                    : schedule.Error is { } error ? new(p, [], GraphFailures.Of(error.ResponseCode))
                    : new SeenCalendar(p, [.. (schedule.ScheduleItems ?? []).Where(i => Busied.Contains(Status(i))).Select(i => new Busy(Instant(i.Start!), Instant(i.End!)))])
                : new SeenCalendar(p, [], addresses[p].Problem)),
        ];
    }

    // getSchedule and invitations go by addresses; twenty people are one request.
    private async Task<Dictionary<PersonId, (string? Address, CalendarProblem? Problem)>> Addresses(IReadOnlyList<PersonId> people, CancellationToken cancel)
    {
        var batch = new BatchRequestContentCollection(graph);
        var steps = new Dictionary<PersonId, string>();
        foreach (var person in people)
        {
            steps[person] = await batch.AddBatchRequestStepAsync(graph.Users[person.ToString()].ToGetRequestInformation(r => r.QueryParameters.Select = ["id", "mail", "userPrincipalName"]));
        }

        var (answers, problem) = await GraphFailures.Ask<BatchResponseContentCollection>(async () => await graph.Batch.PostAsync(batch, cancel), cancel);
        var statuses = answers is null ? [] : await answers.GetResponsesStatusCodesAsync();
        var found = new Dictionary<PersonId, (string?, CalendarProblem?)>();
        foreach (var (person, step) in steps)
        {
            var status = statuses.GetValueOrDefault(step, HttpStatusCode.ServiceUnavailable);
            var user = problem is null && status == HttpStatusCode.OK ? await answers!.GetResponseByIdAsync<User>(step) : null;
            found[person] = user is null ? (null, problem ?? GraphFailures.Of(status)) : user.Mail is { Length: > 0 } mail ? (mail, null) : (null, CalendarProblem.NoMailbox);
        }

        return found;
    }

    private static DateTimeTimeZone Utc(DateTimeOffset instant) => new() { DateTime = instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture), TimeZone = "UTC" };

    private static string Status(ScheduleItem item) => item.Status?.ToString().ToLowerInvariant() ?? "busy";
}
