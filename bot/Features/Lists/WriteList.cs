using BranchBot.Features.Handbook;

namespace BranchBot.Features.Lists;

/// <summary>Writes a list anew (P-6). It counts from tomorrow: what people are at work on, and what is past, stays as it was. Given again it looks at what stands.</summary>
/// <param name="List">Whose.</param>
/// <param name="Phase">Opening or closing.</param>
/// <param name="Branch">The branch; null: one's own, of a leader his region.</param>
/// <param name="Items">The items, one a line.</param>
public sealed record WriteList(HandbookPage List, Phase Phase, BranchId? Branch = null, string? Items = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => ListScope.Needs(turn);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var scope = ListScope.Of(turn, rows);
        var (items, wrong) = ListRules.Read(Items ?? "", scope, List, Phase);
        return wrong is { } why
            ? new Refused(new Shown(ListCard.One(scope, List, Phase, new(why, Tone.Attention), Items)))
            : Write(scope, List, Phase, items, scope.With(AdaptedList.Before(scope.Own, $"{List}", $"{Phase}", scope.Tomorrow)));
    }

    /// <summary>Writes what counts from tomorrow.</summary>
    /// <param name="scope">Whose list.</param>
    /// <param name="list">Which.</param>
    /// <param name="phase">Opening or closing.</param>
    /// <param name="items">The items; null: none of its own.</param>
    /// <param name="untouched">The lists without any change that waits for tomorrow: taken where it comes to the same.</param>
    internal static Decision Write(ListScope scope, HandbookPage list, Phase phase, IReadOnlyList<AdaptedItem>? items, ListScope untouched)
    {
        var (turn, today) = (scope.Turn, scope.Today);
        var written = scope.With(AdaptedList.With(scope.Own, new($"{list}", $"{phase}", scope.Tomorrow, items), today));
        var changed = untouched.On(list, phase, scope.Tomorrow).SequenceEqual(written.On(list, phase, scope.Tomorrow)) ? untouched : written;
        if (changed.Own.SequenceEqual(scope.Own))
        {
            return Decision.Show(new Shown(ListCard.One(scope, list, phase, new(new("已经是这样了。", "It is so already."), Tone.Plain))));
        }

        var what = ListCard.NameOf(list, phase);
        if (changed.Region is { } region)
        {
            var leader = RegionCalendar.Leader(turn);
            return Decision
                .Write(new Shown(ListCard.One(changed, list, phase, new(new("已保存。正在送到各网点,送完告诉您;网点自己写过的清单不变。", "Saved. It is on its way to the branches, you are told when all have it; what a branch has written itself stays."), Tone.Good))), region)
                .Starting(RowKeys.Of(turn.Operation), new CopyLists(region.Region, leader.Id, leader.Name, list, phase, turn.Operation));
        }

        return Decision.Write(
            new Shown(ListCard.One(changed, list, phase, new(new("已保存。", "Saved."), Tone.Good))),
            changed.Turn.Facts,
            Change.Of(turn, what, Said(scope.On(list, phase, scope.Tomorrow)), Said(changed.On(list, phase, scope.Tomorrow))));
    }

    /// <summary>A list in one line, for the history.</summary>
    internal static Text? Said(IReadOnlyList<AdaptedItem> items) =>
        items.Count == 0 ? null : items.Select(i => i.Text()).Aggregate((all, next) => all + Text.Same("; ") + next);
}

/// <summary>Gives a list back: a branch's to its region's or the handbook's, a region's to the handbook's; or empties it. Counts from tomorrow.</summary>
/// <param name="List">Whose.</param>
/// <param name="Phase">Opening or closing.</param>
/// <param name="Branch">The branch; null: one's own, of a leader his region.</param>
/// <param name="Empty">Whether there is to be nothing on it: no card and no count.</param>
public sealed record ResetList(HandbookPage List, Phase Phase, BranchId? Branch = null, bool Empty = false) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => ListScope.Needs(turn);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var scope = ListScope.Of(turn, rows);
        return WriteList.Write(scope, List, Phase, Empty ? [] : null, scope.With(AdaptedList.Before(scope.Own, $"{List}", $"{Phase}", scope.Tomorrow)));
    }
}
