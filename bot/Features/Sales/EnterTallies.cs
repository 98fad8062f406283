namespace BranchBot.Features.Sales;

/// <summary>What a line, a 改 or a form wants to enter; the button 记入 carries it. Adding is safe to press twice: the key tells a repeat.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Day">The business day.</param>
/// <param name="Kind">How it changes what stands.</param>
/// <param name="Figures">The figures.</param>
/// <param name="Entry">What tells it apart: made of the message that was read, or of the form.</param>
/// <param name="Person">Whose; null: one's own.</param>
public sealed record EnterTallies(BranchId Branch, DateOnly Day, EntryKind Kind, IReadOnlyList<Figure> Figures, string? Entry = null, PersonId? Person = null) : Command
{
    private const int MostWhy = 200;
    private const int LongestKey = 40;

    /// <summary>The same as <see cref="Entry"/>, as older cards call it. Some clients cannot press a button whose data has a member <c>key</c>.</summary>
    public string? Key { get; init; }

    /// <summary>Whether an unusually high figure was asked about already.</summary>
    public bool Sure { get; init; }

    /// <summary>Why, of a change after the close (S-4).</summary>
    public string? Why { get; init; }

    /// <summary>The question why, as the card asks it.</summary>
    internal static TextField AsksWhy => new("why", new("为什么改(已汇总,旧数字会留着)", "Why (the day is closed; the old figure stays visible)"), MostWhy, Required: true);

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => Reads(turn, Day, Person);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var (items, day) = (SalesCatalogue.In(turn, rows), SalesDay.Of(turn, rows, Day));
        if (SalesRules.WrongDay(turn, Day) is { } early)
        {
            return Decision.Refuse(early);
        }

        if (Whose(turn, rows, Person) is not { } whose)
        {
            return Decision.Refuse(NotFor);
        }

        // It comes from a card and becomes a part of a row's key.
        if ((Entry ?? Key) is not { Length: > 0 and <= LongestKey } key || !key.All(char.IsAsciiLetterOrDigit))
        {
            return Decision.Refuse(new("这张卡片不对,请重新写一遍。", "Something is wrong with this card; please write it again."));
        }

        var report = day.ReportOf(whose.Id) ?? new(whose.Id, whose.Name, whose.Position, turn.Now, [], []);
        if (WrongIn(items, report) is { } wrong)
        {
            return Decision.Refuse(wrong);
        }

        if (report.Operations.Contains(key))
        {
            return Decision.Show(SalesCards.Own(turn, items, day, whose, new(new("这一笔已经记过了。", "This is entered already."), Tone.Plain)));
        }

        if (report.Operations.Count >= SalesReport.MostEntries)
        {
            return Decision.Refuse(new($"一天最多记 {SalesReport.MostEntries} 次。请用表格一次填好。", $"At most {SalesReport.MostEntries} entries a day. Please use the form."));
        }

        var touched = Figures.Select(f => report.Figures.Of(f.Item)).ToList();
        var after = Figures.Select(f => Kind == EntryKind.Added ? report.Figures.Of(f.Item).Plus(f) : f).ToList();
        if (after.FirstOrDefault(f => !f.IsPossible) is { } absurd)
        {
            return Decision.Refuse(TallyMistakes.Absurd(items.First(i => i.Id == absurd.Item)));
        }

        if (!Sure && Figures.Select(f => (Figure: f, Item: items.First(i => i.Id == f.Item))).FirstOrDefault(f => f.Figure.Count > f.Item.UsualCount || f.Figure.Amount > f.Item.UsualAmount) is { Item: { } unusual })
        {
            return Decision.Show(SalesCards.Preview(turn, items, day, whose, this with { Sure = true }, new(
                new($"「{unusual.Zh}」比平常多很多,确定吗?", $"\"{unusual.En}\" is far more than usual. Are you sure?"), Tone.Attention), new("确定,记入", "Yes, enter it")));
        }

        if (touched.SequenceEqual(after))
        {
            return Decision.Show(SalesCards.Own(turn, items, day, whose, new(new("没有改动。", "Nothing has changed."), Tone.Plain)));
        }

        var why = Why?.Trim();
        if (day.Closed is not null && why is not { Length: > 0 and <= MostWhy })
        {
            return Decision.Show(SalesCards.Preview(turn, items, day, whose, this, new(new("已经汇总了:请写明原因。", "The day is closed: please say why."), Tone.Attention)));
        }

