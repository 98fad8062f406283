using C = DocumentFormat.OpenXml.Drawing.Charts;
using D = DocumentFormat.OpenXml.Drawing;
using X = DocumentFormat.OpenXml.Drawing.Spreadsheet;

namespace BranchBot.Host.Documents;

/// <summary>Where a sheet's charts stand: at the right of its table, one below the other.</summary>
internal static class XlsxDrawing
{
    private const int Columns = 12;
    private const int Rows = 20;

    /// <summary>The part.</summary>
    public static X.WorksheetDrawing Of(XlsxPlan plan) => new(plan.Charts.Select((chart, i) => Anchor(plan, chart, XlsxPlan.HeadingRow + (i * (Rows + 1)))));

    private static X.TwoCellAnchor Anchor(XlsxPlan plan, PlannedChart chart, int row)
    {
        var column = plan.Head.Columns.Count + 1;
        return new(
            new X.FromMarker(Marker(column, row)),
            new X.ToMarker(Marker(column + Columns, row + Rows)),
            new X.GraphicFrame(
                new X.NonVisualGraphicFrameProperties(
                    new X.NonVisualDrawingProperties { Id = (uint)(chart.Number + 1), Name = $"Chart {chart.Number}", Description = XlsxText.Clean(chart.Chart.Title) },
                    new X.NonVisualGraphicFrameDrawingProperties()),
                new X.Transform(new D.Offset { X = 0, Y = 0 }, new D.Extents { Cx = 0, Cy = 0 }),
                new D.Graphic(new D.GraphicData(new C.ChartReference { Id = chart.Relation }) { Uri = "http://schemas.openxmlformats.org/drawingml/2006/chart" }))
            {
                Macro = "",
            },
            new X.ClientData());
    }

    private static DocumentFormat.OpenXml.OpenXmlElement[] Marker(int column, int row) =>
    [
        new X.ColumnId(column.ToString(System.Globalization.CultureInfo.InvariantCulture)), new X.ColumnOffset("0"),
        new X.RowId(row.ToString(System.Globalization.CultureInfo.InvariantCulture)), new X.RowOffset("0"),
    ];
}
