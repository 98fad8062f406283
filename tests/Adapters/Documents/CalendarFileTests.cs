using System.Text;
using BranchBot.Host.Documents;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Documents;

/// <summary>A program that we did not write reads the calendar files, and finds in them what was put there (Q-3, Q-4).</summary>
public sealed class CalendarFileTests
{
    private const int LongestLine = 75;
    private static readonly DateTimeOffset Made = new(2026, 12, 28, 1, 5, 7, TimeSpan.Zero);
    private static readonly CalendarParty Wang = new(DemoBranch.Manager.Id, "王芳", "wang.fang@bank.example");
    private static readonly CalendarParty Sun = new(DemoBranch.Id(5), "孙丽", "sun.li@bank.example");

    private static readonly CalendarPage Talk = new(
        $"talk-demo-2027Q1-{Sun.Person}@branchbot", 1, new("季度谈话 王芳", "Quarterly talk 王芳"), DemoBranch.At("09:30", "2027-01-04"), TimeSpan.FromHours(1), "Asia/Shanghai", "示范支行", Wang, Sun);

    // What has a meaning of its own in such files, and what is long.
    private static readonly IReadOnlyList<string> Tricky =
    [
        "南京路, 支行; 一层", "第一行\n第二行", @"C:\网点\n不是换行", "a:b;c=d,\"e\"", new('长', 90), string.Concat(Enumerable.Repeat("👏🏽", 40)), new string('a', 74) + "网点",
        "BEGIN:VEVENT", "^n 与 ^^", "\tA  B ",
    ];

    // A name stands in a parameter, which has neither quotes nor lines.
    private static readonly IReadOnlyList<(string Name, string Read)> Names =
    [
        ("王芳", "王芳"), ("王,芳; O'Neil: 小=王", "王,芳; O'Neil: 小=王"), ("王\"芳\"小", "王 芳 小"), ("王\n芳\t小", "王 芳 小"), (new('长', 60), new('长', 60)),
    ];

    [Fact]
    [Trait("Rule", "Q-3")]
    [Trait("Rule", "Q-4")]
    public async Task An_invitation_a_move_and_a_calling_off_are_one_appointment_with_a_number_that_rises()
    {
        var moved = Talk with { Sequence = 2, Start = DemoBranch.At("14:00", "2027-01-06"), Accepted = true };
        var read = await Read(Talk, moved, moved with { Sequence = 3, IsOff = true, Accepted = false });
        Assert.Equal(["REQUEST", "REQUEST", "CANCEL"], read.Select(r => r.Method));
        Assert.Equal(["CONFIRMED", "CONFIRMED", "CANCELLED"], read.Select(r => r.Status));
        Assert.Equal([1, 2, 3], read.Select(r => r.Sequence));
        Assert.Equal(Talk.Id, Assert.Single(read.Select(r => r.Uid).Distinct()));
        Assert.Equal([Talk.Start, moved.Start, moved.Start], read.Select(r => r.Start));

        // He answers on the card, where the bot hears it: the file asks for no reply by mail.
        Assert.All(read, r => Assert.Equal(("mailto:wang.fang@bank.example", "王芳"), (r.Organizer!.Address, r.Organizer.Name)));
        Assert.All(read, r => Assert.Equal(("mailto:sun.li@bank.example", "孙丽", "FALSE"), (Assert.Single(r.Attendees).Address, r.Attendees[0].Name, r.Attendees[0].Rsvp)));
        Assert.Equal(["NEEDS-ACTION", "ACCEPTED", "DECLINED"], read.Select(r => r.Attendees[0].Status));
        Assert.Equal([-900, -900, null], read.Select(r => r.AlarmSeconds));
    }

    [Fact]
    [Trait("Rule", "Q-3")]
    public async Task Without_mail_addresses_a_file_is_opened_by_hand_and_names_who_holds_the_talk_by_his_id()
    {
        var known = Talk with { Organizer = Wang with { Mail = null } };
        var read = await Read(known, Talk with { Attendee = Sun with { Mail = null } }, known with { IsOff = true, Sequence = 2 });
        Assert.Equal(["PUBLISH", "PUBLISH", "CANCEL"], read.Select(r => r.Method));
        Assert.Equal([$"urn:uuid:{Wang.Person}", "mailto:wang.fang@bank.example", $"urn:uuid:{Wang.Person}"], read.Select(r => r.Organizer!.Address));
        Assert.Equal([0, 0, 1], read.Select(r => r.Attendees.Count));
        Assert.Single(read.Select(r => r.Uid).Distinct());
    }

