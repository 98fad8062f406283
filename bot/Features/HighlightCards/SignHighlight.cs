namespace BranchBot.Features.HighlightCards;

/// <summary>
/// 签字 (H-2 to H-5): who may is decided now, on the server. The number, the signature, the event and all lists are one batch, conditional on the book: however
/// often it is pressed, by whomever, there is one signature, one number and one announcement.
/// </summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Id">The card.</param>
/// <param name="Version">Which version of its words was shown: nobody signs what he has not seen.</param>
/// <param name="Wall">可上墙, <c>yes</c>: customers may see it; from the card's field.</param>
public sealed record SignHighlight(BranchId Branch, string Id, int Version = 1, string? Wall = null) : HighlightCommand(Branch, Id)
{
    /// <summary>The field's word for: customers may see it.</summary>
    internal const string OnWall = "yes";

    private protected override Decision DecideOn(Turn turn, HighlightCard card, Rows rows)
    {
        if (card.State != HighlightState.Waiting)
        {
            return Already(turn, card, rows);
        }

        var deciders = HighlightRights.DecidersOf(turn, rows, card);
        if (!deciders.Allow(turn.Actor))
        {
            return Say(turn, card, rows, SigningRule.Refusal(turn.Actor, card.Content.Receiver, deciders), Tone.Attention);
        }

        if (Version != card.Version)
        {
            return Say(turn, card, rows, new("这张卡刚改过,请看一下新的内容再签字。", "This card was changed just now: please look at what it says before you sign."), Tone.Attention);
        }

        var book = HighlightBook.In(rows, Branch);
        var serial = book.NextSerial(turn.Today.Year);
        var signed = card with
        {
            State = HighlightState.Signed,
            History = [.. card.History, Step(turn, HighlightDeed.Signed)],
            Signature = new(turn.Actor.Id, SigningRule.CapacityOf(turn.Actor), turn.Now, turn.Today, serial, card.Content.HashIn(Branch, Id), Wall == OnWall),
        };
        var notice = new Text("已签字 ", "Signed ") + HighlightView.Signed(turn, signed);
        return HighlightChange.Of(turn, rows, signed, book.With(turn.Today.Year, serial), notice).Telling(HighlightChange.Announces(turn, signed));
    }
}

/// <summary>退回, with a word on why (H-2); without one it is asked for.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Id">The card.</param>
/// <param name="Why">Why; from the card's field. Null: asks.</param>
public sealed record ReturnHighlight(BranchId Branch, string Id, string? Why = null) : HighlightCommand(Branch, Id)
{
    private protected override Decision DecideOn(Turn turn, HighlightCard card, Rows rows)
    {
        var deciders = HighlightRights.DecidersOf(turn, rows, card);
        return card.State != HighlightState.Waiting ? Already(turn, card, rows)
            : !deciders.Allow(turn.Actor) ? Say(turn, card, rows, SigningRule.Refusal(turn.Actor, card.Content.Receiver, deciders), Tone.Attention)
            : HighlightForm.Wrong(Why) is { } wrong ? HighlightForm.Why(turn, card, this, new("退回", "Return"), Why is null ? null : new(wrong, Tone.Attention))
            : HighlightChange.Of(turn, rows, card with { State = HighlightState.Returned, History = [.. card.History, Step(turn, HighlightDeed.Returned, Why)] }, HighlightBook.In(rows, Branch), new("已退回,已经告诉发卡人。", "Returned; its giver is told."))
                .Telling([.. card.Content.Giver == turn.Actor.Id ? Array.Empty<Effect>() : [HighlightChange.Tell(card, $"card|{card.Id}|returned|{card.History.Count + 1}", card.Content.Giver)]]);
    }
}

/// <summary>撤销 of a signed card, with a reason: it stays, marked so, under its number (H-4).</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Id">The card.</param>
/// <param name="Why">Why; from the card's field. Null: asks.</param>
public sealed record RevokeHighlight(BranchId Branch, string Id, string? Why = null) : HighlightCommand(Branch, Id)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> NeedsMore(Turn turn, Rows rows) => rows.Find<HighlightCard>(HighlightCard.At(Branch, Id)) is { Signature: not null } card
        ? [.. HighlightEntry.PlacesOf(card).Select(place => Read.One<HighlightEntry>(new(HighlightCard.PartitionOf(Branch), place)))]
        : [];

    private protected override Decision DecideOn(Turn turn, HighlightCard card, Rows rows) =>
        card.State != HighlightState.Signed ? Already(turn, card, rows)
        : !HighlightRights.MayRevoke(turn, card) ? Say(turn, card, rows, new("签了字的卡只有支行长本人和二级分行可以撤销,给自己的卡不行。", "A signed card is revoked by the branch manager himself or the region, and nobody revokes his own."), Tone.Attention)
        : HighlightForm.Wrong(Why) is { } wrong ? HighlightForm.Why(turn, card, this, new("撤销", "Revoke"), Why is null ? null : new(wrong, Tone.Attention))
        : HighlightChange.Of(turn, rows, card with { State = HighlightState.Revoked, History = [.. card.History, Step(turn, HighlightDeed.Revoked, Why)] }, HighlightBook.In(rows, Branch), new("已撤销。编号保留,大家看到的卡都改了。", "Revoked. The number is kept, and the card is changed wherever it stands."))
            .Telling([.. new[] { card.Content.Receiver, card.Content.Giver }.Where(p => p != turn.Actor.Id).Distinct().Select(p => HighlightChange.Tell(card, $"card|{card.Id}|revoked|{p}", p))]);
}

/// <summary>撤回, by its giver, before it is signed.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Id">The card.</param>
public sealed record WithdrawHighlight(BranchId Branch, string Id) : HighlightCommand(Branch, Id)
{
    private protected override Decision DecideOn(Turn turn, HighlightCard card, Rows rows) =>
        card.State is not (HighlightState.Waiting or HighlightState.Returned) ? Already(turn, card, rows)
        : card.Content.Giver != turn.Actor.Id ? Say(turn, card, rows, new("只有发卡人可以撤回。", "Only its giver can withdraw it."), Tone.Attention)
        : HighlightChange.Of(turn, rows, card with { State = HighlightState.Withdrawn, History = [.. card.History, Step(turn, HighlightDeed.Withdrawn)] }, HighlightBook.In(rows, Branch), new("已撤回。", "Withdrawn."));
}
