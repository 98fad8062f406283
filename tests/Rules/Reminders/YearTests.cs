using BranchBot.Features.Handbook;
using BranchBot.Features.QuarterlyTalks;
using BranchBot.Features.ThreeTasks;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Reminders;

/// <summary>
/// A year of five branches in five zones, woken as the bot wakes them: each expected notice once, in its window, none other. What is expected is worked
/// out here by hand, from other tables and with other arithmetic than the bot's.
/// </summary>
public sealed class YearTests
{
    // Closed days and make-up Saturdays and Sundays of 2026, as a branch has them on its wall: the State Council's notice, typed again.
    private static readonly (string First, string Last)[] Closed =
    [
        ("01-01", "01-03"), ("02-15", "02-23"), ("04-04", "04-06"), ("05-01", "05-05"), ("06-19", "06-21"), ("09-25", "09-27"), ("10-01", "10-07"),
    ];

    private static readonly string[] MakeUp = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"];

    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    public static TheoryData<string, int, string, string> Branches => new()
    {
        { "Asia/Shanghai", 480, "08:00", "17:00" },
        { "Asia/Kathmandu", 345, "09:30", "16:30" },
        { "Europe/London", 0, "09:00", "17:30" },
        { "Europe/Oslo", 60, "08:30", "16:00" },
        { "Pacific/Auckland", 720, "12:00", "20:30" },
    };

    [Theory]
    [MemberData(nameof(Branches))]
    [Trait("Rule", "T-4")]
    public void Each_expected_notice_comes_once_in_its_window_and_none_other(string zone, int offset, string opens, string closes) =>
        new Year(zone, offset, Time(opens), Time(closes), new(2026, 1, 1), new(2026, 12, 31)).Check(247);

    [Theory]
    [MemberData(nameof(Branches))]
    [Trait("Rule", "P-8")]
    public void The_twenty_ninth_of_February_is_a_day_like_any_other(string zone, int offset, string opens, string closes) =>
        new Year(zone, offset, Time(opens), Time(closes), new(2028, 2, 21), new(2028, 3, 5)).Check(8);

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm");

    private static DateOnly Day(string text) => DateOnly.ParseExact($"2026-{text}", "yyyy-MM-dd");

    /// <summary>One branch and one span of days.</summary>
    private sealed class Year
    {
        private static readonly PersonId Manager = Id(1), Supervisor = Id(2), Early = Id(3), Late = Id(4), Joiner = Id(5), Leaver = Id(6), Loans = Id(7);
        private static readonly PersonId[] Everybody = [Manager, Supervisor, Early, Late, Joiner, Leaver, Loans];
        private readonly int offset;
        private readonly string zone;
        private readonly TimeOnly opens, closes;
        private readonly DateOnly first, last;
        private readonly BranchFacts facts;
        private readonly Roster roster;

        public Year(string zone, int offset, TimeOnly opens, TimeOnly closes, DateOnly first, DateOnly last)
        {
            (this.zone, this.offset, this.opens, this.closes, this.first, this.last) = (zone, offset, opens, closes, first, last);
            var hours = new Hours(opens, closes);
            var branch = new Branch(new("year"), new("R01"), "年支行", new(zone, BranchTime.UsualDayEnd), new(hours, hours, hours, hours, hours), Language.Chinese)
            {
                Shifts = [new("晚班", new(opens.AddHours(2), closes.AddHours(1)))],
            };
            facts = new(branch)
            {
                Duty =
                [
                    new("a", DutyKind.Leave, Manager, new(2026, 3, 10), new(2026, 3, 20), Manager, DateTimeOffset.MinValue),
                    new("b", DutyKind.Deputy, Supervisor, new(2026, 3, 12), new(2026, 3, 20), Manager, DateTimeOffset.MinValue) { Post = Position.BranchManager },
                    new("c", DutyKind.Leave, Early, new(2026, 7, 1), new(2026, 7, 14), Early, DateTimeOffset.MinValue),
                ],
                Days = [new(new(2026, 6, 3), SpecialDayKind.NotCounted, "停电"), new(new(2026, 8, 12), SpecialDayKind.Closed, "停业")],
            };
            roster = new(branch.Id,
            [
                new(Manager, "经理", Position.BranchManager), new(Supervisor, "主管", Position.OperationsSupervisor), new(Early, "早", Position.PersonalTeller),
                new(Late, "晚", Position.PersonalTeller, Pattern: new("晚班", [DayOfWeek.Wednesday])), new(Joiner, "来", Position.CorporateTeller, Pattern: new(Joined: new(2026, 5, 18))),
                new(Leaver, "走", Position.CorporateTeller, Pattern: new(Left: new(2026, 9, 4))), new(Loans, "贷", Position.LoanOfficer),
            ]);
        }

