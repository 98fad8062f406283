using BranchBot.Features.QuarterlyTalks;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>Minutes and agreements of a talk: a draft, released, acknowledged, followed up .</summary>
public sealed class TalkRecordTests
{
    private static readonly DateOnly Quarter = new(2027, 1, 1);
    private static readonly Member Wang = DemoBranch.Manager;
    private static readonly Member Sun = DemoBranch.Staff[4];
    private static readonly Member Li = DemoBranch.Teller;
    private static readonly Member Liu = DemoBranch.Staff[1];

    private readonly Rehearsal branch = new() { Now = DemoBranch.At("10:30", "2027-01-06") };

    [Fact]
    [Trait("Rule", "Q-6")]
    [Trait("Rule", "Q-7")]
    public void Minutes_are_a_draft_until_released_then_acknowledged_and_agreements_are_followed_until_done()
    {
        branch.Says(Wang, "谈话记录 孙丽");
        Assert.Contains("请写几句", branch.Gives(Wang, branch.Fills("发给本人", ("minutes", " "))));
        Assert.Contains("只有您能看", branch.Gives(Wang, branch.Fills("存草稿", ("minutes", "谈了客户名单。"), ("what1", "每周约三位老客户"), ("due1", "2027-01-27"))));
        Assert.Equal("还没有发给您的谈话记录。", branch.Says(Sun, "谈话记录"));
        Assert.Equal("还没有发给您的谈话记录。", branch.Says(Li, "谈话记录"));
        Assert.Empty(branch.Told);

        branch.Says(Wang, "谈话记录 孙丽");
        Assert.Contains("已发给孙丽", branch.Gives(Wang, branch.Fills("发给本人", ("what2", "帮她约培训"), ("due2", "2027-01-20"), ("owner2", "manager"))));
        var told = Assert.Single(branch.Told);
        Assert.Equal((Sun.Id, Delivery.Certain), (told.To, told.Delivery));
        Assert.Contains("谈了客户名单", branch.Shows(told, Sun));
        Assert.Contains("已阅", branch.Gives(Sun, branch.Button("已阅")));

        // The second is due on the 20th, the first on the 27th; each week again until it is done.
        Assert.Empty(Reminded("2027-01-19"));
        Assert.Equal([Wang.Id, Sun.Id], Reminded("2027-01-20"));
        Assert.Empty(Reminded("2027-01-21"));
        Assert.Equal([Wang.Id, Sun.Id], Reminded("2027-01-27"));
        branch.Now = DemoBranch.At("10:30", "2027-01-27");
        Assert.Contains("到期的约定 2 件", branch.Gives(Sun, new ShowMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id, Asked: true)));
        Assert.Contains("完成:每周约三位老客户", branch.Gives(Sun, branch.Button("完成")));
        branch.Gives(Wang, new ShowMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id));
        Assert.Contains("完成:帮她约培训", branch.Gives(Wang, branch.Button("完成")));
        Assert.Empty(Reminded("2027-01-27"));
        Assert.Empty(Reminded("2027-02-03"));

        // In the next dossier stands what became of it.
        branch.Now = DemoBranch.At("09:00", "2027-04-02");
        var dossier = branch.Says(Wang, "季度情况 孙丽");
        Assert.Contains("上次谈话的约定", dossier);
        Assert.Contains("每周约三位老客户", dossier);
    }

    [Fact]
    [Trait("Rule", "Q-7")]
    [Trait("Rule", "P-2")]
    public void Nobody_but_the_manager_and_the_employee_reads_them()
    {
        Released();
        branch.Says(Wang, "代 刘强 今天");
        foreach (var other in new Actor[] { Li, Liu })
        {
            Assert.Contains("只给支行长本人和谈话的员工", branch.Gives(other, new ShowMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id)));
            Assert.Contains("只给支行长本人和谈话的员工", branch.Gives(other, new WriteMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id, true) { Minutes = "x" }));
            Assert.Contains("只给支行长本人和谈话的员工", branch.Gives(other, new FinishAgreement(DemoBranch.Branch.Id, Quarter, Sun.Id, "每周约三位老客户")));
            Assert.Contains("只给支行长本人和谈话的员工", branch.Gives(other, new AcknowledgeMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id, 1)));
        }

        // The employee reads, and does not write.
        branch.Gives(Sun, new WriteMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id, true) { Minutes = "我自己写" });
        Assert.Equal((0, "谈了目标。"), (branch.Written, branch.Row<TalkRecord>(TalkRecord.At(DemoBranch.Branch.Id, Quarter, Sun.Id))!.Minutes));
        Assert.DoesNotContain("上次谈话", branch.Says(Li, "我的季度"));
    }

    [Fact]
    [Trait("Rule", "Q-7")]
    public void Whoever_acknowledges_has_read_the_newest_minutes()
    {
        Released();
        branch.Gives(Sun, new ShowMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id));
        var read = branch.Button("已阅");
        branch.Gives(Wang, new WriteMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id, true) { Minutes = "改过的。" });
        Assert.Contains("记录改过了", branch.Gives(Sun, read));
        Assert.Contains("已阅", branch.Gives(Sun, branch.Button("已阅")));
        Assert.Equal(MinutesState.Acknowledged, branch.Row<TalkRecord>(TalkRecord.At(DemoBranch.Branch.Id, Quarter, Sun.Id))!.State);
    }

    [Fact]
    [Trait("Rule", "Q-6")]
    public void What_is_too_long_or_due_in_the_past_is_said_with_the_form_that_keeps_it()
    {
        Assert.Contains("最多 3000 字,现在 3001 字", branch.Gives(Wang, new WriteMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id, false) { Minutes = new string('好', 3001) }));
        Assert.Contains("一年以内", branch.Gives(Wang, new WriteMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id, false) { Minutes = "好", What1 = "做", Due1 = new(2027, 1, 5) }));
        Assert.Contains("最多 200 字", branch.Gives(Wang, new WriteMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id, false) { Minutes = "好", What1 = new string('做', 201) }));
        Assert.Contains("和谁的", branch.Says(Wang, "谈话记录"));
        Assert.Contains("名单里没有", branch.Says(Wang, "谈话记录 王小二"));
    }

    private void Released() => branch.Gives(Wang, new WriteMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id, true) { Minutes = "谈了目标。", What1 = "每周约三位老客户", Due1 = new(2027, 1, 27) });

    private IEnumerable<PersonId> Reminded(string day)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var source = Rehearsal.Catalogue.Reminders.Single(r => r.GetType().Namespace == typeof(TalkPlan).Namespace);
        var rows = new Rows([.. source.Needs(branch.Facts, date).SelectMany(branch.Read).Select(r => new Stored(r, "etag"))]);
        return source.Of(ReminderDay.Of(branch.Facts, DemoBranch.Roster, date), rows).Select(r => r.To);
    }
}
