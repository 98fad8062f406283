using System.Globalization;

namespace BranchBot.Core;

/// <summary>Numbers as people answer with them: 2, 2, (2), 第2, ②, 二, 十二; several as 1,3 or 1、3.</summary>
public static class Numerals
{
    private const string Digits = "零一二三四五六七八九";
    private const int Longest = 9;
    private static readonly char[] Between = [',', '、', ' ', ';', '和'];

    /// <summary>Reads one number and nothing else; null where the line is anything else.</summary>
    public static int? Read(string line)
    {
        var said = Heard.Normalise(line).Trim('(', ')', '[', ']', '#', ' ', '.').TrimStart('第').TrimEnd('号', '项', '个', ' ');
        return said switch
        {
            { Length: 0 or > Longest } => null,
            [>= '①' and <= '⑳' and var circled] => circled - '①' + 1,
            _ when said.All(char.IsAsciiDigit) => int.Parse(said, CultureInfo.InvariantCulture),
            _ => Chinese(said.Replace('两', '二')),
        };
    }

    /// <summary>Reads several numbers; null where the line is anything else.</summary>
    public static IReadOnlyList<int>? ReadMany(string line)
    {
        var parts = Heard.Normalise(line).Replace(" and ", ",", StringComparison.Ordinal)
            .Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read).ToList();
        return parts.Count > 0 && parts.All(n => n is not null) ? [.. parts.Select(n => n!.Value).Distinct()] : null;
    }

    /// <summary>Numbers as they are told to people: 2–4, 7.</summary>
    public static string Ranges(IEnumerable<int> numbers)
    {
        var told = new List<(int From, int To)>();
        foreach (var number in numbers.Order())
        {
            if (told.Count > 0 && told[^1].To == number - 1)
            {
                told[^1] = (told[^1].From, number);
            }
            else
            {
                told.Add((number, number));
            }
        }

        return string.Join(", ", told.Select(r => r.From == r.To ? $"{r.From}" : $"{r.From}–{r.To}"));
    }

    // One to ninety-nine.
    private static int? Chinese(string said)
    {
        var ten = said.IndexOf('十', StringComparison.Ordinal);
        if (ten < 0)
        {
            return said is [var only] ? Digit(only) : null;
        }

        var tens = ten switch { 0 => 1, 1 => Digit(said[0]), _ => null };
        var ones = said.Length == ten + 1 ? 0 : said.Length == ten + 2 ? Digit(said[^1]) : null;
        return tens * 10 + ones;
    }

    private static int? Digit(char c) => Digits.IndexOf(c, StringComparison.Ordinal) is > 0 and var digit ? digit : null;
}
