using System.Globalization;
using System.Text.RegularExpressions;

namespace BranchBot.Features.Sales;

/// <summary>Reads numbers and amounts inside a line, from a place on.</summary>
internal static partial class TallyNumbers
{
    internal static readonly (string Word, decimal Worth)[] Money =
        [("千万", 10_000_000m), ("百万", 1_000_000m), ("亿元", 100_000_000m), ("亿", 100_000_000m), ("万元", 10_000m), ("万", 10_000m), ("w", 10_000m), ("千元", 1_000m), ("千", 1_000m), ("k", 1_000m), ("块钱", 1m), ("块", 1m), ("元", 1m), ("圆", 1m), ("cny", 1m), ("rmb", 1m)];

    /// <summary>Reads an amount in 元: 30万, 30万5千, 1亿2000万; each part smaller than the one before. What is called as it begins (万能险) is none. Null where none begins there.</summary>
    public static (decimal Amount, int Next)? ReadAmount(string said, int at, ItemWords words)
    {
        var (sum, last, next) = (0m, decimal.MaxValue, at);
        while (!words.IsAt(said, next) && ReadNumber(said, next) is { } number)
        {
            var behind = Skip(said, number.Next, " ");
            var unit = words.IsAt(said, behind) ? default : Money.FirstOrDefault(m => Starts(said, behind, m.Word) && !IsLetterAfter(said, behind, m.Word));
            if (unit.Word is null || unit.Worth >= last)
            {
                break;
            }

            (sum, last, next) = (sum + (number.Value * unit.Worth), unit.Worth, behind + unit.Word.Length);

            // 30万元: the 元 has been read; what follows is another number.
            if (unit.Word.EndsWith('元') || unit.Worth == 1)
            {
                break;
            }
        }

        return next == at ? null : (sum, Starts(said, next, "元") ? next + 1 : next);
    }

    /// <summary>Reads a number: digits with or without thousands separators and decimals, or Chinese numerals below 万. Null where none begins there.</summary>
    public static (decimal Value, int Next)? ReadNumber(string said, int at)
    {
        if (at >= said.Length)
        {
            return null;
        }

        if (Digits().Match(said, at) is { Success: true } digits)
        {
            return decimal.TryParse(digits.Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? (value, at + digits.Length) : null;
        }

        var numeral = Numeral().Match(said, at);
        return numeral.Success && ChineseNumber.Read(numeral.Value) is { } read ? (read, at + numeral.Length) : null;
    }

    /// <summary>Whether a word stands there. One of Latin letters ends where no letter follows: fund 2, but not fundamentals 2.</summary>
    public static bool Starts(string said, int at, string word) =>
        at + word.Length <= said.Length && string.CompareOrdinal(said, at, word, 0, word.Length) == 0 && !(char.IsAsciiLetter(word[^1]) && char.IsAsciiLetter(word[0]) && word.Length > 1 && IsLetterAfter(said, at, word));

    private static bool IsLetterAfter(string said, int at, string word) => char.IsAsciiLetter(word[^1]) && at + word.Length < said.Length && char.IsAsciiLetter(said[at + word.Length]);

    /// <summary>Where the first other character stands.</summary>
    public static int Skip(string said, int at, string characters)
    {
        while (at < said.Length && characters.Contains(said[at], StringComparison.Ordinal))
        {
            at++;
        }

        return at;
    }

    [GeneratedRegex(@"\G(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\G[零〇一二两三四五六七八九十百千]+")]
    private static partial Regex Numeral();
}
