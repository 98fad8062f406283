using BranchBot.Features.Setup;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>A new branch is set up by adding the bot to its team: who may approve, what happens twice, what becomes of the team later.</summary>
public sealed class SetupTests
{
    private static readonly TeamPlace Place = new("https://smba.example/", "19:new@thread.tacv2", "19:new@thread.tacv2", "tenant", "28:bot");
    private static readonly Region Home = new(new("R01"), "示范二级分行");
    private static readonly Stranger Founder = new(DemoBranch.Id(41), Language.Chinese, "29:41");
    private static readonly RegionLeader Leader = new(DemoBranch.Id(20), Language.Chinese, "29:20", "徐刚", Home);
    private static readonly Administrator Admin = new(DemoBranch.Administrator, Language.Chinese, "29:90");
    private static readonly BranchId New = new("xinqu");
    private readonly Rehearsal branch = new();

    public SetupTests()
    {
        branch.Put(new RegionName(Home.Id, Home.Name));
        branch.Put(new RegionName(new("R02"), "别的二级分行"));
        branch.Put(new RegionLeaders(Home.Id, [Leader.Id]));
        branch.Put(new RegionCalendar(Home.Id, [new(new(2027, 2, 5), SpecialDayKind.Holiday, "春节")]));
        branch.TeamMembers =
        [
            Member(41, "林峰"), Member(42, "何洁"), Member(43, "宋佳"), Member(44, "唐磊"), Member(47, "田芳", guest: true), Member(6, "李静"),
        ];
        foreach (var person in DemoBranch.People)
        {
            branch.Put(person);
        }
    }

    private static string Team => RowKeys.Of(Place.TeamId);

    [Fact]
    [Trait("Rule", "P-7")]
    public void Whoever_adds_the_bot_to_a_team_is_offered_the_form_in_his_own_chat()
    {
        AddBot();

        var offer = Assert.Single(branch.Told);
        Assert.Equal(Founder.Id, offer.To);
        var form = branch.Shows(offer, Founder);
        Assert.Contains("新区支行", form, StringComparison.Ordinal);
        Assert.Contains("示范二级分行", form, StringComparison.Ordinal);
    }

    [Fact]
    public void What_he_files_is_a_proposal_to_the_regions_leaders_and_the_administrator_and_no_branch_yet()
    {
        AddBot();
        Assert.Contains("申请已提交", File(), StringComparison.Ordinal);

        Assert.Equal([Leader.Id, Admin.Id], branch.Told.Skip(1).Select(t => t.To));
        Assert.Contains("林峰", branch.Shows(branch.Told[^1], Admin), StringComparison.Ordinal);
        Assert.Null(branch.Row<BranchFacts>(BranchFacts.At(New)));
    }

    [Theory]
    [InlineData("name", "")]
    [InlineData("id", "新区")]
    [InlineData("region", "R99")]
    [InlineData("zone", "Mars/Base")]
    [InlineData("closes", "07:00:00")]
    [InlineData("days", "")]
    public void What_makes_no_branch_is_refused_and_the_form_stays(string field, string value)
    {
        AddBot();
        branch.Shows(branch.Told[^1], Founder);
        branch.Gives(Founder, branch.Fills("提交申请", (field, value.Length == 0 ? " " : value)));

        Assert.IsType<Refused>(branch.Last);
        Assert.Contains(branch.Buttons(), b => b.Title.Zh == "提交申请");
        Assert.Single(branch.Told);
    }

    [Fact]
    public void A_short_name_that_a_branch_has_already_goes_back_to_who_filed_it()
    {
        AddBot();
        File(id: "demo");

        Assert.Equal(Founder.Id, branch.Told[^1].To);
        Assert.Contains("已经有网点用了", branch.Shows(branch.Told[^1], Founder), StringComparison.Ordinal);
        Assert.Null(branch.Row<BranchProposal>(BranchProposal.Where(Home.Id, Team)));
    }

