using System.Text;
using BranchBot.Features.ThreeTasks;
using BranchBot.Host.Teams;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>Saturday 10 October 2026, a make-up workday: the board, the closing chain, who brings back and who covers.</summary>
public sealed class BoardTests
{
    private const string Saturday = "2026-10-10";
    private static readonly DateOnly Day = new(2026, 10, 10);
    private static readonly Member Operations = DemoBranch.Staff[2];
    private static readonly Member Sales = DemoBranch.Staff[1];
    private static readonly Member Sun = DemoBranch.Staff[4];
    private static readonly Member Zhao = DemoBranch.Staff[6];
    private static readonly Member Wu = DemoBranch.Staff[7];
    private static readonly RegionLeader Leader = new(DemoBranch.Id(20), Language.Chinese, "29:20", "徐刚", new(new("R01"), "示范二级分行"));
    private readonly Rehearsal branch = new();

    public BoardTests()
    {
        At("08:00");
        branch.Put(branch.Facts with
        {
            Duty = [new("leave", DutyKind.Leave, Sun.Id, new(2026, 10, 9), new(2026, 10, 14), Sun.Id, DemoBranch.At("08:00", "2026-10-08"))],
        });
        branch.Put(new RegionBranch(new("R01"), DemoBranch.Branch.Id, "示范支行"));
        branch.Put(new RegionBranch(new("R01"), new("demo2"), "示范二支行"));
    }

    [Fact]
    [Trait("Rule", "T-7")]
    [Trait("Rule", "P-4")]
    public void Who_is_on_leave_and_who_has_no_list_do_not_count_and_are_named_with_why()
    {
        foreach (var person in DemoBranch.Staff.Except([Zhao, Wu, Sun, DemoBranch.Loans]))
        {
            All(person, "08:15");
        }

        Says(Zhao, "完成", "08:16");
        Says(Zhao, "完成", "08:16");
        var board = Says(DemoBranch.Manager, "看板", "08:30");

        Assert.Contains("9 人 · 7 完成 · 1 进行中 · 1 未开始", board);
        Assert.Contains("赵敏 个人业务柜员:2/3", board);
        Assert.Contains("吴磊 公司业务柜员:0/3", board);
        Assert.Contains("休假:孙丽", board);
        Assert.Contains("没有清单:何伟", board);
        Assert.Contains("郑洁 08:15", board);
    }

    [Fact]
    [Trait("Rule", "T-4")]
    public void Late_is_who_has_not_finished_by_his_own_limit_and_who_finished_after_it()
    {
        branch.Put(branch.Facts with { Branch = branch.Facts.Branch with { Shifts = [new("晚班", new(new(12, 0), new(20, 0)))] } });
        branch.Put(DemoBranch.Roster with { Staff = [.. DemoBranch.Roster.Staff.Select(s => s.Id == Wu.Id ? s with { Pattern = new("晚班") } : s)] });
        All(DemoBranch.Teller, "08:30");
        All(DemoBranch.Backup, "08:31");
        var board = Says(DemoBranch.Manager, "看板 开门", "08:40");

        Assert.Contains("已完成:李静 08:30", board);
        Assert.Contains("晚完成:冯娟 08:31", board);
        Assert.Contains("赵敏 个人业务柜员 · 已过 08:30:0/3", board);
        Assert.Contains("吴磊 公司业务柜员:0/3", board);
    }

    [Fact]
    public void On_a_day_when_the_branch_is_closed_nobody_counts()
    {
        At("09:00", "2026-10-05");
        var board = Says(DemoBranch.Manager, "看板", null);

        Assert.Contains("这一天不营业 · 国庆节", board);
        Assert.Contains("0 人 · 0 完成", board);
        Assert.DoesNotContain("王芳", board);
    }

