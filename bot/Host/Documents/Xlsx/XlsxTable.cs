using S = DocumentFormat.OpenXml.Spreadsheet;

namespace BranchBot.Host.Documents;

/// <summary>The table over a sheet's figures: it can be filtered and sorted, and formulas name it.</summary>
internal static class XlsxTable
{
    /// <summary>
    /// The formula of a column's total: a sum of what the filter leaves visible (109). By the column's heading, so that it grows with the table; by its cells where the
    /// heading has characters that mean something in formulas, for programs differ in how they read those.
    /// </summary>
    public static string Total(XlsxPlan plan, WrittenSheet written, int column)
    {
        var letters = XlsxPlan.Letters(column);
        return XlsxText.IsPlainInFormula(plan.Headings[column])
            ? $"SUBTOTAL(109,{plan.TableName}[{plan.Headings[column]}])"
            : $"SUBTOTAL(109,{letters}{XlsxPlan.FirstRow}:{letters}{written.LastRow})";
    }

    /// <summary>The part.</summary>
    public static S.Table Of(XlsxPlan plan, WrittenSheet written)
    {
        var last = XlsxPlan.Letters(plan.Head.Columns.Count - 1);
        var table = new S.Table(
            new S.AutoFilter { Reference = $"A{XlsxPlan.HeadingRow}:{last}{written.LastRow}" },
            new S.TableColumns(plan.Headings.Select((heading, i) => Column(plan, i, heading, written.TotalLabel))) { Count = (uint)plan.Headings.Count },
            new S.TableStyleInfo { Name = "TableStyleLight9", ShowFirstColumn = false, ShowLastColumn = false, ShowRowStripes = true, ShowColumnStripes = false })
        {
            Id = (uint)plan.Number,
            Name = plan.TableName,
            DisplayName = plan.TableName,
            Reference = $"A{XlsxPlan.HeadingRow}:{last}{written.LastRow + (plan.HasTotals ? 1 : 0)}",
        };
        if (plan.HasTotals)
        {
            table.TotalsRowCount = 1;
        }
        else
        {
            table.TotalsRowShown = false;
        }

        return table;
    }

    private static S.TableColumn Column(XlsxPlan plan, int index, string heading, string label)
    {
        var column = new S.TableColumn { Id = (uint)(index + 1), Name = XlsxText.InCell(heading) };
        if (plan.HasTotals && plan.Head.Columns[index].Summed)
        {
            column.TotalsRowFunction = S.TotalsRowFunctionValues.Sum;
        }
        else if (plan.HasTotals && index == plan.LabelColumn)
        {
            column.TotalsRowLabel = label;
        }

        return column;
    }
}
