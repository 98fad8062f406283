using System.Globalization;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.CalendarView.Delta;
using Microsoft.Kiota.Abstractions;

namespace BranchBot.Host.Graph;

/// <summary>What people do with meetings in Outlook, by delta queries on the organizer's calendar.</summary>
internal sealed partial class GraphCalendars
{
    private const int Forgotten = 410;

    /// <inheritdoc/>
    public async Task<CalendarChanges> Changes(CalendarWatch watch, CancellationToken cancel)
    {
        var (changes, problem) = await GraphFailures.Ask(() => Since(watch, cancel), cancel);
        if (problem is { } why)
        {
            throw new CalendarBusyException(why, Unreachable, new InvalidOperationException($"Graph refused to tell what has changed: {why}."));
        }

        return changes!;
    }

    // What is refused for good now may be allowed tomorrow.
    private static readonly TimeSpan Unreachable = TimeSpan.FromHours(1);

    private async Task<CalendarChanges?> Since(CalendarWatch watch, CancellationToken cancel)
    {
        try
        {
            var (meetings, link) = (new List<ChangedMeeting>(), watch.Link);
            var page = link is null ? await First(watch, cancel) : await Next(watch, link, cancel);
            while (page is not null)
            {
                meetings.AddRange((page.Value ?? []).Select(Changed));
                link = page.OdataDeltaLink ?? link;
                page = page.OdataNextLink is { } next ? await Next(watch, next, cancel) : null;
            }

            return new(meetings, link);
        }
        catch (ApiException e) when (e.ResponseStatusCode == Forgotten && watch.Link is not null)
        {
            return await Since(watch with { Link = null }, cancel);
        }
    }

    private Task<DeltaGetResponse?> First(CalendarWatch watch, CancellationToken cancel) => graph.Users[watch.Organizer.ToString()].CalendarView.Delta.GetAsDeltaGetResponseAsync(
        request =>
        {
            request.QueryParameters.StartDateTime = watch.From.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            request.QueryParameters.EndDateTime = watch.To.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            request.Headers.Add("Prefer", "outlook.timezone=\"UTC\"");
        },
        cancel);

    private Task<DeltaGetResponse?> Next(CalendarWatch watch, string link, CancellationToken cancel) =>
        graph.Users[watch.Organizer.ToString()].CalendarView.Delta.WithUrl(link).GetAsDeltaGetResponseAsync(request => request.Headers.Add("Prefer", "outlook.timezone=\"UTC\""), cancel);

    private static ChangedMeeting Changed(Event changed)
    {
        if (changed.AdditionalData.ContainsKey("@removed") || changed.IsCancelled == true || changed.Start is null)
        {
            return new(changed.Id!, null, null);
        }

        var invited = changed.Attendees?.FirstOrDefault();
        return new(
            changed.Id!,
            Instant(changed.Start),
            invited?.Status?.Response switch { ResponseType.Accepted => true, ResponseType.Declined => false, _ => null },
            invited?.Status?.Response != ResponseType.Accepted && invited?.ProposedNewTime?.Start is { } proposed ? Instant(proposed) : null);
    }
}
