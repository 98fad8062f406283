using System.Globalization;
using System.Text.Json.Serialization;

namespace BranchBot.Features.Sales;

/// <summary>In what something is counted (S-1).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CountingUnit>))]
public enum CountingUnit
{
    /// <summary>笔.</summary>
    Deal,

    /// <summary>户.</summary>
    Account,

    /// <summary>张.</summary>
    Card,

    /// <summary>次, of behaviours.</summary>
    Time,

    /// <summary>人, of behaviours.</summary>
    Person,
}

/// <summary>Something that is tallied: a product of the region's catalogue or a behaviour (S-1).</summary>
/// <param name="Id">What it is called in rows and cards, for ever, whatever it is renamed to.</param>
/// <param name="Zh">Its Chinese name.</param>
/// <param name="En">Its English name.</param>
/// <param name="Unit">In what it is counted.</param>
/// <param name="HasAmount">Whether an amount in 元 is kept beside the count.</param>
/// <param name="Aliases">What else people type for it.</param>
public sealed record TallyItem(string Id, string Zh, string En, CountingUnit Unit, bool HasAmount, IReadOnlyList<string> Aliases)
{
    /// <summary>The first day on which it can be entered; null: always.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day on which it can be entered; null: no end. What was entered before stays.</summary>
    public DateOnly? To { get; init; }

    /// <summary>More than so many at once is asked about once more, where a region says nothing else.</summary>
    internal const int MostUsualCount = 50;

    /// <summary>More 元 than that at once is asked about once more, where a region says nothing else.</summary>
    internal const decimal MostUsualAmount = 10_000_000m;

    /// <summary>More than so many at once is asked about once more.</summary>
    public int UsualCount { get; init; } = MostUsualCount;

    /// <summary>More 元 than that at once is asked about once more.</summary>
    public decimal UsualAmount { get; init; } = MostUsualAmount;

    /// <summary>What it was called before, which people still type; null: nothing else.</summary>
    public IReadOnlyList<string>? Formerly { get; init; }

    /// <summary>Whether it is a behaviour and no product.</summary>
    public bool IsBehaviour { get; init; }

    /// <summary>Its name.</summary>
    [JsonIgnore]
    public Text Name => new(Zh, En);

    /// <summary>All that people type for it.</summary>
    [JsonIgnore]
    public IEnumerable<string> Words => [Zh, En, .. Aliases, .. Formerly ?? []];

    /// <summary>Whether it can be entered on a day.</summary>
    public bool IsInForce(DateOnly day) => IsInForce(new DaySpan(day, day));

    /// <summary>Whether it can be entered on some day of a span.</summary>
    public bool IsInForce(DaySpan span) => !(From > span.To) && !(To < span.From);
}

/// <summary>How counting units are written.</summary>
internal static class Units
{
    /// <summary>笔, 户, 张, 次, 人.</summary>
    public static Text Name(this CountingUnit unit) => unit switch
    {
        CountingUnit.Deal => new("笔", "deals"),
        CountingUnit.Account => new("户", "accounts"),
        CountingUnit.Card => new("张", "cards"),
        CountingUnit.Time => new("次", "times"),
        _ => new("人", "people"),
    };

    /// <summary>A number of them: 2 笔; 1 deal, 2 deals.</summary>
    public static Text Of(this CountingUnit unit, decimal count)
    {
        var number = count.ToString("0.#", CultureInfo.InvariantCulture);
        return new($"{number} {unit.Name().Zh}", $"{number} {unit.NameOf(count)}");
    }

    /// <summary>The English name behind a number, as it is shown with a decimal at most.</summary>
    public static string NameOf(this CountingUnit unit, decimal count) => Math.Round(count, 1) != 1 ? unit.Name().En : unit == CountingUnit.Person ? "person" : unit.Name().En.TrimEnd('s');
}
