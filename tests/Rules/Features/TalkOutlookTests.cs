using BranchBot.Features.QuarterlyTalks;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>What Outlook says of the talks, and what is put there .</summary>
public sealed class TalkOutlookTests
{
    private static readonly BranchId Branch = DemoBranch.Branch.Id;
    private static readonly DateOnly Quarter = new(2027, 1, 1);
    private static readonly Member Wang = DemoBranch.Manager;
    private static readonly Member Sun = DemoBranch.Staff[4];

    private readonly Rehearsal branch = new() { Now = DemoBranch.At("09:00", "2026-12-28") };
    private readonly Dictionary<string, Meeting> outlook = [];
    private readonly List<string> asked = [];
    private Func<PersonId, SeenCalendar> calendarOf = person => new(person, []);
    private Func<CalendarWish, CalendarProblem?> fails = _ => null;

    public TalkOutlookTests()
    {
        branch.Looks = question => [.. question.People.Select(p => calendarOf(p))];
        branch.Outlook = Does;
    }

    private TalkPlan Plan => branch.Row<TalkPlan>(TalkPlan.At(Branch, Quarter))!;

    [Fact]
    [Trait("Rule", "Q-2")]
    public void Nobody_is_put_where_he_or_the_manager_is_busy()
    {
        calendarOf = person => new(person, person == Sun.Id ? [Taken("2027-01-01T00:00", "2027-01-12T00:00")] : person == Wang.Id ? [Taken("2027-01-04T00:00", "2027-01-06T00:00")] : []);
        Proposed();
        Assert.True(Day(Plan.Of(Sun.Id)!) >= new DateOnly(2027, 1, 12));
        Assert.All(Plan.Talks, t => Assert.True(Day(t) >= new DateOnly(2027, 1, 6)));

        // Other times are offered by the same calendars.
        Assert.Contains("09:00 的日历", branch.Says(Wang, "谈话 孙丽"));
        Assert.All(branch.Buttons().Select(b => b.Command).OfType<MoveTalk>(), m => Assert.True(DemoBranch.Branch.Time.DayOf(m.Start) >= new DateOnly(2027, 1, 12)));
        Assert.Contains("已经不行了", branch.Gives(Wang, new MoveTalk(Branch, Quarter, Sun.Id, DemoBranch.At("09:00", "2027-01-07"))));
    }

    [Fact]
    [Trait("Rule", "Q-2")]
    public void Whose_calendar_is_full_is_named_with_why()
    {
        calendarOf = person => new(person, person == Sun.Id ? [Taken("2026-12-31T00:00", "2027-01-17T00:00")] : []);
        Assert.Contains("日历都满了", Proposed());
        calendarOf = person => new(person, person == Wang.Id ? [Taken("2026-12-31T00:00", "2027-01-17T00:00")] : []);
        Assert.Contains("支行长日历都满了", Arranged());
    }

    [Theory]
    [Trait("Rule", "Q-2")]
    [InlineData(CalendarProblem.NotAllowed, "没有权限,请管理员检查")]
    [InlineData(CalendarProblem.NoMailbox, "没有邮箱")]
    [InlineData(CalendarProblem.Throttled, "Outlook 太忙")]
    [InlineData(CalendarProblem.NoAnswer, "Outlook 没有回应")]
    public void An_error_is_never_taken_for_a_free_calendar_and_has_its_sentence(CalendarProblem problem, string says)
    {
        calendarOf = person => new(person, [], person == Sun.Id ? problem : null);
        Assert.Contains($"日历没看到,只按班次和休假排:孙丽({says})", Proposed());
        fails = wish => wish.Meeting.Attendee == Sun.Id ? problem : null;
        var told = branch.Told.Count;
        branch.Gives(Wang, new ConfirmTalks(Branch, Quarter, Plan.Version));
        Assert.Contains($"没有放进 Outlook:孙丽({says})", branch.Shows(branch.Told.Skip(told).Single(t => t.To == Wang.Id), Wang));
        Assert.Equal(9, outlook.Count);

        // Once it is mended, one tap puts him there; nobody else is asked for again.
        fails = _ => null;
        asked.Clear();
        branch.Gives(Wang, branch.Button("再放一次 Outlook"));
        Assert.Equal((10, 1), (outlook.Count, asked.Count));
        Assert.DoesNotContain("没有放进", branch.Says(Wang, "季度谈话"));
    }

