using BranchBot.Features.Issues;
using BranchBot.Features.ThreeTasks;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

public sealed class IssuesTests
{
    private static readonly Member Operations = DemoBranch.Staff[2];
    private static readonly Member Sales = DemoBranch.Staff[1];
    private readonly Rehearsal branch = new();

    [Fact]
    [Trait("Rule", "T-2")]
    public void A_teller_reports_at_her_first_item_and_it_is_done_with_an_issue()
    {
        var card = Reports();

        Assert.Contains("1/3", card);
        Assert.Contains("第 1 件有异常,已报告", card);
        Assert.Contains("[⚠ 08:12 待处理 · 周涛] 整理营业区域环境是否卫生", card);
        var told = Assert.Single(branch.Told);
        Assert.Equal((Operations.Id, Delivery.Certain), (told.To, told.Delivery));
        var shown = branch.Shows(told, Operations);
        Assert.Contains("叫号器不打印", shown);
        Assert.Contains("大众服务区 · 影响营业", shown);
        Assert.Contains("李静报告,已告诉您", shown);
        Assert.Contains("我来处理", shown);
    }

    [Fact]
    [Trait("Rule", "T-2")]
    public void Who_must_act_takes_it_solves_it_and_she_is_told()
    {
        Reports();
        branch.Shows(branch.Told[0], Operations);
        Assert.Contains("您来处理", branch.Gives(Operations, branch.Button("我来处理"), at: "08:20"));
        Assert.Contains("换了打印纸", branch.Gives(Operations, branch.Fills("已解决", ("remedy", "换了打印纸")), at: "08:40"));

        var told = branch.Told[^1];
        Assert.Equal(DemoBranch.Teller.Id, told.To);
        Assert.Contains("周涛已解决:换了打印纸", branch.Shows(told, DemoBranch.Teller));
        Assert.Contains("[✓ 08:12 已解决 · 周涛]", branch.Says(DemoBranch.Teller, "开门"));
    }

    [Fact]
    [Trait("Rule", "T-2")]
    public void Without_a_remedy_it_is_not_solved()
    {
        Reports();
        branch.Shows(branch.Told[0], Operations);

        Assert.Contains("请写一下怎么解决的", branch.Gives(Operations, branch.Fills("已解决", ("remedy", "  "))));
        Assert.Equal(0, branch.Written);
    }

    [Fact]
    [Trait("Rule", "T-2")]
    public void Of_two_at_once_the_second_is_told_who_was_first()
    {
        Reports();
        branch.Shows(branch.Told[0], Operations);
        var (take, solve) = (branch.Button("我来处理"), branch.Fills("已解决", ("remedy", "换了打印纸")));
        branch.Gives(DemoBranch.Manager, take, at: "08:20");

        Assert.Contains("08:20 王芳来处理", branch.Gives(Operations, take, at: "08:21"));
        Assert.Equal(0, branch.Written);
        branch.Gives(Operations, solve, at: "08:30");
        Assert.Contains("08:30 周涛已解决:换了打印纸", branch.Gives(DemoBranch.Manager, solve, at: "08:31"));
        Assert.Equal(0, branch.Written);
    }

    [Fact]
    public void The_same_form_twice_is_one_issue()
    {
        branch.Says(DemoBranch.Teller, "开门", at: "08:10");
        branch.Gives(DemoBranch.Teller, branch.Button("异常"), at: "08:12");
        var form = branch.Fills("报告", ("what", "叫号器不打印"));
        branch.Gives(DemoBranch.Teller, form);
        var again = branch.Gives(DemoBranch.Teller, form);

        Assert.Equal(0, branch.Written);
        Assert.Single(branch.Told);
        Assert.Contains("1/3", again);
    }

    [Fact]
    [Trait("Rule", "T-2")]
    public void An_issue_whose_mark_was_lost_with_the_process_is_marked_later_as_of_when_she_pressed()
    {
        branch.FollowsThrough = false;
        Reports();
        var then = ((Accepted)branch.Last!).Then!;
        Assert.Null(Day());
        branch.Now = DemoBranch.At("05:00", "2026-11-25");
        branch.Gives(DemoBranch.Teller, then);

        var tick = Day()!.DoneBy("PersonalTeller.Opening.1")!;
        Assert.Equal((TickKind.Issue, DemoBranch.At("08:12")), (tick.Kind, tick.At));
        branch.Gives(DemoBranch.Teller, then);
        Assert.Equal(0, branch.Written);
    }

