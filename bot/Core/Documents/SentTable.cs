namespace BranchBot.Core;

/// <summary>A table that somebody sent, such as a .csv file. How it is written down, the host knows; what stands in it, a feature does.</summary>
public interface ISentTable
{
    /// <summary>As the sender calls it.</summary>
    string Name { get; }

    /// <summary>Whether its heading has a column, so that it can be told what it is; false too where nothing can be read.</summary>
    bool Has(string column);

    /// <summary>Reads all lines; what is wrong with its form is added to <paramref name="errors"/>.</summary>
    /// <param name="columns">The columns that it must have.</param>
    /// <param name="optional">The columns that it may have; others are not allowed.</param>
    /// <param name="errors">What is wrong.</param>
    IReadOnlyList<CsvLine> Read(IReadOnlyList<string> columns, IReadOnlyList<string> optional, List<FileError> errors);
}

/// <summary>Something wrong in a file, told with where it is.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, from 1; the heading is line 1.</param>
/// <param name="Column">The column's name.</param>
/// <param name="What">What is wrong, and what is allowed.</param>
public sealed record FileError(string File, int Line, string Column, Text What)
{
    private const int Longest = 300;

    /// <summary>All of it in one sentence.</summary>
    public Text Said() => new Text($"{Short(File)} 第 {Line} 行 {Short(Column)}:", $"{Short(File)}, line {Line}, {Short(Column)}: ") + new Text(Short(What.Zh), Short(What.En));

    // A quote that is never closed makes a cell of half a file; what a cell holds may speak to the terminal it is shown on.
    private static string Short(string text) => string.Concat((text.Length <= Longest ? text : text[..Longest] + "…").Select(c => char.IsControl(c) ? '?' : c));

    /// <inheritdoc/>
    public override string ToString() => Said().En;
}

/// <summary>One line of a table, by the names of its columns.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Number">The line, from 1; the heading is line 1.</param>
/// <param name="Cells">Its cells.</param>
public sealed record CsvLine(string File, int Number, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>A cell, trimmed; empty where there is nothing, or no such column.</summary>
    public string this[string column] => Cells.GetValueOrDefault(column) ?? "";

    /// <summary>Whether the file has a column.</summary>
    public bool Has(string column) => Cells.ContainsKey(column);

    /// <summary>What is wrong in one of its cells.</summary>
    public FileError Error(string column, Text what) => new(File, Number, column, what);
}
