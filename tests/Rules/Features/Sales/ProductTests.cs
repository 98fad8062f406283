using BranchBot.Features.Sales;
using BranchBot.Host.Documents;
using BranchBot.Host.Teams;
using BranchBot.Tests.Support;
using CsCheck;

namespace BranchBot.Rules.Tests.Features.Sales;

/// <summary>The catalogue that a region keeps (S-1): brought by a file, compared, confirmed; what ends keeps its figures, what is renamed its meaning.</summary>
public sealed class ProductTests
{
    private const string Heading = "product,name,name_en,unit,amount,aliases,from,to\n";
    private const string Fund = "fund,基金,funds,笔,是,jj;fund,,\n";
    private const string Insurance = "insurance,保险,insurance,笔,否,银保;bx,,\n";
    private static readonly RegionLeader Leader = new(DemoBranch.Id(20), Language.Chinese, null, "徐刚", new(new("R01"), "示范二级分行"));
    private static readonly RegionLeader Second = new(DemoBranch.Id(21), Language.Chinese, null, "周敏", Leader.Region);
    private static readonly DateOnly Today = new(2026, 11, 24);
    private readonly Rehearsal region = new() { Now = DemoBranch.At("17:05") };

    private SalesCatalogue? Catalogue => region.Row<SalesCatalogue>(SalesCatalogue.At(new("R01")));

    [Fact]
    [Trait("Rule", "S-1")]
    public void A_file_shows_what_it_would_change_and_counts_only_when_it_is_confirmed()
    {
        var card = Sends(Heading + "fund,公募基金,mutual funds,笔,是,jj;fund,,\n" + Insurance + "universal,万能险,universal life,笔,是,,,\n");

        Assert.Contains("新增 1,改名 1,停用 9", card);
        Assert.Contains("原来叫「基金」,还可以这样写", card);
        Assert.Null(Catalogue);
        Assert.Contains("产品目录已更新", region.Gives(Leader, region.Button("确认")));
        Assert.Equal(["fund", "insurance", "universal"], Catalogue!.Products.Where(p => p.IsInForce(Today)).Select(p => p.Id));
        Assert.Equal(new DateOnly(2026, 11, 23), Catalogue.Products.First(p => p.Id == "deposit").To);
        Assert.Equal("徐刚", Catalogue.ChangedBy);
        Assert.Contains("和现在的一样", Sends(Heading + "fund,公募基金,mutual funds,笔,是,jj;fund,,\n" + Insurance + "universal,万能险,universal life,笔,是,,,\n"));
    }

    [Fact]
    [Trait("Rule", "S-1")]
    public void What_is_renamed_keeps_its_figures_and_is_still_understood_by_its_old_name()
    {
        Enters(DemoBranch.Wealth, "基金2笔30万");
        Takes("fund,公募基金,mutual funds,笔,是,,,\n" + Insurance);

        Enters(DemoBranch.Wealth, "基金1笔5万 公募基金1笔5万");
        Assert.Contains("公募基金 陈晓 4:4 笔 · 40.00 万元", region.Says(DemoBranch.Manager, "统计"));
        Assert.Contains("公募基金 0 笔 0.00 元 → 2 笔 300,000.00 元", region.Gives(DemoBranch.Manager, new ShowEntries(DemoBranch.Branch.Id, Today)));

        // Twice renamed, and back: every name still counts, and the file is the same again.
        Takes("fund,开放式基金,open funds,笔,是,,,\n" + Insurance);
        Enters(DemoBranch.Wealth, "基金1笔1万 公募基金1笔1万 开放式基金1笔1万 mutual funds 1 10000元");
        Assert.Contains("8 笔", region.Says(DemoBranch.Manager, "统计"));
        Takes("fund,基金,funds,笔,是,,,\n" + Insurance);
        Assert.Equal(["公募基金", "mutual funds", "开放式基金", "open funds"], Catalogue!.Products[0].Formerly);
    }

