namespace BranchBot.Features.Sales;

/// <summary>Targets as a table: a row for the branch and for each person, a column for each thing that is tallied (S-5).</summary>
/// <param name="Period">Whose targets: a week's, month's or quarter's; null: a single day's.</param>
/// <param name="Of">The first day of the period, or the day.</param>
/// <param name="Columns">
/// The columns: <c>id</c> (hidden: <c>branch</c> or the person's object id), <c>name</c>, then for each item its id for the count and, where it has an
/// amount, <c>{id}.amount</c> in 元.
/// </param>
/// <param name="Rows">The rows; an empty cell is no target.</param>
/// <param name="Version">Of what stands; a table is taken only over that.</param>
public sealed record TargetTable(Period? Period, DateOnly Of, IReadOnlyList<WorkColumn> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows, string Version)
{
    /// <summary>What it is, in the reader's language.</summary>
    public string Title { get; init; } = "";
}

/// <summary>A table of targets that somebody sends back. Columns and rows may be in any order; what it leaves out is left as it is.</summary>
/// <param name="Of">A day of the period.</param>
/// <param name="Columns">The columns' keys; <c>id</c> must be there.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Version">Over which version it was filled in.</param>
/// <param name="Period">Whose targets; null: a single day's.</param>
public sealed record SentTargets(DateOnly Of, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows, string Version, Period? Period = null);

/// <summary>A target that a table would change.</summary>
/// <param name="Row">The row in the table, from 0.</param>
/// <param name="Column">The column's key.</param>
/// <param name="Whose">The branch or the person, by name.</param>
/// <param name="What">The item, with its unit.</param>
/// <param name="Before">What stands; null: no target.</param>
/// <param name="After">What it would be; null: no target.</param>
public sealed record TargetChange(int Row, string Column, string Whose, string What, decimal? Before, decimal? After);

/// <summary>A cell that cannot be taken.</summary>
/// <param name="Row">The row in the table, from 0; -1: the table as a whole.</param>
/// <param name="Column">The column's key; empty: the row as a whole.</param>
/// <param name="What">What is wrong, and what is allowed, in the reader's language.</param>
public sealed record TargetProblem(int Row, string Column, string What);

/// <summary>What a table of targets would change.</summary>
/// <param name="Changes">What would change; empty: nothing.</param>
/// <param name="Problems">What is wrong; while there is anything, nothing is taken.</param>
/// <param name="Applied">Whether it was taken.</param>
/// <param name="Version">Of what stands; empty once it was taken, for then the table is fetched anew.</param>
public sealed record TargetDiff(IReadOnlyList<TargetChange> Changes, IReadOnlyList<TargetProblem> Problems, bool Applied, string Version);
