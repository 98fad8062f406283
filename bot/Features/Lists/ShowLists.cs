using BranchBot.Features.Handbook;

namespace BranchBot.Features.Lists;

/// <summary>清单: all lists with where they come from.</summary>
/// <param name="Branch">The card's branch; null: one's own, of a leader his region's.</param>
/// <param name="Whole">After a change was brought to the branches: whether all have it; null: it is just shown.</param>
public sealed record ShowLists(BranchId? Branch = null, bool? Whole = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => ListScope.Needs(turn);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Shown(ListCard.All(ListScope.Of(turn, rows), Whole switch
    {
        true => new(new("清单已送到全部网点。", "All branches have the lists now."), Tone.Good),
        false => new(new("清单没有送到全部网点,请再改一次或告诉管理员。", "Not all branches could be reached. Please change it again or tell the administrator."), Tone.Attention),
        _ => null,
    })));
}

/// <summary>One list, with a form to write it anew.</summary>
/// <param name="List">Whose.</param>
/// <param name="Phase">Opening or closing.</param>
/// <param name="Branch">The card's branch; null: one's own, of a leader his region's.</param>
public sealed record ShowList(HandbookPage List = HandbookPage.LoanOfficer, Phase Phase = Phase.Opening, BranchId? Branch = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => ListScope.Needs(turn);

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Shown(ListCard.One(ListScope.Of(turn, rows), List, Phase)));
}