        if (day.Closed is not null && day.Corrections.Count + after.Count > SalesDay.MostCorrections)
        {
            return Decision.Refuse(new("这一天更正得太多了。请二级分行重新打开这一天。", "This day was corrected too often. Ask the region to open it again."));
        }

        return Write(turn, items, day, whose, report with { Operations = [.. report.Operations, key] }, touched, after, day.Closed is null ? null : why);
    }

    /// <summary>What entering reads: the day and the catalogue, two point reads whatever the history; for a colleague the roster too.</summary>
    internal static IReadOnlyList<Read> Reads(Turn turn, DateOnly day, PersonId? person) =>
    [
        Read.One<SalesDay>(SalesDay.At(turn.Branch.Id, day)),
        SalesCatalogue.Of(turn),
        .. person is null || person == turn.Actor.Id ? Array.Empty<Read>() : [Read.One<Roster>(Roster.At(turn.Branch.Id))],
    ];

    /// <summary>Whose figures may be entered; null: not these by this actor.</summary>
    internal static RosterEntry? Whose(Turn turn, Rows rows, PersonId? person) =>
        person is null || person == turn.Actor.Id ? turn.Member.Entry
        : turn.Member.Holds(Position.SalesSupervisor) ? rows.Find<Roster>(Roster.At(turn.Branch.Id))?.Find(person.Value)
        : null;

    /// <summary>What is said to who enters for somebody else and may not.</summary>
    internal static Text NotFor => new("只有销售主管可以替本网点的同事记。", "Only the sales supervisor enters for colleagues of the branch.");

    // What has ended and stands in the report of the day can be corrected, not added to.
    private Text? WrongIn(IReadOnlyList<TallyItem> items, SalesReport report) =>
        Figures.FirstOrDefault(f => items.FirstOrDefault(i => i.Id == f.Item) is not { } item || !(item.IsInForce(Day) || (Kind != EntryKind.Added && report.Figures.Any(r => r.Item == f.Item)))) is not null ? new("有的产品现在不能记了,请重新写一遍。", "A product of it cannot be entered any more; please write it again.")
        : Figures.Any(f => !f.IsPossible || (f.Amount > 0 && !items.First(i => i.Id == f.Item).HasAmount)) || Figures.DistinctBy(f => f.Item).Count() != Figures.Count ? new("这些数字不对,什么都没记。请重新写一遍。", "These figures cannot be; nothing was entered. Please write them again.")
        : null;

    private Accepted Write(Turn turn, IReadOnlyList<TallyItem> items, SalesDay day, RosterEntry whose, SalesReport report, IReadOnlyList<Figure> before, IReadOnlyList<Figure> after, string? why)
    {
        var figures = report.Figures.Where(f => after.All(a => a.Item != f.Item)).Concat(after).Where(f => f.Count > 0);
        var changed = day.With(report with { At = turn.Now, Figures = [.. figures] });
        var name = turn.Member.NameAs(Position.SalesSupervisor).Zh;
        if (why is not null)
        {
            changed = changed with { Corrections = [.. changed.Corrections, .. before.Zip(after).Where(f => f.First != f.Second).Select(f => new Correction(whose.Id, f.First, f.Second, turn.Now, name, why))] };
        }

        var entry = new SalesEntry(Branch, Day, turn.Now, report.Operations[^1], whose.Id, whose.Name, turn.Actor.Id, name, Kind, before, after) { Why = why };
        var said = why is null ? new Text("已记入。", "Entered.") : new("已更正,旧数字也留着。", "Corrected; the old figure stays visible.");
        var accepted = Decision.Write(SalesCards.Own(turn, items, changed, whose, new(said, Tone.Good)), changed, entry) with { Counts = [new("sales.entries", why is null ? "entered" : "corrected")] };
        return why is null ? accepted
            : day.Closed!.By == turn.Actor.Id ? SumSalesDay.After(accepted, turn, Day)
            : SumSalesDay.After(accepted, turn, Day).Telling(new Effect($"sales-corrected|{report.Operations[^1]}", day.Closed.By, Delivery.Certain, new ShowSales(Branch, Day)));
    }
}
