using System.Text;
using System.Text.RegularExpressions;

namespace BranchBot.Host.Documents;

/// <summary>What becomes of people's texts in a workbook: whatever they wrote stays text, and the file stays one that opens.</summary>
internal static partial class XlsxText
{
    /// <summary>The most characters of a cell.</summary>
    public const int Longest = 32_767;

    private const int LongestHeading = 255;
    private const int FirstWide = 0x1100;
    private const char Instead = '\uFFFD';

    /// <summary>A text with what XML 1.0 does not allow replaced, line ends as one character, and no longer than a cell can be.</summary>
    public static string Clean(string text)
    {
        var cut = text.Length <= Longest ? text : text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
        if (!cut.AsSpan().ContainsAnyInRange('\0', '\u001F') && !cut.AsSpan().ContainsAnyInRange('\uD800', '\uFFFF'))
        {
            return cut;
        }

        var clean = new StringBuilder(cut.Length);
        for (var i = 0; i < cut.Length; i++)
        {
            var c = cut[i];
            if (char.IsHighSurrogate(c) && i + 1 < cut.Length && char.IsLowSurrogate(cut[i + 1]))
            {
                clean.Append(c).Append(cut[++i]);
            }
            else if (c == '\r')
            {
                clean.Append('\n');
                i += i + 1 < cut.Length && cut[i + 1] == '\n' ? 1 : 0;
            }
            else
            {
                clean.Append((c < ' ' && c is not ('\t' or '\n')) || char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF' ? Instead : c);
            }
        }

        return clean.ToString();
    }

    /// <summary>A text as a cell has it: where it looks like an escape of Excel's (_x000D_), it is written so that it is none (ECMA-376, ST_Xstring). LibreOffice takes fewer than four digits for one too.</summary>
    public static string InCell(string text)
    {
        var clean = Clean(text);
        return clean.Contains("_x", StringComparison.Ordinal) ? Escape().Replace(clean, "_x005F_") : clean;
    }

    /// <summary>Whether Excel would take a text for a formula if somebody typed it: the cell is marked, so that it stays text when it is edited too.</summary>
    public static bool LooksLikeFormula(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20';

    /// <summary>Headings as a table can have them: in one line, none empty, no two the same whatever their capitals.</summary>
    public static IEnumerable<string> Distinct(IEnumerable<string> titles)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (title, number) in titles.Select((t, i) => (t, i + 1)))
        {
            var bare = Clean(title).Replace('\n', ' ').Replace('\t', ' ').Trim();
            bare = bare.Length switch { 0 => $"#{number}", > LongestHeading - 6 => bare[..(LongestHeading - 6)], _ => bare };
            var heading = bare;
            for (var again = 2; !taken.Add(heading); again++)
            {
                heading = $"{bare} ({again})";
            }

            yield return heading;
        }
    }

    /// <summary>How wide a text is, in figures: a Chinese character takes the room of two.</summary>
    public static int Width(string text)
    {
        var (widest, width) = (0, 0);
        foreach (var c in text)
        {
            width = c == '\n' ? 0 : width + (c >= FirstWide && !char.IsSurrogate(c) ? 2 : 1);
            widest = Math.Max(widest, width);
        }

        return widest;
    }

    /// <summary>Whether a column's heading can stand in a formula as it is.</summary>
    public static bool IsPlainInFormula(string heading) => heading.AsSpan().IndexOfAny("'#[]@") < 0;

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{1,4}_)")]
    private static partial Regex Escape();
}
