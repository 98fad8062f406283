namespace BranchBot.Features.Sales;

/// <summary>The branch's sales as a workbook, without its rows (S-7).</summary>
/// <param name="Branch">The branch.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; at most 366 days.</param>
/// <param name="Language">In which language titles and names are written; null: the reader's own.</param>
public sealed record ReadSalesBook(BranchId Branch, DateOnly From, DateOnly To, Language? Language = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Given(new Workbook("", "", turn.Now, "", [])));
}

/// <summary>Some rows of a sheet of that workbook.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Sheet">The sheet's key.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="After">What the page before named as its next; null: the first page.</param>
/// <param name="Language">In which language names are written; null: the reader's own.</param>
public sealed record ReadSalesSheet(BranchId Branch, string Sheet, DateOnly From, DateOnly To, string? After = null, Language? Language = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Given(new WorksheetPage([], null, "")));
}