    [Fact]
    [Trait("Rule", "P-2")]
    public void Who_acts_for_the_manager_sees_the_board_and_has_her_list_beside_his_own()
    {
        Says(DemoBranch.Teller, "看板", "08:30");
        Assert.IsType<Refused>(branch.Last);
        branch.Put(branch.Facts with
        {
            Duty = [.. branch.Facts.Duty, new("deputy", DutyKind.Deputy, DemoBranch.Teller.Id, Day, Day, DemoBranch.Manager.Id, branch.Now) { Post = Position.BranchManager }],
        });

        var board = Says(DemoBranch.Teller, "看板", "08:31");
        Assert.Contains("9 人", board);
        Assert.Contains("李静 个人业务柜员 0/3 · 代支行长 0/3", board);
    }

    [Fact]
    [Trait("Rule", "T-6")]
    public void A_supervisor_sees_his_own_team()
    {
        var tellers = Says(Operations, "看板", "08:20");
        Assert.Contains("我的团队", tellers);
        Assert.Contains("5 人", tellers);
        Assert.DoesNotContain("陈晓", tellers);

        var sales = Says(Sales, "看板", "08:20");
        Assert.Contains("3 人", sales);
        Assert.Contains("休假:孙丽", sales);
        Assert.DoesNotContain("李静", sales);
    }

    [Fact]
    [Trait("Rule", "T-6")]
    public void At_17_40_the_chain_shows_that_the_operations_supervisor_waits_for_one_teller()
    {
        At("16:30");
        foreach (var person in new[] { DemoBranch.Teller, Zhao, DemoBranch.Backup })
        {
            All(person, person == Zhao ? "17:22" : "17:10");
        }

        Says(Wu, "完成", "17:15");
        var board = Says(DemoBranch.Manager, "看板", "17:40");
        Assert.Contains("关门链", board);
        Assert.Contains("周涛 营业主管 · 等 吴磊 1/3 · 自 17:22:0/3", board);
        Assert.Contains("刘强 销售主管 · 等 陈晓 0/3、郑洁 0/3 · 自 17:00:0/3", board);
        Assert.Contains("王芳 支行长 · 等 周涛 0/3、刘强 0/3 · 自 17:00:0/3", board);
        Assert.Equal(board[board.IndexOf("周涛 营业主管 · 等", StringComparison.Ordinal)..].Split('\n')[0], Says(DemoBranch.Manager, "关门链", "17:40").Split('\n').Single(l => l.StartsWith("周涛", StringComparison.Ordinal)));

        All(Wu, "17:50");
        All(Operations, "17:52");
        Assert.Contains("周涛 营业主管 · 团队 4 人都完成了:✓ 17:52", Says(DemoBranch.Manager, "chain", "17:55"));
        Assert.DoesNotContain("刘强", Says(Operations, "关门链", "17:55"));
    }

    [Fact]
    [Trait("Rule", "T-6")]
    public void Where_nobody_holds_the_post_the_team_reports_to_the_manager()
    {
        branch.Put(branch.Facts with { Duty = [.. branch.Facts.Duty, new("l2", DutyKind.Leave, Operations.Id, Day, Day, Operations.Id, branch.Now)] });
        var chain = Says(DemoBranch.Manager, "关门链", "17:40");

        Assert.Contains("营业主管 今天没有人在岗,团队直接向支行长汇报", chain);
        Assert.Contains("王芳 支行长 · 等 李静 0/3、赵敏 0/3、吴磊 0/3、冯娟 0/3、刘强 0/3", chain);
    }

    [Fact]
    [Trait("Rule", "T-5")]
    public void A_closing_item_says_on_whom_it_waits_and_can_be_ticked_all_the_same()
    {
        At("16:30");
        foreach (var person in new[] { DemoBranch.Teller, Zhao, DemoBranch.Backup })
        {
            All(person, "17:10");
        }

        Assert.Contains("整理审核当日业务凭条 – 等 吴磊", Says(Operations, "关门", "17:40"));
        Says(Wu, "完成", "17:41");
        Assert.DoesNotContain("等 吴磊", Says(Operations, "关门", "17:42"));
        Assert.Contains("听取销售人员的当日营销情况汇报,记录需解决的事项 – 等 陈晓、郑洁", Says(Sales, "关门", "17:42"));
        Assert.Contains("– 等 刘强、周涛", Says(DemoBranch.Manager, "关门", "17:42"));
        Assert.Contains("1/3", Says(Sales, "完成", "17:43"));
        Assert.DoesNotContain("等 ", Says(DemoBranch.Teller, "关门", "17:43"));
    }

