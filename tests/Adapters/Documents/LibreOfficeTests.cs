using System.Globalization;
using System.Text;
using BranchBot.Tests.Support;
using CsCheck;
using CsvHelper;
using CsvHelper.Configuration;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace BranchBot.Adapters.Tests.Documents;

/// <summary>A program that we did not write reads the workbooks, and finds in them what was put there (S-7).</summary>
public sealed class LibreOfficeTests
{
    private const int HeadingRow = 4;
    private static readonly int Books = Environment.GetEnvironmentVariable("BRANCHBOT_LONG") is null ? 12 : 120;

    [Fact]
    [Trait("Rule", "S-7")]
    [Trait("Threat", "TM-21")]
    public async Task LibreOffice_reads_what_was_written_text_as_text_and_reckons_the_same_sums()
    {
        var file = await SampleBook.File(SampleBook.Book with { Stamp = "as of 2026-11-24 17:05", Total = "Total" }, SampleBook.Rows);
        var sheets = (await LibreOffice.ReadSheets([file]))[0];

        var days = Records(sheets["员工产品销售"]);
        Assert.Equal("2026-11-24 · as of 2026-11-24 17:05", days[1][0]);
        Assert.Equal(SampleBook.Tricky.Select(Kept), days[HeadingRow..^1].Select(r => r[2]));
        Assert.Equal(["Total", "", "", "18382.5", "188888887.17", "", ""], days[^1]);
        Assert.Equal(["基金", "12", "20", "300000"], Records(sheets["网点业绩柱状图"])[HeadingRow]);
        Assert.Equal(["Total", "0"], Records(sheets["明细"])[^1]);
    }

    [Fact]
    public async Task A_sheet_with_its_charts_becomes_a_page_and_a_picture()
    {
        var file = await SampleBook.File(SampleBook.Book, SampleBook.Rows);
        Assert.StartsWith("%PDF", Encoding.Latin1.GetString(await LibreOffice.ToPdf(file)), StringComparison.Ordinal);
        var (table, charts) = (await LibreOffice.ToPng(file), await LibreOffice.ToPng(file, 2));
        Assert.All(new[] { table, charts }, p => Assert.Equal("PNG", Encoding.Latin1.GetString(p)[1..4]));
        Assert.False(table.AsSpan().SequenceEqual(charts));
    }

