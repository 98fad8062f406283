using BranchBot.Features.QuarterlyTalks;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>Who sees and writes what of a talk, by the bot and by the pane (Q-7, P-2); what is typed there is kept and never written over .</summary>
public sealed class TalkSheetTests
{
    private static readonly DateOnly Quarter = new(2027, 1, 1);
    private static readonly Member Wang = DemoBranch.Manager;
    private static readonly Member Liu = DemoBranch.Staff[1];
    private static readonly Member Sun = DemoBranch.Staff[4];
    private static readonly Member Li = DemoBranch.Teller;
    private static readonly RegionLeader Region = new(DemoBranch.Id(20), Language.Chinese, "29:20", "徐刚", new(new("R01"), "示范二级分行"));
    private static readonly Member Elsewhere = new(DemoBranch.Id(31), Language.Chinese, "29:31", "韩梅", DemoBranch.Branch with { Id = new("demo2") }, Position.BranchManager, LobbyRole.None);

    private readonly Rehearsal branch = new() { Now = DemoBranch.At("09:00", "2026-12-28") };

    private TalkPlan Plan => branch.Row<TalkPlan>(TalkPlan.At(DemoBranch.Branch.Id, Quarter))!;

    private TalkRecord? Record(Member person) => branch.Row<TalkRecord>(TalkRecord.At(DemoBranch.Branch.Id, Quarter, person.Id));

    public static TheoryData<string, bool, bool, bool, bool, bool> Matrix => new()
    {
        // who, the dossier, the draft, what was released, writes, private notes
        { "manager", true, true, true, true, true },
        { "acting manager who holds the talk", true, true, true, true, false },
        { "acting manager", false, false, false, false, false },
        { "employee", true, false, true, false, false },
        { "colleague", false, false, false, false, false },
        { "manager of another branch", false, false, false, false, false },
        { "region", false, false, false, false, false },
        { "administrator", false, false, false, false, false },
        { "stranger", false, false, false, false, false },
    };

