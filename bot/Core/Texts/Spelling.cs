namespace BranchBot.Core;

/// <summary>Finds what somebody likely meant who mistyped a word.</summary>
public static class Spelling
{
    /// <summary>The word nearest to what was written (Levenshtein's distance), up to a third of it off; null where none is near.</summary>
    /// <param name="said">What was written.</param>
    /// <param name="words">The words that are known.</param>
    public static string? Nearest(string said, IEnumerable<string> words)
    {
        var written = Heard.Normalise(said);
        return words
            .Select(word => (Word: word, Distance: Distance(Heard.Normalise(word), written)))
            .Where(w => w.Distance <= Math.Max(1, w.Word.Length / 3) && w.Distance < Math.Min(w.Word.Length, written.Length))
            .OrderBy(w => w.Distance)
            .Select(w => w.Word)
            .FirstOrDefault();
    }

    // On lines short enough for it to be cheap.
    private static int Distance(string word, string line)
    {
        if (line.Length > 2 * word.Length)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, line.Length + 1).ToArray();
        for (var i = 1; i <= word.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= line.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (word[i - 1] == line[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[line.Length];
    }
}
