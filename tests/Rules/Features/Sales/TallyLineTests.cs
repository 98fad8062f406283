using System.Globalization;
using BranchBot.Features.Sales;
using CsCheck;

namespace BranchBot.Rules.Tests.Features.Sales;

/// <summary>What people type is read exactly, or asked back (S-2, S-3).</summary>
public sealed class TallyLineTests
{
    private static readonly IReadOnlyList<TallyItem> Items = [.. SalesCatalogue.Usual, .. SalesCatalogue.Behaviours];

    [Theory]
    [Trait("Rule", "S-2")]
    [InlineData("基金2笔30万 保险1 信用卡+3 引见4", "fund 2 300000, insurance 1, credit-card 3, referral 4")]
    [InlineData("基金2笔30万,保险1、信用卡3张", "fund 2 300000, insurance 1, credit-card 3")]
    [InlineData("基金2笔30万保险1信用卡3", "fund 2 300000, insurance 1, credit-card 3")]
    [InlineData("保险两笔", "insurance 2")]
    [InlineData("保险十二单", "insurance 12")]
    [InlineData("基金一笔十万", "fund 1 100000")]
    [InlineData("基金 1 笔 30.5 万元", "fund 1 305000")]
    [InlineData("基金30万2笔", "fund 2 300000")]
    [InlineData("基金3笔共1,234,567.89元", "fund 3 1234567.89")]
    [InlineData("理财1笔1亿2000万", "wealth 1 120000000")]
    [InlineData("理财1笔30万5千", "wealth 1 305000")]
    [InlineData("lc1笔5w", "wealth 1 50000")]
    [InlineData("贷款1笔3百万", "loan 1 3000000")]
    [InlineData("网银2户 手机银行3户", "online-bank 2, mobile-bank 3")]
    [InlineData("成功引见2 引见5", "referral-won 2, referral 5")]
    [InlineData("保险1 保险2", "insurance 3")]
    [InlineData("funds 2 300000元, insurance 1, credit cards +3", "fund 2 300000, insurance 1, credit-card 3")]
    [InlineData("保险:1", "insurance 1")]
    [InlineData("今天卖了保险1笔,又办了信用卡2张", "insurance 1, credit-card 2")]
    [InlineData("基金1笔0.01元", "fund 1 0.01")]
    public void A_line_is_read_as_it_is_meant(string line, string read) => Assert.Equal(read, Told(TallyLine.Read(line, Items, false)));

    [Theory]
    [Trait("Rule", "S-2")]
    [InlineData("基金2笔30", "元还是万元")]
    [InlineData("基金2", "要写金额")]
    [InlineData("基金30万", "是几笔")]
    [InlineData("基金2,300万", "是几笔")]
    [InlineData("保险-1", "不能是负数")]
    [InlineData("保险1.5", "整数")]
    [InlineData("保险0", "改 保险 0")]
    [InlineData("保险1 2", "没看懂")]
    [InlineData("保险1笔5万", "不记金额")]
    [InlineData("保险", "后面要写数字")]
    [InlineData("保险三百五", "后面要写数字")]
    [InlineData("基金1笔0.001元", "两位小数")]
    [InlineData("基金1笔200亿", "太大")]
    [InlineData("保险10000", "太大")]
    [InlineData("保险99999999999", "整数")]
    [InlineData("基今1笔2万", "是不是「基金」")]
    [InlineData("我的保单保险1", "没有叫「的保单」的")]
    [InlineData("昨天卖了保险2", "没有叫「昨天卖了」的")]
    [InlineData("保险1 飞机2", "没有叫「飞机」的")]
    [InlineData("保险1客户很好", "没有叫「客户很好」的")]
    public void What_can_be_read_in_two_ways_or_none_is_asked_back(string line, string said)
    {
        var reading = TallyLine.Read(line, Items, false);
        Assert.Empty(reading.Figures);
        Assert.Contains(said, reading.Wrong!.Value.Zh);
    }

    [Theory]
    [InlineData("今天天气3度")]
    [InlineData("第3件做完了")]
    [InlineData("30万2笔")]
    [InlineData("你好")]
    public void A_line_that_speaks_of_no_product_is_none(string line) => Assert.False(TallyLine.HasShape(line) && TallyLine.Read(line, Items, false).IsTally);

