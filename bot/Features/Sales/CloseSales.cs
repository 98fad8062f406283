namespace BranchBot.Features.Sales;

/// <summary>A command on a branch's day as a whole.</summary>
public abstract record DayCommand : Command
{
    // The card's branch; null: one's own.
    private protected virtual BranchId? CardBranch => null;

    // The card's day; null: today.
    private protected virtual DateOnly? CardDay => null;

    /// <inheritdoc/>
    public sealed override BranchId? Concerns() => CardBranch;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Read> Needs(Turn turn) => turn.BranchFacts is null ? NamedBranch.Needs(turn) : SalesTable.Reads(turn, CardDay ?? turn.Today);

    /// <inheritdoc/>
    public sealed override Decision Decide(Turn turn, Rows rows) => turn.BranchFacts is null ? NamedBranch.Find(turn, rows, null, new("统计", "tables"), branch => new ShowSales(branch))
        : (CardDay ?? turn.Today) > turn.Today ? Decision.Refuse(new("还没到那一天。", "That day has not come yet.")) : DecideOn(turn, rows, SalesDay.Of(turn, rows, CardDay ?? turn.Today));

    /// <summary>Decides on the day.</summary>
    private protected abstract Decision DecideOn(Turn turn, Rows rows, SalesDay day);

}

/// <summary>汇总: closes the day, once, and so reports it to the manager (S-4). Who is missing is named first.</summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Day">The day; null: today.</param>
/// <param name="Despite">Who was named as missing when it was pressed again; null: nobody was named yet.</param>
public sealed record CloseSales(BranchId? Branch = null, DateOnly? Day = null, IReadOnlyList<PersonId>? Despite = null) : DayCommand
{
    private protected override BranchId? CardBranch => Branch;

    private protected override DateOnly? CardDay => Day;

    private protected override Decision DecideOn(Turn turn, Rows rows, SalesDay day)
    {
        if (day.Closed is { } closed)
        {
            // It may have been his own press whose answer was lost: what follows of it is done once anyway.
            var already = Decision.Show(SalesTable.Of(turn, rows, day, new(SalesCards.ClosedBy(turn, closed), Tone.Plain)));
            return closed.By == turn.Actor.Id ? Completing(turn, day.Day, (Accepted)already) : already;
        }

        var roster = SalesTable.RosterIn(turn, rows);
        var missing = SalesRules.Missing(turn.Facts, roster, day);
        if (missing.Any(p => Despite?.Contains(p.Id) != true))
        {
            return Decision.Show(Asking(turn, day, missing));
        }

        var step = new SalesStep(SalesStepKind.Closed, turn.Now, turn.Actor.Id, SalesRules.NameOf(turn)) { Missing = missing.Count == 0 ? null : [.. missing.Select(p => p.Name)] };
        var changed = day.With(step);
        var managers = Deciders.Of(turn.Facts, roster, Position.BranchManager, turn.Actor.Id, turn.Today).People.Where(p => p != turn.Actor.Id);
        var accepted = Decision.Write(SalesTable.Of(turn, rows, changed, new(new("已汇总,报给支行长了。", "Closed, and reported to the manager."), Tone.Good)), changed)
            .Telling([.. managers.Select(m => new Effect($"sales-closed|{RowKeys.Of(day.Day)}|{changed.Steps.Count}|{m}", m, Delivery.Certain, new ShowSales(day.Branch, day.Day)))]);
        return Completing(turn, day.Day, SumSalesDay.After(accepted, turn, day.Day)) with { Counts = [new("sales.closed", missing.Count == 0 ? "complete" : "some_missing")] };
    }

    private static Accepted Completing(Turn turn, DateOnly day, Accepted accepted) =>
        turn.Tasks is { } tasks && turn.Member.Position == Position.SalesSupervisor ? accepted with { Then = tasks.Complete(turn, day, Deed.ClosedSales), AnswersItself = true } : accepted;

    private static Shown Asking(Turn turn, SalesDay day, IReadOnlyList<RosterEntry> missing)
    {
        var names = string.Join("、", missing.Select(p => p.Name));
        return new(new(new("还有人没报", "Somebody is missing"),
        [
            new Notice(new($"还没报的:{names}。现在汇总,他们以后再改要写原因。", $"Not reported: {string.Join(", ", missing.Select(p => p.Name))}. Once closed, a change needs a reason."), Tone.Attention),
        ])
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + Dates.Brief(day.Day, turn.Today),
            Buttons =
            [
                .. day.Day == turn.Today && missing.Any(p => !day.Asked.Contains(p.Id)) ? [new Button(new("催一下", "Ask the missing"), new AskMissing(day.Branch, day.Day)) { Primary = true }] : Array.Empty<Button>(),
                new(new("仍要汇总", "Close all the same"), new CloseSales(day.Branch, day.Day, [.. missing.Select(p => p.Id)])),
                new(new("返回", "Back"), new ShowSales(day.Branch, day.Day)),
            ],
        });
    }
}

/// <summary>催一下: asks who has not reported, each once a day.</summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Day">The day; null: today.</param>
public sealed record AskMissing(BranchId? Branch = null, DateOnly? Day = null) : DayCommand
{
    private protected override BranchId? CardBranch => Branch;

    private protected override DateOnly? CardDay => Day;

