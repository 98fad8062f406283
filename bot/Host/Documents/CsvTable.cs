using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace BranchBot.Host.Documents;

/// <summary>Reads CSV (RFC 4180) with a heading line: UTF-8 with or without a byte order mark, else GB18030, as Excel in China writes it.</summary>
internal static class CsvTable
{
    /// <summary>The most lines of an administrator's file: a bank of 300,000 people, and some.</summary>
    public const int MostLines = 400_000;

    /// <summary>The most lines of a file that a branch or a region sends.</summary>
    public const int MostSent = 20_000;

    // Nobody reads on; a file of twenty million bytes can be wrong ten million times.
    private const int MostErrors = CellChecks.MostErrors;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
        ?? throw new InvalidOperationException("GB18030 is not known here.");

    /// <summary>Reads all lines; what is wrong with the file's form is added to <paramref name="errors"/>.</summary>
    /// <param name="file">The file's name, for what is wrong.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="columns">The columns that it must have.</param>
    /// <param name="optional">The columns that it may have; others are not allowed.</param>
    /// <param name="errors">What is wrong.</param>
    /// <param name="most">The most lines that are read.</param>
    public static IReadOnlyList<CsvLine> Read(string file, ReadOnlyMemory<byte> content, IReadOnlyList<string> columns, IReadOnlyList<string> optional, List<FileError> errors, int most = MostLines)
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

        return errors.Any(e => e.File == file) ? [] : Lines(file, csv, header, errors, most);

        Text Heading(string zh, string en) => new(
            $"{zh};第一行是:{string.Join(',', columns)},可以再加:{string.Join(',', optional)}。",
            $"{en}; the first line is: {string.Join(',', columns)}, and may have: {string.Join(',', optional)}.");
    }

    private static List<CsvLine> Lines(string file, CsvReader csv, string[] header, List<FileError> errors, int most)
    {
        var lines = new List<CsvLine>();
        while (csv.Read() && errors.Count < MostErrors)
        {
            if (lines.Count == most)
            {
                errors.Add(new(file, csv.Parser.RawRow, "file", new($"行数太多,最多 {most} 行,请分开发。", $"has too many lines: at most {most}; please send several files.")));
                break;
            }

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

/// <summary>A .csv file that somebody sent.</summary>
internal sealed class CsvFile(string name, ReadOnlyMemory<byte> content) : ISentTable
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public bool Has(string column)
    {
        var errors = new List<FileError>();
        CsvTable.Read(name, content, [column], [], errors, CsvTable.MostSent);
        return errors.All(e => e.Column != column && e.Column is not ("file" or "heading"));
    }

    /// <inheritdoc/>
    public IReadOnlyList<CsvLine> Read(IReadOnlyList<string> columns, IReadOnlyList<string> optional, List<FileError> errors) => CsvTable.Read(name, content, columns, optional, errors, CsvTable.MostSent);
}