    [Fact]
    [Trait("Rule", "S-7")]
    public async Task Whatever_workbook_is_written_is_valid_and_LibreOffice_reads_the_same_figures()
    {
        var drawn = new List<IReadOnlyList<GenSheet>>();
        GenBook.Sample(drawn.Add, iter: Books, threads: 1);
        var files = new List<byte[]>();
        foreach (var sheets in drawn)
        {
            files.Add(await SampleBook.File(new("册", "下", SampleBook.AsOf, "1", [.. sheets.Select(s => s.Head)]), head => Rows(sheets.First(s => s.Head == head))));
            using var opened = SpreadsheetDocument.Open(new MemoryStream(files[^1]), false);
            Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365).Validate(opened, TestContext.Current.CancellationToken).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}"));
        }

        foreach (var (sheets, read) in drawn.Zip(await LibreOffice.ReadSheets(files)))
        {
            foreach (var sheet in sheets)
            {
                var records = Records(read[sheet.Head.Title]);
                Assert.Equal(sheet.Head.Columns.Select(c => c.Title), records[HeadingRow - 1]);
                var figures = records.Skip(HeadingRow).Take(sheet.Rows.Count).ToList();
                Assert.All(sheet.Rows.Zip(figures), r => Assert.Equal(r.First.Select((c, i) => Shown(sheet.Head.Columns[i].Type, c)), r.Second.Select((c, i) => Bare(sheet.Head.Columns[i].Type, c))));
                Assert.All(sheet.Head.Columns.Select((c, i) => (c, i)).Where(c => c.c.Summed), c => Assert.Equal(
                    sheet.Rows.Sum(r => r[c.i].Number ?? 0), decimal.Parse(records[^1][c.i], NumberStyles.Float, CultureInfo.InvariantCulture)));
            }
        }
    }

    private sealed record GenSheet(WorksheetHead Head, IReadOnlyList<IReadOnlyList<Cell>> Rows);

    private static readonly Gen<string> GenText = Gen.Frequency(
        (3, Gen.Int[0, SampleBook.Tricky.Count - 1].Select(i => SampleBook.Tricky[i])),
        (3, Gen.String["基金保险=+-@'\"[]#_x0041;,. \t\n<&>0159元😀"]),
        (1, Gen.String));

    private static readonly Gen<IReadOnlyList<GenSheet>> GenBook =
        from types in Gen.Enum<CellType>().Array[1, 7].Array[1, 3]
        from titles in Gen.String["金额笔(元)[]#'@ ab1"].Array[7]
        from frozen in Gen.Int[0, 9]
        from hidden in Gen.Int[0, 20]
        from rows in Gen.Select(GenText, Gen.Int[-5_000, 50_000], Gen.Long[-1_000_000_00, 10_000_000_000_00], Gen.Date[new DateTime(1990, 1, 1), new DateTime(2090, 1, 1)], Gen.Int[0, 9], Gen.Int[0, 86_399]).Array[7].Array[0, 12]
        select (IReadOnlyList<GenSheet>)[.. types.Select((columns, n) => new GenSheet(
            new($"s-{n}", $"表{n}", [.. columns.Select((t, i) => new WorkColumn($"c{i}", $"{i} {titles[i].Trim()}".Trim(), t) { Summed = t is CellType.Count or CellType.Amount, Hidden = i + 1 == hidden })])
            {
                Frozen = frozen,
                Charts = columns.Contains(CellType.Count) ? [new("图", "c0", ["c" + Array.IndexOf(columns, CellType.Count)], 1, 4)] : [],
            },
            [.. rows.Select(r => (IReadOnlyList<Cell>)[.. columns.Select((t, i) => Make(t, r[i].Item1, r[i].Item2, r[i].Item3, r[i].Item4, r[i].Item5, r[i].Item6))])]))];

    private static Cell Make(CellType type, string text, int count, long cents, DateTime day, int which, int second) => (type, which) switch
    {
        (_, 0) => Cell.Empty,
        (CellType.Text, _) => new(text),
        (CellType.Date, _) => new(DateOnly.FromDateTime(day)),
        (CellType.Time, _) => new(day.Date.AddSeconds(second)),
        (CellType.Count, 1) => new(count + 0.5m),
        (CellType.Count, _) => new(count),
        (CellType.Amount, _) => new(cents / 100m),
        _ => new(count / 10_000m),
    };

    private static async IAsyncEnumerable<IReadOnlyList<Cell>> Rows(GenSheet sheet)
    {
        await Task.Yield();
        foreach (var row in sheet.Rows)
        {
            yield return row;
        }
    }

    // What XML cannot say is replaced; line ends are one character in a cell.
    private static string Kept(string text) => string.Concat(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').EnumerateRunes().Select(r =>
        (r.Value < ' ' && r.Value is not ('\t' or '\n')) || r.Value is 0xFFFE or 0xFFFF ? "\uFFFD" : r.ToString()));

    private static string Shown(CellType type, Cell cell) => (type, cell) switch
    {
        (_, { Number: { } number }) => number.ToString("0.######", CultureInfo.InvariantCulture),
        (CellType.Time, { Words: { } words }) => words.Replace('T', ' '),
        (_, { Words: { } words }) => Kept(words),
        _ => "",
    };

    // As it is shown: 12.5%, 2026-11-24 09:05:30.
    private static string Bare(CellType type, string shown) =>
        type != CellType.Share || shown.Length == 0 ? type is CellType.Count or CellType.Amount && shown.Length > 0 ? decimal.Parse(shown, NumberStyles.Float, CultureInfo.InvariantCulture).ToString("0.######", CultureInfo.InvariantCulture) : shown
        : (decimal.Parse(shown.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture) / 100).ToString("0.######", CultureInfo.InvariantCulture);

    private static List<string[]> Records(string csv)
    {
        using var parser = new CsvParser(new StringReader(csv), new CsvConfiguration(CultureInfo.InvariantCulture) { IgnoreBlankLines = false });
        var records = new List<string[]>();
        while (parser.Read())
        {
            records.Add(parser.Record!);
        }

        return records;
    }
}
