namespace BranchBot.Core;

/// <summary>What is said to somebody who may not.</summary>
public static class Refusals
{
    /// <summary>The command names a branch that is not the actor's (P-5).</summary>
    public static readonly Text ForeignBranch = new("这是别的网点的内容,您看不到,也不能操作。", "This belongs to another branch: you can neither see nor change it.");

    /// <summary>It is not the actor's to ask.</summary>
    internal static Decision Forbid(Text why) => new Refused(new Said(why)) { Kind = RefusalKind.Forbidden };

    /// <summary>The command is for others.</summary>
    /// <param name="actor">Who gave it.</param>
    /// <param name="may">Who may give it.</param>
    public static Text NotYours(Actor actor, Who may) => actor switch
    {
        // P-5: a polite answer and no data.
        Stranger => new(
            "您好!您还不在网点员工名单上,所以我还不能为您服务。请联系支行长或管理员把您加入名单。",
            "Hello! You are not on the staff list of a branch yet, so I cannot help you yet. Please ask the branch manager or the administrator to add you."),
        Administrator => new("您是管理员:可以导入网点和员工,看不到网点的数据。", "You are the administrator: you import branches and staff and see no branch's data."),
        RegionLeader => new("这是网点员工的功能。您属于二级分行,没有自己的网点。写网点的名字,如「示范支行 看板」;写「网点」看您的网点。", "This is for the people of a branch. You belong to the region: name a branch, as in \"示范支行 board\"; write \"branches\" to see yours."),
        _ => new($"这个功能给{Names(may, Language.Chinese)}用。说「帮助」看看您可以用什么。", $"This is for: {Names(may, Language.English)}. Say \"help\" to see what you can use."),
    };

    private static string Names(Who may, Language language)
    {
        var names = Enum.GetValues<Position>().Where(p => may.HasFlag((Who)(1 << (int)p))).Select(p => p.Name().In(language)).ToList();
        if (may.HasFlag(Who.RegionLeader))
        {
            names.Add(new Text("二级分行领导", "Region leader").In(language));
        }

        if (may.HasFlag(Who.Administrator))
        {
            names.Add(new Text("管理员", "Administrator").In(language));
        }

        return string.Join(language == Language.English ? ", " : "、", names);
    }
}
