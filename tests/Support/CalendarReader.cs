using System.Diagnostics;
using System.Text.Json;

namespace BranchBot.Tests.Support;

/// <summary>A calendar file as a program reads it that we did not write, and that shares nothing with the library that wrote it: Mozilla's ical.js, in Node.</summary>
/// <param name="Method">What the file does.</param>
/// <param name="Uid">What tells the appointment apart.</param>
/// <param name="Sequence">How many times it has changed.</param>
/// <param name="Status">Whether it takes place.</param>
/// <param name="Class">Who may see it.</param>
/// <param name="Stamp">When the file was made.</param>
/// <param name="Start">When it begins: the instant, by the file's own time zone.</param>
/// <param name="End">When it ends.</param>
/// <param name="Zone">That zone's name.</param>
/// <param name="Summary">What stands in the calendar.</param>
/// <param name="Location">Where.</param>
/// <param name="Description">What it is about.</param>
/// <param name="Organizer">Who holds it.</param>
/// <param name="Attendees">With whom.</param>
/// <param name="AlarmSeconds">How many seconds before it it rings: negative; null: it does not.</param>
public sealed record ReadCalendar(
    string Method, string Uid, int Sequence, string Status, string Class, DateTimeOffset Stamp, DateTimeOffset Start, DateTimeOffset End, string Zone,
    string Summary, string? Location, string? Description, ReadParty? Organizer, IReadOnlyList<ReadParty> Attendees, int? AlarmSeconds);

/// <summary>Somebody in a calendar file.</summary>
/// <param name="Address">His address.</param>
/// <param name="Name">His name.</param>
/// <param name="Rsvp">Whether a reply is asked for.</param>
/// <param name="Status">What he has answered.</param>
public sealed record ReadParty(string Address, string? Name, string? Rsvp, string? Status);

/// <summary>Reads calendar files.</summary>
public static class CalendarReader
{
    private const string Script = """
        import ICAL from "ical.js";
        let input = "";
        process.stdin.setEncoding("utf8");
        for await (const part of process.stdin) input += part;
        const party = p => p && ({ address: p.getFirstValue(), name: p.getParameter("cn"), rsvp: p.getParameter("rsvp"), status: p.getParameter("partstat") });
        const read = base64 => {
          const calendar = new ICAL.Component(ICAL.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(base64, "base64"))));
          const [event, ...more] = calendar.getAllSubcomponents("vevent");
          if (more.length) throw new Error("more than one event");
          const value = name => event.getFirstPropertyValue(name);
          const alarm = event.getFirstSubcomponent("valarm");
          return {
            method: calendar.getFirstPropertyValue("method"), uid: value("uid"), sequence: value("sequence"), status: value("status"), class: value("class"),
            stamp: value("dtstamp").toJSDate().toISOString(), start: value("dtstart").toJSDate().toISOString(), end: value("dtend").toJSDate().toISOString(), zone: value("dtstart").zone.tzid,
            summary: value("summary"), location: value("location"), description: value("description"),
            organizer: party(event.getFirstProperty("organizer")), attendees: event.getAllProperties("attendee").map(party),
            alarmSeconds: alarm ? alarm.getFirstPropertyValue("trigger").toSeconds() : null,
          };
        };
        console.log(JSON.stringify(JSON.parse(input).map(read)));
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>What stands in files.</summary>
    public static async Task<IReadOnlyList<ReadCalendar>> Read(IReadOnlyList<byte[]> files)
    {
        var start = new ProcessStartInfo("node", ["--input-type=module", "--eval", Script])
        {
            // From where ical.js is found.
            WorkingDirectory = Repository.At("infra", "local"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start) ?? throw new InvalidOperationException("Node did not start.");
        var (said, failed) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(files.Select(Convert.ToBase64String)));
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        return node.ExitCode == 0 ? JsonSerializer.Deserialize<IReadOnlyList<ReadCalendar>>(await said, Json)! : throw new InvalidOperationException(await failed);
    }
}