    [Fact]
    [Trait("Rule", "P-9")]
    public void A_large_team_is_picked_page_by_page_and_what_was_picked_stays_when_it_is_read_again()
    {
        branch.TeamMembers = [.. Enumerable.Range(41, 23).Select(n => Member(n, $"员工{n}"))];
        Founded();
        Assert.Contains("第 1/3 页", branch.Says(Founder, "岗位"), StringComparison.Ordinal);
        branch.Gives(Founder, branch.Fills("保存,下一页", (Field(41), "BranchManager"), (Field(50), "LoanOfficer")));
        Assert.Contains("第 2/3 页", TextRenderer.Render(branch.Last!.Answer, Language.Chinese), StringComparison.Ordinal);
        branch.Gives(Founder, branch.Fills("保存,下一页", (Field(51), "PersonalTeller")));
        Assert.Contains("3 人有岗位", branch.Gives(Founder, branch.Fills("保存", (Field(63), "None"))), StringComparison.Ordinal);

        branch.TeamMembers = [.. branch.TeamMembers.Skip(1), Member(90, "新来的")];
        branch.Gives(Founder, new RereadTeam(Team));
        var picked = branch.Row<Staffing>(Staffing.At(Founder.Id, Team))!;
        Assert.Equal(["员工50", "员工51"], picked.Picked.Select(p => p.Name));
        Assert.Contains(picked.Eligible, p => p.Name == "新来的");
    }

    [Fact]
    [Trait("Rule", "P-5")]
    public void A_leader_of_another_region_and_a_branch_s_manager_may_not_approve()
    {
        AddBot();
        File();
        var foreign = new RegionLeader(DemoBranch.Id(21), Language.Chinese, "29:21", "外人", new(new("R02"), "别的二级分行"));
        Assert.Contains("没有等您批准的申请", branch.Says(foreign, "批准 新区支行"), StringComparison.Ordinal);
        branch.Gives(DemoBranch.Manager, Approve());
        Assert.IsType<Refused>(branch.Last);
        Assert.Null(branch.Row<BranchFacts>(BranchFacts.At(New)));
    }

    [Fact]
    [Trait("Rule", "P-7")]
    public void Approved_the_branch_stands_with_its_regions_days_its_team_and_nobody_in_it()
    {
        AddBot();
        File();
        Assert.Contains("已批准", branch.Says(Leader, "批准 新区支行"), StringComparison.Ordinal);

        var facts = branch.Row<BranchFacts>(BranchFacts.At(New))!;
        Assert.Equal((Place, "春节", "新区支行"), (facts.Team, Assert.Single(facts.RegionDays).Name, facts.Branch.Name));
        Assert.Null(facts.Branch.Hours.Saturday);
        Assert.Empty(branch.Row<Roster>(Roster.At(New))!.Staff);
        Assert.NotNull(branch.Row<RegionBranch>(RegionBranch.At(Home.Id, New)));
        Assert.Equal(New, branch.Row<TeamLink>(TeamLink.At(Team))!.Branch);
        var positions = branch.Shows(branch.Told[^1], Founder);
        Assert.Contains("田芳 · 来宾", positions, StringComparison.Ordinal);
        Assert.Contains("李静 · 已在别处的员工名单上", positions, StringComparison.Ordinal);
    }

    [Fact]
    public void Approving_twice_founds_once_and_says_who_was_faster()
    {
        AddBot();
        File();
        var approve = Approve();
        branch.Gives(Leader, approve);
        var told = branch.Told.Count;
        Assert.Contains("徐刚", branch.Gives(Admin, approve), StringComparison.Ordinal);
        Assert.Contains("已经批准过了", branch.Gives(Leader, approve), StringComparison.Ordinal);
        Assert.Equal(told, branch.Told.Count);
    }

