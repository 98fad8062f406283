using System.Text.RegularExpressions;

namespace BranchBot.Features.Sales;

/// <summary>What people type for items, to be found in a line: the longest first, so that 基金定投 is not 基金.</summary>
internal sealed class ItemWords(IReadOnlyList<TallyItem> items)
{
    /// <summary>No items: in a field of its own nothing is named.</summary>
    public static readonly ItemWords None = new([]);

    private static readonly Regex Reserved = new(
        $"^(?:[零〇一二两三四五六七八九十百千负的了 ]|{string.Join('|', TallyLine.Counting.Concat(TallyLine.Fillers).Concat(TallyLine.Between).Concat(TallyNumbers.Money.Select(m => m.Word)).Select(Regex.Escape))})+$",
        RegexOptions.CultureInvariant);

    private readonly IReadOnlyList<(string Word, TallyItem Item)> words =
        [.. items.SelectMany(i => i.Words.Select(w => (Word: Heard.Normalise(w), Item: i))).Where(w => w.Word.Length > 0).OrderByDescending(w => w.Word.Length)];

    /// <summary>What stands at a place of a line; null: no item is called so.</summary>
    public (string Word, TallyItem Item)? At(string said, int at)
    {
        foreach (var word in words)
        {
            if (TallyNumbers.Starts(said, at, word.Word))
            {
                return word;
            }
        }

        return null;
    }

    /// <summary>Whether an item is called as it goes on at a place.</summary>
    public bool IsAt(string said, int at) => At(said, at) is not null;

    /// <summary>Whether a word is one of those around the figures: a number, a unit, an amount, a word that changes nothing. Nothing can be called so.</summary>
    public static bool IsReserved(string word) => Reserved.IsMatch(Heard.Normalise(word));
}