    [Fact]
    [Trait("Rule", "Q-7")]
    public async Task Nothing_of_what_a_talk_is_about_stands_in_its_file_and_it_is_private()
    {
        foreach (var read in await Read(Talk, Talk with { IsOff = true }, Talk with { Attendee = Sun with { Mail = null } }))
        {
            Assert.Equal(("季度谈话 王芳", "示范支行", null, "PRIVATE", Made), (read.Summary, read.Location, read.Description, read.Class, read.Stamp));
        }
    }

    [Fact]
    [Trait("Rule", "Q-3")]
    [Trait("Threat", "TM-25")]
    public async Task Whatever_stands_in_it_is_read_as_it_was_written()
    {
        IReadOnlyList<CalendarPage> pages = [.. Tricky.Select((t, n) => Talk with { Title = Text.Same(t), Place = Tricky[^(n + 1)] })];
        foreach (var (page, read) in pages.Zip(await Read([.. pages])))
        {
            Assert.Equal((page.Title.Zh, page.Place, page.Id), (read.Summary, read.Location, read.Uid));
        }

        pages = [.. Names.Select(n => Talk with { Organizer = Wang with { Name = n.Name }, Attendee = Sun with { Name = n.Name } })];
        foreach (var (name, read) in Names.Zip(await Read([.. pages])))
        {
            Assert.Equal((name.Read, name.Read), (read.Organizer!.Name, Assert.Single(read.Attendees).Name));
        }
    }

    [Theory]
    [Trait("Rule", "Q-3")]
    [InlineData("Asia/Shanghai", "2027-01-04T01:30:00Z")]
    [InlineData("Asia/Shanghai", "2027-07-05T01:30:00Z")]
    [InlineData("Europe/Berlin", "2027-01-11T08:00:00Z")]
    [InlineData("Europe/Berlin", "2027-03-26T08:00:00Z")]
    [InlineData("Europe/Berlin", "2027-03-28T00:30:00Z")]
    [InlineData("Europe/Berlin", "2027-03-29T07:00:00Z")]
    [InlineData("Europe/Berlin", "2027-10-29T07:00:00Z")]
    [InlineData("Europe/Berlin", "2027-11-01T08:00:00Z")]
    [InlineData("America/New_York", "2027-04-05T13:00:00Z")]
    [InlineData("Asia/Kathmandu", "2027-04-05T03:15:00Z")]
    [InlineData("Europe/Moscow", "2027-04-05T06:00:00Z")]
    [InlineData("Pacific/Auckland", "2027-04-04T22:00:00Z")]
    [InlineData("UTC", "2027-01-04T01:30:00Z")]
    public async Task It_is_the_same_instant_in_every_zone_in_summer_and_in_winter(string zone, string start)
    {
        var page = Talk with { ZoneId = zone, Start = DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture) };
        var read = Assert.Single(await Read(page));
        Assert.Equal((page.Start, page.Start + page.Length), (read.Start, read.End));
    }

    private static async Task<IReadOnlyList<ReadCalendar>> Read(params CalendarPage[] pages)
    {
        var files = pages.Select(p => CalendarFile.Of(p, Language.Chinese, Made)).ToList();
        foreach (var file in files)
        {
            // RFC 5545, 3.1: lines end with CRLF and have at most 75 octets; and no character is torn between two of them.
            var lines = Encoding.Latin1.GetString(file).Split("\r\n");
            Assert.DoesNotContain(lines, l => l.Contains('\n', StringComparison.Ordinal) || l.Contains('\r', StringComparison.Ordinal));
            Assert.Equal("", lines[^1]);
            Assert.All(lines, l => Assert.InRange(l.Length, 0, LongestLine));
            Assert.All(lines, l => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Encoding.Latin1.GetBytes(l)));
        }

        Assert.All(pages.Zip(files), f => Assert.EndsWith($"method={f.First.Method.ToString().ToUpperInvariant()}", CalendarFile.ContentType(f.First), StringComparison.Ordinal));
        return await CalendarReader.Read(files);
    }
}
