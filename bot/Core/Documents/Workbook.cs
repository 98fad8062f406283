using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BranchBot.Core;

/// <summary>What the cells of a column hold, so that dates are dates and amounts are numbers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CellType>))]
public enum CellType
{
    /// <summary>Words; never a formula, whatever they begin with.</summary>
    Text,

    /// <summary>A day; in JSON <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>A time of a day on the branch's wall; in JSON <c>yyyy-MM-ddTHH:mm:ss</c>.</summary>
    Time,

    /// <summary>A count, mostly whole.</summary>
    Count,

    /// <summary>An amount in 元, with two decimals.</summary>
    Amount,

    /// <summary>A share: 0.5 is 50 %.</summary>
    Share,
}

/// <summary>A column of a sheet.</summary>
/// <param name="Key">What it is called for ever, whatever its title.</param>
/// <param name="Title">Its heading in the reader's language, with the unit where there is one; no two of a sheet are the same.</param>
/// <param name="Type">What its cells hold.</param>
public sealed record WorkColumn(string Key, string Title, CellType Type)
{
    /// <summary>Whether the totals row sums it.</summary>
    public bool Summed { get; init; }

    /// <summary>Whether it is there for the program only.</summary>
    public bool Hidden { get; init; }
}

/// <summary>A native clustered column chart of some rows of a sheet: one group of columns a row.</summary>
/// <param name="Title">Its title in the reader's language.</param>
/// <param name="Categories">The key of the column that names the groups.</param>
/// <param name="Series">The keys of the columns that are drawn beside one another.</param>
/// <param name="FirstRow">The first row that it draws, from 0.</param>
/// <param name="Rows">How many.</param>
public sealed record WorkChart(string Title, string Categories, IReadOnlyList<string> Series, int FirstRow, int Rows);

/// <summary>A sheet without its rows: what an executor (an Excel add-in, a writer of .xlsx files) needs to lay it out.</summary>
/// <param name="Key">What it is called for ever: letters, digits and hyphens; the table in it is named after it.</param>
/// <param name="Title">Its name in the reader's language; at most 31 characters, none of <c>[]:*?/\</c>.</param>
/// <param name="Columns">Its columns.</param>
public sealed record WorksheetHead(string Key, string Title, IReadOnlyList<WorkColumn> Columns)
{
    /// <summary>How many columns stay in sight at the left.</summary>
    public int Frozen { get; init; }

    /// <summary>The most rows that it can have; progress is told by it.</summary>
    public int AboutRows { get; init; }

    /// <summary>Its charts.</summary>
    public IReadOnlyList<WorkChart> Charts { get; init; } = [];
}

/// <summary>A workbook without its rows, for one reader in his language.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Subtitle">Whose and of when.</param>
/// <param name="AsOf">Of when its figures are, UTC.</param>
/// <param name="Version">Differs as soon as a figure does: by it a sheet is known to be stale.</param>
/// <param name="Sheets">Its sheets, in order.</param>
public sealed record Workbook(string Title, string Subtitle, DateTimeOffset AsOf, string Version, IReadOnlyList<WorksheetHead> Sheets)
{
    /// <summary>Of when its figures are, on the branch's wall and in words; stands below each sheet's title.</summary>
    public string Stamp { get; init; } = "";

    /// <summary>What the totals are called.</summary>
    public string Total { get; init; } = "";
}

/// <summary>Some rows of a sheet.</summary>
/// <param name="Rows">The rows; each has a cell for each column.</param>
/// <param name="Next">What to ask for the rows that follow; null: these were the last.</param>
/// <param name="Version">Differs as soon as one of these rows does; whether the whole workbook has moved, its own version tells.</param>
public sealed record WorksheetPage(IReadOnlyList<IReadOnlyList<Cell>> Rows, string? Next, string Version);

/// <summary>A cell. In JSON null, a string or a number; what it is, the column tells.</summary>
[JsonConverter(typeof(CellJson))]
public readonly record struct Cell
{
    /// <summary>Nothing.</summary>
    public static readonly Cell Empty;

    /// <summary>Words.</summary>
    public Cell(string text) => Words = text;

    /// <summary>A number.</summary>
    public Cell(decimal number) => Number = number;

    /// <summary>A day.</summary>
    public Cell(DateOnly day) => Words = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A time on the branch's wall.</summary>
    public Cell(DateTime wall) => Words = wall.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>What it says, of words, days and times.</summary>
    public string? Words { get; }

    /// <summary>Its number.</summary>
    public decimal? Number { get; }
}

/// <summary>Reads and writes cells.</summary>
internal sealed class CellJson : JsonConverter<Cell>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override Cell Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => Cell.Empty,
        JsonTokenType.String => new(reader.GetString()!),
        JsonTokenType.Number when reader.TryGetDecimal(out var number) => new(number),
        _ => throw new JsonException("A cell is null, a string or a number."),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Cell value, JsonSerializerOptions options)
    {
        if (value.Number is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else if (value.Words is { } words)
        {
            writer.WriteStringValue(words);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
