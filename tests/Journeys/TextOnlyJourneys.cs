using System.Text.RegularExpressions;
using BranchBot.Tests.Support;
using Microsoft.Playwright;

namespace BranchBot.Journeys.Tests;

/// <summary>Where Teams shows no cards, a fault and the manager's morning are played by words and numbers alone.</summary>
public sealed class TextOnlyJourneys
{
    [Fact]
    [Trait("Rule", "T-1")]
    [Trait("Rule", "T-2")]
    [Trait("Picture", "README")]
    public async Task A_fault_is_reported_handled_and_solved_without_a_card()
    {
        await using var stage = await Stage.Set("2026-11-24T08:12", textOnly: true);
        await using var phones = await Phones.Open(stage, left: 6, right: 3);
        var (teller, operations) = (phones.Left, phones.Right);
        await operations.Says("帮助");
        await teller.Says("开门");
        await teller.Sees("0/3", "1. [ ] 整理营业区域环境是否卫生", "(1) 完成:整理营业区域环境是否卫生", "(5) 异常:参加晨会");
        await teller.Says("2");
        await teller.Sees("第 2 件完成", "2. [✓ 08:12] 参加晨会", "1/3");
        await teller.Says("撤销");
        await teller.Sees("已撤销第 2 件", "0/3");

        await teller.Says("异常 叫号器不打印");
        await teller.Sees("▸ 什么异常:设备", "▸ 怎么了:叫号器不打印", "(8) 报告");
        await teller.Says("8");
        await teller.Sees("「报告异常」(1/5)", "(10) 设备", "现在:设备");
        await teller.Says("好吧");
        await teller.Sees("请回 9–13 里的一个编号");
        await teller.Says("跳过");
        await teller.Sees("(2/5)", "在哪里");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("text-only") });
        await teller.Says("提交");
        await teller.Sees("第 1 件有异常,已报告", "[⚠ 08:12 待处理 · 周涛]");

        var told = operations.Messages.Filter(new() { HasText = "李静报告,已告诉您" }).Last;
        await Phone.Sees(told, "叫号器不打印", "我来处理", "已解决");
        await operations.Says(await NumberOf(told, "我来处理"));
        await operations.Sees("您来处理");
        await operations.Says(await NumberOf(operations.Newest, "已解决"));
        await operations.Sees("怎么解决的");
        await operations.Says("换了打印纸");
        await operations.Sees("您已解决:换了打印纸");
        await Phone.Sees(teller.Messages.Filter(new() { HasText = "周涛已解决:换了打印纸" }).Last, "重新打开");
        await teller.Says("我的异常");
        await teller.Sees("没有与您有关的未解决异常");
    }

    [Fact]
    [Trait("Rule", "T-4")]
    [Trait("Rule", "P-2")]
    public async Task The_managers_morning_comes_as_words()
    {
        await using var stage = await Stage.Set("2026-10-10T07:59", textOnly: true);
        await stage.Teams.Installations.AnnounceAsync(TestContext.Current.CancellationToken);
        await using var phones = await Phones.Open(stage, left: 7, right: 1);
        var (zhao, manager) = (phones.Left, phones.Right);
        await stage.ClockShows("08:00");
        await zhao.Sees("早上好,赵敏 · 开门三件事", "(回复编号就行)");
        await zhao.Says("完成");
        await stage.ClockShows("08:20");
        await zhao.Sees("08:30 截止,还有 2 件没勾。");
        await stage.ClockShows("08:30");
        await manager.Sees("10 人 · 0 完成", "赵敏 个人业务柜员:1/3", "看板");
        await manager.Says("看板");
        await manager.Sees("赵敏", "1/3");
        await manager.Says("代 刘强 周二至周四");
        await manager.Sees("刘强 代支行长", "10月13日(周二)至10月15日(周四)");
        await manager.Says("设置 催办 15");
        await manager.Sees("15");
    }

    private static async Task<string> NumberOf(ILocator message, string title) =>
        Regex.Match(await message.InnerTextAsync(), $@"\((\d+)\) {title}").Groups[1].Value;
}