    private protected override Decision DecideOn(Turn turn, Rows rows, SalesDay day)
    {
        var missing = SalesRules.Missing(turn.Facts, SalesTable.RosterIn(turn, rows), day).Where(p => !day.Asked.Contains(p.Id) && p.Id != turn.Actor.Id).ToList();
        if (missing.Count == 0 || day.Closed is not null || day.Day != turn.Today)
        {
            return Decision.Show(SalesTable.Of(turn, rows, day, new(new("没有人要催。", "There is nobody to ask."), Tone.Plain)));
        }

        var changed = day with { Asked = [.. day.Asked, .. missing.Select(p => p.Id)] };
        var names = string.Join("、", missing.Select(p => p.Name));
        return Decision.Write(SalesTable.Of(turn, rows, changed, new(new($"已催:{names}。", $"Asked: {names}."), Tone.Good)), changed).Telling(
        [
            .. missing.Select(p => new Effect($"sales-asked|{RowKeys.Of(day.Day)}|{p.Id}", p.Id, Delivery.AtMostOnce, new ShowOwnSales(day.Branch, day.Day, true)) { Expires = turn.Now.AddHours(4) }),
        ]);
    }
}

/// <summary>已审阅: the manager has read what was reported to him (T-5).</summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Day">The day; null: today.</param>
public sealed record ReviewSales(BranchId? Branch = null, DateOnly? Day = null) : DayCommand
{
    private protected override BranchId? CardBranch => Branch;

    private protected override DateOnly? CardDay => Day;

    private protected override Decision DecideOn(Turn turn, Rows rows, SalesDay day)
    {
        if (day.Closed is not { } closed)
        {
            return new Refused(SalesTable.Of(turn, rows, day, new(new("还没汇总,不能审阅。", "The day is not closed yet."), Tone.Attention)));
        }

        if (day.Reviewed is { } reviewed)
        {
            var already = Decision.Show(SalesTable.Of(turn, rows, day, new(SalesCards.When(turn, reviewed.At) + Text.Same(" ") + reviewed.Name + new Text("已审阅。", " reviewed it already."), Tone.Plain)));
            return reviewed.By == turn.Actor.Id ? Completing(turn, day.Day, (Accepted)already) : already;
        }

        if (!SalesTable.MayReview(turn, SalesTable.RosterIn(turn, rows), closed))
        {
            return Decision.Refuse(new("这份汇总由支行长审阅;自己汇总的由上一级审阅。", "The manager reviews this; what one closed oneself is reviewed one level up."));
        }

        var changed = day.With(new SalesStep(SalesStepKind.Reviewed, turn.Now, turn.Actor.Id, turn.Actor is Member member ? member.NameAs(Position.BranchManager) : Text.Same(turn.Actor.Name)));
        var accepted = SumSalesDay.After(Decision.Write(SalesTable.Of(turn, rows, changed, new(new("已审阅。", "Reviewed."), Tone.Good)), changed), turn, day.Day);
        return Completing(turn, day.Day, closed.By == turn.Actor.Id ? accepted : accepted.Telling(
            new Effect($"sales-reviewed|{RowKeys.Of(day.Day)}|{changed.Steps.Count}", closed.By, Delivery.Certain, new ShowSales(day.Branch, day.Day))));
    }

    private static Accepted Completing(Turn turn, DateOnly day, Accepted accepted) => turn.Tasks is { } tasks && turn.Actor is Member { Position: Position.BranchManager }
        ? accepted with { Then = tasks.Complete(turn, day, Deed.ReviewedSales), AnswersItself = true } : accepted;
}

/// <summary>The region opens a closed day again, with a reason (S-4); who closed it hears of it.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Day">The day.</param>
/// <param name="Why">Why; null: it is asked.</param>
public sealed record ReopenSales(BranchId Branch, DateOnly Day, string? Why = null) : DayCommand
{
    private const int MostWhy = 200;

    private protected override BranchId? CardBranch => Branch;

    private protected override DateOnly? CardDay => Day;

    private protected override Decision DecideOn(Turn turn, Rows rows, SalesDay day)
    {
        if (day.Closed is not { } closed)
        {
            return Decision.Show(SalesTable.Of(turn, rows, day, new(new("这一天是打开的。", "The day is open."), Tone.Plain)));
        }

        if (Why?.Trim() is not { Length: > 0 and <= MostWhy } why)
        {
            return Decision.Show(new Shown(new(new("重新打开", "Open again"),
            [
                new Paragraph(SalesCards.ClosedBy(turn, closed), Tone.Quiet),
                new TextField("why", new("为什么", "Why"), MostWhy, Why, Required: true, Multiline: true),
            ])
            {
                Subtitle = Text.Same($"{turn.Branch.Name} · ") + Dates.Brief(day.Day, turn.Today),
                Buttons = [new(new("重新打开", "Open again"), new ReopenSales(Branch, Day)) { Primary = true, Submits = true }, new(new("返回", "Back"), new ShowSales(Branch, Day))],
            }));
        }

        var changed = day.With(new SalesStep(SalesStepKind.Reopened, turn.Now, turn.Actor.Id, Text.Same(turn.Actor.Name)) { Why = why });
        return SumSalesDay.After(Decision.Write(SalesTable.Of(turn, rows, changed, new(new("已重新打开。", "It is open again."), Tone.Good)), changed), turn, Day)
            .Telling(new Effect($"sales-reopened|{RowKeys.Of(day.Day)}|{changed.Steps.Count}", closed.By, Delivery.Certain, new ShowSales(Branch, Day)));
    }
}