    [Fact]
    [Trait("Rule", "S-3")]
    public void Who_sets_may_set_to_nothing_and_names_each_once()
    {
        Assert.Equal("insurance 0, fund 1 20000", Told(TallyLine.Read("保险0 基金1笔2万", Items, true)));
        Assert.NotNull(TallyLine.Read("保险1 保险2", Items, true).Wrong);
    }

    [Fact]
    [Trait("Rule", "S-2")]
    public void What_is_written_out_again_is_read_the_same() => GenFigures.Sample(figures =>
    {
        var read = TallyLine.Read(TallyLine.Write(figures, Items), Items, true);
        Assert.Null(read.Wrong);
        Assert.Equal(figures, read.Figures);
    }, iter: 2000);

    // However it is garbled, what comes out is what stands in the line: each figure's digits, or nothing at all.
    [Fact]
    [Trait("Rule", "S-2")]
    public void Ten_thousand_lines_never_come_to_a_wrong_figure_silently() => Gen.Select(GenTyped.Array[1, 4], Of(" ", ",", "、", ",", ""), Of("", "", "", "了", "x", "元", "5", "-", "万", " 30")).Sample((typed, between, garbage) =>
    {
        var line = string.Join(between, typed.Select(t => t.Line)) + garbage;
        var read = TallyLine.Read(line, Items, false);
        if (garbage is "" or "了" && between.Length > 0)
        {
            Assert.Equal(Told(Figures.Sum(typed.Select(t => t.Figure))), Told(read));
        }
        else if (read.Wrong is null && garbage is "")
        {
            Assert.Equal(Told(Figures.Sum(typed.Select(t => t.Figure))), Told(read));
        }
        else if (read.Wrong is null)
        {
            // A garbled line may still say something: what it says of the items before the last is untouched by it.
            Assert.All(typed[..^1].Where(t => t.Figure.Item != typed[^1].Figure.Item), t =>
                Assert.Equal(typed.Where(o => o.Figure.Item == t.Figure.Item).Sum(o => o.Figure.Count), read.Figures.Of(t.Figure.Item).Count));
        }
    }, iter: 10_000);

    private static readonly Gen<IReadOnlyList<Figure>> GenFigures = Gen.Select(Gen.Int[0, Items.Count - 1], Gen.Int[1, 9999], Gen.Long[1, 1_000_000_000_00])
        .Select((item, count, cents) => new Figure(Items[item].Id, count, Items[item].HasAmount ? cents / 100m : 0)).Array[1, 8]
        .Select(figures => (IReadOnlyList<Figure>)[.. figures.DistinctBy(f => f.Item)]);

    // A figure as somebody might type it.
    private static readonly Gen<(string Line, Figure Figure)> GenTyped =
        from item in Of(Items.ToArray())
        from name in Of(item.Words.ToArray())
        from count in Gen.Int[1, 99]
        from sign in Of("", "+", " ", " +")
        from unit in Of(item.Unit.Name().Zh, "单", " " + item.Unit.Name().Zh)
        from amount in Gen.Select(Gen.Int[1, 9999], Of(("万", 10_000m), ("元", 1m), ("千", 1_000m), ("w", 10_000m), ("万元", 10_000m)))
        from wide in Gen.Bool
        let digits = new string([.. count.ToString(CultureInfo.InvariantCulture).Select(c => wide ? (char)(c + 0xFEE0) : c)])
        select ($"{name}{sign}{digits}{unit}{(item.HasAmount ? $"{amount.Item1}{amount.Item2.Item1}" : "")}", new Figure(item.Id, count, item.HasAmount ? amount.Item1 * amount.Item2.Item2 : 0));

    private static Gen<T> Of<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    private static string Told(TallyReading reading) => reading.Wrong is { } wrong ? wrong.Zh : Told(reading.Figures);

    private static string Told(IReadOnlyList<Figure> figures) =>
        string.Join(", ", figures.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Item} {f.Count}{(f.Amount == 0 ? "" : $" {f.Amount:0.##}")}")));
}
