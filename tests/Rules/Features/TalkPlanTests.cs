using BranchBot.Features.QuarterlyTalks;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>The quarterly talks are arranged for all, confirmed once, answered and moved .</summary>
public sealed class TalkPlanTests
{
    private static readonly DateOnly Quarter = new(2027, 1, 1);
    private static readonly Member Wang = DemoBranch.Manager;
    private static readonly Member Sun = DemoBranch.Staff[4];
    private static readonly Member Li = DemoBranch.Teller;
    private static readonly RegionLeader Leader = new(DemoBranch.Id(20), Language.Chinese, "29:20", "徐刚", new(new("R01"), "示范二级分行"));

    private readonly Rehearsal branch = new() { Now = DemoBranch.At("09:00", "2026-12-28") };

    [Fact]
    [Trait("Rule", "Q-1")]
    [Trait("Rule", "Q-2")]
    [Trait("Rule", "Q-3")]
    public void In_the_last_week_she_is_asked_taps_once_and_has_a_plan_that_she_confirms()
    {
        branch.Says(Wang, "休假 赵敏 1月1日至1月16日");
        Assert.Contains("10 人 · 1 月 1 日至 15 日,安排一下?", branch.Says(Wang, "季度谈话"));
        Assert.Contains("正在安排", branch.Gives(Wang, branch.Button("安排一下")));
        var proposal = branch.Shows(branch.Told[^1], Wang);
        Assert.Contains("提议 9", proposal);
        Assert.Contains("赵敏", proposal);
        Assert.Contains("休假到1月16日", proposal);
        Assert.Contains("已证明不能更多", proposal);
        Assert.Equal([2, 2, 2, 2, 1], Plan.Talks.GroupBy(t => DemoBranch.Branch.Time.DayOf(t.Start)).Select(g => g.Count()));
        Assert.Equal("2027-01-04", $"{DemoBranch.Branch.Time.DayOf(Plan.Talks[0].Start):yyyy-MM-dd}");

        var told = branch.Told.Count;
        Assert.Contains("已邀请 9 人", branch.Gives(Wang, branch.Button("确认并邀请 9 人")));
        Assert.Equal(9, branch.Told.Skip(told).Select(t => t.To).Distinct().Count());
        Assert.Contains("都已经邀请了", branch.Gives(Wang, new ConfirmTalks(DemoBranch.Branch.Id, Quarter, Plan.Version)));
        Assert.Equal((told + 9, 0), (branch.Told.Count, branch.Written));
        Assert.Contains("一对一", branch.Shows(branch.Told.Last(t => t.To == Sun.Id), Sun));
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public void Who_declines_is_offered_three_other_times_and_an_answer_to_an_earlier_one_counts_no_more()
    {
        Confirmed();
        branch.Says(Sun, "季度谈话");
        var (accept, decline) = (branch.Button("接受"), branch.Button("这个时间不行"));
        Assert.Contains("会另找时间", branch.Gives(Sun, decline));
        Assert.Equal(TalkState.Declined, Plan.Of(Sun.Id)!.State);
        var offer = branch.Told[^1];
        Assert.Equal((Wang.Id, Delivery.Certain), (offer.To, offer.Delivery));
        branch.Shows(offer, Wang);
        var times = branch.Buttons().Select(b => b.Command).OfType<MoveTalk>().ToList();
        Assert.Equal(3, times.Count);
        Assert.Contains("已重新邀请孙丽", branch.Gives(Wang, times[1]));
        Assert.Equal((TalkState.Invited, 2, times[1].Start), (Plan.Of(Sun.Id)!.State, Plan.Of(Sun.Id)!.Sequence, Plan.Of(Sun.Id)!.Start));
        Assert.Equal(Sun.Id, branch.Told[^1].To);
        Assert.Contains("时间已经改了", branch.Gives(Sun, accept));
        branch.Says(Sun, "谈话");
        Assert.Contains("到时候见", branch.Gives(Sun, branch.Button("接受")));
        Assert.Equal(TalkState.Accepted, Plan.Of(Sun.Id)!.State);
    }

    [Fact]
    [Trait("Rule", "Q-3")]
    public void She_moves_one_and_arranging_again_leaves_what_was_confirmed_and_what_was_proposed()
    {
        Proposed();
        Assert.Contains("另找时间 · 李静", branch.Says(Wang, "谈话 李静"));
        var other = branch.Buttons().Select(b => b.Command).OfType<MoveTalk>().Last();
        Assert.Contains("李静改到", branch.Gives(Wang, other));
        var before = Plan;
        Assert.Contains("刚刚变过", branch.Gives(Wang, new ConfirmTalks(DemoBranch.Branch.Id, Quarter, before.Version - 1)));
        branch.Gives(Wang, new PlanTalks(DemoBranch.Branch.Id, Quarter));
        Assert.Equal(before.Talks, Plan.Talks);
        branch.Gives(Wang, new ConfirmTalks(DemoBranch.Branch.Id, Quarter, Plan.Version));
        var confirmed = Plan.Talks;
        branch.Gives(Wang, new PlanTalks(DemoBranch.Branch.Id, Quarter));
        Assert.Equal(confirmed, Plan.Talks);
        Assert.Contains("这个时间已经不行了", branch.Gives(Wang, new MoveTalk(DemoBranch.Branch.Id, Quarter, Li.Id, Plan.Of(Sun.Id)!.Start)));
        Assert.Contains("这个时间已经不行了", branch.Gives(Wang, new MoveTalk(DemoBranch.Branch.Id, Quarter, Li.Id, DemoBranch.At("12:00", "2027-01-06"))));
    }

    [Fact]
    [Trait("Rule", "Q-3")]
    public void In_a_branch_of_a_hundred_each_is_told_once_though_one_batch_has_no_room_for_all()
    {
        branch.Put(DemoBranch.Roster with { Staff = [.. DemoBranch.Roster.Staff, .. Enumerable.Range(500, 90).Select(n => new RosterEntry(DemoBranch.Id(n), $"柜员{n}", Position.PersonalTeller, LobbyRole.None, null))] });
        branch.Put(branch.Facts with { Settings = branch.Facts.Settings with { TalkMinutes = 30, TalksADay = 12 } });
        Proposed();
        Assert.Equal(100, Plan.Talks.Count);
        var before = branch.Told.Count;
        branch.Gives(Wang, new ConfirmTalks(DemoBranch.Branch.Id, Quarter, Plan.Version));
        var accepted = Assert.IsType<Accepted>(branch.Last);
        Assert.InRange(accepted.Rows.Count + accepted.Tells.Count + accepted.Starts.Count, 1, 99);
        var told = branch.Told.Skip(before).Select(t => t.To).ToList();
        Assert.Equal((100, 100), (told.Count, told.Distinct().Count()));

        // A step that is done again tells nobody again.
        var job = (InviteTalks)accepted.Starts.Single(s => s.Job is InviteTalks).Job;
        Assert.All(job.Steps(Rows.None), step => Assert.Equal(JobStep.Nothing, job.Do(step, new Rows([.. job.Needs(step).SelectMany(branch.Read).Select(r => new Stored(r, "1"))]), branch.Now)));
    }

    [Fact]
    [Trait("Rule", "Q-7")]
    [Trait("Rule", "P-2")]
    public void Only_who_holds_the_talks_or_acts_for_him_sees_the_plan()
    {
        Proposed();
        Assert.Contains("还没有安排好", branch.Says(Sun, "季度谈话"));
        Assert.Contains("支行长", branch.Gives(Sun, new PlanTalks(DemoBranch.Branch.Id, Quarter)));
        Assert.IsType<Refused>(branch.Last);
        branch.Says(Wang, "代 刘强 今天");
        Assert.Contains("提议 10", branch.Says(DemoBranch.Staff[1], "季度谈话"));
    }

    [Fact]
    [Trait("Rule", "Q-1")]
    public void Outside_the_weeks_of_the_talks_it_is_said_when_they_are()
    {
        branch.Now = DemoBranch.At("09:00", "2026-11-24");
        Assert.Contains("12月25日", branch.Says(Wang, "季度谈话"));
        Assert.Contains("现在不安排", branch.Gives(Wang, new PlanTalks(DemoBranch.Branch.Id, Quarter)));
        Assert.Contains("现在不安排", branch.Gives(Wang, new PlanTalks(DemoBranch.Branch.Id, new(2027, 1, 4))));
    }

    [Fact]
    [Trait("Rule", "Q-2")]
    public void Arranging_that_fails_again_and_again_is_told_to_who_waits_for_it_unless_she_has_asked_anew()
    {
        var told = new ArrangeTalks(DemoBranch.Branch.Id, Quarter, Wang.Id, "first").Ended("ended|first", whole: false)!;
        Assert.Equal((Wang.Id, Delivery.Certain), (told.To, told.Delivery));
        branch.Put(new TalkPlan(DemoBranch.Branch.Id, Quarter, Wang.Id, 0, [], []) { Arranging = "first" });
        Assert.Contains("没有安排成", branch.Shows(told, Wang));
        Assert.False(((Shown)branch.Last!.Answer).Moot);

        branch.Gives(Wang, branch.Button("安排一下"));
        Assert.Contains("提议 ", branch.Shows(branch.Told[^1], Wang));
        branch.Shows(told, Wang);
        Assert.True(((Shown)branch.Last!.Answer).Moot);
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public void She_is_reminded_in_the_last_week_and_of_what_is_not_settled_on_the_5th_and_the_10th()
    {
        Assert.Equal([Wang.Id], Reminded("2026-12-25"));
        Assert.Empty(Reminded("2026-12-28"));
        Confirmed();
        Assert.Empty(Reminded("2026-12-25"));
        Assert.Empty(Reminded("2027-01-05"));
        branch.Says(Sun, "季度谈话");
        branch.Gives(Sun, branch.Button("这个时间不行"));
        Assert.Equal([Wang.Id], Reminded("2027-01-05"));
        Assert.Empty(Reminded("2027-01-06"));
        Assert.Empty(Reminded("2027-01-10"));
        Assert.Equal([Wang.Id], Reminded("2027-01-11"));
    }

    [Fact]
    [Trait("Rule", "Q-2")]
    public void Days_without_work_hours_of_the_tasks_and_lunch_are_out_and_make_up_days_are_in()
    {
        var october = TalkTimes.Of(branch.Facts, DemoBranch.Roster, Wang.Id, new(2026, 10, 1), DemoBranch.At("09:00", "2026-09-25"), TimeSpan.FromHours(1), new Dictionary<PersonId, IReadOnlyList<Busy>>());
        var days = october.SelectMany(c => c.Starts).Select(DateOnly.FromDateTime).Distinct().Order().ToList();
        Assert.Equal(new DateOnly(2026, 10, 8), days[0]);
        Assert.Contains(new DateOnly(2026, 10, 10), days);
        Assert.DoesNotContain(new DateOnly(2026, 10, 11), days);
        Assert.All(days, d => Assert.InRange(d.Day, 8, 15));
        Assert.All(october.SelectMany(c => c.Starts), s => Assert.True(s.TimeOfDay >= TimeSpan.FromHours(9) && s.TimeOfDay <= TimeSpan.FromHours(15.5) && (s.TimeOfDay <= TimeSpan.FromHours(10.5) || s.TimeOfDay >= TimeSpan.FromHours(13.5)), $"{s}"));
    }

    [Fact]
    [Trait("Rule", "Q-2")]
    [Trait("Rule", "R-1")]
    public void Nobody_leaves_the_counters_or_the_lobby_empty_and_the_rule_in_the_way_is_named()
    {
        Rest(6, 8, 10);
        var choices = Choices();
        Assert.Equal(Obstacle.Cover, choices[7].Obstacle);
        Assert.Equal(Obstacle.Leave, choices[6].Obstacle);
        Assert.Equal(new DateOnly(2027, 1, 20), choices[6].LeaveUntil);

        // 郑洁 is on lobby duty and her backup is away.
        Assert.Equal(Obstacle.Cover, choices[9].Obstacle);
        Assert.Null(choices[5].Obstacle);
    }

    [Fact]
    [Trait("Rule", "Q-2")]
    public void Who_is_busy_in_Outlook_is_not_spoken_to_then()
    {
        var monday = DemoBranch.At("09:00", "2027-01-04");
        var busy = new Dictionary<PersonId, IReadOnlyList<Busy>> { [Sun.Id] = [new(monday, monday.AddDays(30))], [Wang.Id] = [new(monday, monday.AddHours(3))] };
        var choices = Choices(busy);
        Assert.Equal(Obstacle.Busy, choices[5].Obstacle);
        Assert.Equal(new DateTime(2027, 1, 4, 13, 30, 0), choices[4].Starts[0]);
        busy[Wang.Id] = [new(monday.AddDays(-10), monday.AddDays(30))];
        Assert.All(Choices(busy).Values, c => Assert.Equal(Obstacle.HolderBusy, c.Obstacle));
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public void Who_has_left_is_met_no_more_and_who_has_come_is_added()
    {
        Confirmed();
        var before = Plan.Talks;
        branch.Put(DemoBranch.Roster with { Staff = [.. DemoBranch.Roster.Staff.Where(s => s.Id != Sun.Id), new(DemoBranch.Id(15), "高洁", Position.CustomerManager)] });
        Assert.Equal([Wang.Id], Reminded("2027-01-05"));
        var shown = branch.Says(Wang, "季度谈话");
        Assert.Contains("新来的还没有安排:高洁。", shown);
        Assert.Contains("已经不在本网点:孙丽。", shown);
        branch.Gives(Wang, branch.Button("重新安排"));
        Assert.Equal(before.Where(t => t.Person != Sun.Id), Plan.Talks.Where(t => t.Person != DemoBranch.Id(15)));
        Assert.Equal(TalkState.Proposed, Plan.Of(DemoBranch.Id(15))!.State);
    }

    [Fact]
    [Trait("Rule", "Q-7")]
    public void The_region_sees_how_many_are_held_planned_and_missing_and_no_names()
    {
        branch.Put(new RegionBranch(new("R01"), DemoBranch.Branch.Id, DemoBranch.Branch.Name));
        Assert.Contains("还没有安排", branch.Says(Leader, "季度谈话"));
        branch.Says(Wang, "休假 赵敏 1月1日至1月16日");
        Proposed();
        Assert.Contains("谈过 0 · 已安排 0 · 没排上 10", branch.Says(Leader, "季度谈话"));
        branch.Gives(Wang, new ConfirmTalks(DemoBranch.Branch.Id, Quarter, Plan.Version));
        branch.Now = Plan.Of(Sun.Id)!.Start + TimeSpan.FromHours(2);
        branch.Gives(Wang, new HoldTalk(DemoBranch.Branch.Id, Quarter, Sun.Id));
        var seen = branch.Says(Leader, "季度谈话");
        Assert.Contains("谈过 1 · 已安排 8 · 没排上 1", seen);
        Assert.All(Plan.Talks, t => Assert.DoesNotContain(t.Name, seen));
        Assert.DoesNotContain("赵敏", seen);
    }

    [Fact]
    [Trait("Rule", "Q-1")]
    public void The_branch_says_how_long_a_talk_is_and_how_many_there_are_a_day()
    {
        branch.Put(branch.Facts with { Settings = branch.Facts.Settings with { TalkMinutes = 90, TalksADay = 3 } });
        Proposed();
        Assert.Equal(3, Plan.Talks.GroupBy(t => DemoBranch.Branch.Time.DayOf(t.Start)).Max(g => g.Count()));
        Assert.Contains("09:00–10:30", branch.Says(Wang, "季度谈话"));
        branch.Gives(Wang, new ConfirmTalks(DemoBranch.Branch.Id, Quarter, Plan.Version));
        branch.Put(branch.Facts with { Settings = branch.Facts.Settings with { TalkMinutes = 30 } });
        branch.Gives(Wang, new PlanTalks(DemoBranch.Branch.Id, Quarter));
        Assert.Equal(90, Plan.Minutes);
    }

    [Fact]
    [Trait("Rule", "Q-3")]
    public void The_plan_of_sixty_people_goes_into_Teams()
    {
        branch.Put(branch.Facts with { Settings = branch.Facts.Settings with { TalksADay = 6 } });
        branch.Put(DemoBranch.Roster with { Staff = [.. DemoBranch.Roster.Staff, .. Enumerable.Range(100, 50).Select(n => new RosterEntry(DemoBranch.Id(n), $"欧阳娜娜{n}", Position.CorporateTeller))] });
        Proposed();
        branch.Says(Wang, "季度谈话");
        Assert.True(Plan.Talks.Count > 40);
        Assert.Contains("写「谈话 孙丽」", TextRenderer.Render(branch.Last!.Answer, Language.Chinese));
        Assert.True(new BranchBot.Host.Teams.AdaptiveCardRenderer(Rehearsal.Catalogue).Render(((Shown)branch.Last!.Answer).Card, DemoBranch.Manager).Utf8.Length < BranchBot.Host.Teams.AdaptiveCardRenderer.LargestCard);
    }

    private Dictionary<int, TalkChoice> Choices(Dictionary<PersonId, IReadOnlyList<Busy>>? busy = null) =>
        TalkTimes.Of(branch.Facts, DemoBranch.Roster, Wang.Id, Quarter, branch.Now, TimeSpan.FromHours(1), busy ?? []).ToDictionary(c => int.Parse(c.Person.Id.ToString()[^3..], System.Globalization.CultureInfo.InvariantCulture));

    private void Rest(params int[] people) => branch.Put(branch.Facts with
    {
        Duty = [.. branch.Facts.Duty, .. people.Select(n => new DutyEntry($"leave{n}", DutyKind.Leave, DemoBranch.Id(n), new(2026, 12, 28), new(2027, 1, 20), Wang.Id, branch.Now))],
    });

    private TalkPlan Plan => branch.Row<TalkPlan>(TalkPlan.At(DemoBranch.Branch.Id, Quarter))!;

    private void Proposed() => branch.Gives(Wang, new PlanTalks(DemoBranch.Branch.Id, Quarter));

    private void Confirmed()
    {
        Proposed();
        branch.Gives(Wang, new ConfirmTalks(DemoBranch.Branch.Id, Quarter, Plan.Version));
    }

    private IEnumerable<PersonId> Reminded(string day)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var source = Rehearsal.Catalogue.Reminders.Single(r => r.GetType().Namespace == typeof(TalkPlan).Namespace);
        var rows = new Rows([.. source.Needs(branch.Facts, date).SelectMany(branch.Read).Select(r => new Stored(r, "etag"))]);
        return source.Of(ReminderDay.Of(branch.Facts, branch.Row<Roster>(Roster.At(DemoBranch.Branch.Id))!, date), rows).Select(r => r.To);
    }
}
