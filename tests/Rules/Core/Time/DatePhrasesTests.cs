using CsCheck;

namespace BranchBot.Rules.Tests.Core;

/// <summary>Friday 9 October 2026: what people write for days.</summary>
public sealed class DatePhrasesTests
{
    private static readonly DateOnly Friday = new(2026, 10, 9);

    private static readonly Gen<DateOnly> Days = Gen.Int[0, 2000].Select(n => new DateOnly(2024, 1, 1).AddDays(n));

    [Theory]
    [InlineData("今天", "2026-10-09")]
    [InlineData("明天", "2026-10-10")]
    [InlineData("后天", "2026-10-11")]
    [InlineData("大后天", "2026-10-12")]
    [InlineData("周五", "2026-10-09")]
    [InlineData("周三", "2026-10-14")]
    [InlineData("星期天", "2026-10-11")]
    [InlineData("礼拜日", "2026-10-11")]
    [InlineData("下周三", "2026-10-14")]
    [InlineData("下个星期五", "2026-10-16")]
    [InlineData("本周日", "2026-10-11")]
    [InlineData("10月13日", "2026-10-13")]
    [InlineData("10月13号", "2026-10-13")]
    [InlineData("10-13", "2026-10-13")]
    [InlineData("10/13", "2026-10-13")]
    [InlineData("10.13", "2026-10-13")]
    [InlineData("2026-10-13", "2026-10-13")]
    [InlineData("2026年10月13日", "2026-10-13")]
    [InlineData("13日", "2026-10-13")]
    [InlineData("9号", "2026-10-09")]
    [InlineData("8号", "2026-11-08")]
    [InlineData("31日", "2026-10-31")]
    [InlineData("2月29日", "2028-02-29")]
    [InlineData("1月3日", "2027-01-03")]
    [InlineData("１０月１３日", "2026-10-13")]
    [InlineData("10月13日(周二)", "2026-10-13")]
    [InlineData("10月13日 星期二", "2026-10-13")]
    [InlineData("Tomorrow", "2026-10-10")]
    [InlineData("Wed", "2026-10-14")]
    [InlineData("next wednesday", "2026-10-14")]
    [InlineData("13 Oct", "2026-10-13")]
    [InlineData("October 13th", "2026-10-13")]
    [InlineData("Tue 13 Oct 2026", "2026-10-13")]
    [InlineData("oct 13, 2026", "2026-10-13")]
    public void A_day_is_read_as_people_write_it(string phrase, string day) =>
        Assert.Equal(new DateReading(new(Day(day), Day(day)), null), DatePhrases.Read(phrase, Friday));

    [Theory]
    [InlineData("明天至周三", "2026-10-10", "2026-10-14")]
    [InlineData("周二至周四", "2026-10-13", "2026-10-15")]
    [InlineData("周五到周三", "2026-10-09", "2026-10-14")]
    [InlineData("周三至周三", "2026-10-14", "2026-10-14")]
    [InlineData("明天至周六", "2026-10-10", "2026-10-10")]
    [InlineData("today to fri", "2026-10-09", "2026-10-09")]
    [InlineData("明天至本周六", "2026-10-10", "2026-10-10")]
    [InlineData("周三至下周三", "2026-10-14", "2026-10-21")]
    [InlineData("周五至下周二", "2026-10-09", "2026-10-13")]
    [InlineData("下周二至周四", "2026-10-13", "2026-10-15")]
    [InlineData("10月13日至15日", "2026-10-13", "2026-10-15")]
    [InlineData("10月13-15日", "2026-10-13", "2026-10-15")]
    [InlineData("10月13-15", "2026-10-13", "2026-10-15")]
    [InlineData("13-15日", "2026-10-13", "2026-10-15")]
    [InlineData("10-13-10-15", "2026-10-13", "2026-10-15")]
    [InlineData("10-13 - 10-15", "2026-10-13", "2026-10-15")]
    [InlineData("10/13~10/15", "2026-10-13", "2026-10-15")]
    [InlineData("10/13～10/15", "2026-10-13", "2026-10-15")]
    [InlineData("10月13日–10月15日", "2026-10-13", "2026-10-15")]
    [InlineData("2026-10-13 to 2026-10-15", "2026-10-13", "2026-10-15")]
    [InlineData("12月30日至1月3日", "2026-12-30", "2027-01-03")]
    [InlineData("30日至3日", "2026-10-30", "2026-11-03")]
    [InlineData("tue to thu", "2026-10-13", "2026-10-15")]
    [InlineData("Tuesday - Thursday", "2026-10-13", "2026-10-15")]
    [InlineData("13 Oct to 15 Oct", "2026-10-13", "2026-10-15")]
    public void A_span_ends_on_the_first_such_day_on_or_after_its_start(string phrase, string from, string to) =>
        Assert.Equal(new DateReading(new(Day(from), Day(to)), null), DatePhrases.Read(phrase, Friday));

    [Theory]
    [InlineData("", "请写上日期")]
    [InlineData("随便", "没看懂")]
    [InlineData("13月1日", "没看懂")]
    [InlineData("2月30日", "没看懂")]
    [InlineData("2027-02-29", "没看懂")]
    [InlineData("周三至", "没看懂")]
    [InlineData("10月13日(周三)", "没看懂")]
    [InlineData("昨天", "已经过去")]
    [InlineData("10月1日", "已经过去")]
    [InlineData("2026-10-15 至 2026-10-13", "在开始之前")]
    [InlineData("2026-10-13 至 2027-10-14", "最多 366 天")]
    [InlineData("99999999999999999999999日", "没看懂")]
    public void What_is_wrong_is_said_with_what_would_work(string phrase, string said)
    {
        var reading = DatePhrases.Read(phrase, Friday);

        Assert.Null(reading.Span);
        Assert.Contains(said, reading.Wrong!.Value.Zh);
    }

    [Fact]
    public void Where_the_past_is_allowed_a_day_of_the_last_weeks_is_meant() =>
        Assert.Equal(new DaySpan(new(2026, 10, 1), new(2026, 10, 7)), DatePhrases.Read("10月1日至7日", Friday, past: true).Span);

    [Fact]
    public void What_is_written_out_is_read_as_the_same_span_in_both_languages() =>
        Gen.Select(Days, Gen.Int[-300, 700], Gen.Int[0, 365]).Sample((today, ahead, length) =>
        {
            var span = new DaySpan(today.AddDays(ahead), today.AddDays(ahead + length));
            var written = span.Written(today);

            Assert.Equal(span, DatePhrases.Read(written.Zh, today, past: true).Span);
            Assert.Equal(span, DatePhrases.Read(written.En, today, past: true).Span);
            Assert.Equal(span, DatePhrases.Read($"{span.From:yyyy-MM-dd} 至 {span.To:yyyy-MM-dd}", today, past: true).Span);
        });

    [Fact]
    public void Whatever_is_written_is_read_or_answered_and_never_breaks() => Gen.Select(Days, Gen.String[Gen.Char["0123456789-/.年月日号周三至到 ~toctwed下"], 0, 25]).Sample((today, phrase) =>
    {
        var reading = DatePhrases.Read(phrase, today);
        Assert.True(reading.Span is null != reading.Wrong is null);
        Assert.True(reading.Span is not { } span || (span.From >= today && span.To >= span.From && span.Days <= DaySpan.MostDays));
    });

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
