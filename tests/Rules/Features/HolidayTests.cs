using System.Text;
using BranchBot.Features.Holidays;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>The region's leader enters next year's arrangement for all her branches.</summary>
public sealed class HolidayTests
{
    private static readonly RegionLeader Leader = new(DemoBranch.Id(20), Language.Chinese, "29:20", "徐刚", new(new("R01"), "示范二级分行"));
    private readonly Rehearsal region = new();

    public HolidayTests() => region.Put(new RegionBranch(new("R01"), DemoBranch.Branch.Id, "示范支行"));

    [Fact]
    [Trait("Rule", "P-4")]
    public void A_holiday_and_a_make_up_workday_reach_the_branch()
    {
        Assert.Contains("正在送到各网点", region.Says(Leader, "节假日 2027年2月5日至2月11日 春节"));
        Assert.Contains("上班,按周五", region.Says(Leader, "节假日 调休 2027-02-20 周五"));

        Assert.Null(region.Facts.On(new(2027, 2, 10)).Hours);
        Assert.Equal(("春节", DemoBranch.Branch.Hours.Friday), (region.Facts.On(new(2027, 2, 10)).Name, region.Facts.On(new(2027, 2, 20)).Hours));
        Assert.Contains("节假日已送到全部网点", region.Shows(region.Told[^1], Leader));
        Assert.Contains("节假日(二级分行) 无 → 2月20日(周六) 调休上班", region.Says(DemoBranch.Manager, "变更"));
    }

    [Fact]
    [Trait("Rule", "P-4")]
    public void By_the_form_it_is_the_same_and_can_be_cancelled_and_the_branchs_own_word_still_counts()
    {
        region.Says(Leader, "节假日");
        region.Gives(Leader, region.Fills("修改", ("kind", "MakeUp"), ("from", "2026-12-05"), ("makesUpFor", "Monday"), ("name", "补班")));
        Assert.Equal(DemoBranch.Branch.Hours.Monday, region.Facts.On(new(2026, 12, 5)).Hours);
        region.Says(DemoBranch.Manager, "停业 12月5日 装修");
        Assert.Null(region.Facts.On(new(2026, 12, 5)).Hours);

        region.Says(Leader, "节假日");
        Assert.Contains("已改", region.Gives(Leader, region.Button("取消")));
        Assert.Empty(region.Facts.RegionDays);
    }

    [Fact]
    public void Said_again_nothing_is_sent_again_and_what_does_not_work_is_said()
    {
        region.Says(Leader, "节假日 2027年2月5日至2月11日 春节");
        Assert.Contains("已经是这样了", region.Says(Leader, "节假日 2027年2月5日至2月11日 春节"));
        Assert.Contains("要选按周几", region.Says(Leader, "节假日 调休 2027-02-20"));
        Assert.Contains("没看懂", region.Says(Leader, "节假日 随便"));
        region.Says(DemoBranch.Manager, "节假日");
        Assert.IsType<Refused>(region.Last);
    }

    [Fact]
    [Trait("Rule", "P-4")]
    public void A_calendar_file_shows_what_it_would_change_and_counts_only_when_it_is_taken()
    {
        var file = File("20270205/20270212/春节\\, 放假", "20270220/20270221/春节 补班", "20270405/20270406/清明节", "20261001/20261008/国庆节");
        var said = region.Gives(Leader, file);

        Assert.Contains("9 天:4 天会改,5 天和现在一样", said);
        Assert.Contains("2月20日(周六):春节 补班 · 上班,按周四", said);
        Assert.NotNull(region.Facts.On(new(2027, 2, 10)).Hours);
        var take = region.Button("采用");
        region.Gives(Leader, take);
        Assert.Null(region.Facts.On(new(2027, 2, 10)).Hours);
        Assert.NotNull(region.Facts.On(new(2027, 2, 20)).Hours);
        Assert.Contains("已经采用过了", region.Gives(Leader, take));

        region.Gives(Leader, File("20270501/20270506/劳动节"));
        Assert.Contains("再发一次", region.Gives(Leader, take));
    }

    [Theory]
    [InlineData("hello", "不是日历文件")]
    [InlineData("BEGIN:VCALENDAR\r\nEND:VCALENDAR", "没有今天以后的全天日程")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270205T090000Z\nSUMMARY:会\nEND:VEVENT\nEND:VCALENDAR", "没有今天以后的全天日程")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270205\nRRULE:FREQ=YEARLY\nSUMMARY:元旦\nEND:VEVENT\nEND:VCALENDAR", "是重复的日程")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270205\nDTEND;VALUE=DATE:20280205\nSUMMARY:长\nEND:VEVENT\nEND:VCALENDAR", "日期不对")]
    public void A_file_that_does_not_work_says_why(string content, string said)
    {
        Assert.Contains(said, region.Gives(Leader, new ReadHolidayFile("aa") { Content = Encoding.UTF8.GetBytes(content) }));
        Assert.Equal(0, region.Written);
    }

    [Fact]
    public void Folded_lines_an_alarm_within_an_event_and_quoted_parameters_are_read()
    {
        var content = "\uFEFFBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;X=\"a:b\";VALUE=DATE:2027\r\n 0205\r\nBEGIN:VALARM\r\nSUMMARY:alarm\r\nEND:VALARM\r\nSUMMARY:春\r\n 节\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        Assert.Contains("1 天:0 天会改,1 天和现在一样", region.Gives(Leader, new ReadHolidayFile("aa") { Content = Encoding.UTF8.GetBytes(content) }));
    }

    private static ReadHolidayFile File(params string[] events)
    {
        var text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + string.Concat(events.Select(e => e.Split('/')).Select(e =>
            $"BEGIN:VEVENT\r\nUID:{e[0]}\r\nDTSTART;VALUE=DATE:{e[0]}\r\nDTEND;VALUE=DATE:{e[1]}\r\nSUMMARY:{e[2]}\r\nEND:VEVENT\r\n")) + "END:VCALENDAR\r\n";
        return new(string.Concat(events)) { Content = Encoding.UTF8.GetBytes(text) };
    }
}
