using BranchBot.Tests.Support;

namespace BranchBot.Journeys.Tests;

/// <summary>Tuesday 24 November 2026, 08:10: the first scene, word for word, in a browser.</summary>
public sealed class SceneJourneys
{
    [Fact]
    [Trait("Rule", "T-1")]
    [Trait("Picture", "README")]
    public async Task A_teller_is_walked_through_her_opening_three_tasks_and_her_manager_sees_it()
    {
        await using var stage = await Stage.Set("2026-11-24T07:50");
        await stage.Teams.Installations.AnnounceAsync(TestContext.Current.CancellationToken);
        await using var phones = await Phones.Open(stage, left: 6, right: 1);
        var (teller, manager) = (phones.Left, phones.Right);
        await stage.ClockShows("08:10");
        await teller.Sees("早上好,李静 · 开门三件事");
        await manager.Sees("早上好,王芳 · 开门三件事");

        await teller.Says("开门");
        var olderCopy = teller.Messages.Nth(await teller.Messages.CountAsync() - 1);
        await teller.Sees("早上好,李静 · 开门三件事", "整理营业区域环境是否卫生,检查终端设备、叫号器等设备是否工作正常,检查宣传资料等是否充足", "参加晨会", "领用尾箱,请领现金和重要空白凭证", "0/3");
        await teller.Says("开门");
        var card = teller.Messages.Nth(await teller.Messages.CountAsync() - 1);

        await stage.ClockShows("08:11");
        await Phone.Taps(card, "完成");
        await Phone.Sees(card, "✓ 08:11", "1/3");
        await Pictures.Keep(card, "card-opening");

        await teller.Says("完成");
        await teller.Sees("2/3", "第 2 件完成");
        await teller.Says("撤销");
        await teller.Sees("1/3", "已撤销第 2 件");
        await teller.Says("完成");
        await teller.Sees("2/3");
        await Phone.Taps(teller.Newest, "完成");
        await teller.Sees("3/3", "都完成了");

        await Phone.Taps(olderCopy, "完成");
        await Phone.Sees(olderCopy, "已于 08:11 完成", "3/3");

        await manager.Says("看板");
        await manager.Sees("10 人 · 1 完成 · 0 进行中 · 9 未开始", "李静", "3/3", "赵敏", "0/3", "没有清单:何伟");
        await Phone.Sees(teller.Newest, "3/3");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("scene") });
    }

    [Fact]
    [Trait("Rule", "P-5")]
    public async Task A_stranger_gets_a_polite_answer_and_no_data()
    {
        await using var stage = await Stage.Set();
        await using var phones = await Phones.Open(stage, left: 99);

        await phones.Left.Says("开门");
        await phones.Left.Sees("您还不在网点员工名单上");
    }

    [Fact]
    public async Task Help_tasks_duties_and_closing_work_and_all_of_it_in_English()
    {
        await using var stage = await Stage.Set();
        await using var phones = await Phones.Open(stage, left: 6, right: 1);
        var teller = phones.Left;

        await teller.Says("帮助");
        await teller.Sees("我能帮您做什么", "开门", "撤销");
        await teller.Says("职责");
        await teller.Sees("岗位职责", "执行业务制度规定和操作流程");
        await teller.Says("关门");
        await teller.Sees("关门三件事", "轧账并整理凭条后上交营业主管");
        await teller.Says("我的任务");
        await teller.Sees("今天的任务", "0/6");
        await teller.Says("English");
        await teller.Sees("English from now on");
        await teller.Says("opening");
        await teller.Sees("Good morning, 李静 · Opening three tasks", "Attend the morning meeting", "0/3");
        await Phone.Taps(teller.Newest, "Done");
        await teller.Sees("1/3", "No. 1 is done");
        await teller.Says("help");
        await teller.Sees("What I can do for you");
        await teller.Says("duties lobby manager");
        await teller.Sees("Guide, direct and advise customers");
        await teller.Says("opning");
        await teller.Sees("Did you mean \"opening\"?");
    }

    [Fact]
    [Trait("Picture", "README")]
    public async Task A_manager_reads_her_board_in_English_and_in_the_dark()
    {
        await using var stage = await Stage.Set("2026-11-24T08:20");
        await using var phones = await Phones.Open(stage, left: 7, right: 1, theme: "dark");

        await phones.Left.Says("English");
        await phones.Left.Says("opening");
        await Phone.Taps(phones.Left.Newest, "Done");
        await phones.Left.Sees("✓ 08:20", "1/3");
        await phones.Right.Says("English");
        await phones.Right.Says("board");
        await phones.Right.Sees("10 people · 0 done · 1 under way · 9 not started", "Personal teller", "1/3", "Without a list: 何伟");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("english-dark") });
    }

    [Fact]
    [Trait("Picture", "README")]
    public async Task In_the_dark_and_on_a_narrow_screen_everything_is_there()
    {
        await using var stage = await Stage.Set();
        await using var phones = await Phones.Open(stage, theme: "dark", width: 390, height: 800);

        await phones.Left.Says("开门");
        await Phone.Taps(phones.Left.Newest, "完成", nth: 2);
        await phones.Left.Sees("第 2 件完成", "1/3");
        var width = await phones.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(width <= 390, $"The page is {width} px wide on a screen of 390.");
        await phones.Page.ScreenshotAsync(new() { Path = Pictures.Of("phone") });
    }

    [Fact]
    public async Task A_card_pressed_on_one_device_shows_the_newest_state_when_the_chat_is_opened_again()
    {
        await using var stage = await Stage.Set();
        await using (var phones = await Phones.Open(stage))
        {
            await phones.Left.Says("开门");
        }

        await stage.Teams.Client.Say(stage.Person(6), "完成");
        await stage.ClockShows("08:20");
        await using var again = await Phones.Open(stage);
        await Phone.Sees(again.Left.Messages.Filter(new() { HasText = "开门三件事" }).First, "1/3");
    }
}