    [Theory]
    [InlineData("撤销")]
    [InlineData("撤销上一件")]
    [InlineData("撤回")]
    [Trait("Rule", "T-2")]
    public void Taking_back_withdraws_the_issue_and_the_item_is_open_again(string how)
    {
        Reports();
        if (how == "撤销")
        {
            branch.Says(DemoBranch.Teller, how);
        }
        else
        {
            if (how == "撤回")
            {
                branch.Gives(DemoBranch.Teller, branch.Button("查看"));
            }

            branch.Gives(DemoBranch.Teller, branch.Button(how));
        }

        Assert.Contains("0/3", TextRenderer.Render(branch.Last!.Answer, Language.Chinese));
        Assert.Contains("已撤回", branch.Shows(branch.Told[^1], Operations));
        Assert.Contains("没有与您有关", branch.Says(DemoBranch.Teller, "我的异常"));
        Assert.Equal([TickKind.Issue, TickKind.TakenBack], Day()!.History.Select(t => t.Kind));
    }

    [Fact]
    [Trait("Rule", "T-2")]
    public void What_is_solved_is_not_taken_back_and_its_item_stays_done()
    {
        Reports();
        branch.Shows(branch.Told[0], Operations);
        branch.Gives(Operations, branch.Fills("已解决", ("remedy", "换了打印纸")));
        branch.Says(DemoBranch.Teller, "撤销");

        Assert.Contains("1/3", branch.Says(DemoBranch.Teller, "开门"));
    }

    [Fact]
    [Trait("Rule", "T-2")]
    public void It_is_opened_again_with_why_for_some_days()
    {
        Reports();
        branch.Shows(branch.Told[0], Operations);
        branch.Gives(Operations, branch.Fills("已解决", ("remedy", "换了打印纸")), at: "08:40");
        branch.Shows(branch.Told[^1], DemoBranch.Teller);
        branch.Gives(DemoBranch.Teller, branch.Button("重新打开…"), at: "09:00");
        var again = branch.Fills("重新打开", ("why", "又不打印了"));
        Assert.Contains("重新打开:又不打印了", branch.Gives(DemoBranch.Teller, again));
        Assert.Equal(Operations.Id, branch.Told[^1].To);
        Assert.Contains("待处理", branch.Says(DemoBranch.Teller, "我的异常"));

        branch.Shows(branch.Told[^1], Operations);
        branch.Gives(Operations, branch.Fills("已解决", ("remedy", "换了机器")));
        branch.Now = branch.Now.AddDays(8);
        Assert.Contains("请另报一件", branch.Gives(DemoBranch.Teller, again));
    }

    [Fact]
    [Trait("Rule", "T-2")]
    public void The_owner_hands_it_to_a_colleague_who_is_told()
    {
        Reports();
        branch.Shows(branch.Told[0], Operations);
        branch.Gives(Operations, branch.Button("转给…"));
        Assert.DoesNotContain("李静", TextRenderer.Render(branch.Last!.Answer, Language.Chinese)[..10]);
        Assert.Contains("负责人:陈晓", branch.Gives(Operations, branch.Fills("转给", ("to", DemoBranch.Wealth.Id.ToString()))));

        Assert.Equal(DemoBranch.Wealth.Id, branch.Told[^1].To);
        Assert.Contains("已解决", branch.Shows(branch.Told[^1], DemoBranch.Wealth));
        Assert.Contains("待处理 · 陈晓", branch.Says(DemoBranch.Teller, "我的异常"));
    }

    [Fact]
    [Trait("Rule", "T-2")]
    public void A_colleague_who_has_nothing_to_do_with_it_sees_nothing()
    {
        Reports();
        var show = branch.Told[0].Show;
        var id = ((ShowIssue)show).Id;

        foreach (var command in new Command[] { show, new TakeIssue(DemoBranch.Branch.Id, id), new SolveIssue(DemoBranch.Branch.Id, id, "x"), new WithdrawIssue(DemoBranch.Branch.Id, id), new HandIssue(DemoBranch.Branch.Id, id, DemoBranch.Wealth.Id) })
        {
            Assert.Equal("这件异常只有报告人、负责人和支行长能看。", branch.Gives(DemoBranch.Wealth, command));
            Assert.Equal(0, branch.Written);
        }

        Assert.Contains("叫号器不打印", branch.Gives(DemoBranch.Manager, show));
        Assert.Contains("现在由周涛负责", branch.Gives(DemoBranch.Teller, new SolveIssue(DemoBranch.Branch.Id, id, "x")));
        Assert.Contains("叫号器不打印", branch.Gives(new RegionLeader(DemoBranch.Id(80), Language.Chinese, null, "钱进", new(new("R01"), "滨江二级分行")), show));
        Assert.Empty(branch.Buttons());
    }

