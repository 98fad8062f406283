namespace BranchBot.Rules.Tests.House;

/// <summary>The handbook's rules whose features are built, by their ids, with a few words on each.</summary>
internal static class HandbookRules
{
    /// <summary>The handbook's parts, by the letter of their rules.</summary>
    public static readonly IReadOnlyDictionary<char, Text> Parts = new Dictionary<char, Text>
    {
        ['P'] = new("人员与网点", "people and places"),
        ['T'] = new("开门三件事 · 关门三件事", "opening and closing three tasks"),
        ['S'] = new("销售统计", "sales statistics"),
        ['H'] = new("亮点时刻卡", "highlight cards"),
        ['Q'] = new("季度谈话", "quarterly talks"),
        ['W'] = new("表彰与精神墙", "recognition and the spirit wall"),
    };

    /// <summary>The rules, in the handbook's order. Each has a test.</summary>
    public static readonly IReadOnlyList<(string Id, Text Title)> Built =
    [
        ("P-1", new("一人一岗,大堂角色另戴", "one position each, the lobby role beside it")),
        ("P-2", new("代班", "acting for a post")),
        ("P-3", new("岗位职责,网点精神", "duties, branch spirit")),
        ("P-4", new("只对当班的人有要求", "only who is on duty is expected to act")),
        ("P-5", new("名单外无数据,网点之间不互看", "no data for strangers, none of other branches")),
        ("P-6", new("清单可由区域、网点自定", "regions and branches adapt the lists")),
        ("P-7", new("管理员导入,不看网点数据;区域领导", "administrators import and see no branch; region leaders")),
        ("P-8", new("营业日的界线,不计的日子", "where a business day ends, days not counted")),
        ("P-9", new("名单为准,群成员只是建议", "the staff list rules, the team proposes")),
        ("T-1", new("一件一件做完", "walked through, one item at a time")),
        ("T-2", new("异常报给该处理的人", "issues go to who must act")),
        ("T-3", new("谁、何时;当天可撤,历史留下", "who and when; taken back the same day, history stays")),
        ("T-4", new("准时、迟到、未做;提醒", "on time, late, missed; reminders")),
        ("T-5", new("清单彼此相连", "the lists hang together")),
        ("T-6", new("关门的先后", "the closing chain")),
        ("T-7", new("看板与准时率", "the board, punctuality")),
        ("S-1", new("区域的产品目录", "a region's products")),
        ("S-2", new("一行话或表格报数,先看懂再算", "reported by line or form, shown before it counts")),
        ("S-3", new("金额精确,加与改,零报告", "exact amounts, add or set, nothing is a report too")),
        ("S-4", new("汇总之后改要说明原因", "after the close a change needs a reason")),
        ("S-5", new("目标与进度", "targets and the share reached")),
        ("S-6", new("进度缓慢:瓶颈与措施;淡旺季", "slow products: cause and measure; seasons")),
        ("S-7", new("四张表:Teams、Excel、墙上", "the four tools in Teams, in Excel, on the wall")),
        ("H-1", new("人人可发,不发给自己", "everybody gives, nobody to himself")),
        ("H-2", new("支行长签字才有效", "valid by the manager's signature")),
        ("H-3", new("谁能签字", "who may sign")),
        ("H-4", new("签字绑定内容,只撤不改", "a signature binds the content; revoked, never edited")),
        ("H-5", new("只签一次,编号不断", "signed once, numbers without gaps")),
        ("H-6", new("道贺、公布、催签", "congratulated, announced; reminders to sign")),
        ("Q-1", new("季初十五天,一对一", "one to one, in a quarter's first fifteen days")),
        ("Q-2", new("排期", "planning")),
        ("Q-3", new("确认后发 Outlook 邀请,不丢不重", "confirmed, then invited in Outlook, none lost or doubled")),
        ("Q-4", new("接受、谢绝、改期,计划跟着走", "accepted, declined, moved: the plan follows")),
        ("Q-5", new("谈话之前的准备", "the dossier")),
        ("Q-6", new("谈话提纲、记录、约定", "agenda, minutes, agreements")),
        ("Q-7", new("谁能看什么", "who sees what of a talk")),
        ("W-3", new("精神墙", "the spirit wall")),
    ];

    /// <summary>What of the handbook is not built. A test may bear such a rule's id already, where what it will need is laid.</summary>
    public static readonly IReadOnlyList<(string Ids, Text Title)> Open =
    [
        ("M-1 … M-4", new("晨会", "the morning meeting")),
        ("G-1 … G-3", new("赞赏性与建设性指导", "appreciative and constructive guidance")),
        ("W-1", new("服务明星", "service stars")),
        ("W-2", new("力量时刻", "the moment of power")),
        ("L-1 … L-6", new("大堂管理,投诉", "the lobby's log, complaints")),
        ("F-1 … F-5", new("推荐、约见、面谈,10-6-3", "referrals, appointments, meetings, 10-6-3")),
        ("R-1", new("高柜、授权、大堂不断人", "the roster: counters, authority and lobby never empty")),
        ("R-2", new("按客流排班", "the roster by the flow of customers")),
        ("B-1, B-2", new("网点经营分析会,区域比较", "the monthly review, branches side by side")),
    ];
}
