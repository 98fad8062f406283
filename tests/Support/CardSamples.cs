using BranchBot.Features.Import;

namespace BranchBot.Tests.Support;

/// <summary>Every card that the bot can show, in its telling states, made by playing the decisions; named for a contact sheet.</summary>
public static class CardSamples
{
    /// <summary>All cards for readers of a language.</summary>
    public static IReadOnlyList<(string Name, Card Card, Actor Reader)> All(Language language)
    {
        var samples = new List<(string, Card, Actor)>();
        var (teller, lobby, manager) = (In(DemoBranch.Teller, language), In(DemoBranch.Lobby, language), In(DemoBranch.Manager, language));
        var branch = new Rehearsal();
        void Says(string name, Actor who, string line, string? at = null) => Keep(name, who, () => branch.Says(who, line, at));
        void Keep(string name, Actor who, Action play)
        {
            play();
            if (branch.Last!.Answer is Shown shown)
            {
                samples.Add((name, shown.Card, who));
            }
        }

        Keep("welcome", teller, () => branch.Gives(teller, Rehearsal.Catalogue.Welcome()));
        Says("help-teller", teller, "帮助");
        Says("help-manager", manager, "帮助");
        Says("opening-none", teller, "开门", "08:10");
        var first = branch.Buttons()[0].Command;
        Keep("opening-pressed", teller, () => branch.Gives(teller, first, "08:11"));
        Says("opening-by-words", teller, "完成", "08:12");
        Says("opening-next", teller, "下一件");
        Says("opening-undone", teller, "撤销");
        Says("opening-all-but-one", teller, "完成", "08:13");
        Says("opening-done", teller, "完成", "08:14");
        Keep("opening-already", teller, () => branch.Gives(teller, first, "08:20"));
        Says("all-tasks", teller, "我的任务", "12:30");
        Says("closing-none", teller, "关门", "17:05");
        Says("lobby-opening", lobby, "开门", "08:15");
        Says("lobby-sixth", lobby, "完成 6", "08:16");
        Says("board-opening", manager, "看板", "08:30");
        Says("board-closing", manager, "看板 关门", "17:30");
        Says("duties", teller, "职责");
        Says("duties-two", lobby, "职责");
        Says("language", teller, "语言");
        Issues();
        Colleagues();
        branch.Now = DemoBranch.At("08:00", "2026-11-25");
        Keep("day-over", teller, () => branch.Gives(teller, new BranchBot.Features.ThreeTasks.TickItem(DemoBranch.Branch.Id, new(2026, 11, 24), "PersonalTeller.Closing.1", BranchBot.Features.ThreeTasks.TaskView.Closing)));
        branch.Now = DemoBranch.At("08:20", "2026-11-25");
        Keep("nudge", teller, () => branch.Gives(teller, new BranchBot.Features.ThreeTasks.ShowNudge(BranchBot.Features.Handbook.Phase.Opening, DemoBranch.Branch.Id, new(2026, 11, 25))));
        branch.Now = DemoBranch.At("08:30", "2026-11-25");
        branch.Put(new Told(ReminderDay.Log(DemoBranch.Branch.Id, new(2026, 11, 25)), "card|1", DemoBranch.Id(8), DeliveryState.Refused, "ConversationBlockedByUser"));
        Keep("limit-list", manager, () => branch.Gives(manager, new BranchBot.Features.ThreeTasks.ShowLimitList(BranchBot.Features.Handbook.Phase.Opening, DemoBranch.Branch.Id, new(2026, 11, 25), new(8, 30))));
        LeaveAndDeputies();
        samples.AddRange(SetupSamples.All(language));
        samples.AddRange(SalesSamples.All(language));
        samples.AddRange(HighlightSamples.All(language));
        samples.AddRange(TalkSamples.All(language));
        Lists();
        Import();
        return samples;

        // Files of an administrator: wrong, right, many who leave, carried out.
        void Import()
        {
            branch = new();
            var admin = new Administrator(DemoBranch.Administrator, language, "29:90");
            var report = new ImportReport([], 0, "basis", 2, 1, 1, 20, 3, 4, 1, [new("示范支行: 离开 4 人(李静、赵敏、吴磊、冯娟); 有变 1 人(何伟)", "示范支行: 4 leave (李静, 赵敏, 吴磊, 冯娟); 1 change (何伟)"), new("新区支行: 新设; 增加 3 人(林峰、何洁、宋佳)", "新区支行: new; 3 join (林峰, 何洁, 宋佳)")], ManyLeave: true);
            var draft = new ImportDraft(admin.Id, [new(ImportKind.Branches, "branches.csv", "b", "1"), new(ImportKind.Staff, "staff.csv", "s", "2")], branch.Now, ImportState.Wrong,
                new([new("staff.csv 第 4 行 position:没有「主管」这个岗位。", "staff.csv, line 4, position: '主管' is no position.")], 31));
            Says("import-how", admin, "导入", "09:00");
            branch.Put(draft);
            Says("import-wrong", admin, "导入");
            branch.Put(draft with { State = ImportState.Ready, Report = report });
            Says("import-ready", admin, "导入");
            Says("import-asks", admin, "导入 确认");
            branch.Put(draft with { State = ImportState.Done, Report = report });
            Says("import-done", admin, "导入");
        }

        // A list that the branch writes itself.
        void Lists()
        {
            branch = new();
            Says("lists", manager, "清单", "09:00");
            Says("list-empty", manager, "清单 信贷员 开门");
            Says("list-written", manager, "清单 信贷员 开门 查看到期贷款 | Check loans due;整理合同");
            Says("list-wrong", manager, "清单 信贷员 开门 甲;甲");
            Says("list-handbook", manager, "清单 个人业务柜员 关门");
        }

        // A closing: who waits for whom, an item that is brought back, a colleague who covers, a leader of the region.
        void Colleagues()
        {
            branch = new();
            var (operations, zhao, wu) = (In(DemoBranch.Staff[2], language), In(DemoBranch.Staff[6], language), In(DemoBranch.Staff[7], language));
            var leader = new RegionLeader(DemoBranch.Id(20), language, "29:20", "徐刚", new(new("R01"), "示范二级分行"));
            branch.Put(new RegionBranch(new("R01"), DemoBranch.Branch.Id, "示范支行"));
            branch.Put(new RegionBranch(new("R01"), new("demo2"), "示范二支行"));
            foreach (var line in new[] { "完成", "完成", "完成" })
            {
                branch.Says(teller, line, "17:20");
            }

            branch.Says(wu, "完成", "17:25");
            Says("closing-waits", operations, "关门", "17:40");
            Says("board-held-up", manager, "看板", "17:40");
            Says("board-team", operations, "看板", "18:05");
            Says("chain", manager, "关门链", "17:40");
            Keep("person-judged", manager, () => branch.Gives(manager, new BranchBot.Features.ThreeTasks.ShowPerson(DemoBranch.Branch.Id, new(2026, 11, 24), BranchBot.Features.Handbook.Phase.Closing, wu.Id)));
            Keep("person-brought-back", manager, () => branch.Gives(manager, branch.Fills("没做好", ("tick", "1"), ("comment", "钱箱没锁"))));
            Keep("closing-brought-back", wu, () => branch.Shows(branch.Told[^1], wu));
            Says("cover", teller, "帮 赵敏", "17:45");
            Keep("covered", teller, () => branch.Gives(teller, branch.Button("完成")));
            Says("closing-covered", zhao, "关门", "17:46");
            Says("branches", leader, "网点");
            Says("board-of-region", leader, "示范支行 看板");
            Says("help-region", leader, "帮助");
            Says("punctuality", manager, "准时", "18:30");
            Says("punctuality-own", teller, "准时 季");
        }

        // Leave, the rota, special days, and the manager flies out on Tuesday.
        void LeaveAndDeputies()
        {
            branch = new() { Now = DemoBranch.At("17:10", "2026-10-09") };
            branch.Put(DemoBranch.Facts with { Branch = DemoBranch.Branch with { Shifts = [new("早班", new(new(8, 0), new(15, 0))), new("晚班", new(new(11, 0), new(20, 0)))] } });
            var (customers, deputy) = (In(DemoBranch.Staff[4], language), In(DemoBranch.Staff[1], language));
            Says("leave-form", customers, "休假");
            Says("leave-entered", customers, "休假 明天至周三");
            Keep("leave-told", manager, () => branch.Shows(branch.Told[^1], manager));
            Says("leave-all", manager, "休假");
            Says("leave-back", customers, "销假 周一");
            Says("shift-form", manager, "班次 李静");
            Says("rest-entered", manager, "轮休 李静 周二");
            Says("lobby-entered", manager, "大堂 冯娟 明天");
            Says("day-form", manager, "营业");
            Says("day-closed", manager, "停业 10月12日 装修");
            Says("day-not-counted", manager, "不计 今天 停电");
            Says("deputies-form", manager, "代班");
            Says("deputy-named", manager, "代 刘强 周二至周四");
            Keep("deputy-told", deputy, () => branch.Shows(branch.Told[^1], deputy));
            Says("calendar", manager, "日历");
            Says("deputy-ended", manager, "代 结束");
            branch.Now = DemoBranch.At("08:10", "2026-10-10");
            Says("opening-on-leave", customers, "开门");
            Says("settings", manager, "设置");
            Says("settings-changed", manager, "设置 催办 15");
            Says("settings-wrong", manager, "设置 催办 900");
            Says("changes", manager, "变更");
            var leader = new RegionLeader(DemoBranch.Id(20), language, "29:20", "徐刚", new(new("R01"), "示范二级分行"));
            branch.Put(new RegionBranch(new("R01"), DemoBranch.Branch.Id, "示范支行"));
            Says("holidays", leader, "节假日");
            Says("holidays-changed", leader, "节假日 2027年2月5日至2月11日 春节");
            Keep("holidays-there", leader, () => branch.Shows(branch.Told[^1], leader));
            const string File = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270501\nDTEND;VALUE=DATE:20270506\nSUMMARY:劳动节\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270508\nSUMMARY:劳动节 补班\nEND:VEVENT\nEND:VCALENDAR";
            Keep("holidays-file", leader, () => branch.Gives(leader, new BranchBot.Features.Holidays.ReadHolidayFile("aa") { Content = System.Text.Encoding.UTF8.GetBytes(File) }));
        }

        // A fault: reported at an item, taken, solved, opened again; one by words.
        void Issues()
        {
            branch = new();
            var operations = In(DemoBranch.Staff[2], language);
            Says("issue-beside-done", teller, "开门", "08:12");
            Keep("issue-form", teller, () => branch.Gives(teller, branch.Button("异常")));
            Keep("issue-marked", teller, () => branch.Gives(teller, branch.Fills("报告", ("what", "叫号器不打印"), ("zone", "大众服务区"), ("weight", "StopsBusiness"))));
            Keep("issue-told", operations, () => branch.Shows(branch.Told[^1], operations));
            var solve = branch.Fills("已解决", ("remedy", "换了打印纸"));
            Keep("issue-taken", operations, () => branch.Gives(operations, branch.Button("我来处理"), "08:20"));
            Keep("issue-hand", operations, () => branch.Gives(operations, branch.Button("转给…")));
            Keep("issue-solved", operations, () => branch.Gives(operations, solve, "08:40"));
            Keep("issue-solved-already", manager, () => branch.Gives(manager, solve, "08:41"));
            Keep("issue-solved-told", teller, () => branch.Shows(branch.Told[^1], teller));
            Keep("issue-reopen", teller, () => branch.Gives(teller, branch.Button("重新打开…")));
            Keep("issue-reopened", teller, () => branch.Gives(teller, branch.Fills("重新打开", ("why", "又不打印了")), "09:00"));
            Says("issue-by-words", teller, "异常 地上有水", "09:10");
            Keep("issue-picture", teller, () => branch.Gives(teller, new BranchBot.Features.Issues.AttachPicture("demo/0123456789abcdef"), "09:12"));
            Keep("issue-picture-of-what", teller, () => branch.Gives(teller, new BranchBot.Features.Issues.AttachPicture("demo/fedcba9876543210"), "10:12"));
            Says("issue-mine", teller, "我的异常");
        }
    }

    private static Member In(Member member, Language language) => member with { Language = language };
}