    [Fact]
    [Trait("Rule", "S-1")]
    public void What_has_ended_is_refused_for_new_days_and_can_be_corrected_for_old_ones()
    {
        region.Now = DemoBranch.At("17:05", "2026-11-23");
        Enters(DemoBranch.Wealth, "基金2笔30万");
        region.Now = DemoBranch.At("09:00");
        Enters(DemoBranch.Wealth, "基金1笔1万");
        var early = region.Last;
        Takes(Insurance);

        Assert.Contains("「基金」到 11月23日(周一) 为止,之后不能记", region.Says(DemoBranch.Wealth, "基金1笔5万 保险1"));
        Assert.IsType<Refused>(region.Last);
        Assert.IsNotType<Refused>(early);
        Enters(DemoBranch.Wealth, "昨天 基金1笔5万");
        Assert.Contains("3 笔 · 35.00 万元", region.Says(DemoBranch.Manager, "统计 昨天"));
        region.Says(DemoBranch.Wealth, "改 昨天 基金0");

        // What was entered this morning stands, and can be made right.
        Assert.Contains("1 笔 · 1.00 万元", region.Says(DemoBranch.Manager, "统计"));
        region.Says(DemoBranch.Wealth, "改 基金 0");
        Assert.Contains("已记入", region.Gives(DemoBranch.Wealth, region.Button("记入")));
        Assert.Contains("不能记", region.Says(DemoBranch.Wealth, "改 基金1笔1万"));
    }

    [Fact]
    [Trait("Rule", "S-1")]
    public void A_card_from_before_enters_what_is_renamed_and_refuses_what_has_ended()
    {
        region.Says(DemoBranch.Wealth, "保险1");
        var enter = region.Button("记入");
        Takes(Fund + "insurance,银行保险,bank insurance,笔,否,,,\n");
        Assert.Contains("银行保险", region.Gives(DemoBranch.Wealth, enter));

        region.Says(DemoBranch.Wealth, "基金1笔1万");
        var late = region.Button("记入");
        Takes("insurance,银行保险,bank insurance,笔,否,,,\n");
        Assert.Contains("不能记了", region.Gives(DemoBranch.Wealth, late));
    }

    [Fact]
    [Trait("Rule", "S-1")]
    public void A_product_with_another_unit_takes_the_name_over_from_the_day_after()
    {
        Takes(Fund + "insurance2,保险,insurance,张,否,bx,,\n");

        var (old, made) = (Catalogue!.Products.First(p => p.Id == "insurance"), Catalogue.Products.First(p => p.Id == "insurance2"));
        Assert.Equal((new DateOnly(2026, 11, 23), Today), (old.To, made.From));
        Enters(DemoBranch.Wealth, "保险1张");
        Enters(DemoBranch.Wealth, "昨天 保险2笔");
        Assert.Equal("insurance2", Day(Today).ReportOf(DemoBranch.Wealth.Id)!.Figures.Single().Item);
        Assert.Equal("insurance", Day(Today.AddDays(-1)).ReportOf(DemoBranch.Wealth.Id)!.Figures.Single().Item);
        Assert.Contains("和现在的一样", Sends(Heading + Fund + "insurance2,保险,insurance,张,否,bx,,\n"));
    }

    [Fact]
    [Trait("Rule", "S-1")]
    public void What_stands_in_a_file_again_is_back_and_columns_that_are_left_out_keep_what_stands()
    {
        Takes(Insurance);
        Assert.Contains("恢复 1", Sends("product,name,name_en,unit,amount\nfund,基金,funds,笔,是\ninsurance,保险,insurance,笔,否\n"));
        region.Gives(Leader, region.Button("确认"));
        var fund = Catalogue!.Products.First(p => p.Id == "fund");
        Assert.Null(fund.To);
        Assert.Equal(["jj", "fund"], fund.Aliases);
        Assert.Equal(["银保", "bx"], Catalogue.Products.First(p => p.Id == "insurance").Aliases);
    }

