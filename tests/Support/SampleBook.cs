using BranchBot.Host.Documents;

namespace BranchBot.Tests.Support;

/// <summary>A workbook with everything that one can have, small enough to look at.</summary>
public static class SampleBook
{
    public static readonly DateTimeOffset AsOf = new(2026, 11, 24, 9, 5, 0, TimeSpan.Zero);

    /// <summary>What people write, and what a program could take for something else.</summary>
    public static readonly IReadOnlyList<string> Tricky =
    [
        "=HYPERLINK(\"https://example.com\",\"点我\")", "+1", "-2", "@SUM(A1)", "=1+1", "_x000D_", "a\nb", " vorn und hinten ", "0012", "1e5", "2026-11-24", "TRUE", "\u0001\uFFFE坏",
        "<&>\"'", "😀 _x0_0", "'apostrophe", "\ttab", "",
    ];

    public static readonly WorksheetHead Days = new("products", "员工产品销售", [
        new("day", "日期", CellType.Date), new("at", "最后一次", CellType.Time), new("who", "员工", CellType.Text), new("count", "基金(笔)", CellType.Count) { Summed = true },
        new("amount", "基金[元] #'@", CellType.Amount) { Summed = true }, new("share", "占比", CellType.Share), new("id", "id", CellType.Text) { Hidden = true },
    ])
    { Frozen = 3, AboutRows = 10 };

    public static readonly WorksheetHead Bars = new("chart", "网点业绩柱状图", [
        new("item", "产品", CellType.Text), new("figure", "实际", CellType.Count), new("target", "目标", CellType.Count), new("sum", "金额(元)", CellType.Amount) { Summed = true },
    ])
    { Frozen = 1, Charts = [new("完成与目标(笔)", "item", ["figure", "target"], 0, 3), new("金额", "item", ["sum"], 1, 5)] };

    public static readonly WorksheetHead Nothing = new("entries", "明细", [new("who", "谁", CellType.Text), new("n", "n", CellType.Count) { Summed = true }]) { Charts = [new("无", "who", ["n"], 0, 5)] };

    public static readonly Workbook Book = new("示范支行 销售统计", "2026-11-24", AsOf, "1", [Days, Bars, Nothing]) { Stamp = "截至 2026-11-24 17:05", Total = "合计" };

    /// <summary>A sheet's rows.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<Cell>> Rows(WorksheetHead head)
    {
        await Task.Yield();
        foreach (var row in head.Key switch { "products" => DayRows(), "chart" => BarRows, _ => [] })
        {
            yield return row;
        }
    }

    /// <summary>A workbook as a file.</summary>
    public static async Task<byte[]> File(Workbook book, Func<WorksheetHead, IAsyncEnumerable<IReadOnlyList<Cell>>> rows)
    {
        using var file = new MemoryStream();
        await XlsxBook.Write(book, rows, file, CancellationToken.None);
        return file.ToArray();
    }

    private static readonly IReadOnlyList<IReadOnlyList<Cell>> BarRows =
        [[new("基金"), new(12m), new(20m), new(300_000m)], [new("保险"), new(7m), new(5m), Cell.Empty], [new("信用卡"), new(3m), Cell.Empty, new(0.5m)]];

    private static IEnumerable<IReadOnlyList<Cell>> DayRows() => Tricky.Select((said, i) => (IReadOnlyList<Cell>)
    [
        new(new DateOnly(2026, 11, 1).AddDays(i)), new(new DateTime(2026, 11, 1, 17, i, 30)), new(said), new(i == 5 ? 1234.5m : 1000 + i), new(1_234_567.89m * i), i == 0 ? Cell.Empty : new Cell(1m / i), new($"id{i}"),
    ]);
}