    [Fact]
    [Trait("Rule", "P-2")]
    public void Who_acts_for_the_owner_acts_on_it_as_deputy_but_not_on_what_he_reported_himself()
    {
        Reports();
        branch.Put(branch.Facts with { Duty = [new("d1", DutyKind.Deputy, Sales.Id, new(2026, 11, 24), new(2026, 11, 26), DemoBranch.Manager.Id, branch.Now) { Post = Position.OperationsSupervisor }] });
        Assert.Contains("处理中", branch.Gives(Sales, new TakeIssue(DemoBranch.Branch.Id, ((ShowIssue)branch.Told[0].Show).Id)));
        Assert.Contains("刘强(代营业主管)来处理", branch.Gives(DemoBranch.Teller, branch.Told[0].Show));

        branch.Says(Sales, "异常 设备 终端死机");
        var own = branch.Told[^1];
        Assert.Equal(Operations.Id, own.To);
        Assert.Contains("现在由周涛负责", branch.Gives(Sales, new SolveIssue(DemoBranch.Branch.Id, ((ShowIssue)own.Show).Id, "x")));
    }

    [Fact]
    [Trait("Rule", "T-2")]
    public void By_words_the_form_comes_with_what_she_wrote_its_kind_and_the_next_open_item()
    {
        branch.Says(DemoBranch.Teller, "完成", at: "08:11");
        branch.Says(DemoBranch.Teller, "异常 ATM 不吐钞", at: "08:12");
        var report = (ReportIssue)branch.Fills("报告");

        Assert.Equal(("ATM 不吐钞", IssueKind.Device, "PersonalTeller.Opening.2"), (report.What, report.Kind, report.Item));
        Assert.Contains("2/3", branch.Gives(DemoBranch.Teller, report));
        branch.Says(DemoBranch.Teller, "异常 地上脏", at: "10:30");
        Assert.Contains("负责人:周涛", branch.Gives(DemoBranch.Teller, branch.Fills("报告", ("item", "none"))));
    }

    [Theory]
    [InlineData("异常 安防 后门没锁", 1)]
    [InlineData("异常 设备 叫号器不打印", 3)]
    [InlineData("异常 卫生 地上有水", 3)]
    [InlineData("异常 物料 回单纸用完", 9)]
    [InlineData("issue other the door squeaks", 1)]
    [Trait("Rule", "T-2")]
    public void A_kind_and_a_word_are_reported_at_once_to_whose_it_is(string line, int owner)
    {
        branch.Says(DemoBranch.Teller, line, at: "10:00", operation: "1764");
        branch.Says(DemoBranch.Teller, line, at: "10:00", operation: "1764");

        Assert.Equal(DemoBranch.Id(owner), Assert.Single(branch.Told).To);
    }

    [Fact]
    public void Of_what_endangers_people_the_manager_hears_too()
    {
        branch.Says(DemoBranch.Teller, "异常 插座冒烟", at: "10:00");
        branch.Gives(DemoBranch.Teller, branch.Fills("报告", ("kind", "Device"), ("weight", "SafetyRisk")));

        Assert.Equal([Operations.Id, DemoBranch.Manager.Id], branch.Told.Select(t => t.To));
    }

    [Fact]
    public void A_payload_that_names_somebody_elses_item_marks_nothing()
    {
        branch.Gives(DemoBranch.Teller, new ReportIssue(DemoBranch.Branch.Id, "20261124-0123456789abcdef", What: "x", Day: new(2026, 11, 24), Item: "BranchManager.Opening.1"));

        Assert.Null(Day());
        Assert.Contains("待处理", branch.Says(DemoBranch.Teller, "我的异常"));
    }

    [Fact]
    [Trait("Rule", "T-2")]
    public void Who_must_act_is_reminded_of_earlier_days_once_a_workday_and_not_on_leave()
    {
        Reports();
        Assert.Empty(Reminders(new(2026, 11, 24)));
        var reminder = Assert.Single(Reminders(new(2026, 11, 25)));
        Assert.Equal((Operations.Id, DemoBranch.At("09:00", "2026-11-25")), (reminder.To, reminder.From));
        branch.Now = reminder.From;
        Assert.Contains("还没有解决的异常", branch.Gives(Operations, reminder.Show));
        Assert.Contains("叫号器不打印", TextRenderer.Render(branch.Last!.Answer, Language.Chinese));

        Assert.Empty(Reminders(new(2026, 11, 28)));
        branch.Put(branch.Facts with { Duty = [new("l1", DutyKind.Leave, Operations.Id, new(2026, 11, 25), new(2026, 11, 25), Operations.Id, branch.Now)] });
        Assert.Equal(DemoBranch.Manager.Id, Assert.Single(Reminders(new(2026, 11, 25))).To);
    }

