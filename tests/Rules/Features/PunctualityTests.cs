using System.Text.Json;
using BranchBot.Features.ThreeTasks;
using BranchBot.Tests.Support;
using CsCheck;

namespace BranchBot.Rules.Tests.Features;

/// <summary>Punctuality over a week, a month, a quarter: of summaries, of today, and of what was entered afterwards.</summary>
public sealed class PunctualityTests
{
    private static readonly Member Zhao = DemoBranch.Staff[6];
    private readonly Rehearsal branch = new();

    [Fact]
    [Trait("Rule", "T-4")]
    public void A_day_is_summed_up_with_on_time_late_and_missed_for_everybody_on_duty()
    {
        Does(DemoBranch.Teller, "2026-11-23", "08:10", "17:30");
        Does(Zhao, "2026-11-23", "08:31", null);
        var day = SumUp(new(2026, 11, 23));

        var people = day.Positions.SelectMany(p => p.People).ToDictionary(p => p.Name);
        Assert.Equal((Outcome.OnTime, Outcome.OnTime), (people["李静"].Opening!.Outcome, people["李静"].Closing!.Outcome));
        Assert.Equal((Outcome.Late, Outcome.Missed), (people["赵敏"].Opening!.Outcome, people["赵敏"].Closing!.Outcome));
        Assert.Equal((Outcome.Missed, Outcome.Missed), (people["吴磊"].Opening!.Outcome, people["吴磊"].Closing!.Outcome));
        Assert.DoesNotContain("何伟", people.Keys);
    }

