using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace BranchBot.Host.Documents;

/// <summary>
/// An appointment as a file for a calendar (RFC 5545) that invites, calls off, or is merely opened by hand (RFC 5546: REQUEST, CANCEL, PUBLISH). Where no mail
/// address is known it only is opened by hand: a calendar would take an invitation for somebody else's. It asks for no reply by mail (RSVP=FALSE), for the bot
/// would not hear of it; he answers on the card.
/// </summary>
internal static class CalendarFile
{
    private const int AlarmMinutes = 15;

    /// <summary>What a browser is told that it is: the method is the same as in the file, or Outlook refuses it.</summary>
    public static string ContentType(CalendarPage page) => $"text/calendar; charset=utf-8; method={NameOf(page.Method)}";

    /// <summary>What it is kept as.</summary>
    public static string FileName(CalendarPage page) => page.IsOff ? "talk-called-off.ics" : "talk.ics";

    /// <summary>Its bytes.</summary>
    /// <param name="page">The appointment.</param>
    /// <param name="language">Whose calendar it goes into.</param>
    /// <param name="now">When it is made, UTC.</param>
    public static byte[] Of(CalendarPage page, Language language, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(page.ZoneId);
        var start = TimeZoneInfo.ConvertTime(page.Start, zone).DateTime;
        var meeting = new CalendarEvent
        {
            Uid = page.Id,
            Sequence = page.Sequence,
            Summary = Shown(page.Title.In(language)),
            Location = Shown(page.Place),
            DtStamp = new CalDateTime(now.UtcDateTime),
            Start = At(page.Start),
            End = At(page.Start + page.Length),
            Class = "PRIVATE",
            Transparency = TransparencyType.Opaque,
            Status = page.IsOff ? EventStatus.Cancelled : EventStatus.Confirmed,
            Organizer = new() { Value = AddressOf(page.Organizer), CommonName = NameOf(page.Organizer) },
        };
        if (page.Method != CalendarMethod.Publish)
        {
            meeting.Attendees.Add(new()
            {
                Value = AddressOf(page.Attendee),
                CommonName = NameOf(page.Attendee),
                Role = ParticipationRole.RequiredParticipant,
                ParticipationStatus = page.Accepted switch { true => EventParticipationStatus.Accepted, false => EventParticipationStatus.Declined, null => EventParticipationStatus.NeedsAction },
                Rsvp = false,
            });
        }

        if (!page.IsOff)
        {
            meeting.Alarms.Add(new() { Action = AlarmAction.Display, Trigger = new(Duration.FromMinutes(-AlarmMinutes)), Description = meeting.Summary });
        }

        var calendar = new Calendar { Method = NameOf(page.Method), ProductId = "-//BranchBot//EN" };
        calendar.AddTimeZone(VTimeZone.FromDateTimeZone(page.ZoneId, start.AddYears(-1), false));
        calendar.Events.Add(meeting);
        return System.Text.Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar)!);

        CalDateTime At(DateTimeOffset instant) => new(TimeZoneInfo.ConvertTime(instant, zone).DateTime, page.ZoneId);
    }

    private static string NameOf(CalendarMethod method) => method switch { CalendarMethod.Request => "REQUEST", CalendarMethod.Cancel => "CANCEL", _ => "PUBLISH" };

    // RFC 5545, 3.1: no control characters but tabs; line ends are escaped by the serializer.
    private static string Shown(string words) => string.Concat(words.ReplaceLineEndings("\n").Where(c => c is '\n' or '\t' || !char.IsControl(c)));

    // A parameter's value has no quotes and no lines.
    private static string NameOf(CalendarParty party) => string.Concat(party.Name.Select(c => c == '"' || char.IsControl(c) ? ' ' : c));

    // RFC 5546 wants an organizer even where nobody is invited; one without mail is named by his id in Entra, which a calendar address may be (RFC 5545, 3.3.3).
    private static Uri AddressOf(CalendarParty party) => new(party.Mail is { } mail ? $"mailto:{mail}" : $"urn:uuid:{party.Person}");
}
