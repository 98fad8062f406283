using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BranchBot.Host.Documents;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using MiniExcelLibs;
using S = DocumentFormat.OpenXml.Spreadsheet;

namespace BranchBot.Benchmarks;

/// <summary>
/// What it costs to write a large sheet with everything that ours has, beside the plain library (rows only, no looks, no table) and beside MiniExcel (rows only). Each in
/// a process of its own, for the memory that it takes at its highest; the same rows, made as they are asked for.
/// </summary>
internal static class Workbooks
{
    private const int Rows = 100_000;
    private const int Columns = 20;
    private const int Warm = 2_000;
    private static readonly string[] Ways = ["nothing", "ours", "library", "miniexcel"];

    public static async Task<int> Run()
    {
        Console.WriteLine($"{Rows:N0} rows of {Columns} columns; 'nothing' makes the rows and writes none");
        Console.WriteLine($"{"",-12}{"ms",8}{"allocated MiB",16}{"peak MiB",10}{"file MiB",10}{"time ×",9}");
        var taken = new List<Cost>();
        foreach (var way in Ways)
        {
            using var child = Process.Start(new ProcessStartInfo("dotnet", [typeof(Workbooks).Assembly.Location, "workbook", way]) { RedirectStandardOutput = true })!;
            var said = await child.StandardOutput.ReadToEndAsync();
            await child.WaitForExitAsync();
            taken.Add(JsonSerializer.Deserialize<Cost>(said)!);
        }

        foreach (var (way, cost) in Ways.Zip(taken))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{way,-12}{cost.Milliseconds,8:0}{cost.Allocated,16:0.0}{cost.Peak,10:0}{cost.File,10:0.0}{cost.Milliseconds / taken[2].Milliseconds,9:0.00}"));
        }

        return 0;
    }

    public static async Task<int> One(string way)
    {
        var path = Path.Combine(Path.GetTempPath(), $"branchbot-{way}-{Environment.ProcessId}.xlsx");
        try
        {
            await Write(way, path, Warm);
            var (before, began) = (GC.GetTotalAllocatedBytes(true), Stopwatch.GetTimestamp());
            await Write(way, path, Rows);
            var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            var allocated = GC.GetTotalAllocatedBytes(true) - before;
            using var self = Process.GetCurrentProcess();
            Console.WriteLine(JsonSerializer.Serialize(new Cost(took, allocated / 1048576.0, self.PeakWorkingSet64 / 1048576.0, File.Exists(path) ? new FileInfo(path).Length / 1048576.0 : 0)));
            return 0;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task Write(string way, string path, int rows)
    {
        File.Delete(path);
        switch (way)
        {
            case "ours":
                var head = new WorksheetHead("large", "大", [.. Enumerable.Range(0, Columns).Select(Column)]) { Frozen = 2, AboutRows = rows };
                await using (var file = File.Create(path))
                {
                    await XlsxBook.Write(new("大", "多", DateTimeOffset.UnixEpoch, "1", [head]), _ => Coming(rows), Language.Chinese, new("Asia/Shanghai", BranchTime.UsualDayEnd), file, CancellationToken.None);
                }

                break;
            case "library":
                Library(path, rows);
                break;
            case "miniexcel":
                await MiniExcel.SaveAsAsync(path, Enumerable.Range(0, rows).Select(Named), overwriteFile: true);
                break;
            default:
                await foreach (var row in Coming(rows))
                {
                    GC.KeepAlive(row);
                }

                break;
        }
    }

    // As its documentation shows it: elements that are written and thrown away.
    private static void Library(string path, int rows)
    {
        using var document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        var sheet = workbook.AddNewPart<WorksheetPart>("r1");
        using (var writer = OpenXmlWriter.Create(sheet))
        {
            writer.WriteStartElement(new S.Worksheet());
            writer.WriteStartElement(new S.SheetData());
            for (var n = 0; n < rows; n++)
            {
                writer.WriteStartElement(new S.Row());
                foreach (var cell in Row(n))
                {
                    writer.WriteElement(cell.Number is { } number
                        ? new S.Cell { CellValue = new(number), DataType = S.CellValues.Number }
                        : new S.Cell { InlineString = new(new S.Text(cell.Words ?? "")), DataType = S.CellValues.InlineString });
                }

                writer.WriteEndElement();
            }

            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        workbook.Workbook = new(new S.Sheets(new S.Sheet { Name = "1", SheetId = 1, Id = "r1" }));
    }

    private static WorkColumn Column(int index) => new($"c{index}", $"列 {index}", index switch { 0 => CellType.Date, 1 or 2 => CellType.Text, _ when index % 2 == 1 => CellType.Count, _ => CellType.Amount }) { Summed = index > 2 };

    private static Cell[] Row(int n)
    {
        var cells = new Cell[Columns];
        cells[0] = new(new DateOnly(2026, 1, 1).AddDays(n % 365));
        cells[1] = new($"员工 {n % 400}");
        cells[2] = new(n % 3 == 0 ? "理财经理" : "客户经理");
        for (var i = 3; i < Columns; i++)
        {
            cells[i] = i % 2 == 1 ? new(n % 17) : new(n * 12.34m);
        }

        return cells;
    }

    private static Dictionary<string, object?> Named(int n) => Row(n).Select((cell, i) => (Key: $"c{i}", Value: cell.Number is { } number ? (object?)number : cell.Words)).ToDictionary(c => c.Key, c => c.Value);

    private static async IAsyncEnumerable<IReadOnlyList<Cell>> Coming(int rows)
    {
        await Task.CompletedTask;
        for (var n = 0; n < rows; n++)
        {
            yield return Row(n);
        }
    }

    private sealed record Cost(double Milliseconds, double Allocated, double Peak, double File);
}
