using BranchBot.Features.QuarterlyTalks;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>Without Outlook: an employee's talk as a file for his calendar, moved and called off .</summary>
public sealed class TalkFileTests
{
    private const string Puts = "放进日历(.ics)";
    private const string TakesOut = "从日历里拿掉(.ics)";
    private static readonly BranchId Branch = DemoBranch.Branch.Id;
    private static readonly DateOnly Quarter = new(2027, 1, 1);
    private static readonly Member Wang = DemoBranch.Manager;
    private static readonly Member Sun = DemoBranch.Staff[4];
    private static readonly Stranger Gone = new(Sun.Id, Language.Chinese, "29:5");

    private readonly Rehearsal branch = new() { Now = DemoBranch.At("09:00", "2026-12-28") };

    private TalkPlan Plan => branch.Row<TalkPlan>(TalkPlan.At(Branch, Quarter))!;

    private CalendarPage File => branch.Asks<CalendarPage>(Sun, new OpenTalkInvitation(Branch, Quarter));

    [Fact]
    [Trait("Rule", "Q-3")]
    public void Who_has_a_mail_address_is_invited_by_his_file_and_who_has_none_opens_it_by_hand()
    {
        Confirmed();
        Assert.Equal(CalendarMethod.Publish, File.Method);
        HaveMail(Wang);
        Assert.Equal(CalendarMethod.Publish, File.Method);
        HaveMail(Wang, Sun);
        Assert.Equal((CalendarMethod.Request, "m1@bank.example", "m5@bank.example"), (File.Method, File.Organizer.Mail, File.Attendee.Mail));
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public void The_file_is_one_appointment_for_ever_and_its_number_rises_with_whatever_changes_in_a_calendar()
    {
        HaveMail(Wang, Sun);
        Confirmed();
        var id = File.Id;
        Expect(CalendarMethod.Request, 1, null);
        Moves();
        Expect(CalendarMethod.Request, 2, null);
        branch.Says(Sun, "谈话");
        branch.Gives(Sun, branch.Button("接受"));
        Expect(CalendarMethod.Request, 2, true);

        // He declines: out of the calendar; and in again, when he can after all.
        branch.Says(Sun, "谈话");
        Assert.Equal(Puts, Link());
        branch.Gives(Sun, branch.Button("这个时间不行"));
        Assert.Equal(TakesOut, Link());
        Expect(CalendarMethod.Cancel, 3, false);
        branch.Says(Sun, "谈话");
        branch.Gives(Sun, branch.Button("接受"));
        Expect(CalendarMethod.Request, 4, true);

        // He declines again and gets another time.
        branch.Says(Sun, "谈话");
        branch.Gives(Sun, branch.Button("这个时间不行"));
        Moves();
        Expect(CalendarMethod.Request, 6, null);

        // Or all is arranged again.
        branch.Says(Sun, "谈话");
        branch.Gives(Sun, branch.Button("这个时间不行"));
        branch.Gives(Wang, new PlanTalks(Branch, Quarter));
        Assert.Equal(TalkState.Proposed, Plan.Of(Sun.Id)!.State);
        branch.Gives(Wang, new ConfirmTalks(Branch, Quarter, Plan.Version));
        Expect(CalendarMethod.Request, 8, null);

        void Expect(CalendarMethod method, int number, bool? accepted) =>
            Assert.Equal((id, method, number, accepted, Plan.Of(Sun.Id)!.Start), (File.Id, File.Method, File.Sequence, File.Accepted, File.Start));
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    [Trait("Rule", "Q-7")]
    [Trait("Rule", "P-5")]
    public void Who_has_left_is_told_once_that_his_talk_is_called_off_and_takes_it_out_of_his_calendar()
    {
        HaveMail(Wang, Sun);
        Confirmed();
        var before = File;
        var told = branch.Told.Count;
        Leaves(Sun);
        branch.Gives(Wang, new PlanTalks(Branch, Quarter));
        var news = Assert.Single(branch.Told.Skip(told), t => t.To == Sun.Id);
        Assert.Equal(Delivery.Certain, news.Delivery);
        branch.Gives(Wang, new PlanTalks(Branch, Quarter));
        Assert.Single(branch.Told.Skip(told), t => t.To == Sun.Id);

        // He belongs to no branch any more, and sees nothing but when it would have been and with whom.
        var said = branch.Shows(news, Gone);
        Assert.Contains("取消了", said);
        Assert.Contains($"王芳和您,一对一", said);
        Assert.DoesNotContain("谈了", said);
        Assert.Equal(TakesOut, Link());
        var off = branch.Asks<CalendarPage>(Gone, new OpenCalledOff(Branch, Quarter));
        Assert.Equal((CalendarMethod.Cancel, before.Id, 2, before.Start, before.Title), (off.Method, off.Id, off.Sequence, off.Start, off.Title));
        Assert.Equal((before.Organizer, before.Attendee), (off.Organizer, off.Attendee));
        Assert.Contains("没有取消了的", branch.Gives(DemoBranch.Teller, new ShowCalledOff(Branch, Quarter)));
        Assert.Contains("没有取消了的", branch.Gives(DemoBranch.Teller, new OpenCalledOff(Branch, Quarter)));
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public void Who_comes_back_gets_the_same_appointment_with_a_higher_number_and_his_old_answer_counts_no_more()
    {
        Confirmed();
        branch.Says(Sun, "谈话");
        var old = branch.Button("接受");
        var id = File.Id;
        Leaves(Sun);
        branch.Gives(Wang, new PlanTalks(Branch, Quarter));
        branch.Gives(Wang, new PlanTalks(Branch, Quarter));
        branch.Put(DemoBranch.Roster);
        branch.Gives(Wang, new PlanTalks(Branch, Quarter));
        branch.Gives(Wang, new ConfirmTalks(Branch, Quarter, Plan.Version));
        Assert.Equal((id, 3), (File.Id, File.Sequence));
        Assert.Contains("时间已经改了", branch.Gives(Sun, old));
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public void Who_was_only_proposed_or_has_declined_is_not_told_of_a_talk_that_is_not_in_his_calendar()
    {
        Proposed();
        Leaves(Sun);
        branch.Gives(Wang, new PlanTalks(Branch, Quarter));
        branch.Gives(Wang, new ConfirmTalks(Branch, Quarter, Plan.Version));
        branch.Says(DemoBranch.Teller, "谈话");
        branch.Gives(DemoBranch.Teller, branch.Button("这个时间不行"));
        var told = branch.Told.Count;
        Leaves(Sun, DemoBranch.Teller);
        branch.Gives(Wang, new PlanTalks(Branch, Quarter));
        Assert.All(branch.Told.Skip(told), t => Assert.Equal(Wang.Id, t.To));
    }

    [Fact]
    [Trait("Rule", "Q-3")]
    public void Where_Outlook_has_the_talk_it_takes_it_out_itself_and_the_card_gives_no_file()
    {
        branch.Looks = question => [.. question.People.Select(p => new SeenCalendar(p, []))];
        branch.Outlook = wish => new(wish.Cancels ? null : "id-" + wish.Meeting.Key);
        Confirmed();
        branch.Says(Sun, "谈话");
        Assert.Null(Link());
        Leaves(Sun);
        branch.Gives(Wang, new PlanTalks(Branch, Quarter));
        Assert.Contains("取消了", branch.Shows(branch.Told.Last(t => t.To == Sun.Id), Gone));
        Assert.Null(Link());
    }

    private string? Link() => ((Shown)branch.Last!.Answer).Card.Body.OfType<PageLink>().SingleOrDefault()?.Title.Zh;

    private void Moves()
    {
        branch.Says(Wang, "谈话 孙丽");
        branch.Gives(Wang, branch.Buttons().Select(b => b.Command).OfType<MoveTalk>().First());
    }

    private void Proposed()
    {
        branch.Says(Wang, "季度谈话");
        branch.Gives(Wang, branch.Button("安排一下"));
    }

    private void Confirmed()
    {
        Proposed();
        branch.Gives(Wang, new ConfirmTalks(Branch, Quarter, Plan.Version));
    }

    private void HaveMail(params Member[] people) => branch.Put(DemoBranch.Roster with
    {
        Staff = [.. DemoBranch.Roster.Staff.Select(s => people.Any(p => p.Id == s.Id) ? s with { Mail = $"m{s.Id.ToString()[^1]}@bank.example" } : s)],
    });

    private void Leaves(params Member[] people)
    {
        var roster = branch.Row<Roster>(Roster.At(Branch))!;
        branch.Put(roster with { Staff = [.. roster.Staff.Where(s => people.All(p => p.Id != s.Id))] });
    }
}
