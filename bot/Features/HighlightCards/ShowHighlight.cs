namespace BranchBot.Features.HighlightCards;

/// <summary>One card; and what a card asks for when it is opened again.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Id">The card.</param>
public sealed record ShowHighlight(BranchId Branch, string Id) : HighlightCommand(Branch, Id)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => HighlightId.IsOne(Id) ? [Read.One<HighlightCard>(HighlightCard.At(Branch, Id)), Read.One<Roster>(Roster.At(Branch))] : [];

    private protected override Decision DecideOn(Turn turn, HighlightCard card, Rows rows)
    {
        var last = card.History[^1];
        var thanks = turn.Actor.Id == card.Content.Giver && card.State == HighlightState.Signed && last.By != turn.Actor.Id;
        return Decision.Show(HighlightView.Of(turn, card, rows,
            thanks ? new(new($"谢谢您!您发的卡{last.Name.Zh}已经签字。", $"Thank you! {last.Name.En} has signed your card."), Tone.Good)
            : last.Deed is HighlightDeed.Returned or HighlightDeed.Revoked ? new(HighlightView.Said(turn, card, last), Tone.Attention)
            : null));
    }
}

/// <summary>One card as the branch's channel shows it; one that was revoked is shown so.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Id">The card.</param>
public sealed record ShowHighlightToAll(BranchId Branch, string Id) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => HighlightId.IsOne(Id) ? [Read.One<HighlightCard>(HighlightCard.At(Branch, Id))] : [];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => rows.All<HighlightCard>().FirstOrDefault() is { Signature: not null } card
        ? Decision.Show(new Shown(HighlightView.ForAll(turn, card)))
        : Decision.Refuse(HighlightRights.NotYours);
}

/// <summary>Who signed a card is told whom Teams did not let it reach, such as a receiver who has blocked the bot.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Id">The card.</param>
/// <param name="Who">Who was not told; null: the channel.</param>
public sealed record ShowUntold(BranchId Branch, string Id, PersonId? Who = null) : HighlightCommand(Branch, Id)
{
    private protected override Decision DecideOn(Turn turn, HighlightCard card, Rows rows)
    {
        var name = Who is null ? new Text("网点频道", "the branch's channel") : Text.Same(Who == card.Content.Receiver ? card.Content.ReceiverName : card.Content.GiverName);
        return Decision.Show(HighlightView.Of(turn, card, rows, new(
            new Text($"没有通知到{name.Zh}:对方没有添加或者屏蔽了机器人。请当面告诉一声。", $"This did not reach {name.En}: the bot is not installed there, or blocked. Please tell in person."), Tone.Attention)));
    }
}
