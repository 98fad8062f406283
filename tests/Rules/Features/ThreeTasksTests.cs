using BranchBot.Features.ThreeTasks;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

public sealed class ThreeTasksTests
{
    private readonly Rehearsal branch = new();

    [Fact]
    [Trait("Rule", "T-1")]
    public void A_teller_who_says_opening_sees_her_three_items_word_for_word()
    {
        var card = branch.Says(DemoBranch.Teller, "开门", at: "08:10");

        Assert.Contains("早上好,李静 · 开门三件事", card);
        Assert.Contains("整理营业区域环境是否卫生,检查终端设备、叫号器等设备是否工作正常,检查宣传资料等是否充足", card);
        Assert.Contains("参加晨会", card);
        Assert.Contains("领用尾箱,请领现金和重要空白凭证", card);
        Assert.Contains("0/3", card);
    }

    [Fact]
    [Trait("Rule", "T-1")]
    public void She_is_walked_through_by_card_and_by_words()
    {
        branch.Says(DemoBranch.Teller, "开门", at: "08:10");
        Assert.Contains("1/3", branch.Gives(DemoBranch.Teller, branch.Button("完成"), at: "08:11"));
        Assert.Contains("2/3", branch.Says(DemoBranch.Teller, "完成", at: "08:12"));
        Assert.Contains("1/3", branch.Says(DemoBranch.Teller, "撤销"));
        Assert.Contains("2/3", branch.Says(DemoBranch.Teller, "完成", at: "08:13"));
        var last = branch.Gives(DemoBranch.Teller, branch.Button("完成"), at: "08:14");

        Assert.Contains("3/3", last);
        Assert.Contains("祝今天开门红", last);
    }

    [Fact]
    [Trait("Rule", "T-3")]
    [Trait("Threat", "TM-04")]
    public void A_tick_pressed_again_says_when_it_was_done_and_changes_nothing()
    {
        branch.Says(DemoBranch.Teller, "开门");
        var first = branch.Button("完成");
        branch.Gives(DemoBranch.Teller, first, at: "08:11");

        Assert.Contains("已于 08:11 完成", branch.Gives(DemoBranch.Teller, first, at: "08:20"));
        Assert.Equal(0, branch.Written);
    }

    [Fact]
    [Trait("Rule", "T-3")]
    public void What_was_taken_back_stays_in_the_history_with_who_and_when()
    {
        branch.Says(DemoBranch.Teller, "完成", at: "08:11");
        branch.Says(DemoBranch.Teller, "撤销", at: "08:12");

        var day = branch.Row<TaskDay>(TaskDay.At(DemoBranch.Branch.Id, new(2026, 11, 24), DemoBranch.Teller.Id))!;
        Assert.Equal(
            [(TickKind.Done, DemoBranch.At("08:11"), DemoBranch.Teller.Id), (TickKind.TakenBack, DemoBranch.At("08:12"), DemoBranch.Teller.Id)],
            day.History.Select(t => (t.Kind, t.At, t.By)));
        Assert.Null(day.Last());
    }

    [Fact]
    [Trait("Rule", "T-3")]
    [Trait("Threat", "TM-04")]
    public void After_the_day_is_over_nothing_changes_it()
    {
        branch.Says(DemoBranch.Teller, "开门", at: "08:10");
        var tick = branch.Button("完成");
        branch.Gives(DemoBranch.Teller, tick, at: "08:11");
        var undo = branch.Button("撤销上一件");
        branch.Now = DemoBranch.At("08:00", "2026-11-25");

        Assert.Contains("11月24日 星期二已经结束,不能再改", branch.Gives(DemoBranch.Teller, undo));
        Assert.Equal(0, branch.Written);
        Assert.Contains("已于 08:11 完成", branch.Gives(DemoBranch.Teller, tick));
        Assert.Empty(branch.Buttons());
    }

