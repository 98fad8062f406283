namespace BranchBot.Features.Sales;

/// <summary>Why a product is behind its pace, and what is done about it (S-6).</summary>
/// <param name="Cause">瓶颈.</param>
/// <param name="Measure">改进措施.</param>
/// <param name="At">When it was written, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Name">His name then, with 代 where he acted for a post.</param>
public sealed record SlowCause(string Cause, string Measure, DateTimeOffset At, PersonId By, string Name);

/// <summary>The causes that were written of an item in a quarter, oldest first; none is removed.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Quarter">The quarter's first day.</param>
/// <param name="Item">The item's id.</param>
/// <param name="Causes">The causes.</param>
public sealed record SlowNote(BranchId Branch, DateOnly Quarter, string Item, IReadOnlyList<SlowCause> Causes) : Row
{
    private const string Keys = "slow|";

    /// <summary>The most that is kept of an item in a quarter.</summary>
    public const int Most = 60;

    /// <inheritdoc/>
    public override RowAddress Address => At(Branch, Quarter, Item);

    /// <summary>Where it stands for the quarter of a day.</summary>
    public static RowAddress At(BranchId branch, DateOnly day, string item) => new(SalesDay.In(branch, day), Keys + item);

    /// <summary>All of a quarter, by one query.</summary>
    public static Read All(BranchId branch, DateOnly day) => Read.All<SlowNote>(SalesDay.In(branch, day), Keys);
}

/// <summary>The form for cause and measure; opened from the pace.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Period">Over which period the pace was looked at.</param>
/// <param name="Of">A day of it.</param>
/// <param name="Item">The item; null: it is asked.</param>
public sealed record ShowCauseForm(BranchId Branch, Period Period, DateOnly Of, string? Item = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => NoteCause.Reads(turn, Period, Of);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(Draw(turn, rows, new(Branch, Period, Of, Item)));

    /// <summary>The form.</summary>
    internal static Answer Draw(Turn turn, Rows rows, NoteCause note, Notice? notice = null)
    {
        var pace = PaceBook.Of(turn, rows, note.Period, note.Of);
        var choices = pace.Branch.OrderByDescending(p => p.IsSlow).Select(p => (p.Item.Id, p.Item.Name + (p.IsSlow ? new(" · 进度缓慢", " · slow") : Text.Same("")))).ToList();
        var last = pace.CauseOf(note.Item ?? choices.FirstOrDefault().Id ?? "");
        return choices.Count == 0
            ? new Said(new("还没有目标,看不出快慢。先定目标:写「目标」。", "There are no targets yet, so nothing is slow. Set them first: write \"targets\"."))
            : new Shown(new(new("瓶颈和改进措施", "Cause and measure"),
            [
                .. notice is null ? Array.Empty<Part>() : [notice],
                new ChoiceField("item", new("哪个产品", "Which product"), choices, note.Item ?? choices[0].Id, Required: true),
                new TextField("cause", new("瓶颈", "Cause"), NoteCause.Longest, note.Cause ?? last?.Cause, Required: true, Multiline: true),
                new TextField("measure", new("改进措施", "Measure"), NoteCause.Longest, note.Measure ?? last?.Measure, Required: true, Multiline: true),
            ])
            {
                Subtitle = Text.Same($"{turn.Branch.Name} · ") + pace.Span.Written(turn.Today),
                Buttons =
                [
                    new(new("记下", "Note it"), note with { Cause = null, Measure = null }) { Primary = true, Submits = true },
                    new(new("返回", "Back"), new ShowPace(note.Period, note.Of, null, note.Branch)),
                ],
            });
    }
}

/// <summary>Notes why a product is behind, and what is done about it (S-6).</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Period">Over which period the pace was looked at.</param>
/// <param name="Of">A day of it.</param>
/// <param name="Item">The item.</param>
/// <param name="Cause">瓶颈.</param>
/// <param name="Measure">改进措施.</param>
public sealed record NoteCause(BranchId Branch, Period Period, DateOnly Of, string? Item = null, string? Cause = null, string? Measure = null) : Command
{
    /// <summary>The most characters of each.</summary>
    public const int Longest = 200;

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => Reads(turn, Period, Of);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var pace = PaceBook.Of(turn, rows, Period, Of);
        if (Item is not { } item || pace.Branch.All(p => p.Item.Id != item) || Cause?.Trim() is not { Length: > 0 and <= Longest } cause || Measure?.Trim() is not { Length: > 0 and <= Longest } measure)
        {
            return new Refused(ShowCauseForm.Draw(turn, rows, this, new(new($"请选产品,写上瓶颈和改进措施,各最多 {Longest} 字。", $"Please choose a product and write cause and measure, at most {Longest} characters each."), Tone.Attention)));
        }

        var quarter = Periods.FirstOfQuarter(pace.Span.To < turn.Today ? pace.Span.To : turn.Today);
        var note = rows.Find<SlowNote>(SlowNote.At(Branch, quarter, item)) ?? new(Branch, quarter, item, []);
        if (note.Causes is [.., { } last] && last.Cause == cause && last.Measure == measure)
        {
            return Decision.Show(PaceCard.Draw(turn, pace, null, new(new("已经是这样写的。", "It says so already."), Tone.Plain)));
        }

        if (note.Causes.Count >= SlowNote.Most)
        {
            return Decision.Refuse(new($"这个产品本季已经写了 {SlowNote.Most} 次。", $"That was written {SlowNote.Most} times this quarter."));
        }

        var changed = note with { Causes = [.. note.Causes, new(cause, measure, turn.Now, turn.Actor.Id, SalesRules.NameOf(turn).Zh)] };
        return Decision.Write(PaceCard.Draw(turn, pace.With(changed), null, new(new("记下了。", "Noted."), Tone.Good)), changed);
    }

    /// <summary>What the pace reads.</summary>
    internal static IReadOnlyList<Read> Reads(Turn turn, Period period, DateOnly of) => turn.BranchFacts is null ? [] : PaceBook.Reads(turn, period, of);
}
