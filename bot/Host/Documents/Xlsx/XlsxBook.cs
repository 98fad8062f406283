using System.Globalization;
using S = DocumentFormat.OpenXml.Spreadsheet;

namespace BranchBot.Host.Documents;

/// <summary>
/// Writes a workbook as a file for Excel (ECMA-376, .xlsx). Parts are made of the Open XML SDK's own elements and go straight into a zip archive: the SDK's
/// package keeps each part whole in memory until it is closed, and 100,000 rows are hundreds of megabytes. So the stream need not be able to seek, it is only
/// ever written to asynchronously, and what is held is one page of rows. The same workbook and rows give the same bytes.
/// </summary>
/// <remarks>
/// Limits: a sheet has at most 1,048,576 rows and 16,384 columns; a text 32,767 characters, of a longer one the beginning is written; a number 15 digits, as
/// Excel reckons; a part 4 GB.
/// </remarks>
internal static class XlsxBook
{
    /// <summary>Writes it.</summary>
    /// <param name="book">The workbook without its rows.</param>
    /// <param name="rows">A sheet's rows; asked for once a sheet, one sheet after the other.</param>
    /// <param name="language">In which language the little that is not in the workbook is written, such as the label of the totals.</param>
    /// <param name="time">By which clock it is told of when the figures are.</param>
    /// <param name="to">Where to; it stays open.</param>
    /// <param name="cancel">Stops it; what was written is then no workbook.</param>
    /// <exception cref="ArgumentException">The workbook is none that Excel opens: two sheets of a name, a chart of a column that is not there.</exception>
    public static async Task Write(Workbook book, Func<WorksheetHead, IAsyncEnumerable<IReadOnlyList<Cell>>> rows, Language language, BranchTime time, Stream to, CancellationToken cancel)
    {
        var sheets = XlsxPlan.Of(book);
        using var package = new XlsxPackage(to, book.AsOf, cancel);
        await package.AddTypes(
        [
            ("xl/workbook.xml", XlsxTypes.Workbook), ("xl/styles.xml", XlsxTypes.Styles), ("docProps/core.xml", XlsxTypes.Core),
            .. sheets.SelectMany(s => s.Parts),
        ]);
        await package.Relate("", [("rId1", "xl/workbook.xml", XlsxTypes.OfDocument), ("rId2", "docProps/core.xml", XlsxTypes.OfCore)]);
        await package.Add("docProps/core.xml", XlsxTypes.Properties(book));
        await package.Add("xl/workbook.xml", Root(sheets));
        await package.Relate("xl/workbook.xml", [.. sheets.Select(s => (s.Relation, s.Path, XlsxTypes.OfSheet)), ("rStyles", "xl/styles.xml", XlsxTypes.OfStyles)]);
        await package.Add("xl/styles.xml", XlsxStyles.Sheet());

        // On the branch's wall, so that it can be compared with what people remember.
        var asOf = Text.Same($"{book.Subtitle} · ") + new Text("截至 ", "as of ") + Text.Same(time.Wall(book.AsOf).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        foreach (var sheet in sheets)
        {
            var written = await XlsxSheet.Write(package, sheet, (book.Title, asOf.In(language)), new Text("合计", "Total").In(language), rows(sheet.Head), cancel);
            await package.Relate(sheet.Path, [("rTable", sheet.TablePath, XlsxTypes.OfTable), .. sheet.Charts.Count == 0 ? Array.Empty<(string, string, string)>() : [("rDrawing", sheet.DrawingPath, XlsxTypes.OfDrawing)]]);
            await package.Add(sheet.TablePath, XlsxTable.Of(sheet, written));
            if (sheet.Charts.Count > 0)
            {
                await package.Add(sheet.DrawingPath, XlsxDrawing.Of(sheet));
                await package.Relate(sheet.DrawingPath, [.. sheet.Charts.Select(c => (c.Relation, c.Path, XlsxTypes.OfChart))]);
            }

            foreach (var chart in sheet.Charts)
            {
                await package.Add(chart.Path, XlsxChart.Of(sheet, chart, written));
            }
        }

        await package.Close();
    }

    private static S.Workbook Root(IReadOnlyList<XlsxPlan> sheets) => new(
        new S.BookViews(new S.WorkbookView { ActiveTab = 0 }),
        new S.Sheets(sheets.Select(s => new S.Sheet { Name = s.Head.Title, SheetId = (uint)s.Number, Id = s.Relation })),

        // The heading again on every page that is printed.
        new S.DefinedNames(sheets.Select(s => new S.DefinedName($"{s.Quoted}!${XlsxPlan.HeadingRow}:${XlsxPlan.HeadingRow}") { Name = "_xlnm.Print_Titles", LocalSheetId = (uint)(s.Number - 1) })));
}
