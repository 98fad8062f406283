using System.Globalization;
using DocumentFormat.OpenXml;
using S = DocumentFormat.OpenXml.Spreadsheet;

namespace BranchBot.Host.Documents;

/// <summary>Writes a sheet's cells. Elements and their attributes are made once and used for every cell: this is where a large workbook spends its time.</summary>
internal sealed class XlsxCells
{
    private static readonly string[] Looks = [.. Enum.GetValues<CellLook>().Select(l => ((int)l).ToString(CultureInfo.InvariantCulture))];
    private static readonly OpenXmlAttribute[] Preserve = [new("xml", "space", "http://www.w3.org/XML/1998/namespace", "preserve")];

    private readonly OpenXmlWriter writer;
    private readonly XlsxPlan plan;
    private readonly string[] letters;
    private readonly S.Row row = new();
    private readonly S.Cell cell = new();
    private readonly S.CellValue value = new();
    private readonly S.InlineString inline = new();
    private readonly S.Text text = new();
    private readonly OpenXmlAttribute[] ofRow = new OpenXmlAttribute[1];
    private readonly OpenXmlAttribute[] ofNumber = new OpenXmlAttribute[2];
    private readonly OpenXmlAttribute[] ofText = new OpenXmlAttribute[3];
    private string number = "";

    public XlsxCells(OpenXmlWriter writer, XlsxPlan plan)
    {
        (this.writer, this.plan) = (writer, plan);
        letters = [.. plan.Head.Columns.Select((_, i) => XlsxPlan.Letters(i))];
        ofText[2] = new("t", "", "inlineStr");
    }

    /// <summary>Writes what stands above the figures: title, subtitle, headings.</summary>
    public void Above(string title, string subtitle)
    {
        foreach (var (at, words, look) in new[] { (1, title, CellLook.Title), (2, subtitle, CellLook.Subtitle) })
        {
            BeginRow(at);
            Text(0, words, look);
            writer.WriteEndElement();
        }

        BeginRow(XlsxPlan.HeadingRow);
        for (var i = 0; i < letters.Length; i++)
        {
            Text(i, plan.Headings[i], plan.Head.Columns[i].Type == CellType.Text ? CellLook.Heading : CellLook.FigureHeading);
        }

        writer.WriteEndElement();
    }

    /// <summary>Writes a row of figures.</summary>
    /// <param name="place">Its place, from 1.</param>
    /// <param name="cells">Its cells.</param>
    public void Row(int place, IReadOnlyList<Cell> cells)
    {
        BeginRow(XlsxPlan.HeadingRow + place);
        for (var i = 0; i < letters.Length; i++)
        {
            var (type, given) = (plan.Head.Columns[i].Type, cells[i]);
            if (given.Number is { } figure)
            {
                Number(i, type, figure);
            }
            else if (given.Words is not { } words)
            {
                continue;
            }
            else if (XlsxFigure.Day(type, words) is { } day)
            {
                Number(i, day, XlsxStyles.Of(type, true, false));
            }
            else
            {
                Text(i, words, XlsxText.LooksLikeFormula(words) ? CellLook.QuotedText : words.Contains('\n', StringComparison.Ordinal) ? CellLook.Lines : CellLook.Text);
            }
        }

        writer.WriteEndElement();
    }

    /// <summary>Writes what stands below the figures: of an empty sheet the row that a table must have, and the totals with what they come to, for programs that do not reckon.</summary>
    public void Below(WrittenSheet written)
    {
        if (written.Rows == 0)
        {
            BeginRow(XlsxPlan.FirstRow);
            writer.WriteEndElement();
        }

        if (!plan.HasTotals)
        {
            return;
        }

        BeginRow(written.LastRow + 1);
        for (var i = 0; i < letters.Length; i++)
        {
            var (column, sum) = (plan.Head.Columns[i], written.Sums[i]);
            if (column.Summed)
            {
                Begin(i, XlsxStyles.Of(column.Type is CellType.Text ? CellType.Count : column.Type, sum == decimal.Truncate(sum), total: true));
                writer.WriteElement(new S.CellFormula(XlsxTable.Total(plan, written, i)));
                Value(XlsxFigure.Written(sum));
                writer.WriteEndElement();
            }
            else if (i == plan.LabelColumn)
            {
                Text(i, written.TotalLabel, CellLook.TotalLabel);
            }
            else
            {
                Begin(i, CellLook.TotalLabel);
                writer.WriteEndElement();
            }
        }

        writer.WriteEndElement();
    }

    private void BeginRow(int at)
    {
        number = at.ToString(CultureInfo.InvariantCulture);
        ofRow[0] = new("r", "", number);
        writer.WriteStartElement(row, ofRow);
    }

    private void Begin(int column, CellLook look)
    {
        ofNumber[0] = new("r", "", letters[column] + number);
        ofNumber[1] = new("s", "", Looks[(int)look]);
        writer.WriteStartElement(cell, ofNumber);
    }

    private void Number(int column, CellType type, decimal figure)
    {
        // A number among words is a word: nothing there is reckoned with.
        if (type == CellType.Text)
        {
            Text(column, XlsxFigure.Written(figure), CellLook.Text);
            return;
        }

        Number(column, XlsxFigure.Written(figure), XlsxStyles.Of(type, figure == decimal.Truncate(figure), false));
    }

    private void Number(int column, string figure, CellLook look)
    {
        Begin(column, look);
        Value(figure);
        writer.WriteEndElement();
    }

    private void Value(string figure)
    {
        writer.WriteStartElement(value);
        writer.WriteString(figure);
        writer.WriteEndElement();
    }

    private void Text(int column, string words, CellLook look)
    {
        var said = XlsxText.InCell(words);
        ofText[0] = new("r", "", letters[column] + number);
        ofText[1] = new("s", "", Looks[(int)look]);
        writer.WriteStartElement(cell, ofText);
        writer.WriteStartElement(inline);
        if (said.Length > 0 && (char.IsWhiteSpace(said[0]) || char.IsWhiteSpace(said[^1]) || said.Contains('\n', StringComparison.Ordinal)))
        {
            writer.WriteStartElement(text, Preserve);
        }
        else
        {
            writer.WriteStartElement(text);
        }

        writer.WriteString(said);
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}
