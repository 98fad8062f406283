using System.Globalization;
using System.Text;

namespace BranchBot.Core;

/// <summary>A line of chat that was not understood.</summary>
/// <param name="Phrase">The phrase that it begins with, where only the rest made no sense; null where it begins with none.</param>
/// <param name="Line">The line as it was read (<see cref="Normalise"/>).</param>
public sealed record Heard(Phrase? Phrase, string Line)
{
    /// <summary>Full-width forms become half-width, capitals small, runs of blanks one blank; the full stop or question mark at the end goes.</summary>
    public static string Normalise(string line) => Clean(line).ToLowerInvariant();

    /// <summary>The same with capitals as they were written: letter for letter as long as the normalised line.</summary>
    public static string Clean(string line)
    {
        var clean = new StringBuilder(line.Length);
        foreach (var typed in line)
        {
            var c = typed is >= '\uFF01' and <= '\uFF5E' ? (char)(typed - 0xFEE0) : typed;
            if (char.IsWhiteSpace(c))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                {
                    clean.Append(' ');
                }
            }
            else if (char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.Surrogate))
            {
                clean.Append(c);
            }
        }

        var whole = clean.ToString().Trim();
        var bare = whole.TrimEnd(' ', '.', '。', '!', '?', '~', ',');
        return bare.Length == 0 ? whole : bare;
    }
}
