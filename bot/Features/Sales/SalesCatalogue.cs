namespace BranchBot.Features.Sales;

/// <summary>The products of a region (S-1), in one row: what ends stays, so that old figures keep their names.</summary>
/// <param name="Region">The region.</param>
/// <param name="Products">All there ever were, in the order of the tables.</param>
[Shape(2)]
public sealed record SalesCatalogue(RegionId Region, IReadOnlyList<TallyItem> Products) : Row
{
    /// <summary>The seven behaviours of the handbook (员工销售行为日统计表), the same everywhere.</summary>
    public static readonly IReadOnlyList<TallyItem> Behaviours =
    [
        Behaviour("referral", "引见", "referrals", CountingUnit.Person, "推荐", "转介"),
        Behaviour("referral-won", "成功引见", "successful referrals", CountingUnit.Person, "成功推荐", "引见成功"),
        Behaviour("appointment", "约见", "appointments", CountingUnit.Person, "预约"),
        Behaviour("meeting", "面谈", "meetings", CountingUnit.Person, "会谈"),
        Behaviour("visit", "外出营销", "visits", CountingUnit.Time, "外出", "外拓"),
        Behaviour("call", "电话联系", "calls", CountingUnit.Time, "电话"),
        Behaviour("prospect", "意向客户", "new prospects", CountingUnit.Person, "意向", "prospects"),
    ];

    /// <summary>What a region that has brought no catalogue of its own can enter.</summary>
    public static readonly IReadOnlyList<TallyItem> Usual =
    [
        new("deposit", "存款", "deposits", CountingUnit.Deal, true, ["储蓄", "ck"]),
        new("wealth", "理财", "wealth products", CountingUnit.Deal, true, ["理财产品", "lc", "wealth"]),
        new("fund", "基金", "funds", CountingUnit.Deal, true, ["jj", "fund"]),
        new("insurance", "保险", "insurance", CountingUnit.Deal, false, ["银保", "bx"]),
        new("gold", "贵金属", "precious metals", CountingUnit.Deal, true, ["黄金", "gjs", "gold"]),
        new("loan", "贷款", "loans", CountingUnit.Deal, true, ["个贷", "dk", "loan"]),
        new("credit-card", "信用卡", "credit cards", CountingUnit.Card, false, ["xyk", "credit card"]),
        new("debit-card", "借记卡", "debit cards", CountingUnit.Card, false, ["储蓄卡", "jjk"]),
        new("mobile-bank", "手机银行", "mobile banking", CountingUnit.Account, false, ["手机", "sjyh", "mobile"]),
        new("online-bank", "网上银行", "online banking", CountingUnit.Account, false, ["网银", "wy", "online"]),
        new("merchant", "商易通", "merchant terminals", CountingUnit.Account, false, ["syt", "merchant"]),
    ];

    /// <summary>When it was changed last, UTC; null: nobody knows.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>The name of who changed it; null: the command line.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>Who that was, so that his name goes when he is forgotten; null: the command line, or an older program.</summary>
    public PersonId? ChangedById { get; init; }

    /// <inheritdoc/>
    public override RowAddress Address => At(Region);

    /// <summary>Where a region's catalogue stands.</summary>
    public static RowAddress At(RegionId region) => new(Partition.OfRegion("sales", region), "catalogue");

    /// <summary>What a command reads to know it.</summary>
    public static Read Of(Turn turn) => Read.One<SalesCatalogue>(At(turn.Branch.Region));

    /// <summary>The products of a region as they stand: the usual ones where it has brought none.</summary>
    public static IReadOnlyList<TallyItem> Of(Rows rows, RegionId region) => rows.Find<SalesCatalogue>(At(region))?.Products ?? Usual;

    /// <summary>All that is tallied in a region, products first.</summary>
    public static IReadOnlyList<TallyItem> In(RegionId region, Rows rows) => [.. Of(rows, region), .. Behaviours];

    /// <summary>All that is tallied in the branch of a turn, products first.</summary>
    public static IReadOnlyList<TallyItem> In(Turn turn, Rows rows) => In(turn.Branch.Region, rows);

    private static TallyItem Behaviour(string id, string zh, string en, CountingUnit unit, params string[] aliases) =>
        new(id, zh, en, unit, false, aliases) { IsBehaviour = true, UsualCount = 100 };
}