    [Theory]
    [Trait("Rule", "S-1")]
    [InlineData("fund,基金,funds,户,是,,,", "第 2 行 unit:原来是笔,不能改:旧数字会变成别的意思。请把这一行去掉(停用),另起一个新编号")]
    [InlineData("fund,基金,funds,笔,否,,,", "第 2 行 amount:原来记金额,不能改")]
    [InlineData("fund,基金,funds,本,是,,,", "第 2 行 unit:「本」不行:笔、户、张")]
    [InlineData("fund,基金,funds,笔,要,,,", "第 2 行 amount:「要」不行:是或否")]
    [InlineData("fu nd,基金,funds,笔,是,,,", "第 2 行 product:「fu nd」不能作编号")]
    [InlineData("call,电访,phone calls,笔,是,,,", "第 2 行 product:「call」是一种行为的编号")]
    [InlineData("x,电话,phones,笔,是,,,", "第 2 行 name:「电话」已经是「电话联系」(call)的叫法了")]
    [InlineData("x,新品,novelty,笔,是,基金,,\nfund,基金,funds,笔,是,,,", "第 3 行 name:「基金」已经是「新品」(x)的叫法了")]
    [InlineData("x,二十万,novelty,笔,是,,,", "第 2 行 name:「二十万」会被读成数字、单位或日子")]
    [InlineData("x,今天,novelty,笔,是,,,", "第 2 行 name:「今天」会被读成数字、单位或日子")]
    [InlineData("x,新品,cards,张,否,,,", "第 2 行 name_en:「cards」会被读成数字、单位或日子")]
    [InlineData("x,新品,novelty,笔,是,w,,", "第 2 行 aliases:「w」会被读成数字、单位或日子")]
    [InlineData("x,周三,novelty,笔,是,,,", "第 2 行 name:「周三」会被读成数字、单位或日子")]
    [InlineData("x,新品2号,novelty,笔,是,,,", "第 2 行 name:「新品2号」里有不能用的字")]
    [InlineData("x,改善贷,improvement loans,笔,是,,,", "第 2 行 name:写「改善贷2笔30000元」会被听成别的意思")]
    [InlineData("x,负债产品,novelty,笔,是,,,", null)]
    [InlineData("x,一二三四五六七八九十一二三四五六七八九十一,novelty,笔,是,,,", "第 2 行 name:「一二三四五六七八九十一二三四五六七八九十一」有 21 个字,要 1 到 20 个")]
    [InlineData("x,,novelty,笔,是,,,", "第 2 行 name:「」有 0 个字")]
    [InlineData("x,新品,novelty,笔,是,a;b;c;d;e;f;g;h;i,,", "第 2 行 aliases:有 9 个,最多 8 个")]
    [InlineData("x,新品,novelty,笔,是,,2026-12-01,2026-11-30", "第 2 行 to:早于 from")]
    [InlineData("x,新品,novelty,笔,是,,明天,", "第 2 行 from:「明天」不是日期")]
    [InlineData("fund,基金,funds,笔,是,,,2026-11-01", "第 2 行 to:最早到昨天(2026-11-23)")]
    [InlineData("fund,基金,funds,笔,是,,2026-12-01,", "第 2 行 from:已经开始用了,只能改早")]
    [InlineData("fund,基金,funds,笔,是,,,\nFund,基金二,funds b,笔,是,,,", "第 3 行 product:「Fund」在文件里已经有了")]
    public void What_is_wrong_is_told_with_its_line_and_column_and_nothing_changes(string lines, string? said)
    {
        var card = Sends(Heading + lines + "\n");
        if (said is null)
        {
            Assert.Contains("确认后才改", card);
            return;
        }

        Assert.Contains(said, card);
        Assert.IsType<Refused>(region.Last);
        Assert.Equal(0, region.Written);
    }

