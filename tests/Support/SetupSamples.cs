namespace BranchBot.Tests.Support;

/// <summary>The cards of a branch that is set up in Teams, in the order of the scene.</summary>
internal static class SetupSamples
{
    public static IEnumerable<(string Name, Card Card, Actor Reader)> All(Language language)
    {
        var samples = new List<(string, Card, Actor)>();
        var place = new TeamPlace("https://smba.example/", "19:new@thread.tacv2", "19:new@thread.tacv2", "tenant", "28:bot");
        var founder = new Stranger(DemoBranch.Id(41), language, "29:41");
        var leader = new RegionLeader(DemoBranch.Id(20), language, "29:20", "徐刚", new(new("R01"), "示范二级分行"));
        var manager = DemoBranch.Manager with { Language = language };
        var branch = new Rehearsal
        {
            TeamMembers =
            [
                .. new[] { "林峰", "何洁", "宋佳", "唐磊", "韩雪", "彭涛" }.Select((name, place) => new TeamMember($"29:{41 + place}", DemoBranch.Id(41 + place), name)),
                new("29:47", DemoBranch.Id(47), "田芳(外部)", Guest: true), new("29:6", DemoBranch.Teller.Id, "李静"),
            ],
        };
        branch.Put(new RegionName(new("R01"), "示范二级分行"));
        branch.Put(new RegionLeaders(new("R01"), [leader.Id]));
        branch.Put(DemoBranch.Row(DemoBranch.Teller));
        branch.Happens(new(TeamEventKind.BotAdded, new(place, "新区支行", true), "add", new("29:41", founder.Id, "林峰"), []));
        Keep("setup-form", founder, () => branch.Shows(branch.Told[^1], founder));
        Keep("setup-wrong", founder, () => branch.Gives(founder, branch.Fills("提交申请", ("id", "新区"))));
        Keep("setup-filed", founder, () => branch.Gives(founder, branch.Fills("提交申请", ("id", "xinqu"))));
        Keep("setup-list", leader, () => branch.Says(leader, "设立"));
        Keep("setup-proposal", leader, () => branch.Shows(branch.Told[^1], leader));
        Keep("setup-decline", leader, () => branch.Gives(leader, branch.Button("不批准…")));
        Keep("setup-approved", leader, () => branch.Says(leader, "批准 新区支行"));
        Keep("setup-positions", founder, () => branch.Shows(branch.Told[^1], founder));
        Keep("setup-whole", founder, () => branch.Gives(founder, branch.Fills("保存", (Field(42), "PersonalTeller"), (Field(43), "WealthManager"), (Field(44), "OperationsSupervisor"))));
        Keep("setup-by-words", founder, () => branch.Says(founder, "岗位 林峰 支行长"));
        Keep("setup-confirmed", founder, () => branch.Gives(founder, branch.Fills("确认名单", ("lobby", DemoBranch.Id(43).ToString()))));
        Keep("setup-done", founder, () => branch.Says(founder, "设立"));
        var home = new TeamLink(place with { TeamId = "19:demo@thread.tacv2" }, "示范支行", true, DemoBranch.Branch.Id);
        branch.TeamMembers = [new("29:48", DemoBranch.Id(48), "曹阳")];
        branch.Happens(new(TeamEventKind.MembersAdded, home, "joined", new("29:1"), [new("29:48", DemoBranch.Id(48))]));
        Keep("team-joined", manager, () => branch.Shows(branch.Told[^1], manager));
        Keep("team-taken", manager, () => branch.Gives(manager, branch.Fills("放进名单")));
        branch.Happens(new(TeamEventKind.MembersRemoved, home, "left", new("29:1"), [new("29:5", DemoBranch.Id(5))]));
        Keep("team-left", manager, () => branch.Shows(branch.Told[^1], manager));
        Keep("team-left-alone", manager, () => branch.Gives(manager, branch.Button("不变")));
        return samples;

        void Keep(string name, Actor who, Action play)
        {
            play();
            if (branch.Last!.Answer is Shown shown)
            {
                samples.Add((name, shown.Card, who));
            }
        }
    }

    private static string Field(int number) => "p" + DemoBranch.Id(number).Value.ToString("N");
}