    [Fact]
    [Trait("Rule", "Q-3")]
    public void Confirmed_twice_and_moved_there_is_one_meeting_of_each()
    {
        Confirmed();
        branch.Gives(Wang, new ConfirmTalks(Branch, Quarter, Plan.Version));
        Assert.Equal((10, 10), (outlook.Count, asked.Count));
        branch.Says(Wang, "谈话 孙丽");
        branch.Gives(Wang, branch.Buttons().Select(b => b.Command).OfType<MoveTalk>().First());
        Assert.Equal((10, 11), (outlook.Count, asked.Count));
        Assert.Equal(Plan.Of(Sun.Id)!.Start, outlook.Values.Single(m => m.Attendee == Sun.Id).Start);
    }

    [Fact]
    [Trait("Rule", "Q-3")]
    public void Whoever_claimed_a_meeting_and_lost_the_answer_does_not_wait_for_himself_and_another_does()
    {
        Confirmed();
        branch.Says(Wang, "谈话 孙丽");
        fails = _ => CalendarProblem.NoAnswer;
        branch.Gives(Wang, branch.Buttons().Select(b => b.Command).OfType<MoveTalk>().First());
        branch.Put(Plan.With(Plan.Of(Sun.Id)! with { Problem = null }));
        var (job, step) = (new SyncTalks(Branch, Quarter, "again"), Sun.Id.ToString());
        Rows Stands() => new([.. job.Needs(step).SelectMany(branch.Read).Select(r => new Stored(r, "etag"))]);
        var claimed = (TalkEvent)job.Claim(step, Stands(), "mine", branch.Now, branch.Now.AddMinutes(2)).Row!;
        branch.Put(claimed);

        Assert.Equal(claimed, job.Claim(step, Stands(), "mine", branch.Now, branch.Now.AddMinutes(2)).Row);
        Assert.Equal(claimed.ClaimedUntil, job.Claim(step, Stands(), "another", branch.Now, branch.Now.AddMinutes(2)).Wait);

        // Where its time is over, he may have asked already.
        var taken = (TalkEvent)job.Claim(step, Stands(), "another", branch.Now.AddMinutes(3), branch.Now.AddMinutes(5)).Row!;
        Assert.Equal(("another", true), (taken.Claim, taken.Tried));
    }

    [Fact]
    [Trait("Rule", "Q-3")]
    [Trait("Rule", "Q-4")]
    public void What_cannot_be_called_off_is_said_with_why_and_tried_again()
    {
        Confirmed();
        var roster = branch.Row<Roster>(Roster.At(Branch))!;
        branch.Put(roster with { Staff = [.. roster.Staff.Where(s => s.Id != Sun.Id)] });
        fails = wish => wish.Cancels ? CalendarProblem.NotAllowed : null;
        Assert.Contains("有 1 个约会没能从 Outlook 取消(没有权限,请管理员检查)", Arranged());
        Assert.Equal(Wang.Id, Assert.Single(branch.Told, t => t.Key.StartsWith("talks|stuck|", StringComparison.Ordinal)).To);
        fails = _ => null;
        branch.Gives(Wang, branch.Button("再放一次 Outlook"));
        Assert.DoesNotContain("没能从 Outlook 取消", branch.Says(Wang, "季度谈话"));
        Assert.DoesNotContain(outlook.Values, m => m.Attendee == Sun.Id);
    }

