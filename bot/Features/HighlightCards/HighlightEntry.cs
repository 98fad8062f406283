using System.Globalization;

namespace BranchBot.Features.HighlightCards;

/// <summary>
/// A card in a list: of those that wait, of a month's signed ones, of those that somebody received or gave. Written with the card, in the same batch; so a
/// list is one query, whatever the branch has had.
/// </summary>
/// <param name="Branch">The branch.</param>
/// <param name="Place">The row's key.</param>
/// <param name="Card">The card's id.</param>
/// <param name="State">How far it is.</param>
/// <param name="At">When it came there, UTC: sent, or signed.</param>
/// <param name="Content">What it says.</param>
/// <param name="Number">Its number; null: it is not signed.</param>
/// <param name="SignedBy">Who signed it, with his capacity; null: nobody yet.</param>
/// <param name="OnWall">Whether customers may see it.</param>
public sealed record HighlightEntry(
    BranchId Branch, string Place, string Card, HighlightState State, DateTimeOffset At, HighlightContent Content, string? Number = null, Text? SignedBy = null, bool OnWall = false) : Row
{
    private const string Open = "open|";
    private const string Signed = "signed|";

    /// <inheritdoc/>
    public override RowAddress Address => new(HighlightCard.PartitionOf(Branch), Place);

    /// <summary>Where a card stands among those that wait.</summary>
    public static RowAddress OpenAt(BranchId branch, string card) => new(HighlightCard.PartitionOf(branch), Open + card);

    /// <summary>All that wait, for a signature or to be mended, by one query.</summary>
    public static Read AllOpen(BranchId branch) => Read.All<HighlightEntry>(HighlightCard.PartitionOf(branch), Open);

    /// <summary>Those that were signed in a month, in the order of their numbers, by one query.</summary>
    public static Read In(BranchId branch, DateOnly month) => Read.All<HighlightEntry>(HighlightCard.PartitionOf(branch), $"{Signed}{Month(month)}|");

    /// <summary>Those that were signed in the months of some days, by one query.</summary>
    public static Read In(BranchId branch, DaySpan days) => Read.Between<HighlightEntry>(HighlightCard.PartitionOf(branch), Signed, $"{Signed}{Month(days.From)}", $"{Signed}{Month(days.To)}");

    /// <summary>Those that somebody received in the months of some days, by one query.</summary>
    public static Read To(BranchId branch, PersonId person, DaySpan days) => Of(branch, $"received|{person}|", days);

    /// <summary>Those that somebody gave in the months of some days, by one query.</summary>
    public static Read From(BranchId branch, PersonId person, DaySpan days) => Of(branch, $"given|{person}|", days);

    /// <summary>The one list in which a card waits.</summary>
    public static HighlightEntry Waiting(HighlightCard card) => new(card.Branch, Open + card.Id, card.Id, card.State, card.SentAt, card.Content);

    /// <summary>The lists in which a signed card stands.</summary>
    public static IReadOnlyList<HighlightEntry> OfSigned(HighlightCard card)
    {
        var signed = card.Signature ?? throw new ArgumentException("The card is not signed.", nameof(card));
        var entry = new HighlightEntry(card.Branch, "", card.Id, card.State, signed.At, card.Content, card.Number, signed.Name, signed.OnWall);
        return [.. PlacesOf(card).Select(place => entry with { Place = place })];
    }

    /// <summary>The keys of those lists.</summary>
    public static IReadOnlyList<string> PlacesOf(HighlightCard card)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"{Month(card.Signature!.Day)}|{card.Signature.Serial:D6}");
        return [$"{Signed}{at}", $"received|{card.Content.Receiver}|{at}", $"given|{card.Content.Giver}|{at}"];
    }

    private static Read Of(BranchId branch, string prefix, DaySpan days) => Read.Between<HighlightEntry>(HighlightCard.PartitionOf(branch), prefix, prefix + Month(days.From), prefix + Month(days.To));

    private static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}

/// <summary>A card that its giver has not sent yet, or mends; it survives until he does, or lets it go.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Person">Who writes it.</param>
/// <param name="Id">The id that the card will have.</param>
/// <param name="At">When it was last written, UTC.</param>
/// <param name="To">For whom; null: not said yet.</param>
/// <param name="Occasion">For what; null: not said yet.</param>
/// <param name="What">What happened.</param>
/// <param name="Happened">When.</param>
/// <param name="Photo">The photo's name in the store.</param>
/// <param name="PhotoHash">The SHA-256 of its bytes.</param>
/// <param name="Photos">How many times a photo came or went: a link to bring one is good for one.</param>
/// <param name="Mends">Whether it mends a card that was returned.</param>
/// <param name="Sent">The photo with which that card was sent: the trail names it, so it stays.</param>
public sealed record HighlightDraft(
    BranchId Branch, PersonId Person, string Id, DateTimeOffset At, PersonId? To = null, Occasion? Occasion = null, string? What = null, DateOnly? Happened = null, string? Photo = null, string? PhotoHash = null, int Photos = 0, bool Mends = false, string? Sent = null) : Row
{
    /// <summary>The most that somebody begins; those that mend a returned card do not count.</summary>
    public const int Most = 5;

    private const string Keys = "draft|";

    /// <inheritdoc/>
    public override RowAddress Address => Stands(Branch, Person, Id);

    /// <summary>Where a draft stands.</summary>
    public static RowAddress Stands(BranchId branch, PersonId person, string id) => new(HighlightCard.PartitionOf(branch), $"{Keys}{person}|{id}");

    /// <summary>Writes it as it is now, or takes it away; a photo that nothing shows any more goes too.</summary>
    /// <param name="turn">Who does it.</param>
    /// <param name="answer">What is said.</param>
    /// <param name="after">The draft as it is now; null: it is let go.</param>
    internal Accepted With(Turn turn, Answer answer, HighlightDraft? after)
    {
        var decision = after is null ? Decision.Write(answer) with { Removes = [Address] } : Decision.Write(answer, after);
        return Photo is { } photo && photo != after?.Photo && photo != Sent ? decision.Starting(RowKeys.Of(photo), new RemovePicture(photo)) : decision;
    }

    /// <summary>All that somebody keeps, by one query.</summary>
    public static Read All(BranchId branch, PersonId person) => Read.All<HighlightDraft>(HighlightCard.PartitionOf(branch), $"{Keys}{person}|");

    /// <summary>All of a branch, by one query.</summary>
    public static Read OfAll(BranchId branch) => Read.All<HighlightDraft>(HighlightCard.PartitionOf(branch), Keys);
}