    [Fact]
    public void Declined_with_a_word_it_goes_back_and_an_old_card_does_not_decide_about_what_is_filed_anew()
    {
        AddBot();
        File();
        var old = Approve();
        Assert.Contains("为什么", branch.Says(Leader, "不批准 新区支行"), StringComparison.Ordinal);
        branch.Says(Leader, "不批准 新区支行 名称请写全");
        Assert.Equal(Founder.Id, branch.Told[^1].To);
        Assert.Contains("徐刚 没有批准:名称请写全", branch.Shows(branch.Told[^1], Founder), StringComparison.Ordinal);
        Assert.Contains("已经退回过了", branch.Gives(Admin, old), StringComparison.Ordinal);

        branch.Says(Founder, "设立");
        branch.Gives(Founder, branch.Fills("提交申请", ("name", "高新区支行")));
        Assert.Contains("申请改过了", branch.Gives(Leader, old), StringComparison.Ordinal);
        Assert.Null(branch.Row<BranchFacts>(BranchFacts.At(New)));
        Assert.Contains("已批准", branch.Says(Admin, "批准 高新区支行"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "P-1")]
    public void There_is_exactly_one_manager_and_at_most_one_lobby_manager()
    {
        Founded();
        branch.Says(Founder, "岗位 何洁 个人业务柜员");
        branch.Says(Founder, "岗位 唐磊 个人业务柜员 大堂经理");
        branch.Gives(Founder, new ConfirmStaff(Team));
        Assert.IsType<Refused>(branch.Last);
        Assert.Contains("还没有支行长", TextRenderer.Render(branch.Last.Answer, Language.Chinese), StringComparison.Ordinal);
        branch.Says(Founder, "岗位 林峰 支行长");
        branch.Says(Founder, "岗位 宋佳 支行长");
        branch.Gives(Founder, new ConfirmStaff(Team));
        Assert.Contains("只能有一位", TextRenderer.Render(branch.Last!.Answer, Language.Chinese), StringComparison.Ordinal);
        branch.Says(Founder, "岗位 宋佳 理财经理 大堂经理");
        branch.Gives(Founder, new ConfirmStaff(Team));
        Assert.Contains("大堂经理只能有一位", TextRenderer.Render(branch.Last!.Answer, Language.Chinese), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "P-9")]
    public void Confirmed_everybody_stands_in_the_list_and_is_told_once_whoever_confirms_twice()
    {
        Staffed();
        branch.Gives(Founder, new ConfirmStaff(Team));

        Assert.Equal(["林峰", "何洁", "宋佳"], branch.Row<Roster>(Roster.At(New))!.Staff.Select(s => s.Name));
        Assert.Equal((New, Position.PersonalTeller), (branch.Row<Person>(Person.At(DemoBranch.Id(42)))!.Placement!.Branch!.Value, branch.Row<Person>(Person.At(DemoBranch.Id(42)))!.Placement!.Position!.Value));
        Assert.Equal(3, branch.Told.Count(t => t.Show is ShowPlaced));
        Assert.Contains("没有在个人聊天里添加", branch.Says(Founder, "设立"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "P-5")]
    public void Nobody_who_stands_in_another_branch_is_taken_out_of_it()
    {
        Founded();
        Assert.Contains("没有叫", branch.Says(Founder, "岗位 李静 支行长"), StringComparison.Ordinal);
        branch.Says(Founder, "岗位 林峰 支行长");
        branch.Says(Founder, "岗位 何洁 个人业务柜员");
        branch.Put(new Person(DemoBranch.Id(42), new("何洁", DemoBranch.Branch.Id, Position.PersonalTeller)));
        branch.Gives(Founder, new ConfirmStaff(Team));

        Assert.Equal("林峰", Assert.Single(branch.Row<Roster>(Roster.At(New))!.Staff).Name);
        Assert.Equal(DemoBranch.Branch.Id, branch.Row<Person>(Person.At(DemoBranch.Id(42)))!.Placement!.Branch);
    }

    [Fact]
    [Trait("Rule", "P-9")]
    public void Who_joins_the_team_is_a_proposal_to_the_manager_once_and_nothing_changes_by_itself()
    {
        Linked();
        branch.TeamMembers = [Member(42, "何洁")];
        Joins("e1", 42);
        Joins("e1", 42);
        Joins("e2", 42);

        var told = Assert.Single(branch.Told);
        Assert.Equal(DemoBranch.Manager.Id, told.To);
        Assert.Equal(DemoBranch.Roster.Staff.Count, branch.Row<Roster>(Roster.At(DemoBranch.Branch.Id))!.Staff.Count);
        Assert.Contains("何洁 加入了团队", branch.Shows(told, DemoBranch.Manager), StringComparison.Ordinal);
        branch.Gives(DemoBranch.Manager, branch.Fills("放进名单", ("position", "CorporateTeller")));
        Assert.Equal(Position.CorporateTeller, branch.Row<Roster>(Roster.At(DemoBranch.Branch.Id))!.Find(DemoBranch.Id(42))!.Position);
        Assert.Contains("已经定过了", branch.Gives(DemoBranch.Manager, new IgnoreChange(DemoBranch.Branch.Id, DemoBranch.Id(42))), StringComparison.Ordinal);
        Joins("e3", 42);
        Assert.Equal(2, branch.Told.Count);
    }

    [Fact]
    [Trait("Rule", "P-9")]
    public void Who_leaves_the_team_stays_on_the_list_until_the_manager_says_so()
    {
        Linked();
        Leaves("e1", 5);
        Leaves("e1", 5);
        Assert.Contains("孙丽 已离开团队", branch.Shows(Assert.Single(branch.Told), DemoBranch.Manager), StringComparison.Ordinal);
        Assert.NotNull(branch.Row<Roster>(Roster.At(DemoBranch.Branch.Id))!.Find(DemoBranch.Id(5)));
        branch.Gives(DemoBranch.Teller, new DropMember(DemoBranch.Branch.Id, DemoBranch.Id(5)));
        Assert.IsType<Refused>(branch.Last);
        branch.Gives(DemoBranch.Manager, new DropMember(DemoBranch.Branch.Id, DemoBranch.Id(5)));
        Assert.Null(branch.Row<Roster>(Roster.At(DemoBranch.Branch.Id))!.Find(DemoBranch.Id(5)));
        Assert.Null(branch.Row<Person>(Person.At(DemoBranch.Id(5)))!.Placement);
    }

    [Fact]
    [Trait("Rule", "P-2")]
    public void That_the_manager_has_left_is_decided_by_the_region_and_who_acts_for_her_decides_the_rest()
    {
        Linked();
        Leaves("e1", 1);
        Assert.Equal(Leader.Id, Assert.Single(branch.Told).To);
        branch.Gives(DemoBranch.Manager, new DropMember(DemoBranch.Branch.Id, DemoBranch.Manager.Id));
        Assert.IsType<Refused>(branch.Last);
    }

    [Fact]
    [Trait("Rule", "P-9")]
    public void Where_the_branch_has_no_manager_its_region_is_asked_who_joins()
    {
        Linked();
        branch.Put(new Roster(DemoBranch.Branch.Id, [.. DemoBranch.Roster.Staff.Where(s => s.Position != Position.BranchManager)]));
        branch.TeamMembers = [Member(42, "何洁")];
        Joins("e1", 42);
        var told = Assert.Single(branch.Told);
        Assert.Equal(Leader.Id, told.To);
        branch.Shows(told, Leader);
        branch.Gives(Leader, branch.Fills("放进名单", ("position", "BranchManager")));
        Assert.Equal(Position.BranchManager, branch.Row<Roster>(Roster.At(DemoBranch.Branch.Id))!.Find(DemoBranch.Id(42))!.Position);
    }

    [Fact]
    [Trait("Rule", "P-9")]
    public void What_was_left_as_it_is_is_not_asked_again_for_the_same_event_but_for_a_new_one()
    {
        Linked();
        branch.TeamMembers = [Member(42, "何洁")];
        Joins("e1", 42);
        branch.Gives(DemoBranch.Manager, new IgnoreChange(DemoBranch.Branch.Id, DemoBranch.Id(42)));
        Joins("e1", 42);
        Assert.Single(branch.Told);
        Leaves("e2", 42);
        Joins("e3", 42);
        Assert.Equal(2, branch.Told.Count);
    }

    [Fact]
    [Trait("Rule", "T-4")]
    public void Who_removed_the_bot_is_named_to_the_manager_with_the_reason()
    {
        branch.Put(new Told(ReminderDay.Log(DemoBranch.Branch.Id, new(2026, 11, 24)), "card|1", DemoBranch.Teller.Id, DeliveryState.Refused, "Uninstalled"));
        Assert.Contains("卸载了机器人: 李静", branch.Says(DemoBranch.Manager, "看板"), StringComparison.Ordinal);
    }

    [Fact]
    public void Removed_from_the_team_the_branch_is_silent_and_keeps_its_data_until_the_bot_is_back()
    {
        Linked();
        var link = branch.Row<TeamLink>(TeamLink.At(Team))!;
        branch.Happens(new(TeamEventKind.BotRemoved, link with { Present = false }, "out", new("29:1"), []));
        Assert.NotNull(branch.Facts.Silent);
        Assert.Null(branch.Facts.Team);
        Assert.Contains("再添加 BranchBot", branch.Shows(Assert.Single(branch.Told), DemoBranch.Manager), StringComparison.Ordinal);
        Assert.Contains("开门三件事", branch.Says(DemoBranch.Teller, "开门"), StringComparison.Ordinal);
        branch.Happens(new(TeamEventKind.BotAdded, link with { Present = true }, "in", new("29:1"), []));
        Assert.Null(branch.Facts.Silent);
        Assert.Equal(Place, branch.Facts.Team);
    }

    [Fact]
    public void A_manager_whose_branch_stands_already_only_says_that_it_is_its_team()
    {
        branch.Put(new TeamLink(Place, "示范支行", true));
        branch.Happens(new(TeamEventKind.BotAdded, new(Place, "示范支行", true), "add", new("29:1", DemoBranch.Manager.Id, "王芳"), []));
        branch.Shows(branch.Told[^1], DemoBranch.Manager);
        branch.Gives(DemoBranch.Manager, branch.Button("这是示范支行的团队"));
        Assert.Equal(DemoBranch.Branch.Id, branch.Row<TeamLink>(TeamLink.At(Team))!.Branch);
        Assert.Equal(Place, branch.Facts.Team);
    }

    private static string Field(int number) => "p" + DemoBranch.Id(number).Value.ToString("N");

    private static TeamMember Member(int number, string name, bool guest = false) => new($"29:{number}", DemoBranch.Id(number), name, guest);

    private ApproveBranch Approve() => new(Home.Id, Team, branch.Row<BranchProposal>(BranchProposal.Where(Home.Id, Team))!.Filing);

    private void AddBot() => branch.Happens(new(TeamEventKind.BotAdded, new(Place, "新区支行", true), "add", new("29:41", Founder.Id, "林峰"), []));

    private string File(string id = "xinqu")
    {
        branch.Says(Founder, "设立");
        return branch.Gives(Founder, branch.Fills("提交申请", ("id", id), ("region", "R01")));
    }

    private void Founded()
    {
        AddBot();
        File();
        branch.Says(Leader, "批准");
    }

    private void Staffed()
    {
        Founded();
        branch.Says(Founder, "岗位 林峰 支行长");
        branch.Says(Founder, "岗位 何洁 个人业务柜员");
        branch.Says(Founder, "岗位 宋佳 理财经理 大堂");
        branch.Gives(Founder, branch.Fills("确认名单"));
    }

    private void Linked()
    {
        branch.Put(DemoBranch.Facts with { Team = Place });
        branch.Put(new TeamLink(Place, "示范支行", true, DemoBranch.Branch.Id));
    }

    private void Joins(string operation, int number) => Happens(TeamEventKind.MembersAdded, operation, number);

    private void Leaves(string operation, int number) => Happens(TeamEventKind.MembersRemoved, operation, number);

    private void Happens(TeamEventKind kind, string operation, int number) =>
        branch.Happens(new(kind, branch.Row<TeamLink>(TeamLink.At(Team))!, operation, new("29:1"), [Member(number, "")]));
}
