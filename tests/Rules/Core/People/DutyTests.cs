using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Core;

/// <summary>Who is on duty, on lobby duty, acts for whom; around Saturday 10 October 2026, a make-up workday.</summary>
public sealed class DutyTests
{
    private static readonly DateOnly Saturday = new(2026, 10, 10);
    private static readonly DateOnly Monday = new(2026, 10, 12);
    private static readonly PersonId Deputy = DemoBranch.Id(2);
    private static readonly Hours Late = new(new(11, 0), new(20, 0));

    private BranchFacts facts = DemoBranch.Facts with { Branch = DemoBranch.Branch with { Shifts = [new("晚班", Late)] } };
    private Roster roster = DemoBranch.Roster;

    [Fact]
    [Trait("Rule", "P-4")]
    public void On_a_make_up_workday_the_branch_works_as_on_the_weekday_that_it_makes_up_for()
    {
        var branch = DemoBranch.Branch with { Hours = DemoBranch.Branch.Hours with { Wednesday = new(new(9, 0), new(16, 0)) } };

        Assert.Equal(new Hours(new(9, 0), new(16, 0)), new BranchFacts(branch).On(Saturday).Hours);
        Assert.Equal("调休上班", new BranchFacts(branch).On(Saturday).Name);
        Assert.Null(facts.On(Saturday.AddDays(1)).Hours);
    }

    [Fact]
    [Trait("Rule", "P-4")]
    public void A_branch_open_on_holidays_has_its_holiday_hours_on_days_on_which_it_is_open_otherwise()
    {
        var holiday = new Hours(new(10, 0), new(15, 0));
        var open = new BranchFacts(DemoBranch.Branch with { HolidayHours = holiday });

        Assert.Null(facts.On(new(2026, 10, 1)).Hours);
        Assert.Equal(holiday, open.On(new(2026, 10, 1)).Hours);
        Assert.Null(open.On(new(2026, 10, 3)).Hours);
    }

    [Fact]
    [Trait("Rule", "P-4")]
    public void The_branchs_own_word_counts_before_its_regions_and_that_before_the_calendar()
    {
        SpecialDay Of(SpecialDayKind kind, string name) => new(Saturday, kind, name);
        facts = facts with { RegionDays = [Of(SpecialDayKind.Holiday, "地区假日")] };
        Assert.Equal("地区假日", facts.On(Saturday).Name);
        facts = facts with { Days = [Of(SpecialDayKind.Open, "开放日") with { Hours = Late }] };
        Assert.Equal(Late, facts.On(Saturday).Hours);
        facts = facts with { Days = [.. facts.Days, Of(SpecialDayKind.NotCounted, "停电")] };
        Assert.Equal((Late, false, "停电"), (facts.On(Saturday).Hours, facts.On(Saturday).Counted, facts.On(Saturday).Name));
    }

    [Fact]
    [Trait("Rule", "P-4")]
    public void Who_is_on_leave_or_has_left_or_not_joined_is_not_on_duty()
    {
        Staffed(5, new(Joined: Monday));
        Staffed(7, new(Left: Saturday));
        Enter(DutyKind.Leave, 6, Saturday, Monday);

        Assert.Equal((Absence.NotEmployed, null), (Absent(5, Saturday), Absent(5, Monday)));
        Assert.Equal((null, Absence.NotEmployed), (Absent(7, Saturday), Absent(7, Monday)));
        Assert.Equal((Absence.Leave, Absence.Leave, null), (Absent(6, Saturday), Absent(6, Monday), Absent(6, Monday.AddDays(1))));
        Assert.Equal(Absence.BranchClosed, Absent(8, Saturday.AddDays(1)));
    }

    [Fact]
    [Trait("Rule", "P-4")]
    public void Rest_days_are_weekly_with_exceptions_and_the_last_word_counts()
    {
        Staffed(6, new(Rest: [DayOfWeek.Monday]));
        Assert.Equal(Absence.Rest, Absent(6, Monday));
        Enter(DutyKind.Works, 6, Monday, Monday);
        Assert.Null(Absent(6, Monday));
        Enter(DutyKind.Rest, 6, Monday, Monday);
        Assert.Equal(Absence.Rest, Absent(6, Monday));
        Enter(DutyKind.Works, 6, Monday, Monday);
        Assert.Null(Absent(6, Monday));
        Assert.Equal(Absence.Rest, Absent(6, Monday.AddDays(7)));
    }

