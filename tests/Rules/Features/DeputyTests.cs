using BranchBot.Features.Deputies;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>Saturday 10 October 2026: the manager flies out on Tuesday.</summary>
public sealed class DeputyTests
{
    private static readonly Member Manager = DemoBranch.Manager;
    private static readonly Member Liu = DemoBranch.Staff[1];
    private static readonly Member Zhou = DemoBranch.Staff[2];
    private readonly Rehearsal branch = new() { Now = DemoBranch.At("17:30", "2026-10-10") };

    [Fact]
    [Trait("Rule", "P-2")]
    public void Wang_Fang_names_Liu_Qiang_from_Tuesday_to_Thursday_and_he_acts_on_those_days_only()
    {
        var said = branch.Says(Manager, "代 刘强 周二至周四");

        Assert.Contains("刘强 代支行长", said);
        Assert.Contains("10月13日(周二)至10月15日(周四)", said);
        Assert.Equal([Liu.Id], branch.Told.Select(t => t.To));
        Assert.Contains("关于您自己的事由上一级决定", branch.Shows(branch.Told[0], Liu));
        Assert.Contains("这个功能给支行长用", branch.Says(Liu, "轮休 李静 周三"));

        branch.Now = DemoBranch.At("08:00", "2026-10-13");
        Assert.Equal(1, WrittenBy(Liu, "轮休 李静 周三"));
        branch.Now = DemoBranch.At("08:00", "2026-10-16");
        Assert.Contains("这个功能给支行长用", branch.Says(Liu, "轮休 李静 周六"));
    }

    [Fact]
    [Trait("Rule", "P-2")]
    [Trait("Threat", "TM-39")]
    public void What_was_revoked_counts_at_once_and_the_deputy_is_told()
    {
        branch.Says(Manager, "代 刘强 今天至周四");
        Assert.Equal(1, WrittenBy(Liu, "轮休 李静 周三"));
        Assert.Contains("马上生效", branch.Says(Manager, "代 结束"));
        Assert.Contains("已结束", branch.Shows(branch.Told[^1], Liu));
        Assert.Equal(Liu.Id, branch.Told[^1].To);
        Assert.Equal(0, WrittenBy(Liu, "轮休 李静 周四"));

        branch.Says(Manager, "代班");
        Assert.DoesNotContain(branch.Facts.Duty, d => d.Kind == DutyKind.Deputy && d.Lasts(new(2026, 10, 10), DemoBranch.Branch.Time));
    }

    [Fact]
    [Trait("Rule", "P-2")]
    [Trait("Threat", "TM-33")]
    public void Who_named_a_deputy_and_who_ended_it_stays_with_what_was_before()
    {
        var (named, ended) = (branch.Now, branch.Now.AddMinutes(5));
        branch.Says(Manager, "代 刘强 周二至周四");
        branch.Now = ended;
        branch.Says(Manager, "代 结束");
        Assert.Equal(
            [(named, Manager.Id, "王芳", "代班 · 刘强 代支行长", null, "10月13日(周二)至10月15日(周四)"), (ended, Manager.Id, "王芳", "代班 · 刘强 代支行长", "10月13日(周二)至10月15日(周四)", null)],
            branch.Read(Change.Since(DemoBranch.Branch.Id, DateTimeOffset.MinValue)).Cast<Change>().Select(c => (c.At, c.By, c.Name, c.What.Zh, c.Before?.Zh, c.After?.Zh)));
    }

    [Fact]
    [Trait("Rule", "P-2")]
    public void Ended_by_mistake_it_is_restored_unless_somebody_else_acts_by_now()
    {
        branch.Says(Manager, "代 刘强 今天至周四");
        branch.Gives(Manager, branch.Button("结束"));
        var restore = branch.Button("恢复");
        branch.Gives(Manager, restore);
        Assert.Equal(1, WrittenBy(Liu, "轮休 李静 周三"));

        branch.Says(Manager, "代 结束");
        branch.Says(Manager, "代 周涛 周二");
        Assert.Contains("周涛 代支行长", branch.Gives(Manager, restore));
        Assert.Equal(0, branch.Written);
    }

