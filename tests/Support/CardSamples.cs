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
        branch.Now = DemoBranch.At("08:00", "2026-11-25");
        Keep("day-over", teller, () => branch.Gives(teller, new BranchBot.Features.ThreeTasks.TickItem(DemoBranch.Branch.Id, new(2026, 11, 24), "PersonalTeller.Closing.1", BranchBot.Features.ThreeTasks.TaskView.Closing)));
        return samples;
    }

    private static Member In(Member member, Language language) => member with { Language = language };
}