    [Fact]
    [Trait("Rule", "T-7")]
    public void What_is_broken_stands_on_the_board_while_it_is_open()
    {
        Reports();
        Assert.Contains(Broken(DemoBranch.Manager), p => p is Line { Left.Zh: "叫号器不打印" });
        Assert.Empty(Broken(DemoBranch.Wealth));
        branch.Shows(branch.Told[0], Operations);
        branch.Gives(Operations, branch.Fills("已解决", ("remedy", "换了打印纸")));

        Assert.Empty(Broken(DemoBranch.Manager));
    }

    [Fact]
    [Trait("Rule", "T-2")]
    public void A_picture_goes_with_what_she_reported_last_and_otherwise_the_bot_asks()
    {
        Reports();
        Assert.Contains("[李静发来的图片]", branch.Gives(DemoBranch.Teller, new AttachPicture("demo/1"), at: "08:14"));
        Assert.Contains("这张图片是哪件异常的", branch.Gives(DemoBranch.Teller, new AttachPicture("demo/2"), at: "08:40"));
        Assert.Equal(2, branch.Gives(DemoBranch.Teller, branch.Button("放这里")).Split("[李静发来的图片]").Length - 1);
        Assert.Contains("没有等着的图片", branch.Gives(DemoBranch.Teller, new PutPicture(DemoBranch.Branch.Id, ((ShowIssue)branch.Told[0].Show).Id)));

        Assert.Contains("您没有未解决的异常", branch.Gives(DemoBranch.Wealth, new AttachPicture("demo/3"), at: "09:00"));
        Assert.Contains("[陈晓发来的图片]", branch.Says(DemoBranch.Wealth, "异常 设备 屏幕不亮", at: "10:05") + branch.Gives(DemoBranch.Wealth, new AttachPicture("demo/4"), at: "10:06"));
    }

    [Fact]
    public void Of_two_pictures_that_wait_the_first_is_taken_out_of_the_store()
    {
        branch.Gives(DemoBranch.Teller, new AttachPicture("demo/1"), at: "08:14");
        Assert.Empty(branch.RemovedPictures);
        branch.Gives(DemoBranch.Teller, new AttachPicture("demo/2"), at: "08:15");
        branch.Gives(DemoBranch.Wealth, new AttachPicture("demo/3"), at: "08:16");
        Assert.Equal(["demo/1"], branch.RemovedPictures);
    }

    private string Reports()
    {
        branch.Says(DemoBranch.Teller, "开门", at: "08:10");
        branch.Gives(DemoBranch.Teller, branch.Button("异常"), at: "08:12");
        return branch.Gives(DemoBranch.Teller, branch.Fills("报告", ("kind", "Device"), ("zone", "大众服务区"), ("weight", "StopsBusiness"), ("what", "叫号器不打印")));
    }

    private IReadOnlyList<Part> Broken(Member reader)
    {
        var turn = new Turn(reader, branch.Now, "op", [], branch.Facts);
        var section = Rehearsal.Catalogue.Sections.First(s => s.Document == Document.Board && s.GetType().Namespace == typeof(Issue).Namespace);
        return section.Parts(turn, turn.Today, new([.. section.Needs(branch.Facts, turn.Today).SelectMany(branch.Read).Select(r => new Stored(r, "etag"))]));
    }

    private IReadOnlyList<Reminder> Reminders(DateOnly day)
    {
        var reminders = Rehearsal.Catalogue.Reminders.First(r => r.GetType().Namespace == typeof(Issue).Namespace);
        return [.. reminders.Of(ReminderDay.Of(branch.Facts, DemoBranch.Roster, day), new([.. reminders.Needs(branch.Facts, day).SelectMany(branch.Read).Select(r => new Stored(r, "etag"))]))];
    }

    private TaskDay? Day() => branch.Row<TaskDay>(TaskDay.At(DemoBranch.Branch.Id, new(2026, 11, 24), DemoBranch.Teller.Id));
}
