using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using DocumentFormat.OpenXml;

namespace BranchBot.Host.Documents;

/// <summary>
/// The file around the parts (Open Packaging Conventions, ECMA-376 part 2): a zip archive, written from front to back and never looked at again. Its times are
/// the workbook's, so that the same workbook gives the same bytes.
/// </summary>
internal sealed class XlsxPackage : IDisposable
{
    private static readonly DateTimeOffset Earliest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2107, 12, 31, 0, 0, 0, TimeSpan.Zero);
    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static readonly XNamespace Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private readonly Spill spill = new();
    private readonly ZipArchive zip;
    private readonly Stream to;
    private readonly DateTimeOffset at;
    private readonly CancellationToken cancel;

    /// <summary>Begins a file.</summary>
    public XlsxPackage(Stream to, DateTimeOffset at, CancellationToken cancel)
    {
        // A zip archive knows the years 1980 to 2107.
        this.at = at < Earliest ? Earliest : at > Latest ? Latest : at.ToUniversalTime();
        (this.to, this.cancel, zip) = (to, cancel, new(spill, ZipArchiveMode.Create, leaveOpen: true));
    }

    /// <summary>Writes which part is of which kind. First, for by the first entry programs tell what such a file is.</summary>
    public Task AddTypes(IEnumerable<(string Path, string Type)> parts) => Add("[Content_Types].xml", new XElement(
        Types + "Types",
        new XElement(Types + "Default", new XAttribute("Extension", "rels"), new XAttribute("ContentType", "application/vnd.openxmlformats-package.relationships+xml")),
        new XElement(Types + "Default", new XAttribute("Extension", "xml"), new XAttribute("ContentType", "application/xml")),
        parts.Select(p => new XElement(Types + "Override", new XAttribute("PartName", "/" + p.Path), new XAttribute("ContentType", p.Type)))));

    /// <summary>Writes what a part refers to.</summary>
    /// <param name="path">The part; empty: the file as a whole.</param>
    /// <param name="to">The names by which it refers, the parts, the kinds of reference.</param>
    public Task Relate(string path, IEnumerable<(string Id, string Path, string Type)> to)
    {
        var slash = path.LastIndexOf('/') + 1;
        return Add($"{path[..slash]}_rels/{path[slash..]}.rels", new XElement(
            Relations + "Relationships",
            to.Select(t => new XElement(Relations + "Relationship", new XAttribute("Id", t.Id), new XAttribute("Type", t.Type), new XAttribute("Target", "/" + t.Path)))));
    }

    /// <summary>Writes a small part.</summary>
    public async Task Add(string path, OpenXmlElement root)
    {
        using (var part = Open(path))
        using (var writer = OpenXmlWriter.Create(part, Encoding.UTF8))
        {
            writer.WriteStartDocument(true);
            writer.WriteElement(root);
        }

        await PassOn(0);
    }

    /// <summary>Writes a small part of a vocabulary that the SDK has no elements for.</summary>
    public async Task Add(string path, XElement root)
    {
        using (var part = Open(path))
        {
            part.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>" + root.ToString(SaveOptions.DisableFormatting)));
        }

        await PassOn(0);
    }

    /// <summary>Begins a large part: whoever writes it passes on now and then what was written. One is open at a time.</summary>
    public Stream Open(string path)
    {
        // Twice as large as at its best, for three quarters of the time: these files are downloaded once and the processor is everybody's.
        var entry = zip.CreateEntry(path, CompressionLevel.Fastest);
        entry.LastWriteTime = at;
        return entry.Open();
    }

    /// <summary>Passes on what was written, if it is more than so much.</summary>
    public ValueTask PassOn(int above) => spill.Length > above ? spill.To(to, cancel) : ValueTask.CompletedTask;

    /// <summary>Ends the file.</summary>
    public async Task Close()
    {
        zip.Dispose();
        await PassOn(0);
        await to.FlushAsync(cancel);
    }

    /// <summary>Lets go of a file, and does not end it: half a workbook must not open as though it were whole. Nothing but memory is held.</summary>
    public void Dispose() => spill.Dispose();
}
