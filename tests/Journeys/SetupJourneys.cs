using System.Text.Json.Nodes;
using BranchBot.LocalTeams;
using BranchBot.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace BranchBot.Journeys.Tests;

/// <summary>Tuesday 24 November 2026, 08:00: the team of 新区支行 gets the bot, word for word, until it is removed again.</summary>
public sealed class SetupJourneys
{
    private const string Team = "xinqu";

    [Fact]
    [Trait("Rule", "P-9")]
    public async Task A_new_branch_is_set_up_by_adding_the_bot_to_its_team()
    {
        await using var stage = await Stage.Set("2026-11-24T08:00");
        var (lin, he, leader, cao) = (stage.Person(41), stage.Person(42), stage.Person(20), stage.Person(48));
        var teams = stage.Teams;
        await teams.Installations.AnnounceAsync(TestContext.Current.CancellationToken);

        // 林峰 has no chat with the bot yet: the channel says how to begin.
        Assert.All(await teams.Teams.AddBot(lin, Team), d => Assert.Equal(200, d.Answer.Status));
        Assert.Contains("写「设立」", Assert.Single(Channel(stage)).Text, StringComparison.Ordinal);
        await teams.Client.Say(lin, "设立");
        var form = await Comes(stage, lin, "提交申请");
        await teams.Cards.Press(lin, form.Id, "提交申请", new JsonObject { ["id"] = "xinqu" });

        // 徐刚 approves; the administrator, who was asked too, reads that he has.
        var asked = await Comes(stage, stage.Person(90), "新区支行", "批准");
        var proposal = await Comes(stage, leader, "新区支行", "批准");
        Assert.Contains("已批准", Written(await teams.Cards.Press(leader, proposal.Id, "批准")), StringComparison.Ordinal);
        Assert.Contains("已经批准过了", Written(await teams.Cards.Press(stage.Person(90), asked.Id, "批准")), StringComparison.Ordinal);

        // Positions are picked from the team; a guest and somebody of another branch are marked.
        var positions = await Comes(stage, lin, "挑岗位", "何洁", "来宾", "朱琳");
        var whole = await teams.Cards.Press(lin, positions.Id, "保存", new JsonObject { [Field(41)] = "BranchManager", [Field(42)] = "PersonalTeller", [Field(43)] = "WealthManager" });
        Assert.Contains("3 人有岗位", Written(whole), StringComparison.Ordinal);
        await teams.Client.Say(lin, "岗位 唐磊 营业主管");
        var confirm = await Comes(stage, lin, "确认名单", "唐磊");
        await teams.Cards.Press(lin, confirm.Id, "确认名单", new JsonObject { ["lobby"] = DemoBranch.Id(43).ToString() });
        await Comes(stage, lin, "网点可以用了", "何洁");
        await Comes(stage, lin, "欢迎加入新区支行");

        // The new teller is walked through her opening at once.
        await teams.Client.Say(he, "开门");
        await Comes(stage, he, "何洁", "开门三件事", "0/3");

        // Somebody joins: the manager decides, once, however often it is told.
        var joined = await teams.Teams.AddMember(lin, Team, cao);
        var proposed = await Comes(stage, lin, "新成员", "曹阳");
        await teams.Client.Resend(joined!);
        await teams.Teams.RemoveMember(lin, Team, stage.Person(46));
        await teams.Cards.Press(lin, proposed.Id, "放进名单", new JsonObject { ["position"] = "CorporateTeller" });
        await teams.Client.Say(cao, "开门");
        await Comes(stage, cao, "曹阳", "开门三件事");
        Assert.Single(teams.Client.Chat(lin), m => Written(m).Contains("曹阳 加入了团队", StringComparison.Ordinal));

        // Removed from the team: no card at closing time, and the branch still answers.
        await teams.Teams.RemoveBot(lin, Team);
        await Comes(stage, lin, "再添加 BranchBot");
        var before = teams.Client.Chat(he).Count;
        await stage.ClockShows("17:50");
        await Comes(stage, stage.Person(6), "关门");
        Assert.Equal(before, teams.Client.Chat(he).Count);
        await teams.Client.Say(he, "关门");
        await Comes(stage, he, "关门三件事");

        // Back again, all goes its way.
        await teams.Teams.AddBot(lin, Team);
        await Comes(stage, lin, "提醒照常");
        Assert.Contains("我回来了", Channel(stage)[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "P-9")]
    [Trait("Picture", "README")]
    public async Task It_is_played_in_a_browser_in_five_minutes()
    {
        await using var stage = await Stage.Set("2026-11-24T08:00");
        await stage.Teams.Installations.AnnounceAsync(TestContext.Current.CancellationToken);
        await using var phones = await Phones.Open(stage, left: 41, right: 20, width: 1100, height: 1300);
        var (lin, leader, page) = (phones.Left, phones.Right, phones.Page);

        // 林峰 has the bot already: the form comes by itself.
        await lin.Says("你好");
        await lin.Sees("还不在网点员工名单上");
        await page.GetByTestId("teams").Locator("summary").ClickAsync();
        await page.GetByTestId("team").SelectOptionAsync(Team);
        await Expect(page.GetByTestId("members")).ToContainTextAsync("田芳");
        await page.GetByTestId("team-bot").ClickAsync();
        await Expect(page.GetByTestId("channel")).ToContainTextAsync("请看私聊");
        await lin.Sees("设立网点", "周几营业");
        await lin.Newest.GetByLabel("简称").FillAsync("xinqu");
        await page.ScreenshotAsync(new() { Path = Pictures.Of("setup-form") });
        await Phone.Taps(lin.Newest, "提交申请");
        await lin.Sees("申请已提交");

        await leader.Sees("新网点申请", "新区支行(xinqu)", "林峰把我添加到团队");
        await page.ScreenshotAsync(new() { Path = Pictures.Of("setup-proposal") });
        await Phone.Taps(leader.Newest, "批准");
        await leader.Sees("已批准", "徐刚 于");

        await lin.Sees("挑岗位", "何洁", "来宾");
        await lin.Newest.GetByLabel("林峰").SelectOptionAsync("支行长");
        await lin.Newest.GetByLabel("何洁").SelectOptionAsync("个人业务柜员");
        await page.ScreenshotAsync(new() { Path = Pictures.Of("setup") });
        await Phone.Taps(lin.Newest, "保存");
        await lin.Sees("2 人有岗位");
        await page.ScreenshotAsync(new() { Path = Pictures.Of("setup-whole") });
        await Phone.Taps(lin.Newest, "确认名单");
        await Expect(lin.Self).ToContainTextAsync("网点可以用了");
        await Expect(lin.Self).ToContainTextAsync("欢迎加入新区支行");

        await page.GetByTestId("join").SelectOptionAsync(DemoBranch.Id(48).ToString());

        // Her opening card comes by itself meanwhile.
        var joined = lin.Messages.Filter(new() { HasText = "曹阳 加入了团队" }).Last;
        await Phone.Sees(joined, "新成员", "曹阳");
        await page.ScreenshotAsync(new() { Path = Pictures.Of("setup-joined") });
        await Phone.Taps(joined, "不变");
        await Phone.Sees(joined, "名单不变");
        await page.GetByTestId("team-bot").ClickAsync();
        await Expect(lin.Self).ToContainTextAsync("再添加 BranchBot");
    }

    [Fact]
    [Trait("Rule", "P-9")]
    public async Task It_goes_by_words_alone_where_teams_shows_no_cards()
    {
        await using var stage = await Stage.Set("2026-11-24T08:00", textOnly: true);
        var (lin, he, leader) = (stage.Person(41), stage.Person(42), stage.Person(20));
        await stage.Teams.Installations.AnnounceAsync(TestContext.Current.CancellationToken);
        await stage.Teams.Teams.AddBot(lin, Team);
        await Says(lin, "设立", "提交申请");
        await Says(lin, Number(stage, lin, "提交申请"), "网点名称", "(1/7)");
        await Says(lin, "跳过", "简称");
        await Says(lin, "xinqu", "二级分行");
        await Says(lin, "提交", "申请已提交");
        await Comes(stage, leader, "新网点申请", "xinqu");
        await Says(leader, "不批准 新区支行 请写全称", "已退回");
        await Comes(stage, lin, "徐刚 没有批准:请写全称");
        await Says(lin, Number(stage, lin, "提交申请"), "网点名称");
        await Says(lin, "高新区新区支行", "简称");
        await Says(lin, "提交", "申请已提交");
        await Comes(stage, leader, "高新区新区支行");
        await Says(leader, Number(stage, leader, "批准"), "已批准");
        await Comes(stage, lin, "挑岗位", "保存");
        await Says(lin, "岗位 林峰 支行长", "林峰:支行长");
        await Says(lin, "岗位 何洁 个人业务柜员 大堂经理", "何洁:个人业务柜员");
        await Says(lin, Number(stage, lin, "确认名单"), "大堂经理");
        await Says(lin, "提交", "名单已确认");
        await Comes(stage, lin, "网点可以用了");
        await stage.Teams.Client.Say(he, "开门");
        await Comes(stage, he, "开门三件事");
        await stage.Teams.Teams.AddMember(lin, Team, stage.Person(48));
        await Comes(stage, lin, "曹阳 加入了团队");
        await Says(lin, "岗位 曹阳 公司业务柜员", "已加入名单");

        async Task Says(TeamsUser who, string line, params string[] hears)
        {
            await stage.Teams.Client.Say(who, line);
            await Comes(stage, who, hears);
        }
    }

    // The number that stands before a button in the newest message that offers it.
    private static string Number(Stage stage, TeamsUser person, string title)
    {
        var text = stage.Teams.Client.Chat(person).Last(m => m.From == "bot" && m.Text?.Contains($") {title}", StringComparison.Ordinal) == true).Text!;
        var line = text.Split('\n').Last(l => l.EndsWith($") {title}", StringComparison.Ordinal));
        return line[1..line.IndexOf(')', StringComparison.Ordinal)];
    }

    private static Task<ChatMessage> Comes(Stage stage, TeamsUser person, params string[] words) =>
        stage.Teams.Client.WaitFor(person, m => m.From == "bot" && words.All(w => Written(m).Contains(w, StringComparison.Ordinal)), TimeSpan.FromSeconds(20));

    private static IReadOnlyList<ChatMessage> Channel(Stage stage) => stage.Teams.Teams.Channel(Team);

    private static string Written(ChatMessage message) => message.Text + message.Card?.ToJsonString(Plain);

    private static string Written(ExecuteAnswer answer) => answer.Message + answer.Card?.ToJsonString(Plain);

    private static string Field(int number) => "p" + DemoBranch.Id(number).Value.ToString("N");

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
