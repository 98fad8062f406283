namespace BranchBot.Core;

/// <summary>Whom a phrase names, and what else it says.</summary>
/// <param name="People">Whoever it may mean: several where names are alike; none where it names nobody.</param>
/// <param name="Rest">What stands beside the name.</param>
public sealed record NameReading(IReadOnlyList<RosterEntry> People, string Rest);

/// <summary>Finds people of a branch as colleagues name them, at the beginning or the end of a phrase: 孙丽 周三至周五, 孙丽周三, 丽 周三, sun 丽 wed.</summary>
public static class NamePhrases
{
    /// <summary>Reads whom a phrase names: by the whole name, else by a word that is a part of it.</summary>
    public static NameReading Read(string phrase, Roster roster)
    {
        var said = Heard.Normalise(phrase);
        var staff = roster.Staff.Select(s => (Entry: s, Name: Heard.Normalise(s.Name))).ToList();
        if (staff.Select(s => s.Name).Where(n => said.StartsWith(n, StringComparison.Ordinal)).OrderByDescending(n => n.Length).FirstOrDefault() is { } whole)
        {
            return new([.. staff.Where(s => s.Name == whole).Select(s => s.Entry)], said[whole.Length..].Trim());
        }

        var words = said.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return new([], said);
        }

        IReadOnlyList<RosterEntry> Called(string part) => [.. staff.Where(s => s.Name.Contains(part, StringComparison.Ordinal)).Select(s => s.Entry)];
        return Called(words[0]) is { Count: > 0 } first ? new(first, string.Join(' ', words[1..]))
            : Called(words[^1]) is { Count: > 0 } last ? new(last, string.Join(' ', words[..^1]))
            : new([], said);
    }

    /// <summary>Takes one of several words out of a phrase, the longest that it holds: a shift's name, a post's. Null where it holds none.</summary>
    public static (T Value, string Beside)? Take<T>(string phrase, IEnumerable<(string Word, T Value)> words)
    {
        var said = Heard.Normalise(phrase);
        foreach (var (word, value) in words.Select(w => (Word: Heard.Normalise(w.Word), w.Value)).OrderByDescending(w => w.Word.Length))
        {
            if (said.IndexOf(word, StringComparison.Ordinal) is >= 0 and var at && word.Length > 0)
            {
                return (value, string.Join(' ', (said[..at] + " " + said[(at + word.Length)..]).Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            }
        }

        return null;
    }

    /// <summary>Nobody of the branch is called so.</summary>
    public static Text Nobody(string said)
    {
        var quoted = said.Length > 20 ? said[..20] + "…" : said;
        return new($"本网点名单里没有「{quoted}」。写名字或名字里的字,如「孙丽」。", $"Nobody of this branch is called \"{quoted}\". Write the name or a part of it.");
    }
}
