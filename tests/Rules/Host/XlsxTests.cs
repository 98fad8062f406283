using System.Globalization;
using BranchBot.Host.Documents;
using BranchBot.Tests.Support;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using C = DocumentFormat.OpenXml.Drawing.Charts;
using S = DocumentFormat.OpenXml.Spreadsheet;

namespace BranchBot.Rules.Tests.Host;

/// <summary>The branch's figures as a workbook that Excel opens, with every text still a text and every sum right (S-7).</summary>
public sealed class XlsxTests
{
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Rule", "S-7")]
    [InlineData(DocumentFormat.OpenXml.FileFormatVersions.Office2007)]
    [InlineData(DocumentFormat.OpenXml.FileFormatVersions.Office2019)]
    [InlineData(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365)]
    public async Task A_workbook_with_everything_and_an_empty_sheet_keeps_the_rules_of_the_format(DocumentFormat.OpenXml.FileFormatVersions version)
    {
        using var file = await Open(SampleBook.Book, SampleBook.Rows);
        Assert.Empty(new OpenXmlValidator(version).Validate(file, cancel).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}"));
    }

    [Fact]
    [Trait("Rule", "S-7")]
    [Trait("Threat", "TM-21")]
    public async Task What_people_wrote_stays_text_however_it_begins()
    {
        using var file = await Open(SampleBook.Book, SampleBook.Rows);
        var cells = Cells(Sheet(file, 0));
        for (var i = 0; i < SampleBook.Tricky.Count; i++)
        {
            var cell = cells[$"C{5 + i}"];
            Assert.Null(cell.CellFormula);
            Assert.Equal(S.CellValues.InlineString, cell.DataType!.Value);
            Assert.Equal(SampleBook.Tricky[i] switch { "\u0001\uFFFE坏" => "\uFFFD\uFFFD坏", "_x000D_" => "_x005F_x000D_", "😀 _x0_0" => "😀 _x005F_x0_0", var said => said }, cell.InnerText);
            Assert.Equal(XlsxText.LooksLikeFormula(SampleBook.Tricky[i]), Look(file, cell).QuotePrefix?.Value == true);
        }
    }

    [Fact]
    [Trait("Rule", "S-7")]
    public async Task Days_are_days_and_amounts_are_numbers_each_in_its_format()
    {
        using var file = await Open(SampleBook.Book, SampleBook.Rows);
        var cells = Cells(Sheet(file, 0));
        Assert.Equal(("46327", "yyyy\\-mm\\-dd"), (cells["A5"].InnerText, Format(file, cells["A5"])));
        Assert.Equal(new DateTime(2026, 11, 1, 17, 0, 30), DateTime.FromOADate(double.Parse(cells["B5"].InnerText, CultureInfo.InvariantCulture)), TimeSpan.FromMilliseconds(1));
        Assert.Equal("yyyy\\-mm\\-dd hh:mm", Format(file, cells["B5"]));
        Assert.Equal(("1000", "3"), (cells["D5"].InnerText, Format(file, cells["D5"])));
        Assert.Equal(("1234.5", "#,##0.##"), (cells["D10"].InnerText, Format(file, cells["D10"])));
        Assert.Equal(("1234567.89", "4"), (cells["E6"].InnerText, Format(file, cells["E6"])));
        Assert.Equal("0.0%", Format(file, cells["F6"]));
        Assert.DoesNotContain("F5", cells.Keys);
    }

    [Fact]
    [Trait("Rule", "S-7")]
    public async Task It_is_a_table_with_sums_that_a_program_which_does_not_reckon_sees_too()
    {
        using var file = await Open(SampleBook.Book, SampleBook.Rows);
        var (part, last) = (Sheet(file, 0), 4 + SampleBook.Tricky.Count);
        var (table, cells) = (part.TableDefinitionParts.Single().Table!, Cells(part));

        Assert.Equal(("BB_products", $"A4:G{last + 1}", $"A4:G{last}", 1u), (table.Name!.Value, table.Reference!.Value, table.AutoFilter!.Reference!.Value, table.TotalsRowCount!.Value));
        Assert.Equal(table.TableColumns!.Elements<S.TableColumn>().Select(c => c.Name!.Value), "ABCDEFG".Select(c => cells[$"{c}4"].InnerText));
        Assert.Equal("合计", cells[$"A{last + 1}"].InnerText);
        Assert.Equal("SUBTOTAL(109,BB_products[基金(笔)])", cells[$"D{last + 1}"].CellFormula!.Text);
        Assert.Equal($"SUBTOTAL(109,E5:E{last})", cells[$"E{last + 1}"].CellFormula!.Text);
        Assert.Equal(Enumerable.Range(0, SampleBook.Tricky.Count).Sum(i => 1_234_567.89m * i), decimal.Parse(cells[$"E{last + 1}"].CellValue!.Text, CultureInfo.InvariantCulture));
        Assert.Equal("A4:B6", Sheet(file, 2).TableDefinitionParts.Single().Table!.Reference!.Value);
        Assert.Equal("0", Cells(Sheet(file, 2))["B6"].CellValue!.Text);
    }