    [Fact]
    [Trait("Rule", "P-2")]
    public void Who_acts_cannot_appoint_further_nor_end_it()
    {
        branch.Says(Manager, "代 李静 今天至周四");
        var end = branch.Button("结束");
        Assert.Equal(0, WrittenBy(DemoBranch.Teller, "代 赵敏 周二"));
        branch.Gives(DemoBranch.Teller, end);
        Assert.IsType<Refused>(branch.Last);
        branch.Says(Manager, "代 结束");
        branch.Says(Manager, "代 刘强 今天至周四");
        Assert.Contains("只能为自己的岗位", branch.Says(Liu, "代 赵敏 支行长 周二"));
        Assert.Contains("陈晓 代销售主管", branch.Says(Liu, "代 陈晓 周二"));
    }

    [Fact]
    [Trait("Rule", "P-2")]
    public void An_overlap_of_the_same_post_is_refused_and_told_with_whom()
    {
        branch.Says(Manager, "代 刘强 周二至周四");
        var said = branch.Says(Manager, "代 周涛 周四至周五");
        Assert.Contains("刘强 代支行长 10月13日(周二)至10月15日(周四)", said);
        Assert.Equal(0, branch.Written);
        Assert.Equal(1, WrittenBy(Manager, "代 周涛 10月16日"));
        Assert.Equal(1, WrittenBy(Manager, "代 陈晓 销售主管 周四"));
        Assert.Contains(Liu.Id, branch.Told.Select(t => t.To));
    }

    [Fact]
    [Trait("Rule", "P-2")]
    public void Who_is_away_all_the_time_or_holds_the_post_is_refused_and_who_is_away_partly_is_warned_of()
    {
        branch.Says(Liu, "休假 周二至周三");
        Assert.Contains("请换一位", branch.Says(Manager, "代 刘强 周二"));
        Assert.Contains("其中 2 天", branch.Says(Manager, "代 刘强 周二至周四"));
        Assert.Contains("自己就是支行长", branch.Says(Manager, "代 王芳 周五"));
        Assert.Contains("没有「", branch.Says(Manager, "代 张三 周五"));
        Assert.Contains("请人代支行长", branch.Says(Manager, "代 周涛"));
    }

    [Fact]
    [Trait("Rule", "P-2")]
    public void By_the_form_and_in_English_it_is_the_same()
    {
        var manager = Manager with { Language = Language.English };
        branch.Says(manager, "deputies");
        Assert.Contains("Settled", branch.Gives(manager, branch.Fills("Settle", ("person", Zhou.Id.ToString()), ("from", "2026-10-13"), ("to", "2026-10-15"))));
        Assert.Contains("周涛 acting branch manager", branch.Says(DemoBranch.Teller with { Language = Language.English }, "deputies"));
        Assert.DoesNotContain(branch.Buttons(), b => b.Command is EndDeputy);
        Assert.Contains("ended, at once", branch.Says(manager, "deputy end"));
    }

    [Theory]
    [Trait("Rule", "P-2")]
    [InlineData(Position.BranchManager, 6, "1,2", false)]
    [InlineData(Position.BranchManager, 2, "1", true)]
    [InlineData(Position.BranchManager, 1, "", true)]
    [InlineData(Position.SalesSupervisor, 6, "2,4", false)]
    [InlineData(Position.SalesSupervisor, 4, "1,2", false)]
    [InlineData(Position.SalesSupervisor, 2, "1", true)]
    [InlineData(Position.OperationsSupervisor, 6, "3", false)]
    [InlineData(Position.OperationsSupervisor, 3, "1,2", false)]
    public void What_concerns_somebody_himself_is_decided_one_level_up(Position post, int about, string people, bool region)
    {
        branch.Says(Manager, "代 刘强 今天至周四");
        branch.Says(Manager, "代 陈晓 销售主管 今天");

        var deciders = Deciders.Of(branch.Facts, DemoBranch.Roster, post, DemoBranch.Id(about), new(2026, 10, 10));

        Assert.Equal(people, string.Join(",", deciders.People.Select(p => int.Parse(p.ToString()[^3..], System.Globalization.CultureInfo.InvariantCulture))));
        Assert.Equal(region, deciders.Region);
        Assert.False(deciders.Allow(DemoBranch.Staff[about - 1]));
    }

    private int WrittenBy(Member who, string line)
    {
        branch.Says(who, line);
        return branch.Last is Accepted ? Math.Min(branch.Written, 1) : 0;
    }
}
