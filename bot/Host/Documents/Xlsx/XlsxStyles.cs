using S = DocumentFormat.OpenXml.Spreadsheet;

namespace BranchBot.Host.Documents;

/// <summary>How cells look; the number of a look is its place in the file's list.</summary>
internal enum CellLook
{
    Plain,
    Title,
    Subtitle,
    Heading,

    /// <summary>The heading of figures, at the right as they are.</summary>
    FigureHeading,
    Text,

    /// <summary>Text of several lines.</summary>
    Lines,

    /// <summary>Text that begins as a formula does: Excel keeps it text when somebody edits it.</summary>
    QuotedText,
    Date,
    Time,
    Count,

    /// <summary>A count that is not whole shows its decimals; in one format for both a whole one would end with a point.</summary>
    BrokenCount,
    Amount,
    Share,
    TotalLabel,
    TotalCount,
    TotalBrokenCount,
    TotalAmount,
    TotalShare,
}

/// <summary>The file's styles: few, and all of them named here.</summary>
internal static class XlsxStyles
{
    /// <summary>The fill of headings; also the charts' first colour.</summary>
    public const string Dark = "1F4E79";

    // Excel's own formats have the numbers below 164.
    private const uint CountFormat = 3;
    private const uint AmountFormat = 4;
    private const uint DateFormat = 164;
    private const uint TimeFormat = 165;
    private const uint BrokenFormat = 166;
    private const uint ShareFormat = 167;

    // Fonts, fills and borders, by their places.
    private const uint Bold = 1;
    private const uint Big = 2;
    private const uint Grey = 3;
    private const uint White = 4;
    private const uint Darkened = 2;
    private const uint Lined = 1;
    private const string Face = "Calibri";

    /// <summary>The look of a cell with figures of a type.</summary>
    public static CellLook Of(CellType type, bool whole, bool total) => type switch
    {
        CellType.Count => (whole, total) switch { (true, false) => CellLook.Count, (false, false) => CellLook.BrokenCount, (true, true) => CellLook.TotalCount, _ => CellLook.TotalBrokenCount },
        CellType.Amount => total ? CellLook.TotalAmount : CellLook.Amount,
        CellType.Share => total ? CellLook.TotalShare : CellLook.Share,
        CellType.Date => CellLook.Date,
        CellType.Time => CellLook.Time,
        _ => total ? CellLook.TotalLabel : CellLook.Text,
    };

    /// <summary>The part.</summary>
    public static S.Stylesheet Sheet() => new(
        new S.NumberingFormats(
            Format(DateFormat, "yyyy\\-mm\\-dd"), Format(TimeFormat, "yyyy\\-mm\\-dd hh:mm"), Format(BrokenFormat, "#,##0.##"), Format(ShareFormat, "0.0%")),
        new S.Fonts(
            Font(), Font(new S.Bold()), new S.Font(new S.Bold(), new S.FontSize { Val = 14 }, new S.FontName { Val = Face }), Font(new S.Color { Rgb = "FF7F7F7F" }), Font(new S.Bold(), new S.Color { Rgb = "FFFFFFFF" })),
        new S.Fills(
            new S.Fill(new S.PatternFill { PatternType = S.PatternValues.None }),
            new S.Fill(new S.PatternFill { PatternType = S.PatternValues.Gray125 }),
            new S.Fill(new S.PatternFill(new S.ForegroundColor { Rgb = "FF" + Dark }) { PatternType = S.PatternValues.Solid })),
        new S.Borders(
            new S.Border(new S.LeftBorder(), new S.RightBorder(), new S.TopBorder(), new S.BottomBorder(), new S.DiagonalBorder()),
            new S.Border(
                new S.LeftBorder(), new S.RightBorder(),
                new S.TopBorder(new S.Color { Rgb = "FF" + Dark }) { Style = S.BorderStyleValues.Thin }, new S.BottomBorder(), new S.DiagonalBorder())),
        new S.CellStyleFormats(new S.CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }),
        new S.CellFormats(Enum.GetValues<CellLook>().Select(Look)),
        new S.CellStyles(new S.CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }));

    private static S.NumberingFormat Format(uint id, string code) => new() { NumberFormatId = id, FormatCode = code };

    // The order of the schema: bold, size, colour, face.
    private static S.Font Font(params DocumentFormat.OpenXml.OpenXmlElement[] more)
    {
        var font = new S.Font();
        font.Append(more.OfType<S.Bold>());
        font.Append(new S.FontSize { Val = 11 });
        font.Append(more.OfType<S.Color>());
        font.Append(new S.FontName { Val = Face });
        return font;
    }

    private static S.CellFormat Look(CellLook look) => look switch
    {
        CellLook.Title => Formatted(0, Big),
        CellLook.Subtitle => Formatted(0, Grey),
        CellLook.Heading => Aligned(Formatted(0, White, Darkened), new() { Vertical = S.VerticalAlignmentValues.Center, WrapText = true }),
        CellLook.FigureHeading => Aligned(Formatted(0, White, Darkened), new() { Horizontal = S.HorizontalAlignmentValues.Right, Vertical = S.VerticalAlignmentValues.Center, WrapText = true }),
        CellLook.Lines => Aligned(Formatted(0), new() { Vertical = S.VerticalAlignmentValues.Top, WrapText = true }),
        CellLook.QuotedText => Quoted(Formatted(0)),
        CellLook.Date => Formatted(DateFormat),
        CellLook.Time => Formatted(TimeFormat),
        CellLook.Count => Formatted(CountFormat),
        CellLook.BrokenCount => Formatted(BrokenFormat),
        CellLook.Amount => Formatted(AmountFormat),
        CellLook.Share => Formatted(ShareFormat),
        CellLook.TotalLabel => Formatted(0, Bold, border: Lined),
        CellLook.TotalCount => Formatted(CountFormat, Bold, border: Lined),
        CellLook.TotalBrokenCount => Formatted(BrokenFormat, Bold, border: Lined),
        CellLook.TotalAmount => Formatted(AmountFormat, Bold, border: Lined),
        CellLook.TotalShare => Formatted(ShareFormat, Bold, border: Lined),
        _ => Formatted(0),
    };

    private static S.CellFormat Formatted(uint number, uint font = 0, uint fill = 0, uint border = 0) => new()
    {
        NumberFormatId = number,
        FontId = font,
        FillId = fill,
        BorderId = border,
        FormatId = 0,
        ApplyNumberFormat = number != 0,
        ApplyFont = font != 0,
        ApplyFill = fill != 0,
        ApplyBorder = border != 0,
    };

    private static S.CellFormat Aligned(S.CellFormat format, S.Alignment alignment)
    {
        format.ApplyAlignment = true;
        format.Append(alignment);
        return format;
    }

    private static S.CellFormat Quoted(S.CellFormat format)
    {
        format.QuotePrefix = true;
        return format;
    }
}
