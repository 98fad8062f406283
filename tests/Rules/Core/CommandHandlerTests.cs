using BranchBot.Features.People;
using BranchBot.Features.Setup;
using BranchBot.Features.ThreeTasks;
using BranchBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace BranchBot.Rules.Tests.Core;

/// <summary>Ask, decide, tell: who may, and what happens where somebody was faster.</summary>
public sealed class CommandHandlerTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);
    private readonly Mock<IStorage> storage = new();
    private readonly List<Commit> commits = [];
    private readonly FakeTimeProvider clock = new(DemoBranch.At("08:10"));
    private readonly CommandHandler handler;
    private readonly Dictionary<RowAddress, Stored> rows = [];

    public CommandHandlerTests()
    {
        handler = new(storage.Object, Rehearsal.Catalogue, new HashSet<PersonId> { DemoBranch.Administrator }, clock);
        storage.Setup(s => s.Load(It.IsAny<IReadOnlyList<Read>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((IReadOnlyList<Read> reads, CancellationToken _) => new Rows([.. reads.Where(r => !r.ByPrefix && rows.ContainsKey(r.Address)).Select(r => rows[r.Address])]));
        Commits(CommitResult.Committed);
        foreach (var member in DemoBranch.Staff)
        {
            Put(DemoBranch.Row(member));
        }

        Put(DemoBranch.Roster);
        Put(DemoBranch.Facts);
    }

    [Fact]
    [Trait("Rule", "P-5")]
    [Trait("Threat", "TM-08")]
    public async Task A_stranger_gets_a_polite_answer_and_no_data()
    {
        Assert.Contains("您还不在网点员工名单上", await Says(DemoBranch.Stranger, "开门"));
        Assert.Contains("您还不在网点员工名单上", await Says(DemoBranch.Stranger, "看板"));
        Assert.Contains("您还不在网点员工名单上", await Says(DemoBranch.Stranger, "xyzzy"));
        Assert.Contains("not on the staff list", await Says(DemoBranch.Stranger, "opening", Language.English));
        Assert.Empty(commits);
    }

    [Fact]
    [Trait("Rule", "P-5")]
    [Trait("Threat", "TM-04")]
    [Trait("Threat", "TM-08")]
    public async Task Nobody_acts_on_another_branchs_card()
    {
        var answer = await Gives(DemoBranch.Teller.Id, new TickItem(new("demo2"), Day, "PersonalTeller.Opening.1", TaskView.Opening));

        Assert.Contains("这是别的网点的内容", answer);
        Assert.Contains("这是别的网点的内容", await Gives(DemoBranch.Manager.Id, new ShowBoard(null, new("demo2"), Day)));
        Assert.Empty(commits);
    }

    [Fact]
    [Trait("Rule", "P-5")]
    public async Task A_leader_of_another_region_does_not_approve_a_branch_and_the_administrator_does()
    {
        var form = new BranchForm("新区支行", new("xinqu"), new("R01"), "Asia/Shanghai", new(new(8, 30), new(17, 0)), [DayOfWeek.Monday]);
        Put(new BranchProposal(form.Region, "team", "filing", DemoBranch.Id(41), "林峰", form, new("https://smba.example/", "19:team", "19:team", "tenant", "28:bot"), "新区支行", clock.GetUtcNow()));
        Put(new Person(DemoBranch.Id(21), new("外人", Leads: new(new("R02"), "别的二级分行"))));
        var approve = new ApproveBranch(form.Region, "team", "filing");

        Assert.Contains("您看不到,也不能操作", await Gives(DemoBranch.Id(21), approve));
        Assert.Contains("这个功能给二级分行领导、管理员用", await Gives(DemoBranch.Manager.Id, approve));
        Assert.Contains("您还不在网点员工名单上", await Gives(DemoBranch.Stranger, approve));
        Assert.Empty(commits);
        Assert.Contains("已批准", await Gives(DemoBranch.Administrator, approve));
        Assert.IsType<FoundBranch>(Assert.Single(Assert.Single(commits).Starts).Job);
    }

    [Fact]
    [Trait("Threat", "TM-08")]
    public async Task The_board_is_for_who_leads()
    {
        Assert.Contains("这个功能给支行长、销售主管、营业主管、二级分行领导用", await Says(DemoBranch.Teller.Id, "看板"));
        Assert.Contains("10 人", await Says(DemoBranch.Manager.Id, "看板"));
    }

    [Fact]
    [Trait("Rule", "P-7")]
    public async Task The_administrator_sees_no_branchs_data() => Assert.Contains("看不到网点的数据", await Says(DemoBranch.Administrator, "看板"));

    [Fact]
    [Trait("Rule", "P-7")]
    public async Task A_region_leader_has_no_three_tasks_of_his_own_and_gets_help()
    {
        var leader = DemoBranch.Id(20);
        Put(new Person(leader, new("徐刚", Leads: new(new("R01"), "示范二级分行"))));

        Assert.Contains("您属于二级分行", await Says(leader, "开门"));
        Assert.Contains("徐刚 · 示范二级分行", await Says(leader, "帮助"));
        Assert.Contains("真诚、团结、专业、进步", await Says(leader, "精神"));
    }

    [Fact]
    public async Task Who_was_slower_decides_again_on_what_stands_now()
    {
        var first = true;
        storage.Setup(s => s.Commit(It.IsAny<Commit>(), It.IsAny<CancellationToken>())).ReturnsAsync((Commit commit, CancellationToken _) =>
        {
            commits.Add(commit);
            if (!first)
            {
                return CommitResult.Committed;
            }

            first = false;
            Put(new TaskDay(DemoBranch.Branch.Id, Day, DemoBranch.Teller.Id, [new(1, "PersonalTeller.Opening.1", TickKind.Done, clock.GetUtcNow(), DemoBranch.Teller.Id, "other")]));
            return CommitResult.Conflict;
        });

        Assert.Contains("2/3", await Says(DemoBranch.Teller.Id, "完成"));
        Assert.Equal([null, "v1"], commits.Select(c => c.Rows.Single().Version));
    }

    [Fact]
    [Trait("Threat", "TM-39")]
    public async Task Who_lost_his_place_while_he_pressed_is_refused()
    {
        storage.Setup(s => s.Commit(It.IsAny<Commit>(), It.IsAny<CancellationToken>())).ReturnsAsync(() =>
        {
            Put(new Person(DemoBranch.Teller.Id, null, null, null));
            return CommitResult.Conflict;
        });

        Assert.Contains("您还不在网点员工名单上", await Says(DemoBranch.Teller.Id, "完成"));
    }

    [Fact]
    public async Task What_cannot_be_committed_in_twenty_seconds_is_given_up()
    {
        storage.Setup(s => s.Commit(It.IsAny<Commit>(), It.IsAny<CancellationToken>())).ReturnsAsync(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(6));
            return CommitResult.Conflict;
        });

        await Assert.ThrowsAsync<TimeoutException>(() => Says(DemoBranch.Teller.Id, "完成"));
        storage.Verify(s => s.Commit(It.IsAny<Commit>(), It.IsAny<CancellationToken>()), Times.Exactly(4));
    }

    [Fact]
    public async Task A_person_is_welcomed_once_however_often_Teams_announces_him()
    {
        var chat = new Chat("https://smba.trafficmanager.net/amer/", "a:1", "29:6", "28:bot", "t");
        var asked = new Asked(DemoBranch.Teller.Id, Language.Chinese, "f:1", chat);
        await handler.Connect(asked, TestContext.Current.CancellationToken);
        Put((Person)commits.Single().Rows.Single().Row);
        await handler.Connect(asked with { Operation = "f:2" }, TestContext.Current.CancellationToken);

        var effect = Assert.Single(Assert.Single(commits).Tells);
        Assert.Equal((Delivery.Certain, DemoBranch.Teller.Id), (effect.Delivery, effect.To));
        var reply = await handler.Show(effect, TestContext.Current.CancellationToken);
        Assert.Equal(chat, reply.Chat);
        Assert.Contains("李静,您好", TextRenderer.Render(reply.Answer, reply.Actor.Language));
    }

    [Fact]
    public async Task Where_a_person_is_reached_is_taken_from_each_message()
    {
        var chat = new Chat("https://smba.trafficmanager.net/emea/", "a:2", "29:6", "28:bot", "t");
        await handler.Handle(new(DemoBranch.Teller.Id, Language.Chinese, "1", chat), new ShowSpirit(), TestContext.Current.CancellationToken);

        var commit = Assert.Single(commits);
        Assert.Equal(chat, ((Person)commit.Rows.Single().Row).Chat);
        Assert.Empty(commit.Tells);
    }

    [Fact]
    public async Task A_tick_reads_three_rows_and_writes_one()
    {
        await Says(DemoBranch.Teller.Id, "完成");

        storage.Verify(s => s.Load(It.Is<IReadOnlyList<Read>>(r => r.Count == 1 && !r[0].ByPrefix), It.IsAny<CancellationToken>()), Times.Exactly(3));
        Assert.Single(Assert.Single(commits).Rows);
    }

    private void Commits(CommitResult result) => storage.Setup(s => s.Commit(It.IsAny<Commit>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync((Commit commit, CancellationToken _) =>
        {
            commits.Add(commit);
            return result;
        });

    private void Put(Row row) => rows[row.Address] = new(row, "v1");

    private Task<string> Says(PersonId who, string line, Language locale = Language.Chinese) => Gives(who, Rehearsal.Catalogue.Hear(line), locale);

    private async Task<string> Gives(PersonId who, Command command, Language locale = Language.Chinese)
    {
        var reply = await handler.Handle(new(who, locale, "op", null), command, TestContext.Current.CancellationToken);
        return TextRenderer.Render(reply.Answer, reply.Actor.Language);
    }
}