    [Fact]
    [Trait("Rule", "S-1")]
    public void An_old_name_is_never_anothers_and_sixty_are_the_most()
    {
        Takes("fund,公募基金,mutual funds,笔,是,,,\n");
        Assert.Contains("「基金」是「公募基金」(fund)原来的叫法", Sends(Heading + "x,基金,new funds,笔,是,,,\nfund,公募基金,mutual funds,笔,是,,,\n"));
        Assert.Contains("最多同时 60 种", Sends(Heading + string.Concat(Enumerable.Range(0, 61).Select(i => $"p{i},品{Letters(i)},product {Letters(i)},笔,是,,,\n"))));
        Assert.Contains("新增 60", Sends(Heading + string.Concat(Enumerable.Range(0, 60).Select(i => $"p{i},品{Letters(i)},product {Letters(i)},笔,是,,,\n"))));
    }

    [Fact]
    [Trait("Rule", "S-1")]
    public void Sixty_products_with_long_names_still_fit_every_card()
    {
        static string Line(int i) => $"product-number-{i},某某银行某某财富管理产品{Letters(i)},wealth management product {Letters(i)},笔,是,财富产品{Letters(i)};理财产品{Letters(i)};cf{Letters(i)}q,,\n";
        Fits(() => Sends(Heading + string.Concat(Enumerable.Range(0, 61).Select(i => Line(i).Replace("笔", "本", StringComparison.Ordinal)))));
        Fits(() => Sends(Heading + string.Concat(Enumerable.Range(0, 60).Select(Line))));
        Fits(() => region.Gives(Leader, region.Button("确认")));
        Fits(() => region.Says(DemoBranch.Wealth, "业绩表"));
        foreach (var who in DemoBranch.Staff.Take(6))
        {
            Fits(() => region.Gives(who, new EnterTallies(DemoBranch.Branch.Id, Today, EntryKind.Added, [.. Enumerable.Range(0, 60).Select(i => new Figure($"product-number-{i}", 12, 345_678.9m))], "k")));
        }

        Fits(() => region.Says(DemoBranch.Manager, "统计"));
        Fits(() => region.Says(DemoBranch.Manager, "统计 周"));
        Fits(() => region.Gives(DemoBranch.Manager, new ShowTargetForm(DemoBranch.Branch.Id, Today, Period.Month)));
        Fits(() => region.Gives(DemoBranch.Manager, region.Fills("定下", [.. Enumerable.Range(0, 60).Select(i => ($"goal_product-number-{i}", "1234"))])));
        Fits(() => region.Says(DemoBranch.Manager, "进度"));
        Fits(() => region.Says(DemoBranch.Manager, "统计"));
        Fits(() => region.Says(DemoBranch.Manager, "统计 年"));
        Fits(() => region.Gives(DemoBranch.Manager, new ShowEntries(DemoBranch.Branch.Id, Today)));
        Fits(() => region.Says(DemoBranch.Wealth, string.Join(' ', Enumerable.Range(0, 40).Select(i => $"cf{Letters(i)}q 1笔3万"))));

        void Fits(Action play)
        {
            play();
            Assert.InRange(new AdaptiveCardRenderer(Rehearsal.Catalogue).Render(((Shown)region.Last!.Answer).Card, DemoBranch.Manager).Utf8.Length, 5_000, AdaptiveCardRenderer.LargestCard);
        }
    }

    [Fact]
    [Trait("Rule", "S-1")]
    public void Decided_is_over_what_was_compared()
    {
        Sends(Heading + Fund);
        var confirm = region.Button("确认");
        region.Put(new SalesCatalogue(new("R01"), [.. SalesCatalogue.Usual.Where(p => p.Id != "gold")]) { ChangedAt = region.Now, ChangedBy = "周敏" });
        Assert.Contains("比对之后目录又变了", region.Gives(Leader, confirm));
        Assert.Equal(10, Catalogue!.Products.Count(p => p.IsInForce(Today)));

        // By words it is what was shown last; a second leader finds it done.
        Assert.Contains("产品目录已更新", region.Says(Leader, "产品 确认"));
        Assert.Contains("徐刚已经确认过了", region.Gives(Second, confirm));
        Assert.Contains("没有改", region.Says(Leader, "产品 取消"));
        Assert.Contains("再发一次", region.Gives(Leader, confirm));
        Assert.Contains("没有等着确认的", region.Says(Leader, "产品 确认"));
    }

