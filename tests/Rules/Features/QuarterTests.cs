using System.Globalization;
using BranchBot.Features.Handbook;
using BranchBot.Features.HighlightCards;
using BranchBot.Features.Issues;
using BranchBot.Features.QuarterlyTalks;
using BranchBot.Features.Sales;
using BranchBot.Features.ThreeTasks;
using BranchBot.Rules.Tests.Reminders;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>
/// A quarter of a branch with all that people do in it, minute by minute and through each other: presses are repeated, answers of the storage are lost and decided
/// again, wake-ups come in between. A ledger of its own knows what must stand at the end of each day.
/// </summary>
public sealed class QuarterTests
{
    private const int Workdays = 63;

    public static TheoryData<int> Branches => [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("BRANCHBOT_LONG") == "1" ? 10 : 2)];

    [Theory]
    [MemberData(nameof(Branches))]
    [Trait("Rule", "T-3")]
    [Trait("Rule", "T-4")]
    [Trait("Rule", "S-3")]
    [Trait("Rule", "H-5")]
    public void At_the_end_of_every_day_and_of_the_quarter_the_books_balance(int seed)
    {
        var quarter = new Quarter(seed);
        quarter.Passes(new(new(2026, 10, 1), new(2026, 12, 31)));
        Assert.InRange(quarter.Days, Workdays - 3, Workdays + 3);
        Assert.True(quarter.Lost > 200 && quarter.Turns > 2_500, $"{quarter.Turns} turns, {quarter.Lost} lost answers");
    }

    private sealed class Quarter
    {
        private static readonly BranchId Branch = DemoBranch.Branch.Id;
        private static readonly Member[] Active = [.. new[] { 0, 2, 3, 4, 5, 6, 7 }.Select(n => DemoBranch.Staff[n])];
        private static readonly Member[] Sellers = [DemoBranch.Wealth, DemoBranch.Staff[4], DemoBranch.Loans];
        private static readonly DateOnly Next = new(2027, 1, 1);
        private readonly Random random;
        private readonly Rehearsal branch = new();
        private readonly ReminderHouse house;
        private readonly Dictionary<PersonId, List<(string Item, DateTimeOffset At)>> standing = [];
        private readonly Dictionary<PersonId, int> acts = [];
        private readonly Dictionary<(DateOnly Day, PersonId Person, string Item), (int Count, decimal Amount)> figures = [];
        private readonly HashSet<(DateOnly, Phase)> nudged = [];
        private readonly List<string> issues = [];
        private DateTimeOffset wakes;
        private int serial, entries, solved, signed, given;

        public Quarter(int seed)
        {
            random = new(seed);
            var losses = new Random(seed + 1000);
            branch.LosesAnswer = _ => losses.Next(10) == 0 && ++Lost > 0;
            house = new(DemoBranch.Facts, DemoBranch.Roster) { Rows = RowsOf };
        }

        public int Days { get; private set; }

        public int Lost { get; private set; }

        public int Turns { get; private set; }

        public void Passes(DaySpan span)
        {
            wakes = DemoBranch.At("04:30", RowKeys.Of(span.From));
            foreach (var day in span.Each())
            {
                standing.Clear();
                acts.Clear();
                foreach (var (at, act) in DemoBranch.Facts.On(day).Hours is null ? [] : Plan(day).OrderBy(e => e.At).ToList())
                {
                    WakesUntil(at);
                    branch.Now = at;
                    act();
                }

                WakesUntil(DemoBranch.At("04:00", RowKeys.Of(day.AddDays(1))));
                if (DemoBranch.Facts.On(day).Hours is not null)
                {
                    Days++;
                    Balance(day);
                }
            }

            BalanceQuarter();
        }

        private IEnumerable<(DateTimeOffset At, Action Act)> Plan(DateOnly day)
        {
            DateTimeOffset Between(string from, string to)
            {
                var (a, b) = (DemoBranch.At(from, RowKeys.Of(day)), DemoBranch.At(to, RowKeys.Of(day)));
                return a.AddSeconds((random.NextDouble() * (b - a).TotalSeconds) + 0.5);
            }

            foreach (var who in Active)
            {
                foreach (var phase in new[] { Phase.Opening, Phase.Closing })
                {
                    for (var n = 1; n <= 3 && random.Next(12) > 0; n++)
                    {
                        var item = $"{HandbookPages.Of(who.Position)}.{phase}.{n}";
                        yield return (phase == Phase.Opening ? Between("07:50", "08:40") : Between("17:01", "18:20"), () => Ticks(who, day, item));
                    }

                    if (random.Next(8) == 0)
                    {
                        yield return (phase == Phase.Opening ? Between("08:00", "09:00") : Between("17:10", "18:40"), () => TakesBack(who));
                    }
                }
            }

            foreach (var who in Sellers.Where(_ => random.Next(5) > 0))
            {
                yield return (Between("09:00", "17:00"), () => Sells(day, who));
            }

            yield return (Between("09:00", "11:00"), () => Reports(DemoBranch.Staff[random.Next(3, 8)], day));
            yield return (Between("11:00", "16:00"), Solves);
            if (random.Next(2) == 0)
            {
                yield return (Between("09:00", "16:00"), Gives);
            }

            yield return (Between("18:21", "18:50"), () => Gives(DemoBranch.Staff[1], new CloseSales(Branch, day, [.. DemoBranch.Staff.Select(s => s.Id)])));
            if (day == new DateOnly(2026, 12, 28))
            {
                yield return (Between("10:00", "11:00"), InvitesToTalks);
            }
        }

        // Teams repeats what is not answered in time: with the same id, or with a new one what looks at state.
        private void Gives(Member who, Command command, bool relative = false)
        {
            var operation = $"q-{++serial}";
            branch.Gives(who, command, null, operation);
            Turns++;
            if (random.Next(8) == 0)
            {
                branch.Gives(who, command, null, relative || random.Next(2) == 0 ? operation : $"q-{++serial}");
                Turns++;
            }
        }

        private List<(string Item, DateTimeOffset At)> Of(Member who) => standing.TryGetValue(who.Id, out var list) ? list : standing[who.Id] = [];

        private void Ticks(Member who, DateOnly day, string item)
        {
            Gives(who, new TickItem(Branch, day, item, item.Contains("Opening", StringComparison.Ordinal) ? TaskView.Opening : TaskView.Closing));
            Of(who).Add((item, branch.Now));
            acts[who.Id] = acts.GetValueOrDefault(who.Id) + 1;
        }

        private void TakesBack(Member who)
        {
            Gives(who, new UndoLast(), relative: true);
            if (Of(who) is { Count: > 0 } list)
            {
                list.RemoveAt(list.Count - 1);
                acts[who.Id]++;
            }
        }

        private void Sells(DateOnly day, Member who)
        {
            var figure = new Figure(random.Next(2) == 0 ? "fund" : "loan", random.Next(1, 4), decimal.Round((decimal)random.NextDouble() * 1000m, 2) + 0.01m);
            Gives(who, new EnterTallies(Branch, day, EntryKind.Added, [figure], $"key{++serial}"));
            var known = figures.GetValueOrDefault((day, who.Id, figure.Item));
            figures[(day, who.Id, figure.Item)] = (known.Count + figure.Count, known.Amount + figure.Amount);
            entries++;
        }

        private void Reports(Member who, DateOnly day)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}-{++serial:x16}");
            Gives(who, new ReportIssue(Branch, id, IssueKind.Device, "坏了", null, IssueWeight.Harmless, day, "none"));
            issues.Add(id);
        }

        private void Solves()
        {
            if (issues.Count <= solved || random.Next(3) == 0)
            {
                return;
            }

            var id = issues[solved++];
            Gives(DemoBranch.Manager, new TakeIssue(Branch, id));
            Gives(DemoBranch.Manager, new SolveIssue(Branch, id, "修好了"));
        }

        private void Gives()
        {
            var what = $"好事 {++serial}";
            Gives(DemoBranch.Lobby, new DescribeHighlight(To: DemoBranch.Teller.Id, What: what, Branch: Branch));
            var draft = branch.Stored.OfType<HighlightDraft>().Single(d => d.What == what);
            Gives(DemoBranch.Lobby, new SendHighlight(Branch, draft.Id) { Occasion = Occasion.Service });
            given++;
            if (random.Next(4) > 0)
            {
                Gives(DemoBranch.Manager, new SignHighlight(Branch, draft.Id));
                signed++;
            }
        }

        private void InvitesToTalks()
        {
            branch.Gives(DemoBranch.Manager, new PlanTalks(Branch, Next));
            Gives(DemoBranch.Manager, new ConfirmTalks(Branch, Next, branch.Row<TalkPlan>(TalkPlan.At(Branch, Next))!.Version));
        }

        private IEnumerable<Row> RowsOf(DateOnly day, DateTimeOffset now) =>
            Rehearsal.Catalogue.Reminders.SelectMany(r => r.Needs(DemoBranch.Facts, day)).Distinct().SelectMany(branch.Read).DistinctBy(r => r.Address);

        private void WakesUntil(DateTimeOffset at)
        {
            for (; wakes <= at; Check())
            {
                branch.Now = wakes;
                wakes = house.Wake(wakes);
            }
        }

        // At the instant of the nudges: exactly those who have something left are nudged.
        private void Check()
        {
            var (now, day) = (branch.Now, DemoBranch.Facts.Today(branch.Now));
            foreach (var (phase, at) in new[] { (Phase.Opening, "08:20"), (Phase.Closing, "17:50") })
            {
                var nudge = DemoBranch.At(at, RowKeys.Of(day));
                if (DemoBranch.Facts.On(day).Hours is null || now < nudge || !nudged.Add((day, phase)))
                {
                    continue;
                }

                var came = house.Sent.Where(s => s.Day == day && s.Reminder.Key.StartsWith($"nudge|{phase}", StringComparison.Ordinal)).Select(s => s.Reminder.To).Where(to => Active.Any(a => a.Id == to)).ToHashSet();
                Assert.True(came.SetEquals(Active.Where(a => DoneAt(a, phase) is null).Select(a => a.Id)), $"{day} {phase}: {string.Join(", ", came)}");
            }
        }

        // When the last of the three was done that is not taken back; null: not all are.
        private DateTimeOffset? DoneAt(Member who, Phase phase) =>
            Of(who).Where(t => t.Item.Contains($".{phase}.", StringComparison.Ordinal)).ToList() is { Count: 3 } done ? done.Max(t => t.At) : null;

        private void Balance(DateOnly day)
        {
            var told = house.Sent.Where(s => s.Day == day).Select(s => s.Reminder.Key).ToList();
            Assert.Equal(told.Count, told.Distinct().Count());
            Assert.Equal(2, told.Count(k => k.StartsWith("limit|", StringComparison.Ordinal)));
            var of = ReminderDay.Of(DemoBranch.Facts, DemoBranch.Roster, day);
            foreach (var summary in Rehearsal.Catalogue.Summaries)
            {
                if (summary.Sum(of, new([.. summary.Needs(DemoBranch.Facts, day).SelectMany(branch.Read).Select(r => new Stored(r, "etag"))]), branch.Now) is { } row)
                {
                    branch.Put(row);
                }
            }

            var people = branch.Stored.OfType<DaySummary>().Single(s => s.Day == day).Positions.SelectMany(p => p.People).ToDictionary(p => p.Id);
            foreach (var who in Active)
            {
                var stands = branch.Row<TaskDay>(TaskDay.At(Branch, day, who.Id));
                Assert.Equal(acts.GetValueOrDefault(who.Id), stands?.History.Count ?? 0);
                Assert.Equal(Of(who).Select(t => t.Item).Order(), (stands?.History ?? []).Select(t => t.Item).Distinct().Where(i => stands!.DoneBy(i) is not null).Order());
                foreach (var (phase, limit, tally) in new[] { (Phase.Opening, "08:30", people[who.Id].Opening), (Phase.Closing, "18:00", people[who.Id].Closing) })
                {
                    var expected = DoneAt(who, phase) is not { } at ? Outcome.Missed : at > DemoBranch.At(limit, RowKeys.Of(day)) ? Outcome.Late : Outcome.OnTime;
                    Assert.Equal(expected, tally?.Outcome);
                }
            }

            var sold = figures.Where(f => f.Key.Day == day).ToList();
            var own = branch.Row<SalesDay>(SalesDay.At(Branch, day));
            var region = branch.Row<RegionSales>(RegionSales.At(DemoBranch.Branch.Region, day, Branch));
            Assert.Equal(sold.Sum(f => f.Value.Amount), own!.Total.Sum(f => f.Amount));
            Assert.Equal(sold.Sum(f => f.Value.Count), region!.Total.Sum(f => f.Count));
            Assert.Equal(sold.Sum(f => f.Value.Amount), region.Total.Sum(f => f.Amount));
        }

        private void BalanceQuarter()
        {
            Assert.Equal(entries, branch.Stored.OfType<SalesEntry>().Count());
            Assert.Equal((issues.Count, solved), (branch.Stored.OfType<Issue>().Count(), branch.Stored.OfType<Issue>().Count(i => i.State == IssueState.Solved)));
            Assert.Equal((given, signed), (branch.Stored.OfType<HighlightCard>().Count(), branch.Stored.OfType<HighlightCard>().Count(c => c.Signature is not null)));
            Assert.Equal(Enumerable.Range(1, signed), branch.Stored.OfType<HighlightCard>().Select(c => c.Signature?.Serial).OfType<int>().Order());
            var trail = branch.Asks<FilePage>(DemoBranch.Manager, new OpenHighlightTrail(Branch));
            var found = HighlightTrail.Check(System.Text.Encoding.UTF8.GetString(trail.Content.Span).Split('\n'));
            Assert.Empty(found.Wrong);
            Assert.Equal(signed, found.Signatures);
            Assert.All(branch.Row<TalkPlan>(TalkPlan.At(Branch, Next))!.Talks, t => Assert.Equal((TalkState.Invited, 1), (t.State, t.Sequence)));

            // Everybody is told each thing once, whatever was repeated and decided again.
            Assert.Empty(branch.Told.GroupBy(t => (t.Key, t.To)).Where(g => g.Count() > 1).Select(g => g.Key));
        }
    }
}
