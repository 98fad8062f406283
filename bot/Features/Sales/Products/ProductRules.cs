namespace BranchBot.Features.Sales;

/// <summary>What is wrong with a product, and what would be allowed.</summary>
/// <param name="Product">Its id.</param>
/// <param name="Column">The column of the file.</param>
/// <param name="What">What is wrong.</param>
public sealed record ProductFault(string Product, string Column, Text What)
{
    /// <summary>All of it in one sentence, where there is no line to name.</summary>
    public Text Said() => Text.Same($"{Product} {Column}: ") + What;
}

/// <summary>What a catalogue must keep to, so that every line of tallies is read in one way only and old figures keep their meaning (S-1). Pure.</summary>
internal static class ProductRules
{
    /// <summary>The most products that can be entered at a time, now or later.</summary>
    public const int MostInForce = 60;

    /// <summary>The most products that a region ever has: they stand in one row.</summary>
    public const int MostEver = 300;

    /// <summary>How many old names of a product people can still type.</summary>
    public const int MostFormerly = 6;

    private const int LongestName = 20;
    private const int LongestEnglish = 40;
    private const int MostAliases = 8;
    private const string AlsoAllowed = " -()·&'";

    /// <summary>What is wrong with a catalogue as a whole.</summary>
    /// <param name="all">The catalogue.</param>
    /// <param name="sent">The ids that the file brings: what is wrong between two is told of the one that can be mended.</param>
    /// <param name="today">The region's day.</param>
    /// <param name="hear">What a line of chat leads to; null: not known.</param>
    public static IEnumerable<ProductFault> Check(IReadOnlyList<TallyItem> all, IReadOnlySet<string> sent, DateOnly today, Func<string, Command>? hear)
    {
        var living = all.Where(p => !(p.To < today)).ToList();
        if (living.Count > MostInForce || all.Count > MostEver)
        {
            yield return new(living.Count > MostInForce ? living[MostInForce].Id : all[^1].Id, ProductFile.IdColumn, new(
                $"有 {living.Count} 种(连停用的 {all.Count} 种),最多同时 {MostInForce} 种、一共 {MostEver} 种。", $"there are {living.Count} products ({all.Count} with those that ended); at most {MostInForce} at a time and {MostEver} in all."));
            yield break;
        }

        var faults = all.Where(p => sent.Contains(p.Id)).ToDictionary(p => p.Id, p => Alone(p).ToList() is { Count: > 0 } wrong ? wrong : [.. Among(p, all, sent)]);

        // How lines are read is told among those that are right so far: one that is wrong would spoil the others.
        var right = all.Where(p => faults.GetValueOrDefault(p.Id) is not { Count: > 0 }).ToList();
        foreach (var fault in all.SelectMany(p => faults.GetValueOrDefault(p.Id) switch { null => [], { Count: > 0 } wrong => wrong, _ => Read(p, right, hear) }))
        {
            yield return fault;
        }
    }

    /// <summary>Whether two products can ever be entered for the same day.</summary>
    public static bool Meet(TallyItem left, TallyItem right) => !(left.From > left.To) && !(right.From > right.To) && (left.To ?? DateOnly.MaxValue) >= (right.From ?? DateOnly.MinValue) && (right.To ?? DateOnly.MaxValue) >= (left.From ?? DateOnly.MinValue);

