namespace BranchBot.Features.Sales;

/// <summary>目标: what the branch and its people are to reach in a period (S-5). Who leads sets it; others see the branch's and their own.</summary>
/// <param name="Period">Which period; null: the quarter, or the day that is named.</param>
/// <param name="Of">A day of it; null: today.</param>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Daily">Whether it is a single day's.</param>
/// <param name="Name">A branch as a region leader names it.</param>
public sealed record ShowTargets(Period? Period = null, DateOnly? Of = null, BranchId? Branch = null, bool? Daily = null, string? Name = null) : Command
{
    private const int MostPeople = 30;

    /// <summary>Reads what stands behind 目标: a period, a branch.</summary>
    public static ShowTargets? Parse(string rest)
    {
        var words = rest.Replace("next ", "next-", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var period = words.Select(Periods.Parse).FirstOrDefault(p => p is not null);
        var daily = words.Any(w => w is "今天" or "日" or "today" or "day");
        var name = string.Join(' ', words.Where(w => Periods.Parse(w) is null && w is not ("今天" or "日" or "today" or "day")));
        return name.Length > NamedBranch.Longest || period is { Back: > 0 } ? null : new(daily ? null : period?.Period, null, null, daily ? true : null, name.Length == 0 ? null : name);
    }

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => turn.BranchFacts is null ? NamedBranch.Needs(turn) :
        [SalesCatalogue.Of(turn), Read.One<Roster>(Roster.At(turn.Branch.Id)), .. PeriodTargets.In(turn.Branch.Id, Span(turn))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => turn.BranchFacts is null || Name is not null
        ? NamedBranch.Find(turn, rows, Name, new("目标", "targets"), branch => this with { Branch = branch, Name = null })
        : Decision.Show(Draw(turn, rows, rows.All<PeriodTargets>().ToList()));

    /// <summary>The card, over targets that were just set.</summary>
    internal Answer Draw(Turn turn, Rows rows, IReadOnlyList<PeriodTargets> targets, Notice? notice = null)
    {
        var (items, roster, span) = (SalesCatalogue.In(turn, rows), SalesTable.RosterIn(turn, rows), Span(turn));
        var goals = new Goals(turn.Facts, roster, targets);
        List<Part> body = notice is null ? [] : [notice];
        body.AddRange(TooMuch(items, targets, span).Select(t => new Notice(t, Tone.Attention)));
        var lines = Lines(items, goals, null, span).ToList();
        body.AddRange([new Heading(new("网点", "Branch")), .. lines.Count > 0 ? lines : [new Paragraph(new("还没有目标。", "No targets yet."), Tone.Quiet)]]);
        var own = turn.Actor is Member member && !SalesRules.Leads(member) ? Lines(items, goals, member.Id, span).ToList() : [];
        body.AddRange(own.Count > 0 ? [new Heading(new("我的", "Yours")), .. own] : []);
        var people = roster.Staff.Select(s => (s, Count: Lines(items, goals, s.Id, span).Count())).Where(s => s.Count > 0).ToList();
        if (SalesRules.Leads(turn.Actor))
        {
            body.AddRange(people.Count > 0
                ? [new Heading(new("员工", "Staff")), .. people.Take(MostPeople).Select(s => new Line(Text.Same(s.s.Name), s.s.Position.Name(), new($"{s.Count} 项", $"{s.Count} targets"), Tone.Plain))]
                : []);
            body.Add(new ChoiceField("person", new("改谁的目标", "Whose targets to set"), [.. roster.Staff.Select(s => (s.Id.ToString(), Text.Same($"{s.Name} · ") + s.Position.Name()))], Required: true));
        }

        return new Shown(new(new Text("目标 · ", "Targets · ") + NameOf, body)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + span.Written(turn.Today),
            Buttons = Buttons(turn, span),
            Summary = new Text("目标 · ", "Targets · ") + Text.Same(turn.Branch.Name),
        });
    }

    /// <summary>What the period is called.</summary>
    internal Text NameOf => Daily == true ? new("日", "Day") : (Period ?? Core.Period.Quarter).Name();

    /// <summary>The period's days.</summary>
    internal DaySpan Span(Turn turn) => PeriodTargets.SpanOf(Daily == true ? null : Period ?? Core.Period.Quarter, Of ?? turn.Today);

    private List<Button> Buttons(Turn turn, DaySpan span)
    {
        Period? period = Daily == true ? null : Period ?? Core.Period.Quarter;
        ShowTargets At(DateOnly day) => this with { Of = day, Branch = turn.Branch.Id };
        var finer = period switch { Core.Period.Quarter => Core.Period.Month, Core.Period.Month => Core.Period.Week, _ => Core.Period.Quarter };
        return
        [
            .. SalesRules.Leads(turn.Actor)
                ? new[]
                {
                    new Button(new("改网点目标", "Set the branch's"), new ShowTargetForm(turn.Branch.Id, span.From, period)) { Primary = true },
                    new Button(new("改员工目标", "Set a person's"), new ShowTargetForm(turn.Branch.Id, span.From, period)) { Submits = true },
                }
                : [],
            new(new("上一个", "Previous"), At(span.From.AddDays(-1))),
            new(new("下一个", "Next"), At(span.To.AddDays(1))),
            new(new Text("按", "By ") + new Text(finer.Name().Zh, finer.Name().En.ToLowerInvariant()), new ShowTargets(finer, span.Contains(turn.Today) ? turn.Today : span.From, turn.Branch.Id)),
            new(new("进度", "Pace"), new ShowPace(period ?? Core.Period.Week, span.From > turn.Today ? null : span.From, null, turn.Branch.Id)),
        ];
    }

    private static IEnumerable<Part> Lines(IReadOnlyList<TallyItem> items, Goals goals, PersonId? person, DaySpan span) => items
        .Select(i => (Item: i, Texts: Enum.GetValues<Measure>().Select(m => goals.Of(person, i.Id, m, span) is { } of && of > 0 ? TargetText.Shown(i, m, of) : (Text?)null).OfType<Text>().ToList()))
        .Where(i => i.Texts.Count > 0)
        .Select(i => new Line(i.Item.Name, null, i.Texts.Aggregate((a, b) => a + Text.Same(" · ") + b), Tone.Plain));

    // Months that come to more than their quarter: somebody has forgotten one of the two.
    private static IEnumerable<Text> TooMuch(IReadOnlyList<TallyItem> items, IReadOnlyList<PeriodTargets> targets, DaySpan span) =>
        from coarse in targets.Where(t => t.Span == span)
        from holder in coarse.Holders
        from target in holder.Targets
        from measure in Enum.GetValues<Measure>()
        where target.Of(measure) is not null
        from finer in new Period?[] { Core.Period.Month, Core.Period.Week }
        let sum = targets.Where(t => t.Period == finer && t.Span != span && span.Contains(t.Span.From) && span.Contains(t.Span.To)).Sum(t => t.Find(holder.Person, target.Item)?.Of(measure) ?? 0)
        where sum > target.Of(measure)
        let item = items.FirstOrDefault(i => i.Id == target.Item)
        where item is not null
        select new Text($"「{item.Zh}」:按{finer.Value.Name().Zh}定的目标加起来是 {sum:0.##},超过了 {target.Of(measure):0.##}。", $"{item.En}: the targets by {finer.Value.Name().En.ToLowerInvariant()} come to {sum:0.##}, more than {target.Of(measure):0.##}.");
}