        public void Check(int fewestDays)
        {
            var house = new ReminderHouse(facts, roster) { Rows = RowsOf };
            var jitter = new Random(7);
            var (from, to) = (At(first, new(4, 0)), At(last.AddDays(1), new(4, 0)));
            for (var now = from; now < to;)
            {
                var next = house.Wake(now);
                Assert.True(next > now && next - now <= TimeSpan.FromHours(26), $"Woken at {now}, next at {next}.");
                now = next.AddMilliseconds(jitter.Next(10_000));
            }

            var expected = new List<(string What, PersonId To, DateTimeOffset At)>();
            for (var day = first; day <= last; day = day.AddDays(1))
            {
                expected.AddRange(Expected(day));
            }

            var came = house.Sent.Select(s => (What: What(s.Reminder), s.Reminder.To, s.At)).OrderBy(s => s.At).ThenBy(s => $"{s.What}{s.To}").ToList();
            var open = came.ToList();
            foreach (var (what, to2, at) in expected)
            {
                var found = open.FindIndex(c => c.What == what && c.To == to2 && c.At >= at && c.At < at + Slack);
                Assert.True(found >= 0, $"{what} to {to2} at {at} (day in {zone}) did not come.");
                open.RemoveAt(found);
            }

            Assert.Empty(open);
            Assert.True(house.Sent.Select(s => s.Day).Distinct().Count() >= fewestDays, $"Only {house.Sent.Select(s => s.Day).Distinct().Count()} days.");
        }

        // By hand: no part of the bot is asked.
        private IEnumerable<(string, PersonId, DateTimeOffset)> Expected(DateOnly day)
        {
            if (!IsOpen(day))
            {
                yield break;
            }

            var counted = day != new DateOnly(2026, 6, 3);
            var there = Everybody.Where(p => p != Loans && IsThere(p, day)).ToList();
            foreach (var who in there)
            {
                var (o, c) = who == Late ? (opens.AddHours(2), closes.AddHours(1)) : (opens, closes);
                foreach (var (phase, card, limit) in new[] { ("Opening", At(day, o).AddMinutes(-30), At(day, o)), ("Closing", At(day, c), At(day, c).AddMinutes(60)) })
                {
                    var done = DoneAt(who, day, phase, card);
                    if (done > card)
                    {
                        yield return ($"card {phase}", who, card);
                    }

                    if (counted && done > limit.AddMinutes(-10))
                    {
                        yield return ($"nudge {phase}", who, limit.AddMinutes(-10));
                    }
                }
            }

            if (there.Contains(Manager) && IsOfTalks(day))
            {
                yield return ("talks", Manager, At(day, opens).AddMinutes(30));
            }

            PersonId? head = there.Contains(Supervisor) && day >= new DateOnly(2026, 3, 12) && day <= new DateOnly(2026, 3, 20) ? Supervisor : there.Contains(Manager) ? Manager : null;
            if (counted && head is { } reader)
            {
                foreach (var late in there.Select(p => p == Late).Distinct())
                {
                    yield return ("list Opening", reader, At(day, late ? opens.AddHours(2) : opens));
                    yield return ("list Closing", reader, At(day, late ? closes.AddHours(1) : closes).AddMinutes(60));
                }
            }
        }

        // Nobody arranges the talks: she is asked in the week before the quarter, and on the 5th and the 10th, or the next day that is open.
        private static bool IsOfTalks(DateOnly day) => (from year in new[] { day.Year, day.Year + 1 }
                                                        from month in new[] { 1, 4, 7, 10 }
                                                        let first = new DateOnly(year, month, 1)
                                                        from start in new[] { first.AddDays(-7), first.AddDays(4), first.AddDays(9) }
                                                        select Enumerable.Range(0, start.Day == 10 ? 6 : 7).Select(start.AddDays).FirstOrDefault(IsOpen)).Contains(day);

