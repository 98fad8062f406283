using System.Text.Json;

namespace BranchBot.Features.HighlightCards;

/// <summary>What was found in an audit trail.</summary>
/// <param name="Wrong">What is wrong, each with its line; nothing where all is whole.</param>
/// <param name="Book">The trail's own head; null: the file has none.</param>
/// <param name="Signatures">How many signatures there are.</param>
/// <param name="Heads">The hash of each event: whoever kept one of before finds it here.</param>
public sealed record CheckedTrail(IReadOnlyList<string> Wrong, HighlightBook? Book, int Signatures, IReadOnlySet<string> Heads);

/// <summary>
/// Checks an audit trail as it was downloaded: that no event was changed, taken out, put in or moved; that numbers have no gap and none is given twice; that
/// each signature binds what its card said. It shows change; it cannot show an operator who rewrites all of it: for that, somebody keeps a head of before.
/// </summary>
public static class HighlightTrail
{
    /// <summary>Checks the lines of a trail.</summary>
    /// <param name="lines">The book, then its events.</param>
    public static CheckedTrail Check(IReadOnlyList<string> lines)
    {
        if (lines.Count == 0 || Read<HighlightBook>(lines[0]) is not { } book)
        {
            return new(["line 1: is no head of a trail."], null, 0, new HashSet<string>());
        }

        var wrong = new List<string>();
        var (previous, serial, signatures) = ("", 0, 0);
        var numbers = new Dictionary<int, int>();
        var content = new Dictionary<string, string>();
        var heads = new HashSet<string>();
        var events = lines.Skip(1).Select((line, place) => (Line: line, Place: place + 2)).Where(l => l.Line.Length > 0).Select(l => (l.Place, Event: Read<HighlightEvent>(l.Line))).ToList();
        var erased = events.Select(e => e.Event).OfType<HighlightEvent>().Where(e => e is { Deed: HighlightDeed.Erased, Card.Length: > 0 }).GroupBy(e => e.Card).ToDictionary(g => g.Key, g => g.Max(e => e.Serial));
        foreach (var (place, found) in events)
        {
            if (found is not { } done)
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

            if (done.Details is null && done.Serial >= erased.GetValueOrDefault(done.Card))
            {
                Say("was changed: who did it is taken out, and no later event says that it was erased.");
            }

            heads.Add(done.Hash);
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

        return new(wrong, book, signatures, heads);
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
