namespace BranchBot.Core;

/// <summary>A file of comma-separated values as the host has read it (RFC 4180, UTF-8 or GB18030), cells trimmed; what its columns mean, the feature knows.</summary>
/// <param name="Columns">The first line.</param>
/// <param name="Lines">The lines behind it that say anything.</param>
/// <param name="Wrong">Why it could not be read; null: it could.</param>
public sealed record CsvFile(IReadOnlyList<string> Columns, IReadOnlyList<CsvFileLine> Lines, Text? Wrong = null);

/// <summary>A line of it.</summary>
/// <param name="Number">Where it stands, from 1; the columns are line 1.</param>
/// <param name="Cells">Its cells, as many as there are columns.</param>
public sealed record CsvFileLine(int Number, IReadOnlyList<string> Cells);
