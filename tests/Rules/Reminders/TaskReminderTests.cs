using BranchBot.Features.QuarterlyTalks;
using BranchBot.Features.ThreeTasks;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Reminders;

/// <summary>Saturday 10 October 2026, a make-up workday: what comes by itself, to whom, and what does not.</summary>
public sealed class TaskReminderTests
{
    private static readonly DateOnly Saturday = new(2026, 10, 10);
    private static readonly PersonId Sun = DemoBranch.Id(5), Zhao = DemoBranch.Id(7), Wu = DemoBranch.Id(8), He = DemoBranch.Id(11);

    private static readonly BranchFacts Facts = DemoBranch.Facts with
    {
        Duty = [new("leave", DutyKind.Leave, Sun, Saturday, new(2026, 10, 14), Sun, At("08:00", "2026-10-09"))],
    };

    [Fact]
    [Trait("Rule", "T-4")]
    public void At_eight_the_opening_cards_come_to_those_on_duty_with_a_list()
    {
        var branch = new ReminderHouse(Facts, DemoBranch.Roster);
        Assert.Equal(At("08:00"), branch.Wake(At("07:00")));
        Assert.Empty(branch.Sent);

        Assert.Equal(At("08:20"), branch.Wake(At("08:00")));
        var everybody = DemoBranch.Staff.Select(m => m.Id).Except([Sun, He]).ToHashSet();
        Assert.Equal(everybody, branch.Sent.Select(s => s.Reminder.To).ToHashSet());
        Assert.All(branch.Sent, s => Assert.Equal((Command)new ShowTasks(TaskView.Opening, DemoBranch.Branch.Id, Saturday), s.Reminder.Show));
        Assert.All(branch.Sent, s => Assert.Equal((Delivery.AtMostOnce, At("12:45")), (s.Reminder.Delivery, s.Reminder.Until)));
    }

    [Fact]
    [Trait("Rule", "T-4")]
    public void Who_has_not_finished_is_nudged_once_and_at_the_limit_the_manager_gets_one_list()
    {
        var branch = new ReminderHouse(Facts, DemoBranch.Roster) { Rows = (_, now) => now < At("08:10") ? [] : DemoBranch.Staff.Where(m => m.Id != Zhao && m.Id != Wu).Select(m => Done(m.Id, At("08:09"))) };
        Play(branch, "07:00", "08:40");

        var nudges = branch.Sent.Where(s => s.Reminder.Show is ShowNudge).ToList();
        Assert.Equal([Zhao, Wu], nudges.Select(n => n.Reminder.To));
        Assert.All(nudges, n => Assert.Equal((At("08:20"), At("08:30"), Delivery.AtMostOnce), (n.At, n.Reminder.Until, n.Reminder.Delivery)));
        var list = Assert.Single(branch.Sent, s => s.Reminder.Show is ShowLimitList);
        Assert.Equal((At("08:30"), DemoBranch.Manager.Id, Delivery.Certain), (list.At, list.Reminder.To, list.Reminder.Delivery));
    }

    [Fact]
    [Trait("Rule", "T-4")]
    public void Closing_comes_at_closing_is_nudged_ten_minutes_before_the_limit_and_listed_an_hour_after()
    {
        var branch = new ReminderHouse(Facts, DemoBranch.Roster);
        Play(branch, "13:00", "23:00");

        Assert.Equal([At("17:00"), At("17:50"), At("18:00")], branch.Sent.Where(s => s.At > At("13:00")).Select(s => s.At).Distinct());
        Assert.Equal(9, branch.Sent.Count(s => s.Reminder.Show is ShowTasks));
        Assert.Equal(9, branch.Sent.Count(s => s.Reminder.Show is ShowNudge));
        Assert.Single(branch.Sent, s => s.Reminder.Show is ShowLimitList && s.At == At("18:00"));
    }

    [Fact]
    [Trait("Rule", "T-4")]
    public void A_shift_has_its_own_limits_and_its_own_list()
    {
        var late = DemoBranch.Facts with { Branch = DemoBranch.Branch with { Shifts = [new("晚班", new(new(12, 0), new(20, 0)))] } };
        var roster = DemoBranch.Roster with { Staff = [.. DemoBranch.Roster.Staff.Select(s => s.Id == Wu ? s with { Pattern = new("晚班") } : s)] };
        var branch = new ReminderHouse(late, roster);
        Play(branch, "05:00", "23:00");

        Assert.Equal([At("11:30"), At("11:50"), At("20:00"), At("20:50")], branch.Sent.Where(s => s.Reminder.To == Wu).Select(s => s.At));
        Assert.Equal([At("08:30"), At("12:00"), At("18:00"), At("21:00")], branch.Sent.Where(s => s.Reminder.Show is ShowLimitList).Select(s => s.At));
    }

    [Fact]
    [Trait("Rule", "P-8")]
    public void On_a_day_that_does_not_count_the_cards_come_and_nobody_is_nudged_or_listed_and_on_a_closed_one_nothing_comes()
    {
        var failure = new ReminderHouse(Facts with { Days = [new(Saturday, SpecialDayKind.NotCounted, "停电")] }, DemoBranch.Roster);
        Play(failure, "05:00", "23:00");
        Assert.NotEmpty(failure.Sent);
        Assert.All(failure.Sent.Where(s => s.Reminder.Show is not ShowTalks), s => Assert.IsType<ShowTasks>(s.Reminder.Show));

        var closed = new ReminderHouse(Facts with { Days = [new(Saturday, SpecialDayKind.Closed, "停业")] }, DemoBranch.Roster);
        Play(closed, "05:00", "23:00");
        Assert.Empty(closed.Sent);
    }

