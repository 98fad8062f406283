namespace BranchBot.Features.Sales;

/// <summary>
/// 统计: the branch's day at one look (S-4, S-7): who has reported what, who is missing, what the branch has. Who leads sees everybody; others see their own
/// and the branch's sum, and colleagues by name where the branch wishes. Two point reads and two queries, whatever the number of entries (<see cref="SalesTable.Reads"/>).
/// </summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Day">The day; null: today.</param>
/// <param name="Name">A branch as a region leader names it, or a day as anybody writes it.</param>
/// <param name="Period">Which period is asked for; null: a day.</param>
/// <param name="Back">How many periods before this one.</param>
/// <param name="YearsBack">Which year is asked for, counted back from this one; null: none.</param>
public sealed record ShowSales(BranchId? Branch = null, DateOnly? Day = null, string? Name = null, Period? Period = null, int? Back = null, int? YearsBack = null) : Command
{
    /// <summary>Reads what stands behind 统计: a period, a day, the name of a branch.</summary>
    public static ShowSales? Parse(string rest)
    {
        var words = rest.Replace("last ", "last-", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var period = words.Select(Periods.Parse).FirstOrDefault(p => p is not null);
        var year = words.Select(Year).FirstOrDefault(y => y is not null);
        var name = string.Join(' ', words.Where(w => Periods.Parse(w) is null && Year(w) is null));
        return name.Length > NamedBranch.Longest ? null : new(null, null, name.Length == 0 ? null : name, period?.Period, period is { Back: > 0 } before ? before.Back : null, year);
    }

    private static int? Year(string word) => word switch { "年" or "今年" or "本年" or "淡旺季" or "year" => 0, "去年" or "last-year" => 1, _ => null };

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => turn.BranchFacts is null ? NamedBranch.Needs(turn) : Period is not null || YearsBack is not null ? [] : SalesTable.Reads(turn, Date(turn));

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (turn.BranchFacts is null && (Name is null || DatePhrases.Read(Name, RegionCalendar.Today(turn), past: true).Span is { Days: 1 }) && Period is null && YearsBack is null)
        {
            return Decision.Instead(new ShowRegionSales(Name is null ? null : DatePhrases.Read(Name, RegionCalendar.Today(turn), past: true).Span!.Value.From));
        }

        if (turn.BranchFacts is null || (Name is not null && Spoken(turn) is null))
        {
            return NamedBranch.Find(turn, rows, Name, new("统计", "tables"), branch => YearsBack is not null ? new ShowSales(branch, YearsBack: YearsBack) : Period is { } of ? new ShowSalesPeriod(of, null, Back, branch) : new ShowSales(branch));
        }

        if (YearsBack is { } back)
        {
            return Decision.Instead(new ShowSalesYear(turn.Today.Year - back, null, turn.Branch.Id));
        }

        if (Period is { } period)
        {
            return Decision.Instead(new ShowSalesPeriod(period, Spoken(turn), Back, turn.Branch.Id));
        }

        return Date(turn) > turn.Today
            ? Decision.Refuse(new("还没到那一天。", "That day has not come yet."))
            : Decision.Show(SalesTable.Of(turn, rows, SalesDay.Of(turn, rows, Date(turn))));
    }

    private DateOnly Date(Turn turn) => Day ?? Spoken(turn) ?? turn.Today;

    private DateOnly? Spoken(Turn turn) => Name is not null && DatePhrases.Read(Name, turn.Today, past: true).Span is { Days: 1 } span ? span.From : null;
}

/// <summary>我的业绩: what one has reported oneself.</summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Day">The day; null: today.</param>
/// <param name="Asked">Whether it is shown because the supervisor asks for it: then it makes no sense once he has reported.</param>
public sealed record ShowOwnSales(BranchId? Branch = null, DateOnly? Day = null, bool? Asked = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => EnterTallies.Reads(turn, Day ?? turn.Today, null);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var day = SalesDay.Of(turn, rows, Day ?? turn.Today);
        var asked = Asked == true ? new Notice(new("请报一下今天的业绩,马上要汇总了。", "Please report today's sales; the day is about to be closed."), Tone.Attention) : null;
        var card = (Shown)SalesCards.Own(turn, SalesCatalogue.In(turn, rows), day, turn.Member.Entry, asked);
        return Decision.Show(card with { Moot = Asked == true && day.ReportOf(turn.Actor.Id) is not null });
    }
}

/// <summary>今天没有: nothing sold is a report too (零报告, S-3).</summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Day">The day; null: today.</param>
public sealed record ReportNothing(BranchId? Branch = null, DateOnly? Day = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => EnterTallies.Reads(turn, Day ?? turn.Today, null);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var (date, items, own) = (Day ?? turn.Today, SalesCatalogue.In(turn, rows), turn.Member.Entry);
        var day = SalesDay.Of(turn, rows, date);
        if (SalesRules.WrongDay(turn, date) is { } wrong)
        {
            return Decision.Refuse(wrong);
        }

        if (day.ReportOf(own.Id) is { } report)
        {
            return report.Figures.Count == 0
                ? Decision.Show(SalesCards.Own(turn, items, day, own, new(new("已经报过了:今天没有。", "That is reported already: nothing today."), Tone.Plain)))
                : new Refused(SalesCards.Own(turn, items, day, own, new(new("今天已经有业绩了。要改掉,写「改 保险 0」或填表。", "There are sales today already. To change them write \"set insurance 0\" or use the form."), Tone.Attention)));
        }

        var key = RowKeys.Of(turn.Operation);
        var changed = day.With(new SalesReport(own.Id, own.Name, own.Position, turn.Now, [], [key]));
        var late = day.Closed is null ? new Text("记下了:今天没有。", "Noted: nothing today.") : new("记下了:今天没有。这一天已经汇总,汇总时算没报。", "Noted: nothing today. The day was closed without it.");
        var noted = Decision.Write(
            SalesCards.Own(turn, items, changed, own, new(late, Tone.Good)),
            changed,
            new SalesEntry(turn.Branch.Id, date, turn.Now, key, own.Id, own.Name, own.Id, own.Name, EntryKind.Nothing, [], []));
        return day.Closed is null ? noted : SumSalesDay.After(noted, turn, date);
    }
}
