using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using S = DocumentFormat.OpenXml.Spreadsheet;

namespace BranchBot.Host.Documents;

/// <summary>What was written of a sheet: what its table and its charts have to know.</summary>
/// <param name="Plan">The sheet.</param>
/// <param name="TotalLabel">How the row of totals is labelled.</param>
internal sealed record WrittenSheet(XlsxPlan Plan, string TotalLabel)
{
    /// <summary>How many rows it has.</summary>
    public int Rows { get; set; }

    /// <summary>The sums, by column.</summary>
    public decimal[] Sums { get; } = new decimal[Plan.Head.Columns.Count];

    /// <summary>The rows that its charts draw, by their places: few, where a sheet may have many.</summary>
    public Dictionary<int, IReadOnlyList<Cell>> Drawn { get; } = [];

    /// <summary>The last row with figures: a table has one row at least, of an empty sheet an empty one.</summary>
    public int LastRow => XlsxPlan.HeadingRow + Math.Max(Rows, 1);

    /// <summary>The rows of a chart that are there.</summary>
    public (int First, int Count) RowsOf(WorkChart chart) => chart.FirstRow >= Rows ? (0, Math.Min(Rows, 1)) : (chart.FirstRow, Math.Min(chart.Rows, Rows - chart.FirstRow));

    /// <summary>Takes a row in.</summary>
    public void Count(IReadOnlyList<Cell> row)
    {
        if (row.Count != Plan.Head.Columns.Count)
        {
            throw new ArgumentException($"A row of sheet '{Plan.Head.Key}' has {row.Count} cells, the sheet {Plan.Head.Columns.Count} columns.", nameof(row));
        }

        if (Rows >= XlsxPlan.MostRows)
        {
            throw new InvalidOperationException($"Sheet '{Plan.Head.Key}' has more than {XlsxPlan.MostRows} rows, more than Excel can have.");
        }

        for (var i = 0; i < row.Count; i++)
        {
            Sums[i] += Plan.Head.Columns[i].Summed && row[i].Number is { } number ? number : 0;
        }

        if (Plan.Charts.Any(c => Rows == 0 || (Rows >= c.Chart.FirstRow && Rows - c.Chart.FirstRow < c.Chart.Rows)))
        {
            Drawn[Rows] = row;
        }

        Rows++;
    }
}

/// <summary>Writes a sheet, row by row.</summary>
internal static class XlsxSheet
{
    // So many rows are looked at to find how wide the columns are.
    private const int Looked = 200;
    private const int PassOnAt = 64 * 1024;
    private const double Narrowest = 9;
    private const double Widest = 48;

    // Room for the arrow of a table's filter.
    private const int Arrow = 3;
    private const double Margin = 0.4;
    private const uint A4 = 9;

    /// <summary>Writes it.</summary>
    public static async Task<WrittenSheet> Write(XlsxPackage package, XlsxPlan plan, (string Title, string Subtitle) above, string totalLabel, IAsyncEnumerable<IReadOnlyList<Cell>> rows, CancellationToken cancel)
    {
        var written = new WrittenSheet(plan, totalLabel);
        using (var part = package.Open(plan.Path))
        using (var writer = OpenXmlWriter.Create(part, Encoding.UTF8))
        {
            await using var coming = rows.GetAsyncEnumerator(cancel);
            var (first, more) = (new List<IReadOnlyList<Cell>>(), true);
            while (first.Count < Looked && (more = await coming.MoveNextAsync()))
            {
                first.Add(coming.Current);
            }

            Begin(writer, plan, first);
            var cells = new XlsxCells(writer, plan);
            cells.Above(above.Title, above.Subtitle);
            foreach (var row in first)
            {
                written.Count(row);
                cells.Row(written.Rows, row);
            }

            while (more && await coming.MoveNextAsync())
            {
                written.Count(coming.Current);
                cells.Row(written.Rows, coming.Current);
                await package.PassOn(PassOnAt);
            }

            cells.Below(written);
            End(writer, plan);
        }

        await package.PassOn(0);
        return written;
    }

    private static void Begin(OpenXmlWriter writer, XlsxPlan plan, IReadOnlyList<IReadOnlyList<Cell>> first)
    {
        writer.WriteStartDocument(true);
        writer.WriteStartElement(new S.Worksheet());
        writer.WriteElement(new S.SheetProperties(new S.PageSetupProperties { FitToPage = true }));
        var frozen = Math.Clamp(plan.Head.Frozen, 0, plan.Head.Columns.Count - 1);
        writer.WriteElement(new S.SheetViews(new S.SheetView(new S.Pane
        {
            HorizontalSplit = frozen > 0 ? frozen : null,
            VerticalSplit = XlsxPlan.HeadingRow,
            TopLeftCell = $"{XlsxPlan.Letters(frozen)}{XlsxPlan.FirstRow}",
            ActivePane = frozen > 0 ? S.PaneValues.BottomRight : S.PaneValues.BottomLeft,
            State = S.PaneStateValues.Frozen,
        })
        {
            ShowGridLines = false,
            TabSelected = plan.Number == 1,
            WorkbookViewId = 0,
        }));
        writer.WriteElement(new S.SheetFormatProperties { DefaultRowHeight = 15 });
        writer.WriteElement(new S.Columns(plan.Head.Columns.Select((c, i) => new S.Column
        {
            Min = (uint)(i + 1),
            Max = (uint)(i + 1),
            Width = Math.Clamp(first.Select(r => i < r.Count ? XlsxText.Width(Seen(c, r[i])) : 0).Append(XlsxText.Width(plan.Headings[i]) + Arrow).Max() + 2, Narrowest, Widest),
            CustomWidth = true,
            Hidden = c.Hidden ? true : null,
        })));
        writer.WriteStartElement(new S.SheetData());
    }

    private static void End(OpenXmlWriter writer, XlsxPlan plan)
    {
        writer.WriteEndElement();
        writer.WriteElement(new S.PageMargins { Left = Margin, Right = Margin, Top = Margin * 1.5, Bottom = Margin * 1.5, Header = Margin, Footer = Margin });
        writer.WriteElement(new S.PageSetup { PaperSize = A4, Orientation = S.OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 });
        writer.WriteElement(new S.HeaderFooter(new S.OddFooter("&L&A&R&P / &N")));
        if (plan.Charts.Count > 0)
        {
            writer.WriteElement(new S.Drawing { Id = "rDrawing" });
        }

        writer.WriteElement(new S.TableParts(new S.TablePart { Id = "rTable" }) { Count = 1 });
        writer.WriteEndElement();
    }

    private static string Seen(WorkColumn column, Cell cell) => (column.Type, cell.Number) switch
    {
        (CellType.Amount, { } number) => number.ToString("#,##0.00", CultureInfo.InvariantCulture),
        (CellType.Share, { } number) => number.ToString("0.0%", CultureInfo.InvariantCulture),
        (_, { } number) => number.ToString("#,##0.##", CultureInfo.InvariantCulture),
        (CellType.Time, null) when cell.Words is { Length: > 3 } words => words[..^3],
        _ => cell.Words ?? "",
    };
}
