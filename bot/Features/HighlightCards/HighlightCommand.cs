namespace BranchBot.Features.HighlightCards;

/// <summary>A command on one card: the card, its place among those that wait, the book and the roster, four point reads, however many cards the branch has.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Id">The card's id.</param>
public abstract record HighlightCommand(BranchId Branch, string Id) : Command
{
    private static readonly Text None = new("没有这张亮点时刻卡。写「我的亮点」看看您的。", "There is no such highlight card. Write \"my highlights\" to see yours.");

    /// <inheritdoc/>
    public sealed override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => !HighlightId.IsOne(Id) ? [] :
    [
        Read.One<HighlightCard>(HighlightCard.At(Branch, Id)),
        Read.One<HighlightEntry>(HighlightEntry.OpenAt(Branch, Id)),
        Read.One<HighlightBook>(HighlightBook.At(Branch)),
        Read.One<Roster>(Roster.At(Branch)),
    ];

    /// <inheritdoc/>
    public sealed override Decision Decide(Turn turn, Rows rows) =>
        (HighlightId.IsOne(Id) ? rows.Find<HighlightCard>(HighlightCard.At(Branch, Id)) : null) is not { } card ? Decision.Refuse(None)
        : !HighlightRights.IsSeenBy(turn, rows, card) ? Decision.Refuse(HighlightRights.NotYours)
        : DecideOn(turn, card, rows);

    /// <summary>Decides on the card, which the actor may see.</summary>
    private protected abstract Decision DecideOn(Turn turn, HighlightCard card, Rows rows);

    /// <summary>The card with what was just said, and nothing changes.</summary>
    private protected static Decision Say(Turn turn, HighlightCard card, Rows rows, Text what, Tone tone = Tone.Plain) => tone == Tone.Attention
        ? new Refused(HighlightView.Of(turn, card, rows, new(what, tone)))
        : Decision.Show(HighlightView.Of(turn, card, rows, new(what, tone)));

    /// <summary>Something was done already: who, and when.</summary>
    private protected static Decision Already(Turn turn, HighlightCard card, Rows rows) => Say(turn, card, rows, HighlightView.Said(turn, card, card.History[^1]));

    /// <summary>The actor's step.</summary>
    private protected static HighlightStep Step(Turn turn, HighlightDeed deed, string? note = null) =>
        new(deed, turn.Now, turn.Actor.Id, deed is HighlightDeed.Given or HighlightDeed.Mended or HighlightDeed.Withdrawn ? Text.Same(turn.Actor.Name) : SigningRule.CapacityOf(turn.Actor), note?.ReplaceLineEndings(" ").Trim());
}

/// <summary>Who may see a card that is not signed, and who may revoke one that is; of what somebody is at this moment.</summary>
internal static class HighlightRights
{
    public static readonly Text NotYours = new("这张卡还没有签字,只有发卡人和签字人能看。", "This card is not signed yet: only its giver and who signs it can see it.");

    /// <summary>A card that was signed everybody of the branch; before that its giver, who may sign it, the region. Its receiver not: it is to be a surprise.</summary>
    public static bool IsSeenBy(Turn turn, Rows rows, HighlightCard card) => card.Signature is not null || turn.Actor is RegionLeader
        || turn.Actor.Id == card.Content.Giver || MaySign(turn, rows, card) || (turn.Actor is Member member && member.Holds(Position.BranchManager) && member.Id != card.Content.Receiver);

    /// <summary>Whether the actor may sign a card now (H-3).</summary>
    public static bool MaySign(Turn turn, Rows rows, HighlightCard card) => DecidersOf(turn, rows, card).Allow(turn.Actor);

    /// <summary>Who may sign a card now (H-3).</summary>
    public static Deciders DecidersOf(Turn turn, Rows rows, HighlightCard card) => SigningRule.Of(turn.Facts, RosterIn(turn, rows), card.Content.Receiver, card.SentAt, turn.Today);

    /// <summary>Whether the actor may revoke a card: the manager in his own right, and the region; not one given to himself (H-4).</summary>
    public static bool MayRevoke(Turn turn, HighlightCard card) => turn.Actor.Id != card.Content.Receiver && turn.Actor is RegionLeader or Member { Position: Position.BranchManager };

    /// <summary>The branch's people.</summary>
    public static Roster RosterIn(Turn turn, Rows rows) =>
        rows.Find<Roster>(Roster.At(turn.Branch.Id)) ?? throw new InvalidOperationException($"Branch {turn.Branch.Id} has staff and no roster.");
}