    [Fact]
    public async Task Above_the_table_stand_title_and_as_of_when_and_headings_and_names_stay_in_sight_and_on_every_page()
    {
        using var file = await Open(SampleBook.Book, SampleBook.Rows);
        var part = Sheet(file, 0);
        var (cells, pane) = (Cells(part), part.Worksheet!.Descendants<S.Pane>().Single());
        Assert.Equal(("示范支行 销售统计", "2026-11-24 · 截至 2026-11-24 17:05"), (cells["A1"].InnerText, cells["A2"].InnerText));
        Assert.Equal((4, 3, "D5"), ((int)pane.VerticalSplit!.Value, (int)pane.HorizontalSplit!.Value, pane.TopLeftCell!.Value));
        Assert.Equal("'员工产品销售'!$4:$4", file.WorkbookPart!.Workbook!.DefinedNames!.Elements<S.DefinedName>().First().Text);
        var columns = part.Worksheet!.Descendants<S.Column>().ToList();
        Assert.True(columns[6].Hidden!.Value);
        Assert.InRange(columns[0].Width!.Value, 11, 14);
        Assert.InRange(columns[2].Width!.Value, 40, 48);
        Assert.Equal(S.OrientationValues.Landscape, part.Worksheet!.Descendants<S.PageSetup>().Single().Orientation!.Value);
    }

    [Fact]
    [Trait("Rule", "S-7")]
    public async Task A_chart_draws_the_tables_own_cells_and_knows_what_stands_in_them()
    {
        using var file = await Open(SampleBook.Book, SampleBook.Rows);
        var charts = Sheet(file, 1).DrawingsPart!.ChartParts.Select(c => c.ChartSpace!).ToList();
        var series = charts.Select(c => c.Descendants<C.BarChartSeries>().ToList()).OrderByDescending(s => s.Count).ToList();

        Assert.All(charts, c => Assert.Equal((C.BarDirectionValues.Column, C.BarGroupingValues.Clustered), (c.Descendants<C.BarDirection>().Single().Val!.Value, c.Descendants<C.BarGrouping>().Single().Val!.Value)));
        Assert.Equal(["'网点业绩柱状图'!$B$4", "'网点业绩柱状图'!$A$5:$A$7", "'网点业绩柱状图'!$B$5:$B$7"], series[0][0].Descendants<C.Formula>().Select(f => f.Text));
        Assert.Equal(["12", "7", "3"], series[0][0].Descendants<C.NumericPoint>().Select(p => p.InnerText));
        Assert.Equal(["20", "5"], series[0][1].Descendants<C.NumericPoint>().Select(p => p.InnerText));
        Assert.Equal("'网点业绩柱状图'!$D$6:$D$7", series[1][0].Descendants<C.Formula>().Last().Text);
        Assert.Equal(["保险", "信用卡"], series[1][0].GetFirstChild<C.CategoryAxisData>()!.Descendants<C.StringPoint>().Select(p => p.InnerText));
    }

    [Fact]
    public async Task The_same_workbook_gives_the_same_bytes_and_goes_out_through_a_stream_that_only_takes_them_asynchronously()
    {
        var file = await SampleBook.File(SampleBook.Book, SampleBook.Rows);
        Assert.Equal(file, await SampleBook.File(SampleBook.Book, SampleBook.Rows));
        using var answer = new WebAnswer();
        await XlsxBook.Write(SampleBook.Book, SampleBook.Rows, answer, cancel);
        using var opened = SpreadsheetDocument.Open(new MemoryStream(answer.Taken.ToArray()), false);
        Assert.Empty(new OpenXmlValidator().Validate(opened, cancel));
    }

    [Fact]
    public async Task What_fails_in_the_middle_is_no_workbook_and_what_Excel_would_not_open_is_not_begun()
    {
        using var half = new MemoryStream();
        await Assert.ThrowsAsync<InvalidOperationException>(() => XlsxBook.Write(SampleBook.Book, head => head.Key == "chart" ? throw new InvalidOperationException("gone") : SampleBook.Rows(head), half, cancel));
        Assert.ThrowsAny<Exception>(() => SpreadsheetDocument.Open(new MemoryStream(half.ToArray()), false));

        using var none = new MemoryStream();
        foreach (var sheets in new WorksheetHead[][] { [], [SampleBook.Bars, SampleBook.Bars], [SampleBook.Bars with { Title = "a/b" }], [SampleBook.Bars with { Key = "a b" }], [SampleBook.Bars with { Columns = [] }] })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => XlsxBook.Write(SampleBook.Book with { Sheets = sheets }, SampleBook.Rows, none, cancel));
        }

        Assert.Equal(0, none.Length);
    }

    private static async Task<SpreadsheetDocument> Open(Workbook book, Func<WorksheetHead, IAsyncEnumerable<IReadOnlyList<Cell>>> rows) =>
        SpreadsheetDocument.Open(new MemoryStream(await SampleBook.File(book, rows)), false);

    private static WorksheetPart Sheet(SpreadsheetDocument file, int index)
    {
        var workbook = file.WorkbookPart!;
        return (WorksheetPart)workbook.GetPartById(workbook.Workbook!.Sheets!.Elements<S.Sheet>().ElementAt(index).Id!);
    }

    private static Dictionary<string, S.Cell> Cells(WorksheetPart part) => part.Worksheet!.Descendants<S.Cell>().ToDictionary(c => c.CellReference!.Value!);

    private static S.CellFormat Look(SpreadsheetDocument file, S.Cell cell) => file.WorkbookPart!.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<S.CellFormat>().ElementAt((int)cell.StyleIndex!.Value);

    private static string Format(SpreadsheetDocument file, S.Cell cell)
    {
        var number = Look(file, cell).NumberFormatId!.Value;
        return file.WorkbookPart!.WorkbookStylesPart!.Stylesheet!.NumberingFormats!.Elements<S.NumberingFormat>().FirstOrDefault(f => f.NumberFormatId!.Value == number)?.FormatCode!.Value ?? $"{number}";
    }

    // As Kestrel's body of an answer: it cannot seek, and refuses to be written to while somebody waits.
    private sealed class WebAnswer : Stream
    {
        public MemoryStream Taken { get; } = new();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => Taken.WriteAsync(buffer, cancellationToken);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
