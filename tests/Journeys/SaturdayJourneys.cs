using BranchBot.Tests.Support;

namespace BranchBot.Journeys.Tests;

/// <summary>Saturday 10 October 2026, a make-up workday, word for word, in a browser: what comes by itself, and to whom.</summary>
public sealed class SaturdayJourneys
{
    private static readonly int[] OnTime = [1, 2, 3, 4, 6, 9, 10];

    [Fact]
    [Trait("Rule", "T-4")]
    [Trait("Rule", "T-6")]
    [Trait("Rule", "P-2")]
    [Trait("Rule", "P-4")]
    [Trait("Picture", "README")]
    public async Task The_day_comes_by_itself_to_who_is_on_duty_and_its_manager_has_one_list()
    {
        await using var stage = await Stage.Set("2026-10-09T17:10");
        await stage.Teams.Installations.AnnounceAsync(TestContext.Current.CancellationToken);
        await using var phones = await Phones.Open(stage, left: 5, right: 11);
        await phones.Left.Says("休假 明天至周三");
        await phones.Left.Sees("已记下", "休假 10月10日(周六)至10月14日(周三)");

        await MoveTo(stage, "07:59", "2026-10-10");
        var (sun, he) = (await Count(phones.Left), await Count(phones.Right));
        await Play(phones, left: 7, right: 1);
        var (zhao, manager) = (phones.Left, phones.Right);
        await stage.ClockShows("08:00");
        await zhao.Sees("早上好,赵敏 · 开门三件事", "0/3");
        await Phone.Taps(zhao.Newest, "完成");
        await zhao.Sees("1/3");
        await Phone.Taps(zhao.Newest, "完成");
        await zhao.Sees("2/3");
        await manager.Sees("早上好,王芳 · 开门三件事");
        await stage.Teams.Client.Say(stage.Person(6), "异常 设备 叫号器不打印");
        foreach (var person in OnTime)
        {
            await Finish(stage, person, lobby: person == 9);
        }

        await stage.ClockShows("08:20");
        await zhao.Sees("08:30 截止,还有 1 件没勾。忙的话,做完记得点一下。");
        await Pictures.Keep(zhao.Newest, "card-nudge");
        await stage.ClockShows("08:30");
        await manager.Sees("9 人 · 7 完成 · 赵敏 2/3 · 吴磊 未开始", "叫号器不打印");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("saturday") });
        await Pictures.Keep(manager.Newest, "card-limit");
        await Phone.Taps(manager.Newest, "看板");
        await manager.Sees("赵敏", "2/3", "休假:孙丽", "没有清单:何伟");
        await Phone.Taps(zhao.Newest, "完成");
        await manager.Says("看板");
        await manager.Sees("赵敏", "3/3");

        await manager.Says("代 刘强 周二至周四");
        await manager.Sees("刘强 代支行长", "10月13日(周二)至10月15日(周四)");

        await stage.ClockShows("17:05");
        await zhao.Sees("关门三件事", "0/3");
        foreach (var person in new[] { 6, 7, 10 })
        {
            await Finish(stage, person, lobby: false);
        }

        await stage.ClockShows("17:40");
        await manager.Says("关门链");
        await manager.Sees("周涛", "等 吴磊 0/3");
        await manager.Newest.ScrollIntoViewIfNeededAsync();
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("chain") });

        // Who is on leave, and whose list is empty, has heard nothing all day.
        await Play(phones, left: 5, right: 11);
        Assert.Equal((sun, he), (await Count(phones.Left), await Count(phones.Right)));
    }

    private static async Task Finish(Stage stage, int person, bool lobby)
    {
        for (var items = lobby ? 6 : 3; items > 0; items--)
        {
            await stage.Teams.Client.Say(stage.Person(person), "完成");
        }
    }

    private static async Task Play(Phones phones, int left, int right)
    {
        await phones.Page.GotoAsync($"{phones.Stage.Teams.Url}/?left={DemoBranch.Id(left)}&right={DemoBranch.Id(right)}");
        await phones.Left.Newest.WaitForAsync();
        await phones.Right.Newest.WaitForAsync();
    }

    private static Task<int> Count(Phone phone) => phone.Messages.CountAsync();

    private static async Task MoveTo(Stage stage, string time, string day) =>
        await stage.Teams.MoveClockAsync(DemoBranch.At(time, day) - stage.Teams.Clock.GetUtcNow());
}
