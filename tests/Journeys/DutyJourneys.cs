using BranchBot.Tests.Support;

namespace BranchBot.Journeys.Tests;

/// <summary>Friday 9 and Saturday 10 October 2026: leave, and who acts for the manager.</summary>
public sealed class DutyJourneys
{
    [Fact]
    [Trait("Rule", "P-4")]
    public async Task Sun_Li_enters_leave_by_words_and_by_form_and_her_manager_is_told()
    {
        await using var stage = await Stage.Set("2026-10-09T17:10");
        await using var phones = await Phones.Open(stage, left: 5, right: 1);
        var (sun, manager) = (phones.Left, phones.Right);

        await manager.Says("日历");
        await manager.Sees("10月10日(周六)", "调休上班", "08:30-17:00");
        await sun.Says("休假 明天至周三");
        await sun.Sees("已记下", "休假 10月10日(周六)至10月14日(周三)");
        await manager.Sees("孙丽", "休假 10月10日(周六)至10月14日(周三)", "有效");

        await sun.Says("休假");
        var form = sun.Newest;
        await form.Locator("input[type=date]").First.FillAsync("2026-10-19");
        await Phone.Taps(form, "记下来");
        await Phone.Sees(form, "已记下", "休假 10月19日(周一)");
        await Phone.Taps(form, "取消");
        await Phone.Sees(form, "已取消");
        await Phone.Taps(form, "恢复");
        await Phone.Sees(form, "已恢复");
        await manager.Says("休假");
        await manager.Sees("孙丽", "10月19日(周一)");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("leave") });
    }

    [Fact]
    [Trait("Rule", "P-2")]
    public async Task Liu_Qiang_acts_for_the_manager_until_she_ends_it()
    {
        await using var stage = await Stage.Set("2026-10-10T08:45");
        await using var phones = await Phones.Open(stage, left: 2, right: 1);
        var (liu, manager) = (phones.Left, phones.Right);

        await liu.Says("帮助");
        await manager.Says("代 刘强 今天至周四");
        await manager.Sees("刘强 代支行长", "10月10日(周六)至10月15日(周四)", "已经告诉本人");
        await liu.Sees("刘强 代支行长", "关于您自己的事由上一级决定");
        await liu.Says("停业 周一 装修");
        await liu.Sees("已记下", "装修");
        await liu.Says("代 李静 支行长 周一");
        await liu.Sees("只能为自己的岗位请人代班");
        await manager.Says("设置");
        await manager.Sees("催办提前几分钟", "功能分区");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("deputy") });
        await manager.Says("代 结束");
        await manager.Sees("马上生效");
        await liu.Says("停业 周二 装修");
        await liu.Sees("这个功能给支行长用");
    }
}