        private static bool IsOpen(DateOnly day)
        {
            if (day == new DateOnly(2026, 8, 12))
            {
                return false;
            }

            return day.Year == 2026 && MakeUp.Any(m => Day(m) == day)
                || (day.DayOfWeek is not DayOfWeek.Saturday and not DayOfWeek.Sunday && !(day.Year == 2026 && Closed.Any(c => Day(c.First) <= day && day <= Day(c.Last))));
        }

        private static bool IsThere(PersonId who, DateOnly day) =>
            who == Manager ? day < new DateOnly(2026, 3, 10) || day > new DateOnly(2026, 3, 20)
            : who == Early ? day < new DateOnly(2026, 7, 1) || day > new DateOnly(2026, 7, 14)
            : who == Late ? day.DayOfWeek != DayOfWeek.Wednesday
            : who == Joiner ? day >= new DateOnly(2026, 5, 18)
            : who != Leaver || day <= new DateOnly(2026, 9, 4);

        // When somebody finishes: before the card, between it and the nudge, too late, by turns. Never just at the moment itself.
        private static DateTimeOffset DoneAt(PersonId who, DateOnly day, string phase, DateTimeOffset card) => ((day.DayNumber * 7) + who.Value.ToByteArray()[15] + phase.Length) % 3 == 0
            ? card.AddMinutes(-5)
            : ((day.DayNumber * 7) + who.Value.ToByteArray()[15]) % 3 == 1 ? card.AddMinutes(7) : DateTimeOffset.MaxValue;

        private IEnumerable<Row> RowsOf(DateOnly day, DateTimeOffset now)
        {
            foreach (var who in Everybody)
            {
                var (o, c) = who == Late ? (opens.AddHours(2), closes.AddHours(1)) : (opens, closes);
                var phases = new[] { ("Opening", At(day, o).AddMinutes(-30)), ("Closing", At(day, c)) }.Where(p => DoneAt(who, day, p.Item1, p.Item2) <= now).Select(p => p.Item1);
                var items = phases.SelectMany(p => Enum.GetValues<HandbookPage>().SelectMany(page => Enumerable.Range(1, 3).Select(n => $"{page}.{p}.{n}")));
                yield return new TaskDay(facts.Branch.Id, day, who, [.. items.Select((item, i) => new Tick(i + 1, item, TickKind.Done, now, who, $"op{i}"))]);
            }
        }

        // Wall time to UTC with the zone's rules written out: Europe's summer from the last Sunday of March to that of October, New Zealand's from the last
        // Sunday of September to the first of April.
        private DateTimeOffset At(DateOnly day, TimeOnly wall)
        {
            var summer = zone switch
            {
                "Europe/London" or "Europe/Oslo" => day >= LastSunday(day.Year, 3) && day < LastSunday(day.Year, 10),
                "Pacific/Auckland" => day >= LastSunday(day.Year, 9) || day < FirstSunday(day.Year, 4),
                _ => false,
            };
            return new DateTimeOffset(day.ToDateTime(wall), TimeSpan.Zero).AddMinutes(-offset - (summer ? 60 : 0));
        }

        private static DateOnly LastSunday(int year, int month) =>
            Enumerable.Range(0, 7).Select(back => new DateOnly(year, month, DateTime.DaysInMonth(year, month)).AddDays(-back)).Single(d => d.DayOfWeek == DayOfWeek.Sunday);

        private static DateOnly FirstSunday(int year, int month) =>
            Enumerable.Range(1, 7).Select(d => new DateOnly(year, month, d)).Single(d => d.DayOfWeek == DayOfWeek.Sunday);

        private static string What(Reminder reminder) => reminder.Show switch
        {
            ShowTasks tasks => $"card {tasks.View}",
            ShowNudge nudge => $"nudge {nudge.Phase}",
            ShowLimitList list => $"list {list.Phase}",
            ShowTalks => "talks",
            _ => reminder.Key,
        };

        private static PersonId Id(int number) => DemoBranch.Id(number);
    }
}
