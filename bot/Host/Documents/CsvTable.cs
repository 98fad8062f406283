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
internal sealed record FileError(string File, int Line, string Column, string What)
{
    public override string ToString() => $"{File}, line {Line}, {Column}: {What}";
}

/// <summary>One line of a CSV file, by the names of its columns.</summary>
internal sealed record CsvLine(string File, int Number, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>A cell, trimmed; empty where there is nothing.</summary>
    public string this[string column] => Cells[column];

    public FileError Error(string column, string what) => new(File, Number, column, what);
}

/// <summary>Reads CSV (RFC 4180, UTF-8 with or without BOM) with a heading line.</summary>
internal static class CsvTable
{
    /// <summary>Reads all lines; what is wrong with the file's form is added to <paramref name="errors"/>.</summary>
    public static async Task<IReadOnlyList<CsvLine>> Read(string path, IReadOnlyList<string> columns, List<FileError> errors, CancellationToken cancel)
    {
        var file = Path.GetFileName(path);
        if (!File.Exists(path))
        {
            errors.Add(new(file, 1, "file", $"there is no file {path}."));
            return [];
        }

        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        using var reader = new StreamReader(path, strict, detectEncodingFromByteOrderMarks: true);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, BadDataFound = null });
        var lines = new List<CsvLine>();
        try
        {
            if (!await csv.ReadAsync() || !csv.ReadHeader() || csv.HeaderRecord is not { } header)
            {
                errors.Add(new(file, 1, "heading", $"the file is empty; its first line is: {string.Join(',', columns)}."));
                return [];
            }

            if (columns.Except(header).ToList() is { Count: > 0 } missing)
            {
                errors.Add(new(file, 1, string.Join(',', missing), $"missing; the first line is: {string.Join(',', columns)}."));
                return [];
            }

            while (await csv.ReadAsync())
            {
                cancel.ThrowIfCancellationRequested();
                if (csv.Parser.Count != header.Length)
                {
                    errors.Add(new(file, csv.Parser.RawRow, "line", $"has {csv.Parser.Count} cells; the heading has {header.Length}."));
                    continue;
                }

                lines.Add(new(file, csv.Parser.RawRow, columns.ToDictionary(c => c, c => csv.GetField(c) ?? "")));
            }
        }
        catch (DecoderFallbackException)
        {
            errors.Add(new(file, csv.Parser.RawRow, "line", "is not UTF-8; save the file as CSV UTF-8."));
        }

        return lines;
    }
}
