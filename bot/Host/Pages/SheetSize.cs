using BranchBot.Host.Teams;

namespace BranchBot.Host.Pages;

/// <summary>How large the words of a printed card are: as large as the page has room for, reckoned here, for a page has no script that could measure.</summary>
internal static class SheetSize
{
    // The room for words in <see cref="PageStyle"/>, in millimetres, with a little to spare for words that break early.
    private const double Width = 174;
    private const double Height = 66;
    private const double Gap = 6;

    private static readonly (string Name, double Font, double Line, double Photo)[] Sizes =
        [("large", 6, 1.6, 62), ("medium", 4.6, 1.6, 62), ("small", 3.3, 1.5, 62), ("tiny", 2.45, 1.4, 40), ("least", 1.5, 1.28, 30), ("smallest", 1.3, 1.25, 30)];

    /// <summary>The class of the size; with <c>run</c> where the words fit only without their line ends.</summary>
    /// <param name="words">The words, clean.</param>
    /// <param name="photo">Whether a photo stands beside them.</param>
    public static string Of(string words, bool photo)
    {
        var lines = words.Split('\n').Select(PlainText.Width).ToList();
        bool Fits((string Name, double Font, double Line, double Photo) size)
        {
            // A Chinese character is as wide as the font is high, and counts two.
            var inLine = Math.Floor((photo ? Width - size.Photo - Gap : Width) / size.Font) * 2;
            return lines.Sum(width => Math.Max(1, Math.Ceiling(width / inLine))) * size.Font * size.Line <= Height;
        }

        return Sizes.FirstOrDefault(Fits).Name ?? $"{Sizes[^1].Name} run";
    }
}