    [Theory]
    [Trait("Rule", "Q-7")]
    [Trait("Rule", "P-2")]
    [Trait("Threat", "TM-37")]
    [MemberData(nameof(Matrix))]
    public void Each_sees_what_the_handbook_lets_him_see_by_the_bot_and_by_the_pane(string who, bool dossier, bool draft, bool released, bool writes, bool notes)
    {
        Confirmed();
        branch.Says(Wang, "代 刘强 12月28日至1月15日");
        if (who == "acting manager who holds the talk")
        {
            branch.Gives(Liu, new TakeTalk(DemoBranch.Branch.Id, Quarter, Sun.Id));
        }

        Actor reader = who switch
        {
            "manager" => Wang,
            "employee" => Sun,
            "colleague" => Li,
            "manager of another branch" => Elsewhere,
            "region" => Region,
            "administrator" => new Administrator(DemoBranch.Administrator, Language.Chinese, null),
            "stranger" => new Stranger(DemoBranch.Stranger, Language.Chinese, null),
            _ => Liu,
        };
        branch.Gives(Wang, new WriteNotes(Sun.Id, null, true) { Words = "想调去公司业务" });
        branch.Gives(who == "acting manager who holds the talk" ? Liu : Wang, new WriteMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id, false) { Minutes = "草稿里的话" });
        Assert.Equal(dossier, Sees(reader, new ShowDossier(Sun.Id, Quarter.AddDays(-1), DemoBranch.Branch.Id), "季度情况"));
        Assert.Equal(draft, Sees(reader, new ShowMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id), "草稿里的话"));
        Assert.Equal(draft, Sees(reader, new WriteMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id), "草稿里的话"));

        var at = Plan.Of(Sun.Id)!.Start;
        var read = new ReadTalk(DemoBranch.Branch.Id, at, Sun.Id);
        Assert.Equal(dossier, Given<TalkSheet>(reader, read) is { NoDossier: null });
        Assert.Equal(draft, Given<TalkSheet>(reader, read)?.Record?.Minutes == "草稿里的话");
        Assert.Equal(draft, Given<RecordSheet>(reader, new SendMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id)) is not null);

        branch.Gives(Wang, new WriteMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id, true) { Minutes = "发出的话" });
        Assert.Equal(released, Sees(reader, new ShowMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id), "发出的话"));
        Assert.Equal(released, Given<TalkSheet>(reader, read)?.Record?.Minutes == "发出的话");
        Assert.Equal(released, Given<RecordSheet>(reader, new SendMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id)) is not null);

        var revision = Record(Sun)!.Revision;
        Assert.Equal(writes, Given<RecordSheet>(reader, new SendMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id, new("改了", [], revision, false))) is not null);
        Assert.Equal(writes ? revision + 1 : revision, Record(Sun)!.Revision);
        Assert.Equal(notes, Given<NotesSheet>(reader, new SendNotes(DemoBranch.Branch.Id, Sun.Id)) is { Words: "想调去公司业务" });
        Assert.Equal(notes, Sees(reader, new WriteNotes(Sun.Id), "想调去公司业务"));
        Assert.Equal(notes, Given<TalkSheet>(reader, read)?.Notes == true);
    }

    [Fact]
    [Trait("Rule", "Q-7")]
    [Trait("Threat", "TM-37")]
    public void A_successor_finds_no_private_notes_of_who_was_manager_before()
    {
        branch.Gives(Wang, new WriteNotes(Sun.Id, null, true) { Words = "只给自己" });
        var successor = Wang with { Id = DemoBranch.Id(77) };
        branch.Put(DemoBranch.Roster with { Staff = [.. DemoBranch.Roster.Staff.Where(s => s.Id != Wang.Id), successor.Entry with { Id = successor.Id }] });
        Assert.DoesNotContain("只给自己", branch.Gives(successor, new WriteNotes(Sun.Id)));
        Assert.Equal("", branch.Asks<NotesSheet>(successor, new SendNotes(DemoBranch.Branch.Id, Sun.Id)).Words);

        // Nor does she herself, once she leads the branch no more.
        Assert.DoesNotContain("只给自己", branch.Says(Wang with { Position = Position.SalesSupervisor }, "私下笔记 孙丽"));
        Assert.IsType<Refused>(branch.Last);
        Assert.Contains("只给自己", branch.Says(Wang, "私下笔记 孙丽"));
    }

    [Fact]
    [Trait("Rule", "Q-6")]
    public void What_is_typed_in_the_pane_is_kept_over_what_was_seen_only_and_a_repeat_changes_nothing()
    {
        Confirmed();
        RecordSheet Sends(string words, int revision, bool release = false) => branch.Asks<RecordSheet>(Wang, new SendMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id, new(words, [new("每周约三位老客户", false, null)], revision, release)));
        Assert.Equal((1, MinutesState.Draft, "2027-01-18"), (Sends("谈", 0).Revision, Record(Sun)!.State, $"{Record(Sun)!.Agreements[0].Due:yyyy-MM-dd}"));
        Assert.Equal(2, Sends("谈了", 1).Revision);

        // The answer was lost on the way, the same comes again.
        Assert.Equal((2, 0), (Sends("谈了", 1).Revision, branch.Written));
        branch.Gives(Wang, new SendMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id, new("另一台电脑上写的", [], 1, false)));
        var refused = Assert.IsType<Refused>(branch.Last);
        Assert.Equal((RefusalKind.Moved, "谈了"), (refused.Kind, ((RecordSheet)((Given)refused.Answer).Document).Minutes));

        Assert.Equal(MinutesState.Released, Sends("谈了目标", 2, release: true).State);

        // What is agreed now is not what was agreed last time.
        Assert.DoesNotContain("约定", branch.Asks<TalkSheet>(Wang, ReadTalk.Of(DemoBranch.Branch.Id, Quarter, Sun.Id)).Dossier.Select(s => s.Title));
        Assert.Equal(Sun.Id, Assert.Single(branch.Told, t => t.Show is ShowMinutes).To);
        Assert.Equal((3, 0), (Sends("谈了目标", 2, release: true).Revision, branch.Written));
    }

    [Fact]
    [Trait("Rule", "Q-6")]
    [Trait("Rule", "Q-7")]
    public void What_was_released_stays_as_it_was_read_until_it_is_released_again()
    {
        Confirmed();
        branch.Gives(Wang, new WriteMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id, true) { Minutes = "第一次发的", What1 = "做一", Due1 = new(2027, 1, 27) });
        branch.Gives(Wang, new WriteMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id, false) { Minutes = "想改成这样", What1 = "做一", Due1 = new(2027, 1, 28) });
        Assert.Contains("第一次发的", branch.Gives(Sun, new ShowMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id)));
        Assert.Contains("已阅", branch.Gives(Sun, branch.Button("已阅")));
        branch.Gives(Sun, new FinishAgreement(DemoBranch.Branch.Id, Quarter, Sun.Id, "做一"));
        Assert.Contains("有没发出的修改", branch.Gives(Wang, new WriteMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id)));
        Assert.Contains("想改成这样", TextRenderer.Render(branch.Last!.Answer, Language.Chinese));
        branch.Gives(Wang, branch.Fills("发给本人"));
        Assert.Contains("想改成这样", branch.Gives(Sun, new ShowMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id)));
        Assert.Equal((MinutesState.Released, 2, true), (Record(Sun)!.State, Record(Sun)!.Version, Record(Sun)!.Agreements[0].DoneAt is not null));
    }

    [Fact]
    [Trait("Rule", "Q-6")]
    public void A_form_on_a_card_that_was_overtaken_keeps_the_words_and_says_so()
    {
        branch.Says(Wang, "谈话记录 孙丽");
        var form = branch.Fills("存草稿", ("minutes", "卡片上写的"));
        branch.Asks<RecordSheet>(Wang, new SendMinutes(DemoBranch.Branch.Id, Quarter.AddMonths(-3), Sun.Id, new("在 Outlook 里写的", [], 0, false)));
        var said = branch.Gives(Wang, form);
        Assert.Contains("在别处改过了", said);
        Assert.Contains("卡片上写的", said);
        Assert.Contains("已存草稿", branch.Gives(Wang, branch.Fills("存草稿")));
        Assert.Equal("卡片上写的", branch.Row<TalkRecord>(TalkRecord.At(DemoBranch.Branch.Id, Quarter.AddMonths(-3), Sun.Id))!.Minutes);
    }

    [Fact]
    [Trait("Rule", "P-2")]
    [Trait("Rule", "Q-4")]
    public void Who_acts_for_the_manager_takes_a_talk_and_the_manager_takes_it_back_and_the_employee_is_invited_anew()
    {
        Confirmed();
        branch.Says(Wang, "代 刘强 12月28日至1月15日");
        branch.Gives(Liu, new OfferTimes(DemoBranch.Branch.Id, Quarter, Sun.Id));
        Assert.Contains("和孙丽由您来谈", branch.Gives(Liu, branch.Button("我来谈")));
        var taken = Plan.Of(Sun.Id)!;
        Assert.Equal((Liu.Id, TalkState.Invited, 2), (Plan.HolderOf(Sun.Id), taken.State, taken.Sequence));
        Assert.Contains("刘强和您,一对一", branch.Shows(branch.Told[^1], Sun));
        Assert.Contains("刘强谈", branch.Says(Wang, "季度谈话"));
        Assert.True(TalkEvents.IsOver(Plan, DemoBranch.Roster, taken, new(DemoBranch.Branch.Id, Quarter, Sun.Id, Wang.Id, "id", 1)));
        Assert.Contains("不能自己主持", branch.Gives(Liu, new TakeTalk(DemoBranch.Branch.Id, Quarter, Liu.Id)));

        // What is declined then comes to him.
        branch.Says(Sun, "季度谈话");
        branch.Gives(Sun, branch.Button("这个时间不行"));
        Assert.Equal(Liu.Id, branch.Told[^1].To);
        Assert.Contains("由您来谈", branch.Gives(Wang, new TakeTalk(DemoBranch.Branch.Id, Quarter, Sun.Id)));
        Assert.Equal((Wang.Id, null), (Plan.HolderOf(Sun.Id), Plan.Of(Sun.Id)!.HolderName));
    }

    [Fact]
    [Trait("Rule", "P-2")]
    public void Nobody_takes_a_talk_for_days_on_which_he_does_not_act_nor_one_that_is_over()
    {
        Confirmed();
        branch.Says(Wang, "代 刘强 今天");
        Assert.Contains("代班的日子里", branch.Gives(Liu, new TakeTalk(DemoBranch.Branch.Id, Quarter, Sun.Id)));
        branch.Says(Wang, "代 刘强 12月29日至1月15日");
        branch.Gives(Liu, new TakeTalk(DemoBranch.Branch.Id, Quarter, Sun.Id));
        Assert.Equal(Liu.Id, Plan.HolderOf(Sun.Id));

        // Where he acts no more, the manager is asked.
        branch.Put(branch.Facts with { Duty = [] });
        branch.Says(Sun, "季度谈话");
        branch.Gives(Sun, branch.Button("这个时间不行"));
        Assert.Equal(Wang.Id, branch.Told[^1].To);

        branch.Now = DemoBranch.At("17:00", "2027-01-15");
        branch.Says(Wang, "代 刘强 今天");
        Assert.Contains("时间已经过了", branch.Gives(Liu, new TakeTalk(DemoBranch.Branch.Id, Quarter, Li.Id)));
    }

    [Fact]
    [Trait("Rule", "P-2")]
    [Trait("Rule", "Q-2")]
    public void While_the_manager_is_away_who_acts_for_her_finds_times_for_whom_there_were_none()
    {
        branch.Says(Wang, "休假 1月1日至1月16日");
        branch.Says(Wang, "代 刘强 12月28日至1月16日");
        branch.Gives(Wang, new PlanTalks(DemoBranch.Branch.Id, Quarter));
        Assert.Empty(Plan.Talks);
        Assert.Contains("孙丽还没有时间", branch.Says(Liu, "谈话 孙丽"));
        Assert.Contains("和孙丽由您来谈", branch.Gives(Liu, branch.Button("我来谈")));
        branch.Gives(Liu, new PlanTalks(DemoBranch.Branch.Id, Quarter));
        Assert.Equal(("孙丽", Liu.Id), (Assert.Single(Plan.Talks).Name, Plan.HolderOf(Sun.Id)));
        branch.Gives(Liu, new ConfirmTalks(DemoBranch.Branch.Id, Quarter, Plan.Version));
        Assert.Contains("刘强和您", branch.Says(Sun, "季度谈话"));
    }

    [Fact]
    [Trait("Rule", "P-2")]
    [Trait("Rule", "Q-7")]
    public void What_the_manager_has_not_released_is_no_deputys_to_read_though_he_takes_the_talk()
    {
        Confirmed();
        branch.Says(Wang, "代 刘强 12月28日至1月15日");
        branch.Gives(Wang, new WriteMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id, false) { Minutes = "支行长的草稿" });
        branch.Gives(Liu, new TakeTalk(DemoBranch.Branch.Id, Quarter, Sun.Id));
        Assert.DoesNotContain("支行长的草稿", branch.Gives(Liu, new WriteMinutes(DemoBranch.Branch.Id, Quarter, Sun.Id)));
        Assert.Null(branch.Asks<TalkSheet>(Liu, new ReadTalk(DemoBranch.Branch.Id, Plan.Of(Sun.Id)!.Start)).Record);
    }

    [Fact]
    [Trait("Rule", "Q-6")]
    public void Released_twice_by_one_press_it_is_released_once_and_what_was_read_stays_read()
    {
        branch.Says(Wang, "谈话记录 孙丽");
        var release = branch.Fills("发给本人", ("minutes", "谈了目标。"));
        branch.Gives(Wang, release);
        var quarter = Quarter.AddMonths(-3);
        branch.Gives(Sun, new AcknowledgeMinutes(DemoBranch.Branch.Id, quarter, Sun.Id, 1));
        branch.Gives(Wang, release);
        var record = branch.Row<TalkRecord>(TalkRecord.At(DemoBranch.Branch.Id, quarter, Sun.Id))!;
        Assert.Equal((MinutesState.Acknowledged, 1, 1), (record.State, record.Version, branch.Told.Count(t => t.Show is ShowMinutes)));
    }

    [Fact]
    [Trait("Rule", "Q-5")]
    public void The_appointment_is_found_by_its_time_and_nobody_learns_of_anothers()
    {
        Confirmed();
        var talk = Plan.Of(Sun.Id)!;
        Assert.Equal(("孙丽", true), (branch.Asks<TalkSheet>(Wang, new ReadTalk(DemoBranch.Branch.Id, talk.Start)).Name, branch.Asks<TalkSheet>(Wang, new ReadTalk(DemoBranch.Branch.Id, talk.Start)).Holds));
        var own = branch.Asks<TalkSheet>(Sun, new ReadTalk(DemoBranch.Branch.Id, talk.Start));
        Assert.Equal((false, 0, 4), (own.Holds, own.Agenda.Count, own.Outline.Count));
        branch.Gives(Li, new ReadTalk(DemoBranch.Branch.Id, talk.Start));
        Assert.Equal(RefusalKind.Absent, Assert.IsType<Refused>(branch.Last).Kind);
        branch.Gives(Wang, new ReadTalk(DemoBranch.Branch.Id, talk.Start.AddMinutes(30)));
        Assert.Equal(RefusalKind.Absent, Assert.IsType<Refused>(branch.Last).Kind);

        branch.Put(branch.Facts with { Settings = branch.Facts.Settings with { OwnDossierSeen = false } });
        Assert.Contains("没有开放", branch.Asks<TalkSheet>(Sun, new ReadTalk(DemoBranch.Branch.Id, talk.Start)).NoDossier);
    }

    [Fact]
    [Trait("Rule", "Q-5")]
    public void What_the_pane_reads_does_not_depend_on_how_many_days_the_quarter_has_had()
    {
        int Reads(DateTimeOffset now)
        {
            Confirmed();
            branch.Now = now;
            var turn = new Turn(Wang, now, "op", [], branch.Facts) { PersonSections = Rehearsal.Catalogue.PersonSections };
            var read = ReadTalk.Of(DemoBranch.Branch.Id, Quarter, Sun.Id);
            return read.Needs(turn).Count + read.NeedsMore(turn, new Rows([new(DemoBranch.Roster, "etag"), new(Plan, "etag")])).Count;
        }

        Assert.Equal(Reads(DemoBranch.At("09:00", "2026-12-28")), Reads(DemoBranch.At("09:00", "2027-01-15")));
    }

    private bool Sees(Actor reader, Command command, string words) => branch.Gives(reader, command).Contains(words, StringComparison.Ordinal) && branch.Last is Accepted;

    private T? Given<T>(Actor reader, Command command)
        where T : class
    {
        branch.Gives(reader, command);
        return branch.Last is Accepted { Answer: Given { Document: T document } } ? document : null;
    }

    private void Confirmed()
    {
        branch.Gives(Wang, new PlanTalks(DemoBranch.Branch.Id, Quarter));
        branch.Gives(Wang, new ConfirmTalks(DemoBranch.Branch.Id, Quarter, Plan.Version));
    }
}