    [Fact]
    public void Three_ticks_in_one_go_are_said_to_the_manager_and_to_nobody_else()
    {
        All(DemoBranch.Teller, "08:15");
        Assert.Contains("一口气打完:李静(0 秒)", Says(DemoBranch.Manager, "看板", "08:20"));
        Assert.DoesNotContain("一口气", Says(Operations, "看板", "08:20"));
        branch.Put(branch.Facts with { Settings = branch.Facts.Settings with { HurriedSeconds = 0 } });
        Assert.DoesNotContain("一口气", Says(DemoBranch.Manager, "看板", "08:20"));
    }

    [Fact]
    [Trait("Rule", "T-6")]
    public void A_superior_brings_an_item_back_with_a_comment_and_both_stay_in_the_history()
    {
        At("16:30");
        Says(Wu, "完成", "17:10");
        Says(Wu, "完成", "17:11");
        Says(Operations, "看板", "17:20");
        branch.Gives(Operations, branch.Fills("查看", ("person", Wu.Id.ToString())));
        var back = branch.Fills("没做好", ("tick", "2"), ("comment", "推荐没有核对"));
        Assert.Contains("第 2 件已退回,吴磊会收到您的话", Gives(Operations, back, "17:21"));
        Assert.Contains("第 2 件已于 17:21 由 周涛 退回", Gives(Operations, back, "17:22"));
        Assert.Equal(0, branch.Written);
        Assert.Contains("第 2 件已于 17:21 由 周涛 退回", Gives(DemoBranch.Manager, back, "17:22"));

        var told = Assert.Single(branch.Told);
        Assert.Equal((Wu.Id, Delivery.Certain), (told.To, told.Delivery));
        var card = branch.Shows(told, Wu);
        Assert.Contains("第 2 件请再看一下。周涛:推荐没有核对", card);
        Assert.Contains("1/3", card);
        Assert.Contains("周涛 17:21:没做好,推荐没有核对", Says(Wu, "关门", "17:25"));
        Says(Wu, "完成 2", "17:30");
        Assert.Contains("第 2 件已于 17:30 重新完成", Gives(Operations, back, "17:31"));
        Assert.Equal([TickKind.Done, TickKind.Done, TickKind.NotDone, TickKind.Done], Of(Wu)!.History.Select(t => t.Kind));
    }

    [Fact]
    [Trait("Rule", "T-6")]
    public void By_words_too_and_never_without_a_comment_by_others_or_after_the_day()
    {
        At("16:30");
        Says(Wu, "完成", "17:10");
        Assert.Contains("后半句没看懂", Says(DemoBranch.Manager, "没做好 吴磊", "17:20"));
        Assert.Contains("还没有完成", Says(DemoBranch.Manager, "没做好 吴磊 2 钱箱没锁", "17:20"));
        Assert.Contains("没有第 9 件", Says(DemoBranch.Manager, "没做好 吴磊 9 钱箱没锁", "17:20"));
        Assert.Contains("没有叫「张三」的同事", Says(DemoBranch.Manager, "没做好 张三 1 钱箱没锁", "17:20"));
        Assert.Contains("吴磊的事由支行长或主管来看", Says(Sales, "没做好 吴磊 1 钱箱没锁", "17:20"));
        Assert.Contains("这个功能给", Says(DemoBranch.Teller, "没做好 吴磊 1 钱箱没锁", "17:20"));
        Assert.Contains("由支行长或主管来看", Says(DemoBranch.Manager, "没做好 王芳 1 钱箱没锁", "17:20"));
        Assert.Contains("最多写 100 字", Says(DemoBranch.Manager, "没做好 吴磊 1 " + new string('长', 101), "17:20"));
        Assert.Contains("请写一句", Gives(DemoBranch.Manager, new SendBack(DemoBranch.Branch.Id, Day, Wu.Id, 1), "17:20"));
        Assert.Contains("已退回", Says(DemoBranch.Manager, "没做好 吴磊 1 钱箱没锁", "17:21"));
        Assert.Equal("钱箱没锁", Of(Wu)!.History[^1].Comment);
        Says(Wu, "完成", "17:30");
        At("08:00", "2026-10-11");
        Assert.Contains("已经结束", Gives(DemoBranch.Manager, new SendBack(DemoBranch.Branch.Id, Day, Wu.Id, 3, "晚了"), null));
        Assert.Equal(3, Of(Wu)!.History.Count);
    }

