using BranchBot.Tests.Support;
using Microsoft.Playwright;

namespace BranchBot.Journeys.Tests;

/// <summary>Tuesday 24 November 2026, 17:05: the day's tallies, word for word, in a browser.</summary>
public sealed class SalesJourneys
{
    [Fact]
    [Trait("Rule", "S-4")]
    [Trait("Picture", "README")]
    public async Task A_line_is_entered_the_day_is_closed_reviewed_and_the_next_morning_corrected()
    {
        await using var stage = await Stage.Set("2026-11-24T17:05");
        await using var phones = await Phones.Open(stage, left: 4, right: 2);
        var (wealth, supervisor) = (phones.Left, phones.Right);
        await stage.Teams.Client.Say(stage.Person(1), "帮助");
        await stage.Teams.Client.Say(stage.Person(5), "帮助");
        await stage.Teams.Client.Say(stage.Person(9), "今天没有");

        await wealth.Says("基金2笔30万 保险1 信用卡+3 引见4");
        var entry = wealth.Messages.Nth(await wealth.Messages.CountAsync() - 1);
        await Phone.Sees(entry, "我看懂的是", "2 笔 300,000.00 元", "3 张", "4 人");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("sales-understood") });
        await Pictures.Keep(entry, "card-sales");
        await Phone.Taps(entry, "记入");
        await Phone.Sees(entry, "已记入");

        await stage.ClockShows("17:20");
        await supervisor.Says("统计");
        var table = supervisor.Messages.Nth(await supervisor.Messages.CountAsync() - 1);
        await Phone.Sees(table, "2/4", "30.00 万元", "郑洁", "今天没有", "孙丽", "未报");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("sales") });
        await Phone.Taps(table, "催一下");
        await Phone.Sees(table, "已催:孙丽、何伟", "未报 · 已催");
        await Phone.Taps(table, "汇总");
        await Phone.Sees(table, "还没报的:孙丽、何伟");
        await Phone.Taps(table, "仍要汇总");
        await Phone.Sees(table, "已汇总,报给支行长了", "17:20 刘强已汇总");
        await supervisor.Says("关门");
        await supervisor.Sees("2/3");

        await using var other = await Phones.Open(stage, left: 1, right: 5);
        var (manager, customers) = (other.Left, other.Right);
        await Phone.Sees(customers.Messages.Filter(new() { HasText = "马上要汇总了" }).Last, "今天没有");
        var told = manager.Messages.Filter(new() { HasText = "销售统计" }).Last;
        await Phone.Sees(told, "17:20 刘强已汇总", "30.00 万元");
        await Phone.Taps(told, "已审阅");
        await Phone.Sees(told, "王芳已审阅");
        await other.Page.ScreenshotAsync(new() { Path = Pictures.Of("sales-reviewed") });

        await stage.ClockShows("1.09:00");
        await wealth.Says("昨天 保险2");
        var correction = wealth.Messages.Nth(await wealth.Messages.CountAsync() - 1);
        await Phone.Sees(correction, "刘强已汇总");
        await correction.GetByLabel("为什么改").FillAsync("漏记两笔");
        await Phone.Taps(correction, "记入");
        await Phone.Sees(correction, "已更正,旧数字也留着");
        await supervisor.Says("统计 昨天");
        await Phone.Sees(supervisor.Newest, "汇总后更正", "1 笔 → 3 笔", "漏记两笔");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("sales-corrected") });
    }

    [Fact]
    [Trait("Rule", "S-6")]
    [Trait("Picture", "README")]
    public async Task Targets_are_set_what_is_slow_is_seen_with_since_when_and_gets_a_cause_and_a_measure()
    {
        await using var stage = await Stage.Set("2026-11-24T17:20");
        await using var phones = await Phones.Open(stage, left: 2, right: 4, height: 1300);
        var (supervisor, wealth) = (phones.Left, phones.Right);
        await SalesBranch.Enters(stage, 4, "基金3笔90万 保险9");
        await SalesBranch.Enters(stage, 5, "贷款2笔300万 信用卡25");
        await supervisor.Says("目标 月");
        var targets = supervisor.Messages.Nth(await supervisor.Messages.CountAsync() - 1);
        await Phone.Taps(targets, "改网点目标");
        await targets.GetByLabel("基金").FillAsync("12笔200万");
        await targets.GetByLabel("保险").FillAsync("20");
        await targets.GetByLabel("信用卡").FillAsync("30");
        await targets.GetByLabel("贷款").FillAsync("300万");
        await Phone.Taps(targets, "定下");
        await Phone.Sees(targets, "定下了", "12 笔 · 200 万元");

        await supervisor.Says("进度");
        var pace = supervisor.Messages.Nth(await supervisor.Messages.CountAsync() - 1);
        await Phone.Sees(pace, "时间进度", "进度缓慢", "90 / 200 万元 · 45%", "落后", "300 / 300 万元 · 100%");
        await Phone.Taps(pace, "写瓶颈和措施");
        await pace.GetByRole(AriaRole.Textbox, new() { Name = "瓶颈" }).FillAsync("到店客户少");
        await pace.GetByRole(AriaRole.Textbox, new() { Name = "改进措施" }).FillAsync("每天电话邀约十位");
        await Phone.Taps(pace, "记下");
        await Phone.Sees(pace, "瓶颈:到店客户少;措施:每天电话邀约十位(刘强");
        await wealth.Says("统计");
        await wealth.Sees("本月进度", "完成率");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("sales-pace") });
        await supervisor.Says("统计 年");
        await supervisor.Sees("按月", "按星期");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("sales-year") });
    }

    [Fact]
    [Trait("Rule", "S-3")]
    public async Task The_same_by_the_form_on_a_narrow_screen_and_what_is_wrong_is_said()
    {
        await using var stage = await Stage.Set("2026-11-24T17:05");
        await using var phones = await Phones.Open(stage, left: 4, right: 2, width: 360);
        var wealth = phones.Left;
        await wealth.Says("业绩表");
        var form = wealth.Messages.Nth(await wealth.Messages.CountAsync() - 1);
        await form.GetByLabel("基金").FillAsync("2笔30");
        await form.GetByLabel("保险").FillAsync("1");
        await Phone.Taps(form, "记入");
        await Phone.Sees(form, "是元还是万元", "什么都没记");
        await Assertions.Expect(form.GetByLabel("保险")).ToHaveValueAsync("1");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("sales-form") });
        await form.GetByLabel("基金").FillAsync("2笔30万");
        await Phone.Taps(form, "记入");
        await Phone.Sees(form, "已记入", "2 笔 300,000.00 元");
        await wealth.Says("改 保险 0");
        var change = wealth.Messages.Nth(await wealth.Messages.CountAsync() - 1);
        await Phone.Sees(change, "原来 1 笔");
        await Phone.Taps(change, "记入");
        await Phone.Sees(change, "已记入");
        await wealth.Says("基今1笔2万");
        await wealth.Sees("是不是「基金」");
    }
}
