using BranchBot.Features.Handbook;

namespace BranchBot.Features.Sales;

/// <summary>销售统计: the day's tallies, entered by a line or a form, closed by the supervisor, reviewed by the manager (S-1 to S-4, T-5).</summary>
public sealed class SalesFeature : IFeature
{
    private const Who Leaders = Who.BranchManager | Who.SalesSupervisor;

    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Command<RecordTallies>("sales.record", Who.Known)
        .Command<EnterTallies>("sales.enter", Who.Branch)
        .Command<LeaveTallies>("sales.leave", Who.Branch)
        .Command<ShowTallyForm>("sales.form", Who.Branch)
        .Command<SubmitTallies>("sales.submit", Who.Branch)
        .Command<ReportNothing>("sales.nothing", Who.Branch)
        .Command<ShowOwnSales>("sales.own", Who.Branch)
        .Command<ShowSales>("sales.show", Who.Branch | Who.RegionLeader)
        .Command<ShowSalesPeriod>("sales.period", Who.Branch | Who.RegionLeader)
        .Command<ShowSalesYear>("sales.year", Who.Branch | Who.RegionLeader)
        .Command<ShowEntries>("sales.entries", Leaders | Who.RegionLeader)
        .Command<ShowRegionSales>("sales.region", Who.RegionLeader)
        .Job<SumSalesDay>("sales.sum")
        .Command<AskMissing>("sales.ask", Leaders)
        .Command<CloseSales>("sales.close", Leaders)
        .Command<ReviewSales>("sales.review", Who.BranchManager | Who.RegionLeader)
        .Command<ReopenSales>("sales.reopen", Who.RegionLeader)
        .Command<ShowTargets>("sales.targets", Who.Branch | Who.RegionLeader)
        .Command<ShowTargetForm>("sales.target-form", Leaders | Who.RegionLeader)
        .Command<SubmitTargets>("sales.set-targets", Leaders | Who.RegionLeader)
        .Command<ReadTargetFile>("sales.read-targets", Leaders)
        .Command<TakeTargetFile>("sales.take-targets", Leaders)
        .TakesFiles<ReadTargetFile>(["csv"], new("业绩目标(.csv)", "sales targets (.csv)"), files => new ReadTargetFile(files[0].Sha256) { Files = files })
        .Command<ShowPace>("sales.pace", Who.Branch | Who.RegionLeader)
        .Command<ShowCauseForm>("sales.cause-form", Leaders | Who.RegionLeader)
        .Command<NoteCause>("sales.cause", Leaders | Who.RegionLeader)
        .Command<ShowProducts>("products.show", Who.Branch | Who.RegionLeader)
        .Command<SayProducts>("products.say", Who.Branch | Who.RegionLeader)
        .Command<WriteProducts>("products.write", Who.RegionLeader)
        .Command<ReadProductFile>("products.file", Who.RegionLeader)
        .Command<TakeProducts>("products.take", Who.RegionLeader)
        .Command<DropProducts>("products.drop", Who.RegionLeader)
        .TakesFiles(["csv"], new("产品目录(products.csv)", "a list of products (products.csv)"), ReadProductFile.Of)
        .Serves<ReadSalesBook>(Who.Branch | Who.RegionLeader)
        .Serves<ReadSalesSheet>(Who.Branch | Who.RegionLeader)
        .Serves<ReadTargets>(Leaders | Who.RegionLeader)
        .Serves<SendTargets>(Leaders | Who.RegionLeader)
        .ShowsAt($"{HandbookPage.SalesSupervisor}.{Phase.Opening}.1", new(new("上一日业绩表", "Last day's tables"), (facts, day) => new ShowSales(facts.Branch.Id, SalesRules.DayBefore(facts, day))))
        .ShowsAt($"{HandbookPage.SalesSupervisor}.{Phase.Closing}.2", new(new("当日业绩表", "The day's tables"), (facts, day) => new ShowSales(facts.Branch.Id, day)))
        .ShowsAt($"{HandbookPage.BranchManager}.{Phase.Closing}.2", new(new("当日业绩表", "The day's tables"), (facts, day) => new ShowSales(facts.Branch.Id, day)))
        .Adds(new SalesPanels())
        .Adds(new SalesOfPerson())
        .HearsLines(RecordTallies.Claim)
        .Hears<ShowSales>(["统计", "tables", "销售统计", "业绩", "sales"], new("今天的业绩;直接写「基金2笔30万 保险1」就能记;统计 昨天、统计 周、统计 季、统计 年", "today's sales; just write \"funds 2 300000元, insurance 1\" to enter yours; tables yesterday, tables week, tables quarter, tables year"), ShowSales.Parse)
        .Hears<ShowTallyForm>(["业绩表", "sales form", "报业绩"], new("用表格填业绩", "enter sales by a form"), () => new ShowTallyForm(), listed: false)
        .Hears<ShowOwnSales>(["我的业绩", "my sales"], new("自己今天的业绩", "your own sales today"), () => new ShowOwnSales(), listed: false)
        .Hears<ReportNothing>(["今天没有", "nothing today", "零报告", "今日没有"], new("今天没有业绩", "nothing sold today"), () => new ReportNothing(), listed: false)
        .Hears<RecordTallies>(["改", "set", "更正"], new("改 保险 0:把今天的数字改成多少", "set insurance 0: sets today's figure"), rest => rest.Length == 0 ? null : new(rest, Sets: true), listed: false)
        .Hears<ShowTargets>(["目标", "targets", "业绩目标", "销售目标"], new("看和定目标:目标、目标 月、目标 周、目标 今天", "sees and sets targets: targets, targets month, targets week, targets today"), ShowTargets.Parse)
        .Hears<ShowPace>(["进度", "pace", "业绩进度", "销售进度"], new("完成率对时间进度,慢在哪里:进度、进度 季、进度 我的", "share reached against workdays gone, and what is slow: pace, pace quarter, pace mine"), ShowPace.Parse)
        .Hears<AskMissing>(["催业绩", "ask sales"], new("催没报业绩的人", "asks who has not reported"), () => new AskMissing(), listed: false)
        .Hears<CloseSales>(["汇总", "close sales"], new("汇总今天的业绩,报给支行长", "closes today's sales and reports them to the manager"), () => new CloseSales())
        .Hears<ReviewSales>(["已审阅", "reviewed"], new("已审阅今天的销售汇总", "today's sales report is reviewed"), () => new ReviewSales(), listed: false)
        .Hears<SayProducts>(["产品", "products", "产品目录"], new("能记哪些产品", "which products can be entered"), SayProducts.Parse)
        .KeepsSales();
}