    [Fact]
    [Trait("Rule", "Q-3")]
    public void What_the_bot_takes_out_itself_is_not_taken_for_the_managers_own_deletion()
    {
        Confirmed();
        branch.Gives(Wang, new MeetInTeams(Branch, Quarter, true));
        var before = IdOf(Sun.Id);

        // Called off by Graph, and the answer was lost on the way.
        fails = _ => CalendarProblem.NoAnswer;
        branch.Gives(Wang, new MeetInTeams(Branch, Quarter, false));
        Changes(new ChangedMeeting(before, null, null));
        Assert.Equal(TalkState.Invited, Plan.Of(Sun.Id)!.State);
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public void A_new_manager_is_told_and_the_invitations_become_hers()
    {
        Confirmed();
        var roster = branch.Row<Roster>(Roster.At(Branch))!;
        var successor = DemoBranch.Staff[2] with { Position = Position.BranchManager };
        branch.Put(roster with { Staff = [.. roster.Staff.Where(s => s.Id != Wang.Id && s.Id != successor.Id), successor.Entry] });
        Assert.Contains("支行长换了", branch.Says(successor, "季度谈话"));
        branch.Gives(successor, branch.Button("重新安排"));
        Assert.DoesNotContain("支行长换了", branch.Says(successor, "季度谈话"));
        Assert.All(outlook.Values, m => Assert.Equal(successor.Id, m.Organizer));
        Assert.Equal(9, outlook.Count);
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public void A_time_that_is_proposed_in_Outlook_comes_first_where_it_can_be()
    {
        Confirmed();
        var talk = Plan.Of(Sun.Id)!;
        var wanted = DemoBranch.At("14:00", "2027-01-12");
        Changes(new ChangedMeeting(IdOf(Sun.Id), talk.Start, null, wanted));
        Changes(new ChangedMeeting(IdOf(Sun.Id), talk.Start, null, wanted));
        Assert.Equal(TalkState.Declined, Plan.Of(Sun.Id)!.State);
        Assert.Single(branch.Told, t => t.Show is OfferTimes);
        Assert.Contains("孙丽提议 1月12日", branch.Shows(branch.Told[^1], Wang));
        var first = branch.Buttons().Select(b => b.Command).OfType<MoveTalk>().First();
        Assert.Equal(wanted, first.Start);
        branch.Gives(Wang, first);
        Assert.Equal((TalkState.Invited, wanted, null), (Plan.Of(Sun.Id)!.State, Plan.Of(Sun.Id)!.Start, Plan.Of(Sun.Id)!.Wanted));

        // What does not fit is said, and another proposal is told again.
        Changes(new ChangedMeeting(IdOf(Sun.Id), wanted, null, DemoBranch.At("12:00", "2027-01-12")));
        Assert.Contains("这个时间排不下", branch.Shows(branch.Told[^1], Wang));
        Assert.Equal(2, branch.Told.Count(t => t.Show is OfferTimes));
    }

    [Fact]
    [Trait("Rule", "P-2")]
    [Trait("Rule", "Q-4")]
    public void A_talk_that_another_holds_is_called_off_in_one_calendar_and_made_in_the_other()
    {
        Confirmed();
        branch.Says(Wang, "代 刘强 12月28日至1月15日");
        branch.Gives(DemoBranch.Staff[1], new TakeTalk(Branch, Quarter, Sun.Id));
        var meeting = outlook.Values.Single(m => m.Attendee == Sun.Id);
        Assert.Equal((DemoBranch.Staff[1].Id, "季度谈话 刘强", 10), (meeting.Organizer, meeting.Subject, outlook.Count));

        // His calendar is followed too, as long as he holds one.
        var job = new WatchTalks(Branch, Quarter, DemoBranch.Staff[1].Id);
        Assert.Equal(DemoBranch.Staff[1].Id, job.Watch(Rows(job), branch.Now)!.Organizer);
        branch.Writes(job.Take(new([new(IdOf(Sun.Id), Plan.Of(Sun.Id)!.Start, false)], "link"), Rows(job), branch.Now));
        Assert.Equal((TalkState.Declined, DemoBranch.Staff[1].Id), (Plan.Of(Sun.Id)!.State, branch.Told[^1].To));
        branch.Gives(Wang, new TakeTalk(Branch, Quarter, Sun.Id));
        Assert.Null(job.Watch(Rows(job), branch.Now));
    }

    [Fact]
    [Trait("Rule", "Q-3")]
    public void Invitations_become_meetings_in_Teams_as_they_stand_and_are_made_anew_where_they_are_to_be_none()
    {
        Confirmed();
        var before = IdOf(Sun.Id);
        branch.Says(Wang, "季度谈话");
        branch.Gives(Wang, branch.Button("改为 Teams 会议"));
        Assert.All(outlook.Values, m => Assert.True(m.Online));
        Assert.Equal((before, 10), (IdOf(Sun.Id), outlook.Count));
        Assert.Contains("Teams 会议", branch.Says(Sun, "季度谈话"));
        branch.Says(Wang, "季度谈话");
        branch.Gives(Wang, branch.Button("改为当面谈"));
        Assert.All(outlook.Values, m => Assert.False(m.Online));
        Assert.NotEqual(before, IdOf(Sun.Id));
        Assert.Equal(10, outlook.Count);
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public void Who_has_left_is_called_off_at_the_next_arrangement()
    {
        Confirmed();
        var roster = branch.Row<Roster>(Roster.At(Branch))!;
        branch.Put(roster with { Staff = [.. roster.Staff.Where(s => s.Id != Sun.Id)] });
        Arranged();
        Assert.DoesNotContain(outlook.Values, m => m.Attendee == Sun.Id);
        Assert.Equal(9, outlook.Count);
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public void What_is_declined_or_moved_or_deleted_in_Outlook_is_followed_once()
    {
        Confirmed();
        var told = branch.Told.Count;
        Changes(new ChangedMeeting(IdOf(Sun.Id), Plan.Of(Sun.Id)!.Start, false));
        Changes(new ChangedMeeting(IdOf(Sun.Id), Plan.Of(Sun.Id)!.Start, false));
        Assert.Equal(TalkState.Declined, Plan.Of(Sun.Id)!.State);
        Assert.IsType<OfferTimes>(Assert.Single(branch.Told.Skip(told)).Show);

        // He moves it by hand: invited anew, and Outlook is not asked to do what stands there.
        var moved = DemoBranch.At("14:00", "2027-01-15");
        asked.Clear();
        Changes(new ChangedMeeting(IdOf(Sun.Id), moved, null));
        Assert.Equal((moved, TalkState.Invited), (Plan.Of(Sun.Id)!.Start, Plan.Of(Sun.Id)!.State));
        branch.Gives(Wang, new PlanTalks(Branch, Quarter));
        Assert.Empty(asked);
        Changes(new ChangedMeeting(IdOf(Sun.Id), moved, true));
        Assert.Equal(TalkState.Accepted, Plan.Of(Sun.Id)!.State);

        // An accepted one that is deleted there is to be found another time for, and becomes another meeting.
        var before = IdOf(Sun.Id);
        outlook.Remove(before);
        Changes(new ChangedMeeting(before, null, null));
        Assert.Equal(TalkState.Declined, Plan.Of(Sun.Id)!.State);
        branch.Says(Wang, "谈话 孙丽");
        branch.Gives(Wang, branch.Buttons().Select(b => b.Command).OfType<MoveTalk>().First());
        Assert.NotEqual(before, IdOf(Sun.Id));
        Assert.Equal(10, outlook.Count);
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public void Meetings_of_the_whole_quarter_are_followed_until_the_last_day_of_the_talks_is_over()
    {
        Confirmed();
        var watch = Watched()!;
        Assert.Equal((DemoBranch.At("04:00", "2027-01-01"), DemoBranch.At("04:00", "2027-04-01")), (watch.From, watch.To));
        branch.Now = DemoBranch.At("03:59", "2027-01-16");
        Assert.NotNull(Watched());
        branch.Now = DemoBranch.At("04:01", "2027-01-16");
        Assert.Null(Watched());
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public void While_a_meeting_is_on_its_way_the_next_look_does_not_wait_for_Outlook_to_tell_of_a_change()
    {
        Confirmed();
        var job = new WatchTalks(Branch, Quarter, Wang.Id);
        Assert.False(job.IsUnderWay(Rows(job)));
        var stands = branch.Row<TalkEvent>(TalkEvent.At(Branch, Quarter, Sun.Id))!;
        branch.Put(stands with { Claim = "claim", ClaimedUntil = branch.Now });
        Assert.True(job.IsUnderWay(Rows(job)));
        branch.Put(stands with { Id = null, Tried = true });
        Assert.True(job.IsUnderWay(Rows(job)));
    }

    [Fact]
    [Trait("Rule", "Q-3")]
    public void Whoever_dies_while_he_asks_is_followed_by_one_who_looks_first()
    {
        Proposed();
        branch.Outlook = null;
        Assert.ThrowsAny<InvalidOperationException>(() => branch.Gives(Wang, new ConfirmTalks(Branch, Quarter, Plan.Version)));

        // What was asked for may stand there and be answered already: that look is made again.
        Changes(new ChangedMeeting("not known yet", DemoBranch.At("09:00", "2027-01-04"), false));
        Assert.Null(branch.Row<TalkWatch>(TalkWatch.At(Branch, Quarter, Wang.Id))!.Link);
        branch.Now += TimeSpan.FromMinutes(5);
        var looked = new List<bool>();
        branch.Outlook = wish =>
        {
            looked.Add(wish.Retried);
            return Does(wish);
        };
        var job = new SyncTalks(Branch, Quarter, "again");
        branch.Carries(job);
        Assert.Equal(10, outlook.Count);
        Assert.Equal((10, 1), (looked.Count, looked.Count(l => l)));
        Changes();
        Assert.Equal("link", branch.Row<TalkWatch>(TalkWatch.At(Branch, Quarter, Wang.Id))!.Link);
    }

    private CalendarResult Does(CalendarWish wish)
    {
        asked.Add(wish.Meeting.Key);
        if (fails(wish) is { } problem)
        {
            return new(wish.Id, problem);
        }

        var id = wish.Id ?? $"id-{wish.Meeting.Key}";
        _ = wish.Cancels ? outlook.Remove(id) : (outlook[id] = wish.Meeting) is not null;
        return new(wish.Cancels ? null : id);
    }

    private void Changes(params ChangedMeeting[] changes)
    {
        var job = new WatchTalks(Branch, Quarter, Wang.Id);
        var rows = Rows(job);
        Assert.NotNull(job.Watch(rows, branch.Now));
        branch.Writes(job.Take(new([.. changes], "link"), rows, branch.Now));
    }

    private CalendarWatch? Watched() => new WatchTalks(Branch, Quarter, Wang.Id) is var job ? job.Watch(Rows(job), branch.Now) : null;

    private Rows Rows(WatchTalks job) => new([.. job.Needs().SelectMany(branch.Read).Select(r => new Stored(r, "1"))]);

    private string Proposed()
    {
        branch.Says(Wang, "季度谈话");
        branch.Gives(Wang, branch.Button("安排一下"));
        return branch.Shows(branch.Told[^1], Wang);
    }

    private string Arranged()
    {
        branch.Gives(Wang, new PlanTalks(Branch, Quarter));
        return branch.Says(Wang, "季度谈话");
    }

    private void Confirmed()
    {
        Proposed();
        branch.Gives(Wang, new ConfirmTalks(Branch, Quarter, Plan.Version));
    }

    private string IdOf(PersonId person) => branch.Row<TalkEvent>(TalkEvent.At(Branch, Quarter, person))!.Id!;

    private static DateOnly Day(Talk talk) => DemoBranch.Branch.Time.DayOf(talk.Start);

    private static Busy Taken(string from, string to) => new(DateTimeOffset.Parse(from + "+08:00", System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.Parse(to + "+08:00", System.Globalization.CultureInfo.InvariantCulture));
}