    private static IEnumerable<ProductFault> Alone(TallyItem product)
    {
        if (SalesCatalogue.Behaviours.Any(b => b.Id.Equals(product.Id, StringComparison.OrdinalIgnoreCase)))
        {
            yield return new(product.Id, ProductFile.IdColumn, new($"「{product.Id}」是一种行为的编号,请换一个。", $"'{product.Id}' is the id of an activity; please take another."));
        }

        if (product.From > product.To)
        {
            yield return new(product.Id, "to", new("早于 from。", "is before from."));
        }

        if (product.Aliases.Count > MostAliases)
        {
            yield return new(product.Id, "aliases", new($"有 {product.Aliases.Count} 个,最多 {MostAliases} 个。", $"has {product.Aliases.Count}; at most {MostAliases} are allowed."));
        }

        foreach (var (column, word, most) in Columned(product))
        {
            if (word.Length is 0 || word.Length > most)
            {
                yield return new(product.Id, column, new($"「{word}」有 {word.Length} 个字,要 1 到 {most} 个。", $"'{word}' has {word.Length} characters; 1 to {most} are allowed."));
            }
            else if (!word.All(c => char.IsLetter(c) || AlsoAllowed.Contains(c, StringComparison.Ordinal)) || word[0] == '-' || Heard.Normalise(word).Length == 0)
            {
                yield return new(product.Id, column, new($"「{word}」里有不能用的字:只用汉字、字母、空格和 - ( ) · & ',不用数字,也不用 - 开头。", $"'{word}' has characters that cannot be: letters, blanks and - ( ) · & ' only, no digits, and no - to begin with."));
            }
            else if (ItemWords.IsReserved(word) || DatePhrases.Read(Heard.Normalise(word), new DateOnly(2026, 1, 1)).Span is not null)
            {
                yield return new(product.Id, column, new($"「{word}」会被读成数字、单位或日子,请换一个。", $"'{word}' would be read as a number, a unit or a day; please take another."));
            }
        }
    }

    // No two of what can be entered for a day are called alike. Between two of the file it is told of the later one; an old name is never another's.
    private static IEnumerable<ProductFault> Among(TallyItem product, IReadOnlyList<TallyItem> all, IReadOnlySet<string> sent)
    {
        var others = SalesCatalogue.Behaviours.Concat(all).Select((item, place) => (Item: item, Place: place)).ToList();
        var place = others.First(o => o.Item == product).Place;
        foreach (var (column, word, _) in Columned(product))
        {
            bool Called(IEnumerable<string>? words) => words?.Any(w => SentProduct.Same(w, word)) == true;
            var met = others.Where(o => o.Place != place && Meet(o.Item, product)).ToList();
            if (met.Find(o => (o.Place < place || !sent.Contains(o.Item.Id)) && Called([o.Item.Zh, o.Item.En, .. o.Item.Aliases])).Item is { } other)
            {
                yield return new(product.Id, column, new($"「{word}」已经是「{other.Zh}」({other.Id})的叫法了。", $"'{word}' is what {other.Id} ({other.En}) is called already."));
            }
            else if (met.Find(o => Called(o.Item.Formerly)).Item is { } renamed)
            {
                yield return new(product.Id, column, new(
                    $"「{word}」是「{renamed.Zh}」({renamed.Id})原来的叫法,还能用来记;请换一个。", $"'{word}' is what {renamed.Id} ({renamed.En}) was called and can still be entered by; please take another."));
            }
        }
    }

    // What is written of it is read as it, alone and behind others: told by the reader itself.
    private static IEnumerable<ProductFault> Read(TallyItem product, IReadOnlyList<TallyItem> all, Func<string, Command>? hear)
    {
        var figure = new Figure(product.Id, 2, product.HasAmount ? 30_000m : 0);
        var items = all.Where(o => Meet(o, product)).Concat(SalesCatalogue.Behaviours).ToList();
        var before = SalesCatalogue.Behaviours[0];
        foreach (var (column, word, _) in Columned(product))
        {
            var line = $"{word}{figure.Typed(product)}";
            if (!Reads(line, items, figure) || !Reads($"{before.Zh}1 {line}", items, new(before.Id, 1), figure) || (hear is not null && hear(line) is not RecordTallies { Sets: false }))
            {
                yield return new(product.Id, column, new($"写「{line}」会被听成别的意思,请换一个叫法。", $"\"{line}\" would be understood as something else; please take another word."));
            }
        }
    }

    private static bool Reads(string line, IReadOnlyList<TallyItem> items, params IReadOnlyList<Figure> figures) => TallyLine.Read(line, items, false) is { Wrong: null } read && read.Figures.SequenceEqual(figures);

    private static IEnumerable<(string Column, string Word, int Most)> Columned(TallyItem product) =>
        [("name", product.Zh, LongestName), ("name_en", product.En, LongestEnglish), .. product.Aliases.Select(a => ("aliases", a, LongestName))];
}
