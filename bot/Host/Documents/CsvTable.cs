using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace BranchBot.Host.Documents;

/// <summary>Something wrong in a file, told with where it is.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, from 1; the heading is line 1.</param>
/// <param name="Column">The column's name.</param>
/// <param name="What">What is wrong, and what is allowed.</param>
internal sealed record FileError(string File, int Line, string Column, Text What)
{
    private const int Longest = 300;

    /// <summary>All of it in one sentence.</summary>
    public Text Said() => new Text($"{File} 第 {Line} 行 {Column}:", $"{File}, line {Line}, {Column}: ") + new Text(Short(What.Zh), Short(What.En));

    // A quote that is never closed makes a cell of half a file.
    private static string Short(string text) => text.Length <= Longest ? text : text[..Longest] + "…";

    public override string ToString() => Said().En;
}

/// <summary>One line of a CSV file, by the names of its columns.</summary>
internal sealed record CsvLine(string File, int Number, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>A cell, trimmed; empty where there is nothing, or no such column.</summary>
    public string this[string column] => Cells.GetValueOrDefault(column) ?? "";

    /// <summary>Whether the file has a column.</summary>
    public bool Has(string column) => Cells.ContainsKey(column);

    public FileError Error(string column, Text what) => new(File, Number, column, what);
}

/// <summary>Reads CSV (RFC 4180) with a heading line: UTF-8 with or without a byte order mark, else GB18030, as Excel in China writes it.</summary>
internal static class CsvTable
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
        ?? throw new InvalidOperationException("GB18030 is not known here.");

    /// <summary>Reads all lines; what is wrong with the file's form is added to <paramref name="errors"/>.</summary>
    /// <param name="file">The file's name, for what is wrong.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="columns">The columns that it must have.</param>
    /// <param name="optional">The columns that it may have; others are not allowed.</param>
    /// <param name="errors">What is wrong.</param>
    public static IReadOnlyList<CsvLine> Read(string file, ReadOnlyMemory<byte> content, IReadOnlyList<string> columns, IReadOnlyList<string> optional, List<FileError> errors)
    {
        if (Decode(content.Span) is not { } text)
        {
            errors.Add(new(file, 1, "file", new("既不是 UTF-8 也不是 GB18030(Excel 另存的 CSV)。", "is neither UTF-8 nor GB18030 (as Excel in China saves CSV).")));
            return [];
        }

        using var csv = new CsvReader(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, BadDataFound = null });
        if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { } header)
        {
            errors.Add(new(file, 1, "heading", Heading("文件是空的", "the file is empty")));
            return [];
        }

        foreach (var column in columns.Except(header))
        {
            errors.Add(new(file, 1, column, Heading("少这一列", "missing")));
        }

        foreach (var column in header.Where(h => h.Length > 0 && !columns.Contains(h) && !optional.Contains(h)))
        {
            errors.Add(new(file, 1, column, Heading("没有这一列", "no such column")));
        }

        foreach (var column in header.Where(h => h.Length > 0).GroupBy(h => h).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            errors.Add(new(file, 1, column, Heading("这一列有两次", "stands there twice")));
        }

        return errors.Any(e => e.File == file) ? [] : Lines(file, csv, header, errors);

        Text Heading(string zh, string en) => new(
            $"{zh};第一行是:{string.Join(',', columns)},可以再加:{string.Join(',', optional)}。",
            $"{en}; the first line is: {string.Join(',', columns)}, and may have: {string.Join(',', optional)}.");
    }

    /// <summary>Reads a file of which only a feature knows the columns.</summary>
    public static CsvFile Whole(ReadOnlyMemory<byte> content)
    {
        var errors = new List<FileError>();
        if (Decode(content.Span) is not { } text)
        {
            return new([], [], new("文件既不是 UTF-8 也不是 GB18030(Excel 另存的 CSV)。", "The file is neither UTF-8 nor GB18030 (as Excel in China saves CSV)."));
        }

        using var csv = new CsvReader(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, BadDataFound = null });
        if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { } header || header.Where(h => h.Length > 0).GroupBy(h => h, StringComparer.OrdinalIgnoreCase).Any(g => g.Count() > 1))
        {
            return new([], [], new("文件是空的,或者有一列出现两次。", "The file is empty, or a column stands there twice."));
        }

        var columns = header.Where(h => h.Length > 0).ToList();
        var lines = Lines("", csv, header, errors);
        return new(columns, [.. lines.Select(l => new CsvFileLine(l.Number, [.. columns.Select(c => l[c])]))], errors is [{ } first, ..] ? new($"第 {first.Line} 行{first.What.Zh}", $"Line {first.Line} {first.What.En}") : null);
    }

    private static List<CsvLine> Lines(string file, CsvReader csv, string[] header, List<FileError> errors)
    {
        var lines = new List<CsvLine>();
        while (csv.Read())
        {
            if (csv.Parser.Record!.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            if (csv.Parser.Count != header.Length)
            {
                errors.Add(new(file, csv.Parser.RawRow, "line", new($"有 {csv.Parser.Count} 格,第一行有 {header.Length} 格。", $"has {csv.Parser.Count} cells; the heading has {header.Length}.")));
                continue;
            }

            lines.Add(new(file, csv.Parser.RawRow, header.Where(h => h.Length > 0).ToDictionary(c => c, c => csv.GetField(c) ?? "")));
        }

        return lines;
    }

    // What is UTF-8 throughout is UTF-8: Chinese in GB18030 hardly ever is.
    private static string? Decode(ReadOnlySpan<byte> bytes)
    {
        foreach (var encoding in new[] { Utf8, Gb18030 })
        {
            try
            {
                return encoding.GetString(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
            }
            catch (DecoderFallbackException)
            {
                // The next one, if there is one.
            }
        }

        return null;
    }
}