    [Fact]
    [Trait("Rule", "T-1")]
    public void A_colleague_of_the_same_position_covers_and_the_history_holds_who()
    {
        Says(DemoBranch.Teller, "帮 赵敏", "08:20");
        var cover = branch.Button("完成", 3);
        Assert.Contains("第 3 件完成,由您代 赵敏 做", Gives(DemoBranch.Teller, cover, "08:21"));
        Assert.Contains("已于 08:21 完成", Gives(DemoBranch.Backup, cover, "08:22"));
        Assert.Equal(DemoBranch.Teller.Id, Assert.Single(Of(Zhao)!.History).By);
        Assert.Contains("08:21 由 李静 代做", Says(Zhao, "开门", "08:23"));
        Assert.Null(Of(DemoBranch.Teller));

        Assert.Contains("同岗位的在岗同事才能代做", Says(Wu, "帮 赵敏", "08:24"));
        Assert.Contains("同岗位的在岗同事才能代做", Gives(Wu, new CoverItem(DemoBranch.Branch.Id, Day, Zhao.Id, "PersonalTeller.Opening.1"), "08:24"));
        Assert.Contains("孙丽这一天休假", Says(DemoBranch.Manager, "查看 孙丽", "08:24"));

        Says(DemoBranch.Teller, "帮 赵敏", "08:25");
        Assert.Contains("已撤销第 3 件", Gives(DemoBranch.Teller, branch.Button("撤销上一件"), "08:25"));
        Assert.Null(Of(Zhao)!.Last());
    }

    [Fact]
    public void What_comes_with_the_lobby_role_is_not_covered()
    {
        Assert.Contains("郑洁", Says(DemoBranch.Wealth, "帮 郑洁", "08:20"));
        Assert.Equal(3, branch.Buttons().Count(b => b.Title.Zh == "完成"));
        Assert.Contains("不在郑洁今天可以代做的清单里", Gives(DemoBranch.Wealth, new CoverItem(DemoBranch.Branch.Id, Day, DemoBranch.Lobby.Id, "LobbyManager.Opening.1"), "08:20"));
    }

    [Fact]
    [Trait("Rule", "P-5")]
    public void A_region_leader_names_a_branch_and_ticks_nothing()
    {
        Assert.Contains("9 人", Says(Leader, "示范支行 看板", "08:30"));
        Assert.Contains("9 人", Says(Leader, "看板 示范支行", "08:30"));
        Assert.Contains("关门三件事", Says(Leader, "看板 示范支行 关门", "08:30"));
        Assert.DoesNotContain("没听懂", Says(Leader, "示范支行 关门链", "17:30"));
        Assert.IsType<ShowChain>(((Shown)branch.Last!.Answer).Card.Refresh);
        Assert.Contains("1. [ ] 示范二支行\n2. [ ] 示范支行", Says(Leader, "网点", null));
        Assert.Contains("9 人", Gives(Leader, branch.Button("看板", 2), "08:30"));
        branch.Gives(Leader, branch.Fills("查看", ("person", Wu.Id.ToString())));
        Assert.Contains("吴磊 · 开门三件事", TextRenderer.Render(branch.Last!.Answer, Language.Chinese));
        Assert.DoesNotContain(branch.Buttons(), b => b.Command is CoverItem or SendBack or TickItem);
        Assert.Contains("哪一个?「示范」可能是:示范支行、示范二支行", Says(Leader, "示范 看板", null));
        Assert.Contains("没有叫「火星」的网点", Says(Leader, "火星 看板", null));
        Assert.Contains("您的网点", Says(Leader, "看板", null));
        Assert.Contains("您属于二级分行", Says(Leader, "完成", null));
        var help = Says(Leader, "帮助", null);
        Assert.Contains("您的网点;示范支行 看板", help);
        Assert.DoesNotContain("我的任务", help);
    }

