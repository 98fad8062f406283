using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BranchBot.Features.HighlightCards;

/// <summary>
/// What orders a branch's cards: the last number of each year and the end of the chain of events. Every change of a card writes it, so two who sign at once
/// meet here and one decides again: that is what leaves no gap and gives no number twice (H-5).
/// </summary>
/// <param name="Branch">The branch.</param>
/// <param name="Events">How many events the chain has.</param>
/// <param name="Head">The hash of the last one; empty: there is none.</param>
/// <param name="Numbers">The last serial of each year.</param>
public sealed record HighlightBook(BranchId Branch, int Events, string Head, IReadOnlyDictionary<int, int> Numbers) : Row
{
    /// <summary>Where a branch's book stands.</summary>
    public static RowAddress At(BranchId branch) => new(HighlightCard.PartitionOf(branch), "book");

    /// <inheritdoc/>
    public override RowAddress Address => At(Branch);

    /// <summary>The book among what was read; a new one where there is none yet.</summary>
    public static HighlightBook In(Rows rows, BranchId branch) => rows.Find<HighlightBook>(At(branch)) ?? new(branch, 0, "", new Dictionary<int, int>());

    /// <summary>The next serial of a year.</summary>
    public int NextSerial(int year) => Numbers.GetValueOrDefault(year) + 1;

    /// <summary>The same with a serial given out.</summary>
    public HighlightBook With(int year, int serial) => this with { Numbers = new Dictionary<int, int>(Numbers) { [year] = serial } };

    /// <summary>
    /// The book of a branch that has numbered its cards on paper in a year, and goes on behind the last of them; with the event that says so. Only as long as it
    /// has given no number of that year itself.
    /// </summary>
    /// <param name="year">The year.</param>
    /// <param name="last">The last serial on paper.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="details">Who says so.</param>
    public (HighlightBook Book, HighlightEvent Event)? Behind(int year, int last, DateTimeOffset at, HighlightDetails details)
    {
        if (Numbers.ContainsKey(year))
        {
            return null;
        }

        var (book, began) = Then(at, "", HighlightDeed.Began, HighlightCard.NumberOf(Branch, year, last), "", details);
        return (book.With(year, last), began);
    }

    /// <summary>The same with one event more, and that event.</summary>
    /// <param name="at">When, UTC.</param>
    /// <param name="card">The card's id; empty: it is about none.</param>
    /// <param name="deed">What was done.</param>
    /// <param name="number">The card's number; null: it has none.</param>
    /// <param name="contentHash">What the card says then.</param>
    /// <param name="details">Who did it, with what and why.</param>
    public (HighlightBook Book, HighlightEvent Event) Then(DateTimeOffset at, string card, HighlightDeed deed, string? number, string contentHash, HighlightDetails details)
    {
        var written = JsonSerializer.Serialize(details, Catalogue.Json);
        var done = new HighlightEvent(Branch, Events + 1, at, card, deed, contentHash, Hashes.Of(written), Head, "", number) { Details = written };
        done = done with { Hash = done.Reckoned() };
        return (this with { Events = done.Serial, Head = done.Hash }, done);
    }
}

/// <summary>Who did something to a card: the part of an event that can be erased, for only its hash is chained. The operation makes that hash one that nobody can guess.</summary>
/// <param name="By">Who.</param>
/// <param name="Name">His name, with his capacity.</param>
/// <param name="Operation">The activity by which it was done.</param>
/// <param name="Note">Why, where that was asked.</param>
/// <param name="Content">What the card said after it, where that changed.</param>
/// <param name="OnWall">Of a signature: whether customers may see the card.</param>
public sealed record HighlightDetails(PersonId By, string Name, string Operation, string? Note = null, HighlightContent? Content = null, bool? OnWall = null);

/// <summary>
/// One event of a branch's cards, chained to the one before it: a change of any of them shows, one that is taken out too. It does not protect from who can
/// rewrite all of them and the book: for that, somebody else keeps a head that was told him, or a key in a vault signs it.
/// </summary>
/// <param name="Branch">The branch.</param>
/// <param name="Serial">Its place in the chain, from 1.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Card">The card's id; empty: it is about none.</param>
/// <param name="Deed">What was done.</param>
/// <param name="ContentHash">What the card says then (<see cref="HighlightContent.HashIn"/>).</param>
/// <param name="DetailsHash">The SHA-256 of <see cref="Details"/>.</param>
/// <param name="Previous">The hash of the event before it; empty: it is the first.</param>
/// <param name="Hash">The SHA-256 of all of this.</param>
/// <param name="Number">The card's number; null: it has none.</param>
public sealed record HighlightEvent(
    BranchId Branch, int Serial, DateTimeOffset At, string Card, HighlightDeed Deed, string ContentHash, string DetailsHash, string Previous, string Hash, string? Number = null) : Row
{
    private const string Keys = "event|";

    /// <summary>Who did it, with what and why, as JSON; null: it was erased.</summary>
    public string? Details { get; init; }

    /// <summary>All of a branch, in their order, by one query.</summary>
    public static Read All(BranchId branch) => Read.All<HighlightEvent>(HighlightCard.PartitionOf(branch), Keys);

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowAddress Address => new(HighlightCard.PartitionOf(Branch), string.Create(CultureInfo.InvariantCulture, $"{Keys}{Serial:D8}"));

    /// <summary>The hash that it must have.</summary>
    public string Reckoned() => Hashes.Of(string.Join('\n', Branch.Value, Serial.ToString(CultureInfo.InvariantCulture), At.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture), Card, Deed, Number, ContentHash, DetailsHash, Previous));
}

/// <summary>SHA-256 in hexadecimal digits.</summary>
internal static class Hashes
{
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
