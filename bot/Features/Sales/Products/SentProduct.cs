namespace BranchBot.Features.Sales;

/// <summary>A product as a file says it (S-1). What the file has no column for stays as it stands.</summary>
/// <param name="Id">What it is called for ever.</param>
/// <param name="Zh">Its Chinese name.</param>
/// <param name="En">Its English name.</param>
/// <param name="Unit">In what it is counted.</param>
/// <param name="HasAmount">Whether an amount is kept.</param>
public sealed record SentProduct(string Id, string Zh, string En, CountingUnit Unit, bool HasAmount)
{
    /// <summary>What else people type for it; null: the file does not say.</summary>
    public IReadOnlyList<string>? Aliases { get; init; }

    /// <summary>Whether the file has the days from which products can be entered.</summary>
    public bool SaysFrom { get; init; }

    /// <summary>The first day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Whether the file has the days until which they can be entered.</summary>
    public bool SaysTo { get; init; }

    /// <summary>The last day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>More than so many at once is asked about; null: the file does not say, or leaves it as usual.</summary>
    public int? UsualCount { get; init; }

    /// <summary>More 元 than that at once is asked about; null: likewise.</summary>
    public decimal? UsualAmount { get; init; }

    /// <summary>The product that it makes of what stands; old names stay what people can type.</summary>
    /// <param name="stands">What stands under its id; null: it is new.</param>
    /// <param name="today">The region's day.</param>
    internal TallyItem Over(TallyItem? stands, DateOnly today)
    {
        var old = (stands?.Formerly ?? []).Concat(stands is null ? [] : [stands.Zh, stands.En]);
        var aliases = Aliases ?? stands?.Aliases ?? [];
        var formerly = old.Where(w => !aliases.Append(Zh).Append(En).Any(n => Same(n, w))).DistinctBy(Heard.Normalise).TakeLast(ProductRules.MostFormerly).ToList();

        // One that has ended and stands in a file again is back.
        var to = SaysTo ? To : stands?.To < today ? null : stands?.To;
        return new(stands?.Id ?? Id, Zh, En, Unit, HasAmount, aliases)
        {
            From = SaysFrom ? From : stands?.From,
            To = to,
            UsualCount = UsualCount ?? stands?.UsualCount ?? TallyItem.MostUsualCount,
            UsualAmount = UsualAmount ?? stands?.UsualAmount ?? TallyItem.MostUsualAmount,
            Formerly = formerly.Count == 0 ? null : formerly,
        };
    }

    /// <summary>Whether two words are the same to who reads lines of tallies.</summary>
    internal static bool Same(string left, string right) => Heard.Normalise(left) == Heard.Normalise(right);
}