    [Theory]
    [InlineData("2026-11-25T03:59:59+08:00", "2026-11-24")]
    [InlineData("2026-11-25T04:00:00+08:00", "2026-11-25")]
    [InlineData("2026-12-31T23:30:00+00:00", "2027-01-01")]
    [InlineData("2026-12-31T19:59:00+00:00", "2026-12-31")]
    [Trait("Rule", "P-8")]
    public void The_business_day_ends_at_four_in_the_morning(string instant, string day) =>
        Assert.Equal(DateOnly.Parse(day), DemoBranch.Branch.Time.DayOf(DateTimeOffset.Parse(instant)));

    [Theory]
    [InlineData("2026-03-29T00:59:00+00:00", "01:59")]
    [InlineData("2026-03-29T01:00:00+00:00", "03:00")]
    [InlineData("2026-10-25T01:00:00+00:00", "02:00")]
    public void Where_clocks_change_the_wall_shows_the_branchs_time(string instant, string wall) =>
        Assert.Equal(wall, new BranchTime("Europe/Oslo", BranchTime.UsualDayEnd).Clock(DateTimeOffset.Parse(instant)));

    [Fact]
    public void The_same_message_twice_ticks_once()
    {
        branch.Says(DemoBranch.Teller, "完成", operation: "1764");
        var again = branch.Says(DemoBranch.Teller, "完成", operation: "1764");

        Assert.Contains("1/3", again);
        Assert.Equal(0, branch.Written);
    }

    [Fact]
    public void The_same_undo_twice_takes_back_once()
    {
        branch.Says(DemoBranch.Teller, "完成");
        branch.Says(DemoBranch.Teller, "完成");
        branch.Says(DemoBranch.Teller, "撤销", operation: "1765");

        Assert.Contains("1/3", branch.Says(DemoBranch.Teller, "撤销", operation: "1765"));
        Assert.Equal(0, branch.Written);
    }

    [Fact]
    [Trait("Rule", "T-3")]
    [Trait("Threat", "TM-04")]
    public void An_old_cards_undo_takes_back_nothing_newer()
    {
        branch.Says(DemoBranch.Teller, "完成");
        var undo = branch.Button("撤销上一件");
        branch.Gives(DemoBranch.Teller, undo);
        branch.Says(DemoBranch.Teller, "完成");

        Assert.Contains("已经撤销过了", branch.Gives(DemoBranch.Teller, undo));
        Assert.Equal(0, branch.Written);
    }

    [Fact]
    public void A_card_that_Teams_refreshes_at_once_says_the_same_again_until_something_newer_happens()
    {
        branch.Says(DemoBranch.Teller, "完成");
        var refresh = ((Shown)branch.Last!.Answer).Card.Refresh!;
        Assert.Contains("第 1 件完成,下一件:参加晨会", branch.Gives(DemoBranch.Teller, refresh));
        Assert.Equal(0, branch.Written);

        branch.Says(DemoBranch.Teller, "撤销");
        Assert.Contains("已撤销第 1 件", branch.Gives(DemoBranch.Teller, ((Shown)branch.Last!.Answer).Card.Refresh!));
        Assert.DoesNotContain("下一件", branch.Gives(DemoBranch.Teller, refresh));
    }

    [Theory]
    [InlineData("完成 2")]
    [InlineData("完成2")]
    [InlineData("完成 二")]
    [InlineData("完成第2件")]
    [InlineData("完成 2。")]
    [InlineData("done 2")]
    [InlineData("DONE 2")]
    public void An_item_can_be_named_by_its_number(string line)
    {
        branch.Says(DemoBranch.Teller, line);

        Assert.Equal("PersonalTeller.Opening.2", Day()!.Last()!.Item);
    }

    [Theory]
    [InlineData("完成 4", "没有第 4 件")]
    [InlineData("完成 0", "没有第 0 件")]
    [InlineData("完成 昨天", "后半句没看懂")]
    [InlineData("完成 99999999999", "后半句没看懂")]
    public void A_number_that_is_none_is_refused_with_what_would_work(string line, string answer)
    {
        Assert.Contains(answer, branch.Says(DemoBranch.Teller, line));
        Assert.Null(Day());
    }