    [Fact]
    [Trait("Rule", "P-5")]
    public void A_manager_who_names_another_branch_gets_nothing_of_it()
    {
        Assert.Contains("您看得到的是示范支行", Says(DemoBranch.Manager, "示范二支行 看板", "08:30"));
        Assert.Contains("9 人", Says(DemoBranch.Manager, "示范支行 看板", "08:30"));
    }

    [Fact]
    public void Where_two_are_called_alike_they_are_asked_for_and_never_mixed_up()
    {
        branch.Put(DemoBranch.Roster with { Staff = [.. DemoBranch.Roster.Staff, new(DemoBranch.Id(12), "吴磊石", Position.PersonalTeller)] });
        Assert.Contains("吴磊 · ", Says(DemoBranch.Manager, "查看 吴磊", "08:30"));
        Assert.Contains("吴磊石 · ", Says(DemoBranch.Manager, "查看 磊石", "08:30"));
        Assert.Contains("没有叫「无双」的同事", Says(DemoBranch.Manager, "查看 无双", "08:30"));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(250)]
    public void The_board_of_a_large_branch_is_a_card_that_Teams_takes(int people)
    {
        Assert.InRange(Bytes(people, done: 0), 1, AdaptiveCardRenderer.LargestCard);
        Assert.InRange(Bytes(people, done: people / 2), 1, AdaptiveCardRenderer.LargestCard);
        Assert.InRange(Bytes(people, done: people), 1, AdaptiveCardRenderer.LargestCard);
    }

    private static int Bytes(int people, int done)
    {
        var branch = new Rehearsal { Now = DemoBranch.At("17:40", Saturday) };
        var staff = Enumerable.Range(1000, people).Select(n => new RosterEntry(DemoBranch.Id(n), $"欧阳同事{n}", Position.PersonalTeller)).ToList();
        branch.Put(DemoBranch.Roster with { Staff = [.. DemoBranch.Roster.Staff, .. staff] });
        foreach (var person in staff.Take(done))
        {
            branch.Put(new TaskDay(DemoBranch.Branch.Id, Day, person.Id, [.. Enumerable.Range(1, 3).Select(n => new Tick(n, $"PersonalTeller.Closing.{n}", TickKind.Done, branch.Now.AddMinutes(n), person.Id, $"x{n}"))]));
        }

        branch.Says(DemoBranch.Manager, "看板");
        var card = ((Shown)branch.Last!.Answer).Card;
        return Encoding.UTF8.GetByteCount(Encoding.UTF8.GetString(new AdaptiveCardRenderer(Rehearsal.Catalogue).Render(card, DemoBranch.Manager).Utf8.Span));
    }

    private void At(string time, string day = Saturday) => branch.Now = DemoBranch.At(time, day);

    private string Says(Actor who, string line, string? at)
    {
        if (at is not null)
        {
            At(at);
        }

        return branch.Says(who, line);
    }

    private string Gives(Actor who, Command command, string? at)
    {
        if (at is not null)
        {
            At(at);
        }

        return branch.Gives(who, command);
    }

    private void All(Member person, string at)
    {
        At(at);
        for (var i = 0; i < 6; i++)
        {
            branch.Says(person, "完成");
        }
    }

    private TaskDay? Of(Member person) => branch.Row<TaskDay>(TaskDay.At(DemoBranch.Branch.Id, Day, person.Id));
}