    [Fact]
    [Trait("Rule", "P-4")]
    public void A_weekly_rest_day_does_not_follow_a_make_up_workday()
    {
        Staffed(6, new(Rest: [DayOfWeek.Saturday]));
        Assert.Equal(Absence.Rest, Absent(6, Saturday));
    }

    [Fact]
    [Trait("Rule", "P-4")]
    public void A_shift_has_its_own_hours_but_on_a_half_day_the_days_hours_count_for_all()
    {
        var morning = new Hours(new(9, 0), new(12, 0));
        Staffed(6, new(Shift: "晚班"));
        Enter(DutyKind.Shift, 7, Monday, Monday, shift: "晚班");
        facts = facts with { Days = [new(Monday.AddDays(1), SpecialDayKind.Open, "半天", Hours: morning)] };

        Assert.Equal((Late, Late, DemoBranch.Branch.Hours.Monday), (HoursOf(6, Monday), HoursOf(7, Monday), HoursOf(8, Monday)));
        Assert.Equal((morning, DemoBranch.Branch.Hours.Monday), (HoursOf(6, Monday.AddDays(1)), HoursOf(7, Monday.AddDays(2))));
        Assert.Null(HoursOf(6, Monday.AddDays(-1)));
    }

    [Fact]
    [Trait("Rule", "P-1")]
    public void The_lobby_is_the_primarys_unless_a_backup_stands_in_or_he_is_away()
    {
        Assert.Equal(DemoBranch.Lobby.Id, OnLobby(Monday));
        Enter(DutyKind.Lobby, 10, Monday, Monday);
        Assert.Equal(DemoBranch.Backup.Id, OnLobby(Monday));
        Enter(DutyKind.Leave, 9, Monday.AddDays(1), Monday.AddDays(1));
        Assert.Equal(DemoBranch.Backup.Id, OnLobby(Monday.AddDays(1)));
        Enter(DutyKind.Leave, 10, Monday, Monday);
        Assert.Equal(DemoBranch.Lobby.Id, OnLobby(Monday));
    }

    [Fact]
    [Trait("Rule", "P-2")]
    public void A_deputy_acts_on_his_days_but_not_while_he_is_on_leave_himself_or_has_not_joined()
    {
        Enter(DutyKind.Deputy, 2, Monday, Monday.AddDays(1), post: Position.BranchManager);
        Assert.Equal([Position.BranchManager], Duty.ActingFor(facts, Deputy, Monday));
        Assert.Equal(Deputy, Duty.DeputyFor(facts, Position.BranchManager, Monday));
        Assert.Empty(Duty.ActingFor(facts, Deputy, Monday.AddDays(2)));
        Enter(DutyKind.Leave, 2, Monday, Monday);
        Assert.Empty(Duty.ActingFor(facts, Deputy, Monday));
        Assert.Null(Duty.DeputyFor(facts, Position.BranchManager, Monday));
        Assert.Equal(Deputy, Duty.DeputyFor(facts, Position.BranchManager, Monday.AddDays(1)));
    }

    [Fact]
    [Trait("Rule", "P-2")]
    public void What_was_ended_counts_for_the_days_that_were_over_only_and_not_for_the_day_itself()
    {
        Enter(DutyKind.Deputy, 2, Monday, Monday.AddDays(3), post: Position.BranchManager);
        facts = facts with { Duty = [facts.Duty[0] with { Ended = DemoBranch.At("14:00", "2026-10-13") }] };

        Assert.Equal([1, 0, 0], new[] { 0, 1, 2 }.Select(n => Duty.ActingFor(facts, Deputy, Monday.AddDays(n)).Count));
    }

    private void Enter(DutyKind kind, int person, DateOnly from, DateOnly to, Position? post = null, string? shift = null) => facts = facts with
    {
        Duty = [.. facts.Duty, new($"e{facts.Duty.Count}", kind, DemoBranch.Id(person), from, to, DemoBranch.Manager.Id, DemoBranch.At("08:00")) { Post = post, Shift = shift }],
    };

    private void Staffed(int person, WorkPattern pattern) =>
        roster = roster with { Staff = [.. roster.Staff.Select(s => s.Id == DemoBranch.Id(person) ? s with { Pattern = pattern } : s)] };

    private PersonDay Of(int person, DateOnly day) => Duty.On(facts, roster.Find(DemoBranch.Id(person))!, day, roster);

    private Absence? Absent(int person, DateOnly day) => Of(person, day).Absent;

    private Hours? HoursOf(int person, DateOnly day) => Of(person, day).Hours;

    private PersonId? OnLobby(DateOnly day) => Duty.On(facts, roster, day).SingleOrDefault(p => p.OnLobby)?.Entry.Id;
}
