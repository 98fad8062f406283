using DocumentFormat.OpenXml;
using C = DocumentFormat.OpenXml.Drawing.Charts;
using D = DocumentFormat.OpenXml.Drawing;

namespace BranchBot.Host.Documents;

/// <summary>A native chart of clustered columns over the table's cells, with what stands in them, so that it is drawn by programs that do not reckon too.</summary>
internal static class XlsxChart
{
    private const uint CategoryAxis = 1;
    private const uint ValueAxis = 2;
    private const ushort Gap = 80;

    // Told apart in print too: dark beside light.
    private static readonly string[] Colours = [XlsxStyles.Dark, "F4B183", "70AD47", "A5A5A5", "5B9BD5", "C55A11"];

    /// <summary>The part.</summary>
    public static C.ChartSpace Of(XlsxPlan plan, PlannedChart planned, WrittenSheet written)
    {
        var chart = planned.Chart;
        var bars = new C.BarChart(
            new C.BarDirection { Val = C.BarDirectionValues.Column },
            new C.BarGrouping { Val = C.BarGroupingValues.Clustered },
            new C.VaryColors { Val = false });
        bars.Append(chart.Series.Select((key, i) => Series(plan, chart, written, i, plan.ColumnOf(key))));
        bars.Append(new C.GapWidth { Val = Gap }, new C.AxisId { Val = CategoryAxis }, new C.AxisId { Val = ValueAxis });

        // What is hidden in the sheet is drawn where a chart is made of it.
        var hidden = chart.Series.Append(chart.Categories).Any(key => plan.Head.Columns[plan.ColumnOf(key)].Hidden);
        return new(
            new C.RoundedCorners { Val = false },
            new C.Chart(
                new C.Title(new C.ChartText(new C.RichText(new D.BodyProperties(), new D.Paragraph(new D.Run(new D.RunProperties { FontSize = 1400, Bold = true }, new D.Text(XlsxText.Clean(chart.Title)))))), new C.Overlay { Val = false }),
                new C.AutoTitleDeleted { Val = false },
                new C.PlotArea(new C.Layout(), bars, Categories(), Values()),
                new C.Legend(new C.LegendPosition { Val = C.LegendPositionValues.Bottom }, new C.Overlay { Val = false }),
                new C.PlotVisibleOnly { Val = !hidden },
                new C.DisplayBlanksAs { Val = C.DisplayBlanksAsValues.Gap }));
    }

    private static C.BarChartSeries Series(XlsxPlan plan, WorkChart chart, WrittenSheet written, int index, int column)
    {
        var (first, count) = written.RowsOf(chart);
        var (categories, code) = (plan.ColumnOf(chart.Categories), plan.Head.Columns[column].Type switch { CellType.Amount => "#,##0.00", CellType.Share => "0.0%", _ => "#,##0" });
        var rows = Enumerable.Range(0, count).Select(i => written.Drawn[first + i]).ToList();
        var names = new C.StringCache(new C.PointCount { Val = (uint)count });
        names.Append(rows.Select((r, i) => new C.StringPoint(new C.NumericValue(Said(r[categories]))) { Index = (uint)i }));
        var values = new C.NumberingCache(new C.FormatCode(code), new C.PointCount { Val = (uint)count });
        values.Append(rows.Select((r, i) => (Cell: r[column], Index: (uint)i)).Where(r => r.Cell.Number is not null)
            .Select(r => new C.NumericPoint(new C.NumericValue(XlsxFigure.Written(r.Cell.Number!.Value))) { Index = r.Index }));
        return new(
            new C.Index { Val = (uint)index },
            new C.Order { Val = (uint)index },
            new C.SeriesText(new C.StringReference(
                new C.Formula($"{plan.Quoted}!${XlsxPlan.Letters(column)}${XlsxPlan.HeadingRow}"),
                new C.StringCache(new C.PointCount { Val = 1 }, new C.StringPoint(new C.NumericValue(plan.Headings[column])) { Index = 0 }))),
            new C.ChartShapeProperties(new D.SolidFill(new D.RgbColorModelHex { Val = Colours[index % Colours.Length] })),
            new C.InvertIfNegative { Val = false },
            new C.CategoryAxisData(new C.StringReference(new C.Formula(Range(plan, categories, first, count)), names)),
            new C.Values(new C.NumberReference(new C.Formula(Range(plan, column, first, count)), values)));
    }

    private static string Range(XlsxPlan plan, int column, int first, int count)
    {
        var (letters, from) = (XlsxPlan.Letters(column), XlsxPlan.FirstRow + first);
        return $"{plan.Quoted}!${letters}${from}:${letters}${from + Math.Max(count, 1) - 1}";
    }

    private static string Said(Cell cell) => cell.Number is { } number ? XlsxFigure.Written(number) : XlsxText.Clean(cell.Words ?? "");

    private static C.CategoryAxis Categories() => new(
        new C.AxisId { Val = CategoryAxis },
        new C.Scaling(new C.Orientation { Val = C.OrientationValues.MinMax }),
        new C.Delete { Val = false },
        new C.AxisPosition { Val = C.AxisPositionValues.Bottom },
        new C.MajorTickMark { Val = C.TickMarkValues.None },
        new C.MinorTickMark { Val = C.TickMarkValues.None },
        new C.TickLabelPosition { Val = C.TickLabelPositionValues.Low },
        new C.CrossingAxis { Val = ValueAxis },
        new C.Crosses { Val = C.CrossesValues.AutoZero });

    private static C.ValueAxis Values() => new(
        new C.AxisId { Val = ValueAxis },
        new C.Scaling(new C.Orientation { Val = C.OrientationValues.MinMax }),
        new C.Delete { Val = false },
        new C.AxisPosition { Val = C.AxisPositionValues.Left },
        new C.MajorGridlines(new C.ChartShapeProperties(new D.Outline(new D.SolidFill(new D.RgbColorModelHex { Val = "D9D9D9" })))),
        new C.NumberingFormat { FormatCode = "General", SourceLinked = true },
        new C.MajorTickMark { Val = C.TickMarkValues.None },
        new C.MinorTickMark { Val = C.TickMarkValues.None },
        new C.TickLabelPosition { Val = C.TickLabelPositionValues.NextTo },
        new C.CrossingAxis { Val = CategoryAxis },
        new C.Crosses { Val = C.CrossesValues.AutoZero });
}
