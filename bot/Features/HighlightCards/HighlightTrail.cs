using System.Text.Json;

namespace BranchBot.Features.HighlightCards;

/// <summary>
/// Checks an audit trail as it was downloaded: that no event was changed, taken out, put in or moved; that numbers have no gap and none is given twice; that
/// each signature binds what its card said. It shows change; it cannot show an operator who rewrites all of it: for that, somebody keeps a head of before.
/// </summary>
public static class HighlightTrail
{
    /// <summary>Checks the lines of a trail.</summary>
    /// <param name="lines">The book, then its events.</param>
    /// <returns>What is wrong, each with its line; nothing where all is whole. Beside it the book's head.</returns>
    public static (IReadOnlyList<string> Wrong, HighlightBook? Book, int Signatures) Check(IReadOnlyList<string> lines)
    {
        if (lines.Count == 0 || Read<HighlightBook>(lines[0]) is not { } book)
        {
            return (["line 1: is no head of a trail."], null, 0);
        }

        var wrong = new List<string>();
        var (previous, serial, signatures) = ("", 0, 0);
        var numbers = new Dictionary<int, int>();
        var content = new Dictionary<string, string>();
        foreach (var (line, place) in lines.Skip(1).Where(l => l.Length > 0).Select((line, place) => (line, place + 2)))
        {
            if (Read<HighlightEvent>(line) is not { } done)
            {
                wrong.Add($"line {place}: is no event.");
                continue;
            }

            void Say(string what) => wrong.Add($"line {place}, event {done.Serial}: {what}");
            if (done.Serial != ++serial)
            {
                Say($"{serial} was expected: an event is missing, or stands elsewhere.");
                serial = done.Serial;
            }

            if (done.Previous != previous)
            {
                Say("is not chained to the one before it.");
            }

            if (done.Reckoned() != done.Hash)
            {
                Say("was changed: its hash is another one.");
            }

            if (done.Details is { } details && Hashes.Of(details) != done.DetailsHash)
            {
                Say("was changed: who did it, or with what words, is not what was written.");
            }

            CheckContent(done, content, Say);
            signatures += CheckNumber(done, numbers, Say);
            previous = done.Hash;
        }

        if (previous != book.Head || serial != book.Events)
        {
            wrong.Add($"line 1: the book has {book.Events} events and another head than the last of these {serial}.");
        }

        foreach (var (year, last) in book.Numbers.Where(n => numbers.GetValueOrDefault(n.Key) != n.Value))
        {
            wrong.Add($"line 1: the last number of {year} is {last}, and the trail ends with {numbers.GetValueOrDefault(year)}.");
        }

        return (wrong, book, signatures);
    }

    // What a card says is known where it was written; every later event must be of the same.
    private static void CheckContent(HighlightEvent done, Dictionary<string, string> content, Action<string> say)
    {
        if (done.Details is { } written && Read<HighlightDetails>(written)?.Content is { } said)
        {
            content[done.Card] = said.HashIn(done.Branch, done.Card);
        }

        if (done.Card.Length > 0 && done.Deed != HighlightDeed.Erased && content.TryGetValue(done.Card, out var hash) && hash != done.ContentHash)
        {
            say("is not of what the card says.");
        }
    }

    private static int CheckNumber(HighlightEvent done, Dictionary<int, int> numbers, Action<string> say)
    {
        if (done.Deed is not (HighlightDeed.Signed or HighlightDeed.Began) || done.Number?.Split('-') is not [.., var year, var digits] || !int.TryParse(year, out var of) || !int.TryParse(digits, out var number))
        {
            return 0;
        }

        if (done.Deed == HighlightDeed.Signed && number != numbers.GetValueOrDefault(of) + 1)
        {
            say($"the number {done.Number} does not follow {numbers.GetValueOrDefault(of)}.");
        }

        numbers[of] = number;
        return done.Deed == HighlightDeed.Signed ? 1 : 0;
    }

    private static T? Read<T>(string line)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Catalogue.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