    [Fact]
    [Trait("Rule", "S-1")]
    public void A_file_that_is_none_of_products_is_not_guessed_and_an_administrators_chat_says_who_sends_them()
    {
        Assert.Contains("看不出「staff.csv」是什么", Sends("object_id,name\n1,2\n", "staff.csv"));
        Assert.Contains("没有产品", Sends(Heading));
        Assert.Contains("第 1 行 unit:少这一列", Sends("product,name,name_en,amount\nfund,基金,funds,是\n", "list.csv"));
        Assert.Contains("只能改自己分行(R01)", Sends("product,name,name_en,unit,amount,region\nfund,基金,funds,笔,是,R02\n"));
        Assert.Contains("一次发一份", region.Sends(Leader, [Rehearsal.FileNamed("products.csv", Heading), Rehearsal.FileNamed("products2.csv", Heading)]));
        Assert.Contains("产品目录由各二级分行的负责人", region.Sends(new Administrator(DemoBranch.Administrator, Language.Chinese, "29:90"), [Rehearsal.FileNamed("products.csv", Heading)]));
        Assert.Contains("产品目录由各二级分行的负责人发", region.Sends(DemoBranch.Manager, [Rehearsal.FileNamed("products.csv", Heading)]));
    }

    [Fact]
    [Trait("Rule", "S-1")]
    public void Everybody_of_a_branch_sees_the_catalogue_and_only_the_regions_leader_changes_it()
    {
        Assert.Contains("这是通用目录", region.Says(DemoBranch.Teller, "产品"));
        Takes(Fund + "universal,万能险,universal life,笔,是,,2026-12-01,\n");
        var card = region.Says(DemoBranch.Teller, "产品");
        Assert.Contains("基金", card);
        Assert.Contains("从 12月1日", card);
        Assert.Contains("已停用  10", card);
        Assert.DoesNotContain("products.csv", card);
        Assert.Empty(region.Buttons());
        region.Says(DemoBranch.Manager, "产品 确认");
        Assert.IsType<Refused>(region.Last);
        Assert.Contains("What is not in the file ends", region.Says(Leader with { Language = Language.English }, "products"));
    }

    [Fact]
    [Trait("Rule", "S-1")]
    public void The_catalogue_as_a_file_sent_again_changes_nothing()
    {
        var file = region.Says(Leader, "产品 文件");
        Assert.StartsWith("product,name,name_en,unit,amount,aliases,from,to,usual_count,usual_amount\ndeposit,存款,deposits,笔,是,储蓄;ck,,,50,10000000\n", file);
        Assert.Contains("和现在的一样", Sends(file));
        Assert.Contains("和现在的一样", region.Sends(Leader, [Rehearsal.FileNamed("产品.csv", System.Text.CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(file))]));
    }

    [Fact]
    [Trait("Rule", "S-2")]
    public void Names_that_begin_as_numbers_units_or_amounts_do_are_read_as_the_names_that_they_are()
    {
        Takes("custody,三方存管,third-party custody,户,否,,,\nuniversal,万能险,universal life,笔,是,,,\nrmb,人民币理财,rmb wealth,笔,是,,,\nnotice,通知存款,notice deposits,笔,是,,,\n" + Insurance);
        Enters(DemoBranch.Wealth, "保险2三方存管1户 万能险1笔3万 保险1 人民币理财2笔30万通知存款1笔1万三方存管2");
        Assert.Equal(
            [new("insurance", 3), new("custody", 3), new("universal", 1, 30_000), new("rmb", 2, 300_000), new("notice", 1, 10_000)],
            Day(Today).ReportOf(DemoBranch.Wealth.Id)!.Figures);
        Assert.Contains("元还是万元", region.Says(DemoBranch.Wealth, "人民币理财2笔30万能险1"));
    }

