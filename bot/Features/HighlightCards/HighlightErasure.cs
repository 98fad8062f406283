using System.Text.Json;

namespace BranchBot.Features.HighlightCards;

/// <summary>
/// Takes a person out of a branch's cards. A card that he gave or received keeps its number and its hashes and says nothing any more; of others that he
/// signed, returned or revoked only his name goes. The chain of events stays whole: what is taken out of it is chained by its hash alone. Pure.
/// </summary>
public static class HighlightErasure
{
    private static readonly Text Nobody = Text.Same("—");

    /// <summary>The cards in which the person is named, by what the chain says of them.</summary>
    public static IReadOnlyList<string> CardsOf(IEnumerable<HighlightEvent> events, PersonId person) =>
        [.. events.Where(e => e.Card.Length > 0 && DetailsOf(e) is { } d && (d.By == person || d.Content is { } c && (c.Giver == person || c.Receiver == person))).Select(e => e.Card).Distinct()];

    /// <summary>What a card's erasure reads beside the branch's events: the card, its place among those that wait, the book, its lists.</summary>
    public static IReadOnlyList<Read> Needs(BranchId branch, string card) =>
        [Read.One<HighlightCard>(HighlightCard.At(branch, card)), Read.One<HighlightEntry>(HighlightEntry.OpenAt(branch, card)), Read.One<HighlightBook>(HighlightBook.At(branch))];

    /// <summary>The lists in which a card stands.</summary>
    public static IReadOnlyList<Read> Lists(HighlightCard card) => card.Signature is null ? [] : [.. HighlightEntry.PlacesOf(card).Select(p => Read.One<HighlightEntry>(new(HighlightCard.PartitionOf(card.Branch), p)))];

    /// <summary>The card, its lists and its events without the person, in one batch with the event that says so; null where he is in none of it any more.</summary>
    /// <param name="card">The card.</param>
    /// <param name="events">Its events.</param>
    /// <param name="rows">What <see cref="Needs"/> and <see cref="Lists"/> named, and the events.</param>
    /// <param name="person">Who is taken out.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="operation">What tells this erasure apart.</param>
    public static (Commit Commit, string? Photo)? Of(HighlightCard card, IReadOnlyList<HighlightEvent> events, Rows rows, PersonId person, DateTimeOffset at, string operation)
    {
        var whole = card.Content.Giver == person || card.Content.Receiver == person;
        var emptied = events.Where(e => DetailsOf(e) is { } d && (whole || d.By == person)).Select(e => e with { Details = null }).ToList();
        if (emptied.Count == 0)
        {
            return null;
        }

        var (book, done) = HighlightBook.In(rows, card.Branch).Then(at, card.Id, HighlightDeed.Erased, card.Number, "", new(default, "erase", operation));
        var after = Without(card, person, whole) with { History = [.. Without(card, person, whole).History, new(HighlightDeed.Erased, at, default, Nobody)] };
        var lists = card.Signature is null ? [] : HighlightEntry.OfSigned(after).Where((_, place) => !whole || place == 0).ToList();
        var keys = lists.Select(l => l.Address).ToHashSet();
        var gone = (whole ? Needs(card.Branch, card.Id).Skip(1).Take(1).Concat(Lists(card)) : []).Select(r => r.Address).Where(a => !keys.Contains(a) && rows.VersionOf(a) is not null);
        if (!whole && rows.Find<HighlightEntry>(HighlightEntry.OpenAt(card.Branch, card.Id)) is not null)
        {
            lists.Add(HighlightEntry.Waiting(after));
        }

        var commit = new Commit(HighlightCard.PartitionOf(card.Branch), [.. new Row[] { after, book, done }.Concat(lists).Concat(emptied).Select(r => (r, rows.VersionOf(r.Address)))], [], HighlightChange.Renewals(card, after.History.Count))
        {
            Removes = [.. gone.Select(a => (a, rows.VersionOf(a)!))],
        };
        return (commit, whole ? card.Content.Photo : null);
    }

    private static HighlightCard Without(HighlightCard card, PersonId person, bool whole) => card with
    {
        State = whole ? HighlightState.Erased : card.State,
        Content = whole ? new(default, Nobody.Zh, default, Nobody.Zh, card.Content.ReceiverIs, Occasion.Other, "", card.Content.Happened) : card.Content,
        Asked = [.. card.Asked.Where(a => !whole && a.To != person)],
        History = [.. card.History.Select(s => whole || s.By == person ? s with { By = default, Name = Nobody, Note = whole ? null : s.Note } : s)],
        Signature = card.Signature is { } signed && (whole || signed.By == person) ? signed with { By = default, Name = Nobody } : card.Signature,
    };

    private static HighlightDetails? DetailsOf(HighlightEvent done) => done.Details is { } written ? JsonSerializer.Deserialize<HighlightDetails>(written, Catalogue.Json) : null;
}
