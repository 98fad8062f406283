namespace BranchBot.Features.HighlightCards;

/// <summary>A card with one step more, as it is committed: the card, the event and the book, the lists in which it stands, in one batch; and whom that tells.</summary>
internal static class HighlightChange
{
    private const int MostAsked = 12;

    /// <summary>Writes it.</summary>
    /// <param name="turn">Who does it.</param>
    /// <param name="rows">What <see cref="HighlightCommand.Needs"/> named.</param>
    /// <param name="after">The card with the step.</param>
    /// <param name="book">The book, with a number given out where one is.</param>
    /// <param name="notice">What is said to who did it.</param>
    public static Accepted Of(Turn turn, Rows rows, HighlightCard after, HighlightBook book, Text notice)
    {
        var step = after.History[^1];
        var changes = step.Deed is HighlightDeed.Given or HighlightDeed.Mended;
        var details = new HighlightDetails(step.By, step.Name.Zh, turn.Operation, step.Note, changes ? after.Content : null, step.Deed == HighlightDeed.Signed ? after.Signature!.OnWall : null);
        var (next, done) = book.Then(step.At, after.Id, step.Deed, after.Number, after.Content.HashIn(after.Branch, after.Id), details);
        var open = HighlightEntry.OpenAt(after.Branch, after.Id);
        var waits = after.State is HighlightState.Waiting or HighlightState.Returned;
        return Decision.Write(
                HighlightView.Of(turn, after, rows, new(notice, Tone.Good)),
                [after, next, done, .. waits ? [HighlightEntry.Waiting(after)] : Array.Empty<HighlightEntry>(), .. after.Signature is null ? [] : HighlightEntry.OfSigned(after)])
            .Telling(Renewals(after, after.History.Count))
            with
        { Removes = !waits && rows.VersionOf(open) is not null ? [open] : [], Wakes = waits };
    }

    /// <summary>The same with those asked to sign it who may now: who is on duty, or where nobody is, the first who may; else the region's leaders.</summary>
    public static HighlightCard Asking(Turn turn, Rows rows, HighlightCard card)
    {
        var roster = HighlightRights.RosterIn(turn, rows);
        var deciders = SigningRule.Of(turn.Facts, roster, card.Content.Receiver, turn.Now, turn.Today);
        var there = SigningRule.Present(turn.Facts, roster, deciders, turn.Today);
        IReadOnlyList<PersonId> asked = there.Count > 0 ? there
            : deciders.Region ? rows.Find<RegionLeaders>(RegionLeaders.At(turn.Branch.Region))?.Leaders ?? []
            : [.. deciders.People.Take(1)];
        return card with { Asked = [.. card.Asked.Concat(asked.Where(p => p != turn.Actor.Id).Select(p => new HighlightAsk(p, $"card|{card.Id}|ask|{card.History.Count}|{p}"))).TakeLast(MostAsked)] };
    }

    /// <summary>Those whom the last step asks.</summary>
    public static IReadOnlyList<Effect> Asks(HighlightCard card) =>
        [.. card.Asked.Where(a => a.Tells.StartsWith($"card|{card.Id}|ask|{card.History.Count}|", StringComparison.Ordinal)).Select(a => Tell(card, a.Tells, a.To) with { Kept = true })];

    /// <summary>Somebody is told of a card, for certain; he is shown it as it stands when he is told.</summary>
    public static Effect Tell(HighlightCard card, string tells, PersonId to) => new(tells, to, Delivery.Certain, new ShowHighlight(card.Branch, card.Id));

    /// <summary>What a signature tells: the receiver, the giver, the branch's channel (H-6). Whom it does not reach, who signed hears of.</summary>
    public static IReadOnlyList<Effect> Announces(Turn turn, HighlightCard card)
    {
        Effect Untold(string what, PersonId? who) => new($"card|{card.Id}|untold|{what}", turn.Actor.Id, Delivery.Certain, new ShowUntold(card.Branch, card.Id, who));
        var channel = new Effect($"card|{card.Id}|signed|channel", turn.Actor.Id, Delivery.Certain, new ShowHighlightToAll(card.Branch, card.Id)) { InChannel = true, Kept = true, IfRefused = Untold("channel", null) };
        var people = new[] { ("receiver", card.Content.Receiver), ("giver", card.Content.Giver) }.Where(p => p.Item2 != turn.Actor.Id)
            .Select(p => Tell(card, $"card|{card.Id}|signed|{p.Item1}", p.Item2) with { Kept = true, IfRefused = Untold(p.Item1, p.Item2) });
        return [.. people, .. turn.Facts is { Team: not null, Silent: null } ? [channel] : Array.Empty<Effect>()];
    }

    /// <summary>Every message that shows the card is shown it as it stands now, wherever it was sent.</summary>
    /// <param name="card">The card.</param>
    /// <param name="step">Which step of its history they show.</param>
    public static IReadOnlyList<Effect> Renewals(HighlightCard card, int step)
    {
        Effect Renew(string tells, PersonId to) => new($"renew|{step}|{tells}", to, Delivery.Certain, new ShowHighlight(card.Branch, card.Id)) { Renews = tells };
        var asked = card.Asked.Where(a => !a.Tells.StartsWith($"card|{card.Id}|ask|{step}|", StringComparison.Ordinal)).Select(a => Renew(a.Tells, a.To));

        // What the signature itself tells goes out only now.
        return card.Signature is null || (card.State == HighlightState.Signed && card.History.Count == step) ? [.. asked] :
        [
            .. asked,
            Renew($"card|{card.Id}|signed|receiver", card.Content.Receiver),
            Renew($"card|{card.Id}|signed|giver", card.Content.Giver),
            Renew($"card|{card.Id}|signed|channel", card.Signature.By) with { Show = new ShowHighlightToAll(card.Branch, card.Id), InChannel = true },
        ];
    }
}