    [Fact]
    [Trait("Rule", "P-6")]
    public void The_loan_officer_has_no_list_and_is_told_so()
    {
        Assert.Contains("没有清单", branch.Says(DemoBranch.Loans, "开门"));
        Assert.Contains("没有清单", branch.Says(DemoBranch.Loans, "完成"));
        Assert.Equal(0, branch.Written);
    }

    [Fact]
    [Trait("Rule", "P-1")]
    public void The_primary_lobby_manager_has_the_lobbys_list_beside_her_own()
    {
        var card = branch.Says(DemoBranch.Lobby, "开门");

        Assert.Contains("查看移动柜员夹内物品是否配置齐全", card);
        Assert.Contains("查看《日程表》,明确当日主要工作安排", card);
        Assert.Equal(6, branch.Buttons().Count(b => b.Title.Zh == "完成"));
        Assert.Contains("第 6 件完成", branch.Says(DemoBranch.Lobby, "完成 6"));
    }

    [Fact]
    [Trait("Rule", "P-1")]
    public void The_backup_has_only_her_own_list_while_the_primary_is_there()
    {
        branch.Says(DemoBranch.Backup, "开门");

        Assert.Equal(3, branch.Buttons().Count(b => b.Title.Zh == "完成"));
    }

    [Fact]
    public void Somebody_elses_item_is_refused()
    {
        Assert.Contains(
            "不在您今天的清单里",
            branch.Gives(DemoBranch.Teller, new TickItem(DemoBranch.Branch.Id, new(2026, 11, 24), "BranchManager.Opening.1", TaskView.Opening)));
        Assert.Null(Day());
    }

    [Fact]
    [Trait("Rule", "T-7")]
    public void The_board_shows_everybody_of_today_with_one_look()
    {
        branch.Says(DemoBranch.Teller, "完成", at: "08:11");
        branch.Says(DemoBranch.Teller, "完成");
        branch.Says(DemoBranch.Teller, "完成");
        var board = branch.Says(DemoBranch.Manager, "看板", at: "08:15");

        Assert.Contains("10 人 · 1 完成 · 0 进行中 · 9 未开始", board);
        Assert.Contains("李静", board);
        Assert.Contains("没有清单:何伟", board);
        var lines = ((Shown)branch.Last!.Answer).Card.Body.OfType<Line>().ToList();
        Assert.Contains("已完成:李静 08:11", board);
        Assert.Equal(9, lines.Count);
        Assert.Equal("0/6", Assert.Single(lines, l => l.Left.Zh == "郑洁").Right.Zh);
        Assert.All(lines.Where(l => l.Left.Zh != "郑洁"), l => Assert.Equal("0/3", l.Right.Zh));
    }

    [Fact]
    public void In_the_afternoon_done_means_the_closing_tasks()
    {
        Assert.Contains("关门三件事", branch.Says(DemoBranch.Teller, "完成", at: "17:05"));
        Assert.Equal("PersonalTeller.Closing.1", Day()!.Last()!.Item);
    }

    [Fact]
    public void The_closing_card_does_not_offer_to_take_back_an_opening_item()
    {
        branch.Says(DemoBranch.Teller, "完成", at: "08:10");
        branch.Says(DemoBranch.Teller, "关门", at: "17:05");

        Assert.DoesNotContain(branch.Buttons(), b => b.Title.Zh == "撤销上一件");
    }

    [Fact]
    public void A_day_has_room_for_a_hundred_changes_and_no_more()
    {
        for (var i = 0; i < TaskDay.MostEntries / 2; i++)
        {
            branch.Says(DemoBranch.Teller, "完成");
            branch.Says(DemoBranch.Teller, "撤销");
        }

        Assert.Contains("不能再改了", branch.Says(DemoBranch.Teller, "完成"));
        Assert.Equal(0, branch.Written);
    }

    private TaskDay? Day() => branch.Row<TaskDay>(TaskDay.At(DemoBranch.Branch.Id, new(2026, 11, 24), DemoBranch.Teller.Id));
}