    [Fact]
    [Trait("Rule", "P-2")]
    public void Who_acts_for_the_manager_gets_the_list_and_where_neither_is_there_nobody_does()
    {
        DutyEntry Entry(DutyKind kind, PersonId who) => new($"{kind}", kind, who, Saturday, Saturday, DemoBranch.Manager.Id, At("07:00")) { Post = kind == DutyKind.Deputy ? Position.BranchManager : null };
        var deputy = DemoBranch.Staff.Single(m => m.Position == Position.SalesSupervisor).Id;
        var acting = new ReminderHouse(Facts with { Duty = [Entry(DutyKind.Leave, DemoBranch.Manager.Id), Entry(DutyKind.Deputy, deputy)] }, DemoBranch.Roster);
        Play(acting, "07:30", "09:00");
        Assert.Equal(deputy, Assert.Single(acting.Sent, s => s.Reminder.Show is ShowLimitList).Reminder.To);

        var nobody = new ReminderHouse(Facts with { Duty = [Entry(DutyKind.Leave, DemoBranch.Manager.Id)] }, DemoBranch.Roster);
        Play(nobody, "07:30", "09:00");
        Assert.DoesNotContain(nobody.Sent, s => s.Reminder.Show is ShowLimitList);
    }

    [Fact]
    [Trait("Rule", "T-4")]
    public void A_bot_that_comes_back_after_three_hours_claims_what_was_missed_only_to_leave_a_trace()
    {
        var branch = new ReminderHouse(Facts, DemoBranch.Roster);
        branch.Wake(At("07:50"));
        branch.Wake(At("11:00"));

        Assert.All(branch.Sent.Where(s => s.Reminder.Show is ShowNudge), s => Assert.True(s.Reminder.Until <= s.At));
        Assert.All(branch.Sent.Where(s => s.Reminder.Show is ShowTasks or ShowLimitList), s => Assert.True(s.Reminder.Until > s.At));
        Assert.Equal(19, branch.Sent.Count(s => s.Reminder.Show is not ShowTalks));
    }

    [Theory]
    [InlineData("免打扰", "08:20", "今天不再催您")]
    [InlineData("免打扰 9:00", "08:05", "09:00 前不催您")]
    [InlineData("免打扰 30分钟", "08:05", "08:35 前不催您")]
    [InlineData("免打扰 8点25", "08:05", "08:25 前不催您")]
    [InlineData("quiet 30 min", "08:05", "08:35 前不催您")]
    [InlineData("免打扰 7:00", "08:05", "07:00 已经过了,现在是 08:05")]
    [Trait("Rule", "T-4")]
    public void A_pause_is_said_as_people_say_it_and_the_limits_stay(string line, string at, string said)
    {
        var branch = new Rehearsal();
        Assert.Contains(said, branch.Says(DemoBranch.Teller, line, at));
        Assert.Contains("会照常提醒您", branch.Says(DemoBranch.Teller, "恢复提醒"));
    }

    [Fact]
    [Trait("Rule", "T-4")]
    public void A_pause_puts_the_nudge_off_and_never_beyond_the_limit()
    {
        DateTimeOffset? until = null;
        var branch = new ReminderHouse(Facts, DemoBranch.Roster) { Rows = (_, now) => until is { } u && now >= At("08:21") ? [new TaskDay(DemoBranch.Branch.Id, Saturday, Zhao, []) { Pause = new(At("08:21"), u, "op") }] : [] };
        branch.Wake(At("07:50"));
        branch.Wake(At("08:00"));
        branch.Wake(At("08:20"));
        until = At("08:26");
        Assert.Equal(At("08:26"), branch.Wake(At("08:21")));
        branch.Wake(At("08:26"));
        Assert.Equal([At("08:20"), At("08:26")], branch.Sent.Where(s => s.Reminder.Show is ShowNudge && s.Reminder.To == Zhao).Select(s => s.At));

        var quiet = new ReminderHouse(Facts, DemoBranch.Roster) { Rows = (_, _) => [new TaskDay(DemoBranch.Branch.Id, Saturday, Zhao, []) { Pause = new(At("07:00"), At("09:00"), "op") }] };
        Play(quiet, "07:30", "09:30");
        Assert.DoesNotContain(quiet.Sent, s => s.Reminder.Show is ShowNudge && s.Reminder.To == Zhao);
        Assert.Contains(quiet.Sent, s => s.Reminder.Show is ShowLimitList);
    }

    private static void Play(ReminderHouse branch, string from, string to)
    {
        for (var now = At(from); now < At(to);)
        {
            now = branch.Wake(now);
        }
    }

    private static TaskDay Done(PersonId who, DateTimeOffset at) => new(DemoBranch.Branch.Id, Saturday, who, Everything(at, who));

    private static IReadOnlyList<Tick> Everything(DateTimeOffset at, PersonId who) =>
        [.. Enum.GetValues<BranchBot.Features.Handbook.HandbookPage>().SelectMany(page => Enumerable.Range(1, 3).Select(n => $"{page}.Opening.{n}")).Select((item, i) => new Tick(i + 1, item, TickKind.Done, at, who, $"op-{i}"))];

    private static DateTimeOffset At(string time, string day = "2026-10-10") => DemoBranch.At(time, day);
}
