using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace BranchBot.Host.Documents;

/// <summary>An appointment as a file that a person opens by hand (RFC 5545, RFC 5546: METHOD:PUBLISH asks for no answer).</summary>
internal static class CalendarFile
{
    /// <summary>What a browser is told that it is.</summary>
    public const string ContentType = "text/calendar; charset=utf-8; method=PUBLISH";

    /// <summary>Its bytes.</summary>
    /// <param name="page">The appointment.</param>
    /// <param name="language">Whose calendar it goes into.</param>
    /// <param name="now">When it is made, UTC.</param>
    public static byte[] Of(CalendarPage page, Language language, DateTimeOffset now)
    {
        var calendar = new Calendar { Method = "PUBLISH", ProductId = "-//BranchBot//EN" };
        calendar.AddTimeZone(new VTimeZone(page.ZoneId));
        var zone = TimeZoneInfo.FindSystemTimeZoneById(page.ZoneId);
        var start = TimeZoneInfo.ConvertTime(page.Start, zone).DateTime;
        calendar.Events.Add(new CalendarEvent
        {
            Uid = page.Id,
            Sequence = page.Sequence,
            Summary = page.Title.In(language),
            Location = page.Place,
            DtStamp = new CalDateTime(now.UtcDateTime),
            Start = new CalDateTime(start, page.ZoneId),
            End = new CalDateTime(start + page.Length, page.ZoneId),
            Class = "PRIVATE",
            Transparency = TransparencyType.Opaque,
        });
        return System.Text.Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar)!);
    }
}
