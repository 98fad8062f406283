using System.Globalization;

namespace BranchBot.Host.Documents;

/// <summary>Figures as the file has them.</summary>
internal static class XlsxFigure
{
    // Excel counts days from here; before 1900-03-01 it is a day off, so earlier days are written as words.
    private static readonly DateTime DayZero = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly DateTime FirstDay = new(1900, 3, 1, 0, 0, 0, DateTimeKind.Unspecified);
    private const decimal Finest = 10_000_000_000m;

    /// <summary>A number as the file has it.</summary>
    public static string Written(decimal figure) => figure.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// A day or a time as Excel counts it: days since the end of 1899, to the 15 digits that count, and rather a hundred-thousandth of a second late than early, for
    /// some cut off what a second lacks. Null: it is none that Excel knows.
    /// </summary>
    public static string? Day(CellType type, string words)
    {
        var form = type switch { CellType.Date => "yyyy-MM-dd", CellType.Time => "yyyy-MM-ddTHH:mm:ss", _ => null };
        return form is not null && DateTime.TryParseExact(words, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= FirstDay
            ? (decimal.Ceiling((day - DayZero).Ticks * Finest / TimeSpan.TicksPerDay) / Finest).ToString("0.##########", CultureInfo.InvariantCulture)
            : null;
    }
}