    private static readonly Gen<string> GenWord = Gen.Int[0, 99_999].Select(n => Letters(n));

    // Names of their own each, as nobody would choose them but as they may be: with quotes to be escaped, blanks, brackets.
    private static readonly Gen<IReadOnlyList<TallyItem>> GenCatalogue =
        Gen.Select(GenWord, Gen.Int[0, 2], Gen.Bool, GenWord.Array[0, 3], Gen.Int[-40, 40], Gen.Int[0, 60], Gen.Int[1, 9_999], Gen.Int[1, 1_000_000]).Array[1, 12].Select(all => (IReadOnlyList<TallyItem>)
        [
            .. all.Select((p, i) => new TallyItem($"p{i}", $"甲({p.Item1}'{Letters(i)})", $"x {Letters(i)}-{p.Item1}", (CountingUnit)p.Item2, p.Item3, [.. p.Item4.Select((a, n) => $"乙{a} {Letters(i)}{Letters(n)}").Distinct()])
            {
                From = p.Item5 > 0 ? null : Today.AddDays(p.Item5), To = p.Item6 > 40 ? null : Today.AddDays(p.Item6), UsualCount = p.Item7, UsualAmount = p.Item8,
            }),
        ]);

    [Fact]
    [Trait("Rule", "S-1")]
    public void Whatever_catalogue_is_written_out_the_same_is_read_again_and_every_word_of_it_enters_it() => GenCatalogue.Sample(products =>
    {
        var errors = new List<FileError>();
        var lines = new CsvFile("products.csv", System.Text.Encoding.UTF8.GetBytes(ProductFile.Write(products))).Read(ProductFile.Columns, ProductFile.Optional, errors);
        var sent = ProductFile.Read(lines, new CellChecks(errors));
        Assert.Empty(errors);
        var plan = ProductPlan.Of([], [.. sent.Select(s => s.Product)], Today, Rehearsal.Catalogue.Hear);
        Assert.Empty(plan.Faults.Select(f => f.Said().En));
        Assert.Equal(products.Select(p => System.Text.Json.JsonSerializer.Serialize(p, BranchBot.Core.Catalogue.Json)), plan.Products.Select(p => System.Text.Json.JsonSerializer.Serialize(p, BranchBot.Core.Catalogue.Json)));
        Assert.True(ProductPlan.Of(plan.Products, [.. sent.Select(s => s.Product)], Today, Rehearsal.Catalogue.Hear).IsEmpty);
        Assert.All(products.SelectMany(p => p.Words.Select(w => (p, w))), w =>
            Assert.Equal([new Figure(w.p.Id, 2, w.p.HasAmount ? 1 : 0)], TallyLine.Read($"{w.w}2{(w.p.HasAmount ? "笔1元" : "")}", [.. products, .. SalesCatalogue.Behaviours], false).Figures));
    }, iter: 300);

    private static string Letters(int n) => string.Concat(n.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(c => (char)('g' + (c - '0'))));

    private string Sends(string file, string name = "products.csv") => region.Sends(Leader, [Rehearsal.FileNamed(name, file)]);

    private void Takes(string lines)
    {
        Sends(Heading + lines);
        Assert.Contains("已更新", region.Gives(Leader, region.Button("确认")));
    }

    private void Enters(Member who, string line)
    {
        region.Says(who, line);
        Assert.Contains("已记入", region.Gives(who, region.Button("记入")));
    }

    private SalesDay Day(DateOnly day) => region.Row<SalesDay>(SalesDay.At(DemoBranch.Branch.Id, day))!;
}
