using BranchBot.Features.Sales;

namespace BranchBot.Tests.Support;

/// <summary>The cards of the day's tallies, in their telling states.</summary>
internal static class SalesSamples
{
    /// <summary>All of them for readers of a language.</summary>
    public static IReadOnlyList<(string Name, Card Card, Actor Reader)> All(Language language)
    {
        var samples = new List<(string, Card, Actor)>();
        var branch = new Rehearsal { Now = DemoBranch.At("17:05") };
        var (wealth, lobby, supervisor, manager) = (In(DemoBranch.Wealth), In(DemoBranch.Lobby), In(DemoBranch.Staff[1]), In(DemoBranch.Manager));
        var leader = new RegionLeader(DemoBranch.Id(80), language, null, "陈总", new(new("R01"), "苏州分行"));

        Keep("sales-understood", wealth, () => branch.Says(wealth, "基金2笔30万 保险1 信用卡+3 引见4"));
        var enter = branch.Button(new Text("记入", "Enter").In(language));
        Keep("sales-correct", wealth, () => branch.Gives(wealth, branch.Button("改一改")));
        Keep("sales-entered", wealth, () => branch.Gives(wealth, enter));
        Keep("sales-set", wealth, () => branch.Says(wealth, "改 保险 0"));
        Keep("sales-form", wealth, () => branch.Says(wealth, "业绩表"));
        Keep("sales-unusual", wealth, () => branch.Gives(wealth, new EnterTallies(DemoBranch.Branch.Id, new(2026, 11, 24), EntryKind.Added, [new("insurance", 600)], "much")));
        Keep("sales-nothing", lobby, () => branch.Says(lobby, "今天没有"));
        Keep("sales-asked", In(DemoBranch.Staff[4]), () => branch.Gives(In(DemoBranch.Staff[4]), new ShowOwnSales(Asked: true)));
        Keep("sales-for-colleague", supervisor, () => branch.Says(supervisor, "孙丽 贷款1笔20万"));
        Keep("sales-table", supervisor, () => branch.Says(supervisor, "统计", "17:20"));
        Keep("sales-table-own", wealth, () => branch.Says(wealth, "统计"));
        Keep("sales-missing", supervisor, () => branch.Says(supervisor, "汇总"));
        Keep("sales-closed", supervisor, () => branch.Gives(supervisor, branch.Button("仍要汇总")));
        Keep("sales-to-review", manager, () => branch.Gives(manager, branch.Told[^1].Show));
        Keep("sales-reviewed", manager, () => branch.Gives(manager, branch.Button("已审阅"), "17:30"));
        branch.Now = DemoBranch.At("09:00", "2026-11-25");
        Keep("sales-why", wealth, () => branch.Says(wealth, "昨天 保险2"));
        branch.Gives(wealth, branch.Fills("记入", ("why", "漏记两笔")));
        Keep("sales-corrected", supervisor, () => branch.Says(supervisor, "统计 昨天"));
        Keep("sales-week", supervisor, () => branch.Says(supervisor, "统计 周"));
        Keep("sales-entries", manager, () => branch.Gives(manager, new ShowEntries(DemoBranch.Branch.Id, new(2026, 11, 24))));
        branch.Gives(supervisor, new ShowTargetForm(DemoBranch.Branch.Id, new(2026, 10, 1), Period.Quarter));
        Keep("sales-target-form", supervisor, () => branch.Gives(supervisor, new ShowTargetForm(DemoBranch.Branch.Id, new(2026, 10, 1), Period.Quarter)));
        Keep("sales-targets-set", supervisor, () => branch.Gives(supervisor, branch.Fills(new Text("定下", "Set them").In(language), ("goal_fund", "40笔1200万"), ("goal_insurance", "62"), ("goal_credit-card", "3"))));
        branch.Gives(supervisor, new ShowTargetForm(DemoBranch.Branch.Id, new(2026, 11, 1), Period.Month, DemoBranch.Wealth.Id));
        branch.Gives(supervisor, branch.Fills(new Text("定下", "Set them").In(language), ("goal_insurance", "2")));
        Keep("sales-targets-own", wealth, () => branch.Says(wealth, "目标 月"));
        Keep("sales-cause-form", supervisor, () => branch.Gives(supervisor, new ShowCauseForm(DemoBranch.Branch.Id, Period.Quarter, new(2026, 11, 25))));
        Keep("sales-pace", supervisor, () => branch.Gives(supervisor, branch.Fills(new Text("记下", "Note it").In(language), ("cause", "到店客户少"), ("measure", "每天电话邀约十位"))));
        Keep("sales-pace-own", wealth, () => branch.Says(wealth, "进度 我的"));
        Keep("sales-table-pace", supervisor, () => branch.Says(supervisor, "统计 昨天"));
        Keep("sales-target-file", supervisor, () => branch.Sends(supervisor, [Rehearsal.FileNamed("targets.csv", "period,person,item,count,amount\n2026Q4,,理财,30,900万\n2026-11,陈晓,保险,10,\n")]));
        Keep("sales-target-errors", supervisor, () => branch.Sends(supervisor, [Rehearsal.FileNamed("targets.csv", "period,item,count\n2026Q5,保险,1\n2026Q4,保鲜,1\n")]));
        Keep("sales-region", leader, () => branch.Says(leader, "统计 昨天"));
        Keep("sales-year", manager, () => branch.Gives(manager, new ShowSalesYear()));
        Keep("sales-reopen", leader, () => branch.Gives(leader, new ReopenSales(DemoBranch.Branch.Id, new(2026, 11, 24))));
        Products();
        return samples;

        // A region's own list: sent wrong, sent right, confirmed; what a branch sees of it.
        void Products()
        {
            branch = new() { Now = DemoBranch.At("09:00") };
            const string Heading = "product,name,name_en,unit,amount,aliases,from,to\n";
            const string File = Heading + "deposit,存款,deposits,笔,是,储蓄;ck,,\nfund,公募基金,mutual funds,笔,是,jj,,\nuniversal,万能险,universal life,笔,是,wnx,2026-12-01,\ncredit-card,信用卡,credit cards,张,否,xyk,,\n";
            Keep("products", leader, () => branch.Says(leader, "产品"));
            Keep("products-wrong", leader, () => branch.Sends(leader, [Rehearsal.FileNamed("products.csv", Heading + "fund,基金,funds,户,是,三万,,\ncall,电话联系,calls,张,要,,,\n")]));
            Keep("products-file", leader, () => branch.Sends(leader, [Rehearsal.FileNamed("products.csv", File)]));
            Keep("products-taken", leader, () => branch.Gives(leader, branch.Button("确认")));
            Keep("products-of-branch", wealth, () => branch.Says(wealth, "产品"));
        }

        Member In(Member member) => member with { Language = language };

        void Keep(string name, Actor who, Action play)
        {
            play();
            if (branch.Last!.Answer is Shown shown)
            {
                samples.Add((name, shown.Card, who));
            }
        }
    }
}
