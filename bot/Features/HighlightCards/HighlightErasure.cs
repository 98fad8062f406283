using System.Text.Json;

namespace BranchBot.Features.HighlightCards;

/// <summary>
/// Takes a person out of a branch's cards. A card that he gave or received keeps its number and its hashes and says nothing any more; of others that he
/// signed, returned or revoked, or that named him before they were mended, only that goes. The chain of events stays whole: what is taken out of it is chained by its hash alone. Pure.
/// </summary>
public static class HighlightErasure
{
    private static readonly Text Nobody = Text.Same("—");

    /// <summary>The cards in which the person is named, by what the chain says of them.</summary>
    public static IReadOnlyList<string> CardsOf(IEnumerable<HighlightEvent> events, PersonId person) =>
        [.. events.Where(e => e.Card.Length > 0 && DetailsOf(e) is { } d && Names(d, person)).Select(e => e.Card).Distinct()];

    /// <summary>The drafts that go: those that he writes, those for him, those that mend a card which says nothing any more.</summary>
    /// <param name="drafts">All of the branch.</param>
    /// <param name="person">Who is taken out.</param>
    /// <param name="emptied">The cards that say nothing any more.</param>
    public static IReadOnlyList<HighlightDraft> DraftsOf(IEnumerable<HighlightDraft> drafts, PersonId person, IReadOnlySet<string> emptied) =>
        [.. drafts.Where(d => d.Person == person || d.To == person || emptied.Contains(d.Id))];

    /// <summary>Whether a card says nothing any more once the person is taken out.</summary>
    public static bool Empties(HighlightCard card, PersonId person) => card.State == HighlightState.Erased || Names(card.Content, person);

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
    /// <returns>The commit, and the photos that are shown by nothing after it.</returns>
    public static (Commit Commit, IReadOnlyList<string> Photos)? Of(HighlightCard card, IReadOnlyList<HighlightEvent> events, Rows rows, PersonId person, DateTimeOffset at, string operation)
    {
        var whole = Names(card.Content, person);
        var named = events.Where(e => DetailsOf(e) is { } d && (whole || Names(d, person))).ToList();
        if (named.Count == 0)
        {
            return null;
        }

        var emptied = named.Select(e => e with { Details = null }).ToList();
        var photos = named.Select(e => DetailsOf(e)?.Content?.Photo).Append(whole ? card.Content.Photo : null).OfType<string>().Where(p => whole || p != card.Content.Photo).Distinct().ToList();

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
        return (commit, photos);
    }

    private static bool Names(HighlightContent content, PersonId person) => content.Giver == person || content.Receiver == person;

    private static bool Names(HighlightDetails details, PersonId person) => details.By == person || (details.Content is { } content && Names(content, person));

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
