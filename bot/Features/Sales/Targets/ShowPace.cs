namespace BranchBot.Features.Sales;

/// <summary>进度: how far the branch, or oneself, is against the targets and the workdays that are gone (S-5, S-6).</summary>
/// <param name="Period">Over which period; null: the month.</param>
/// <param name="Of">A day of it; null: today.</param>
/// <param name="Back">How many periods before that one.</param>
/// <param name="Branch">The card's branch; null: one's own.</param>
/// <param name="Own">Whether it is one's own pace.</param>
/// <param name="Name">A branch as a region leader names it.</param>
public sealed record ShowPace(Period? Period = null, DateOnly? Of = null, int? Back = null, BranchId? Branch = null, bool? Own = null, string? Name = null) : Command
{
    private const int MostBack = 40;

    /// <summary>Reads what stands behind 进度: a period, a branch.</summary>
    public static ShowPace? Parse(string rest)
    {
        var words = rest.Replace("last ", "last-", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var period = words.Select(Periods.Parse).FirstOrDefault(p => p is not null);
        var own = words.Any(w => w is "我的" or "mine");
        var name = string.Join(' ', words.Where(w => Periods.Parse(w) is null && w is not ("我的" or "mine")));
        return name.Length > NamedBranch.Longest ? null : new(period?.Period, null, period is { Back: > 0 } before ? before.Back : null, null, own ? true : null, name.Length == 0 ? null : name);
    }

    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => turn.BranchFacts is null ? NamedBranch.Needs(turn) : PaceBook.Reads(turn, Period ?? Core.Period.Month, Day(turn));

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => turn.BranchFacts is null || Name is not null
        ? NamedBranch.Find(turn, rows, Name, new("进度", "pace"), branch => this with { Branch = branch, Name = null })
        : Decision.Show(PaceCard.Draw(turn, PaceBook.Of(turn, rows, Period ?? Core.Period.Month, Day(turn)), Own == true && turn.Actor is Member member ? member.Entry : null));

    private DateOnly Day(Turn turn) => (Period ?? Core.Period.Month).Around(Of is { } day && day < turn.Today ? day : turn.Today, Math.Clamp(Back ?? 0, 0, MostBack)) is var span && span.Contains(turn.Today) ? turn.Today : span.To;
}