    [Fact]
    public void A_summary_is_read_as_it_was_written_and_a_large_branchs_fits_into_a_row()
    {
        var people = Enumerable.Range(1, 250).Select(n => new PersonTally(DemoBranch.Id(n), "欧阳同事", new(Outcome.OnTime, 1200), new(Outcome.Missed))).ToList();
        var day = new DaySummary(DemoBranch.Branch.Id, new(2026, 11, 23), DemoBranch.At("04:00"), true, [new(Position.PersonalTeller, people)]);
        var json = JsonSerializer.Serialize(day, Catalogue.Json);

        Assert.True(json.Length <= 32 * 1024, $"{json.Length} characters");
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<DaySummary>(json, Catalogue.Json), Catalogue.Json));
    }

    [Fact]
    [Trait("Rule", "T-7")]
    public void The_manager_sees_shares_per_position_and_person_and_a_teller_her_own()
    {
        Does(DemoBranch.Teller, "2026-11-23", "08:10", "17:30");
        Does(Zhao, "2026-11-23", "08:31", null);
        SumUp(new(2026, 11, 23));
        Does(DemoBranch.Teller, "2026-11-24", "08:40", null);

        branch.Now = DemoBranch.At("09:00");
        var week = branch.Says(DemoBranch.Manager, "准时");
        Assert.Contains("李静 个人业务柜员 · 准时 2/3 · 迟 1 · 缺 0 · 上班 2 天:66%", week);
        Assert.Contains("赵敏 个人业务柜员 · 准时 0/3 · 迟 2 · 缺 1 · 上班 2 天:0%", week);
        Assert.Contains("11月23日(周一)至11月24日(周二) · 截至 09:00", week);

        var own = branch.Says(DemoBranch.Teller, "准时 月");
        Assert.Contains("我的准时 · 月", own);
        Assert.Contains("11月24日(周二) 开门 迟", own);
        Assert.DoesNotContain("赵敏", own);
        Assert.DoesNotContain("赵敏", branch.Says(DemoBranch.Teller, "我的准时 季"));
        Assert.DoesNotContain("陈晓", branch.Says(DemoBranch.Staff[2], "准时"));
        Assert.Contains("我的准时 · ", branch.Says(DemoBranch.Manager, "我的准时"));
        Assert.Contains("这段时间还没有要算的", branch.Says(DemoBranch.Teller, "准时 上季"));
    }

    [Fact]
    [Trait("Rule", "P-8")]
    public void Leave_and_days_not_counted_that_are_entered_afterwards_count()
    {
        Does(DemoBranch.Teller, "2026-11-20", "08:10", "17:30");
        SumUp(new(2026, 11, 20));
        SumUp(new(2026, 11, 23));
        branch.Now = DemoBranch.At("07:00");
        Assert.Contains("李静 个人业务柜员 · 准时 2/4 · 迟 0 · 缺 2", branch.Says(DemoBranch.Manager, "准时 月"));

        branch.Put(branch.Facts with { Duty = [new("sick", DutyKind.Leave, DemoBranch.Teller.Id, new(2026, 11, 23), new(2026, 11, 23), DemoBranch.Manager.Id, branch.Now)] });
        var month = branch.Says(DemoBranch.Manager, "准时 月");
        Assert.Contains("全部准时:李静", month);
        Assert.Contains("休假:李静 1", month);

        branch.Put(branch.Facts with { Days = [new(new(2026, 11, 23), SpecialDayKind.NotCounted, "停电")] });
        Assert.Contains("准时 2 · 迟 0 · 缺 18", branch.Says(DemoBranch.Manager, "准时 月"));
    }

    [Fact]
    public void A_day_whose_summary_is_missing_is_said_and_does_not_count()
    {
        SumUp(new(2026, 11, 19));
        SumUp(new(2026, 11, 23));
        branch.Now = DemoBranch.At("07:00");
        Assert.Contains("没有汇总的营业日:1 天", branch.Says(DemoBranch.Manager, "准时 月"));
    }

    private static readonly Gen<(int Opening, int Closing, int Kind)[]> Quarters =
        Gen.Select(Gen.Int[-1, 90], Gen.Int[-1, 300], Gen.Int[0, 11]).Array[92];

    /// <summary>A quarter of one teller with make-up workdays, holidays, leave before and after, rest days, days not counted, against a slow count by hand.</summary>
    [Fact]
    [Trait("Rule", "T-7")]
    public void A_quarter_counts_as_a_slow_count_by_hand_does() => Quarters.Sample(days =>
    {
        var play = new Rehearsal();
        var first = new DateOnly(2026, 10, 1);
        var facts = DemoBranch.Facts with
        {
            Duty = [.. days.Select((d, i) => (d, Day: first.AddDays(i))).Where(d => d.d.Kind is 1 or 2).Select(d => new DutyEntry($"d{d.Day}", d.d.Kind == 1 ? DutyKind.Leave : DutyKind.Rest, DemoBranch.Teller.Id, d.Day, d.Day, DemoBranch.Manager.Id, default))],
            Days = [.. days.Select((d, i) => (d, Day: first.AddDays(i))).Where(d => d.d.Kind == 3).Select(d => new SpecialDay(d.Day, SpecialDayKind.NotCounted, "不计"))],
        };
        int[] expected = [0, 0, 0];
        var expectedLeave = 0;
        for (var i = 0; i < days.Length; i++)
        {
            var (day, d) = (first.AddDays(i), days[i]);
            var opens = DemoBranch.At("08:00", day.ToString("yyyy-MM-dd"));
            TaskDay? done = null;
            void Tick(string phase, DateTimeOffset at) => done = (done ?? new(DemoBranch.Branch.Id, day, DemoBranch.Teller.Id, [])) with
            {
                History = [.. done?.History ?? [], .. Enumerable.Range(1, 3).Select(n => new Tick((done?.History.Count ?? 0) + n, $"PersonalTeller.{phase}.{n}", TickKind.Done, at, DemoBranch.Teller.Id, $"{day}{phase}{n}"))],
            };
            if (d.Opening >= 0)
            {
                Tick("Opening", opens.AddMinutes(d.Opening));
            }

            if (d.Closing >= 0)
            {
                Tick("Closing", opens.AddHours(8).AddMinutes(d.Closing));
            }

            // Half of the leave was known on the day, half is entered afterwards.
            var known = i % 2 == 0 ? facts : DemoBranch.Facts;
            var summaries = new DaySummaries();
            if (summaries.Sum(ReminderDay.Of(known, DemoBranch.Roster, day), new(done is null ? [] : [new(done, "e")]), default) is { } row)
            {
                play.Put(row);
            }

            // By hand: Monday to Friday but for 1-7 October; and Saturday 10 October.
            var open = day == new DateOnly(2026, 10, 10) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && day > new DateOnly(2026, 10, 7));
            if (!open || d.Kind == 3)
            {
                continue;
            }

            expectedLeave += d.Kind == 1 ? 1 : 0;
            if (d.Kind is 1 or 2)
            {
                continue;
            }

            expected[d.Opening < 0 ? 2 : d.Opening <= 30 ? 0 : 1]++;
            expected[d.Closing < 0 ? 2 : d.Closing <= 120 ? 0 : 1]++;
        }

        play.Put(facts);
        play.Now = DemoBranch.At("07:00", "2027-01-01");
        var card = play.Says(DemoBranch.Teller, "准时 上季");
        Assert.Contains(expected.Sum() == 0 ? "还没有要算的" : $"准时 {expected[0]} · 迟 {expected[1]} · 缺 {expected[2]}", card);
        if (expectedLeave > 0)
        {
            Assert.Contains($"李静 {expectedLeave}", play.Says(DemoBranch.Manager, "准时 上季"));
        }
    }, iter: 60);

    private DaySummary SumUp(DateOnly day)
    {
        var summary = (DaySummary)new DaySummaries().Sum(ReminderDay.Of(branch.Facts, DemoBranch.Roster, day), new([.. DemoBranch.Staff
            .Select(m => branch.Row<TaskDay>(TaskDay.At(DemoBranch.Branch.Id, day, m.Id))).OfType<TaskDay>().Select(d => new Stored(d, "e"))]), branch.Now)!;
        branch.Put(summary);
        return summary;
    }

    private void Does(Member who, string day, string opening, string? closing)
    {
        foreach (var (line, at) in new[] { ("开门", opening), ("关门", closing) })
        {
            if (at is null)
            {
                continue;
            }

            branch.Now = DemoBranch.At(at, day);
            branch.Says(who, line);
            var ticks = branch.Buttons().Where(b => b.Command is TickItem).ToList();
            foreach (var tick in ticks)
            {
                branch.Gives(who, tick.Command);
            }
        }
    }
}
