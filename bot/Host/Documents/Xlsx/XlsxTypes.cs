using System.Globalization;
using System.Xml.Linq;

namespace BranchBot.Host.Documents;

/// <summary>The names of ECMA-376 for kinds of parts and of references, and the file's properties.</summary>
internal static class XlsxTypes
{
    public const string Workbook = Office + "spreadsheetml.sheet.main+xml";
    public const string Sheet = Office + "spreadsheetml.worksheet+xml";
    public const string Styles = Office + "spreadsheetml.styles+xml";
    public const string Table = Office + "spreadsheetml.table+xml";
    public const string Drawing = Office + "drawing+xml";
    public const string Chart = Office + "drawingml.chart+xml";
    public const string Core = "application/vnd.openxmlformats-package.core-properties+xml";

    public const string OfDocument = Reference + "officeDocument";
    public const string OfSheet = Reference + "worksheet";
    public const string OfStyles = Reference + "styles";
    public const string OfTable = Reference + "table";
    public const string OfDrawing = Reference + "drawing";
    public const string OfChart = Reference + "chart";
    public const string OfCore = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";

    private const string Office = "application/vnd.openxmlformats-officedocument.";
    private const string Reference = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    private static readonly XNamespace Cp = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Terms = "http://purl.org/dc/terms/";
    private static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>What the file says of itself: its title, who made it, of when it is.</summary>
    public static XElement Properties(Workbook book) => new(
        Cp + "coreProperties",
        new XAttribute(XNamespace.Xmlns + "cp", Cp),
        new XAttribute(XNamespace.Xmlns + "dc", Dc),
        new XAttribute(XNamespace.Xmlns + "dcterms", Terms),
        new XAttribute(XNamespace.Xmlns + "xsi", Xsi),
        new XElement(Dc + "title", XlsxText.Clean(book.Title)),
        new XElement(Dc + "subject", XlsxText.Clean(book.Subtitle)),
        new XElement(Dc + "creator", "BranchBot"),
        new XElement(Terms + "created", new XAttribute(Xsi + "type", "dcterms:W3CDTF"), book.AsOf.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)));
}
