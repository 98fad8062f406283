using System.Globalization;
using System.Text;

namespace BranchBot.Host.Teams;

/// <summary>Text as it may be shown: nothing in it can disguise the words around it.</summary>
internal static class PlainText
{
    /// <summary>
    /// Takes out control characters and marks that turn the direction of writing; line ends become <c>\n</c>, half surrogate pairs U+FFFD.
    /// The joiner inside of emoji (U+200D) stays.
    /// </summary>
    public static string Clean(string text)
    {
        if (!text.Any(IsSuspect))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\n' or '\r' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029 => clean.Append('\n'),
                '\t' => clean.Append(' '),
                _ when Rune.IsControl(rune) || TurnsDirection(rune.Value) => clean,
                _ => clean.Append(rune.ToString()),
            };
        }

        return clean.ToString();
    }

    /// <summary>How wide it is on a screen, in Latin letters: a Chinese character counts two.</summary>
    public static int Width(string text) => text.EnumerateRunes().Sum(rune => rune.Value >= 0x2E80 ? 2 : 1);

    private static bool IsSuspect(char c) => c == 0xFEFF || char.GetUnicodeCategory(c) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool TurnsDirection(int value) => value is
        (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C or 0xFEFF;
}
