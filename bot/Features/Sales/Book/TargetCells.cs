namespace BranchBot.Features.Sales;

/// <summary>The cells of a table of targets that somebody sends back. Pure; what is wrong is told with its row and column.</summary>
internal static class TargetCells
{
    /// <summary>The column that tells whose row it is.</summary>
    public const string Id = "id";

    /// <summary>The id of the branch's own row.</summary>
    public const string Branch = "branch";

    /// <summary>What the key of a column of amounts ends with.</summary>
    public const string Amount = ".amount";

    private const int MostProblems = 50;

    /// <summary>The targets that it sets, each with where it stands.</summary>
    public static (IReadOnlyList<(TargetEdit Edit, int Row, string Column)> Edits, IReadOnlyList<TargetProblem> Problems) Read(SentTargets sent, IReadOnlyList<TallyItem> items, Roster roster, Language language)
    {
        var problems = new List<TargetProblem>();
        void Wrong(int row, string column, Text what) => problems.Add(new(row, column, what.In(language)));

        var at = sent.Columns.ToList().IndexOf(Id);
        if (at < 0 || sent.Columns.Distinct(StringComparer.Ordinal).Count() != sent.Columns.Count)
        {
            Wrong(-1, "", new("表里要有 id 这一列,每一列只能有一次。", "The table must have the column id, and each column once."));
            return ([], problems);
        }

        var edits = new List<(TargetEdit, int, string)>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var row = 0; row < sent.Rows.Count && problems.Count < MostProblems; row++)
        {
            var cells = sent.Rows[row];
            if (cells.Count != sent.Columns.Count)
            {
                Wrong(row, "", new($"这一行有 {cells.Count} 格,应有 {sent.Columns.Count} 格。", $"This row has {cells.Count} cells instead of {sent.Columns.Count}."));
            }
            else if (cells.All(c => c == Cell.Empty || c.Words?.Trim().Length == 0))
            {
                // A row that somebody has left empty says nothing.
            }
            else if (cells[at].Words?.Trim() is not { Length: > 0 } id || (id != Branch && roster.Staff.All(s => s.Id.ToString() != id)))
            {
                Wrong(row, Id, new("这一行不知道是谁的:本网点没有这个人。请从重新取的表里填。", "Nobody of the branch has this id; please fill in a table that was fetched anew."));
            }
            else if (!seen.Add(id))
            {
                Wrong(row, Id, new("同一个人有两行。", "The same person has two rows."));
            }
            else
            {
                var person = id == Branch ? (PersonId?)null : roster.Staff.First(s => s.Id.ToString() == id).Id;
                edits.AddRange(items.SelectMany(i => Cells(i, sent.Columns, cells)).Select(c =>
                {
                    var value = ValueOf(c.Cell);
                    var wrong = value.Wrong is { } unread ? unread : TargetEdits.Wrong(c.Item, c.Measure, value.Number);
                    if (wrong is { } why && problems.Count < MostProblems)
                    {
                        Wrong(row, c.Column, why);
                    }

                    return (new TargetEdit(person, c.Item.Id, c.Measure, value.Number), row, c.Column);
                }));
            }
        }

        return (edits, problems);
    }

    /// <summary>The changes as they are shown, where they stand in the table.</summary>
    public static IReadOnlyList<TargetChange> Shown(Turn turn, Rows rows, IReadOnlyList<(TargetEdit Edit, int Row, string Column)> edits, IReadOnlyList<TargetChanged> changes, Language language)
    {
        var (items, roster) = (SalesCatalogue.In(turn, rows).ToDictionary(i => i.Id), SalesTable.RosterIn(turn, rows));
        var where = edits.ToDictionary(e => (e.Edit.Person, e.Edit.Item, e.Edit.Measure == Measure.Amount), e => (e.Row, e.Column));
        return
        [
            .. changes.Select(c => (Change: c, At: where[(c.Person, c.Item, c.Amount)])).Select(c => new TargetChange(
                c.At.Row,
                c.At.Column,
                c.Change.Person is { } person ? roster.Find(person)?.Name ?? "" : turn.Branch.Name,
                $"{items[c.Change.Item].Name.In(language)}({(c.Change.Amount ? new Text("元", "CNY") : items[c.Change.Item].Unit.Name()).In(language)})",
                c.Change.Before,
                c.Change.After)),
        ];
    }

    private static IEnumerable<(TallyItem Item, Measure Measure, string Column, Cell Cell)> Cells(TallyItem item, IReadOnlyList<string> columns, IReadOnlyList<Cell> cells)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i] == item.Id)
            {
                yield return (item, Measure.Count, columns[i], cells[i]);
            }
            else if (columns[i] == item.Id + Amount)
            {
                yield return (item, Measure.Amount, columns[i], cells[i]);
            }
        }
    }

    // Somebody may have typed 20 into a cell of text.
    private static (decimal? Number, Text? Wrong) ValueOf(Cell cell) =>
        cell.Number is { } number ? (number, null)
        : cell.Words?.Trim() is not { Length: > 0 } words ? (null, null)
        : decimal.TryParse(words, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out var typed) ? (typed, null)
        : (null, new Text($"「{words}」不是数字。", $"'{words}' is no number."));
}
