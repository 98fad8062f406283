namespace BranchBot.Host.Documents;

/// <summary>A chart with the place of its part.</summary>
/// <param name="Chart">The chart.</param>
/// <param name="Number">Its number in the workbook, from 1.</param>
internal sealed record PlannedChart(WorkChart Chart, int Number)
{
    public string Path => $"xl/charts/chart{Number}.xml";

    public string Relation => $"rChart{Number}";
}

/// <summary>Where a sheet and what belongs to it stand in the file, and what the sheet's cells are called.</summary>
/// <param name="Head">The sheet.</param>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Charts">Its charts.</param>
/// <param name="Headings">The headings of its columns as Excel takes them: no two the same, whatever their capitals.</param>
internal sealed record XlsxPlan(WorksheetHead Head, int Number, IReadOnlyList<PlannedChart> Charts, IReadOnlyList<string> Headings)
{
    /// <summary>The row of the headings: above it title, subtitle and an empty row.</summary>
    public const int HeadingRow = 4;

    /// <summary>The first row of figures.</summary>
    public const int FirstRow = HeadingRow + 1;

    /// <summary>The most rows of figures that a sheet can have, with the totals below.</summary>
    public const int MostRows = 1_048_576 - HeadingRow - 1;

    private const int MostColumns = 16_384;
    private const int LongestName = 31;
    private const string NotInNames = "[]:*?/\\";

    public string Path => $"xl/worksheets/sheet{Number}.xml";

    public string Relation => $"rSheet{Number}";

    public string TablePath => $"xl/tables/table{Number}.xml";

    public string DrawingPath => $"xl/drawings/drawing{Number}.xml";

    /// <summary>The table's name: letters, digits and underscores, for a hyphen would be a minus in a formula.</summary>
    public string TableName => $"BB_{Head.Key.Replace('-', '_')}";

    /// <summary>The sheet's name as formulas write it.</summary>
    public string Quoted => $"'{Head.Title.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Whether there is a row of totals.</summary>
    public bool HasTotals => Head.Columns.Any(c => c.Summed);

    /// <summary>The column that the totals' label stands in: the first one that is seen and not summed; −1: none.</summary>
    public int LabelColumn { get; } = Head.Columns.TakeWhile(c => c.Summed || c.Hidden).Count() is var first && first < Head.Columns.Count ? first : -1;

    /// <summary>The parts of the file that belong to it, with their content types.</summary>
    public IEnumerable<(string Path, string Type)> Parts =>
    [
        (Path, XlsxTypes.Sheet), (TablePath, XlsxTypes.Table),
        .. Charts.Count == 0 ? Array.Empty<(string, string)>() : [(DrawingPath, XlsxTypes.Drawing)],
        .. Charts.Select(c => (c.Path, XlsxTypes.Chart)),
    ];

    /// <summary>Plans a workbook's sheets.</summary>
    /// <exception cref="ArgumentException">The workbook is none that Excel opens.</exception>
    public static IReadOnlyList<XlsxPlan> Of(Workbook book)
    {
        var (sheets, charts) = (new List<XlsxPlan>(), 0);
        foreach (var head in book.Sheets)
        {
            if (head.Title.Length is 0 or > LongestName || head.Title.Any(NotInNames.Contains) || head.Title[0] == '\'' || head.Title[^1] == '\'')
            {
                throw new ArgumentException($"A sheet cannot be called '{head.Title}'.", nameof(book));
            }

            if (head.Key.Length == 0 || !head.Key.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') || head.Columns.Count is 0 or > MostColumns)
            {
                throw new ArgumentException($"Sheet '{head.Key}' has a key or a number of columns that cannot be.", nameof(book));
            }

            sheets.Add(new(head, sheets.Count + 1, [.. head.Charts.Select(c => new PlannedChart(c, ++charts))], [.. XlsxText.Distinct(head.Columns.Select(c => c.Title))]));
        }

        return sheets.Count > 0 && sheets.DistinctBy(s => s.Head.Title.ToUpperInvariant()).Count() == sheets.Count && sheets.DistinctBy(s => s.TableName.ToUpperInvariant()).Count() == sheets.Count
            ? sheets
            : throw new ArgumentException("A workbook has sheets, and no two of the same name or key.", nameof(book));
    }

    /// <summary>Which column has a key, from 0.</summary>
    /// <exception cref="ArgumentException">None.</exception>
    public int ColumnOf(string key)
    {
        for (var i = 0; i < Head.Columns.Count; i++)
        {
            if (Head.Columns[i].Key == key)
            {
                return i;
            }
        }

        throw new ArgumentException($"Sheet '{Head.Key}' has no column '{key}'.", nameof(key));
    }

    /// <summary>The letters of a column, from 0: A, Z, AA.</summary>
    public static string Letters(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letters((column / 26) - 1) + (char)('A' + (column % 26));
}
