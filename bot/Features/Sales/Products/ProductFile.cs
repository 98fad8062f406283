using System.Globalization;
using System.Text;

namespace BranchBot.Features.Sales;

/// <summary>The form of <c>products.csv</c>: reads its lines, and writes a catalogue so that the same is read again. Pure.</summary>
public static class ProductFile
{
    /// <summary>The column of ids, by which such a file is known.</summary>
    public const string IdColumn = "product";

    /// <summary>The region that a product is of: in a file with several regions.</summary>
    public const string RegionColumn = "region";

    private const string ZhColumn = "name";
    private const string EnColumn = "name_en";
    private const string UnitColumn = "unit";
    private const string AmountColumn = "amount";
    private const string AliasColumn = "aliases";
    private const string FromColumn = "from";
    private const string ToColumn = "to";
    private const string CountColumn = "usual_count";
    private const string MoneyColumn = "usual_amount";

    /// <summary>The columns that it must have.</summary>
    public static readonly IReadOnlyList<string> Columns = [IdColumn, ZhColumn, EnColumn, UnitColumn, AmountColumn];

    /// <summary>The columns that may be left out; then what stands is kept.</summary>
    public static readonly IReadOnlyList<string> Optional = [AliasColumn, FromColumn, ToColumn, CountColumn, MoneyColumn];

    private static readonly Dictionary<string, CountingUnit> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        ["笔"] = CountingUnit.Deal,
        ["deal"] = CountingUnit.Deal,
        ["户"] = CountingUnit.Account,
        ["account"] = CountingUnit.Account,
        ["张"] = CountingUnit.Card,
        ["card"] = CountingUnit.Card,
    };

    private static readonly Dictionary<string, bool> Answers = new(StringComparer.OrdinalIgnoreCase) { ["yes"] = true, ["是"] = true, ["y"] = true, ["no"] = false, ["否"] = false, ["n"] = false };

    /// <summary>Reads lines of one region; what is wrong in a cell is noted.</summary>
    public static IReadOnlyList<(CsvLine Line, SentProduct Product)> Read(IReadOnlyList<CsvLine> lines, CellChecks check) => [.. check.Unique(lines, IdColumn).Select(l => (l, Read(l, check)))];

    /// <summary>What is wrong in a plan, told with its line; of a line of which a cell could not be read already, nothing more.</summary>
    public static IReadOnlyList<FileError> Located(ProductPlan plan, IReadOnlyList<(CsvLine Line, SentProduct Product)> sent, IReadOnlyList<FileError> errors) =>
    [
        .. plan.Faults.Select(f => (Fault: f, sent.First(s => s.Product.Id.Equals(f.Product, StringComparison.OrdinalIgnoreCase)).Line))
            .Where(f => errors.All(e => e.Line != f.Line.Number)).Select(f => f.Line.Error(f.Fault.Column, f.Fault.What)),
    ];

    /// <summary>Writes products as such a file.</summary>
    public static string Write(IEnumerable<TallyItem> products)
    {
        var file = new StringBuilder().AppendJoin(',', Columns.Concat(Optional)).Append('\n');
        foreach (var p in products)
        {
            string[] cells =
            [
                p.Id, p.Zh, p.En, p.Unit.Name().Zh, p.HasAmount ? "是" : "否", string.Join(';', p.Aliases), p.From is { } from ? RowKeys.Of(from) : "", p.To is { } to ? RowKeys.Of(to) : "",
                p.UsualCount.ToString(CultureInfo.InvariantCulture), p.UsualAmount.ToString("0.##", CultureInfo.InvariantCulture),
            ];
            file.AppendJoin(',', cells.Select(Quoted)).Append('\n');
        }

        return file.ToString();
    }

    private static SentProduct Read(CsvLine line, CellChecks check)
    {
        if (!Units.TryGetValue(line[UnitColumn], out var unit))
        {
            check.Add(line, UnitColumn, new($"「{line[UnitColumn]}」不行:笔、户、张(deal、account、card)。", $"'{line[UnitColumn]}' is not allowed: deal, account, card (笔, 户, 张)."));
        }

        if (!Answers.TryGetValue(line[AmountColumn], out var amount))
        {
            check.Add(line, AmountColumn, new($"「{line[AmountColumn]}」不行:是或否(yes、no)。", $"'{line[AmountColumn]}' is not allowed: yes or no (是, 否)."));
        }

        var zh = line[ZhColumn];
        return new(check.Id(line, IdColumn), zh, line[EnColumn].Length == 0 ? zh : line[EnColumn], unit, amount)
        {
            Aliases = line.Has(AliasColumn) ? [.. line[AliasColumn].Split([';', '\uFF1B'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : null,
            SaysFrom = line.Has(FromColumn),
            From = check.DateOf(line, FromColumn),
            SaysTo = line.Has(ToColumn),
            To = check.DateOf(line, ToColumn),
            UsualCount = (int?)Number(line, CountColumn, Figure.MostCount, check),
            UsualAmount = Number(line, MoneyColumn, Figure.MostAmount, check),
        };
    }

    private static decimal? Number(CsvLine line, string column, decimal most, CellChecks check)
    {
        if (line[column].Length == 0)
        {
            return null;
        }

        if (decimal.TryParse(line[column], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
        {
            return number;
        }

        check.Add(line, column, new($"「{line[column]}」不行:1 到 {most:0} 的整数,或不填。", $"'{line[column]}' is not allowed: a whole number from 1 to {most:0}, or nothing."));
        return null;
    }

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
