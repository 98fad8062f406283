namespace BranchBot.Features.HighlightCards;

/// <summary>亮点时刻卡: given by anybody, valid by the manager's signature, seen by all (H-1 to H-6).</summary>
public sealed class HighlightCardsFeature : IFeature
{
    private const Who Seen = Who.Branch | Who.RegionLeader;

    private static readonly Keeping ForEver = new Keeping.Standing("numbers have no gap and the trail is one chain; a person can be taken out of it at any time");
    private static readonly OfPersons TakenOut = new("says nothing of him any more: cards that he gave or received are emptied, with their photos; numbers and hashes stay, and the trail is whole") { IsApart = true };

    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Command<DescribeHighlight>("highlights.describe", Who.Branch)
        .Command<KeepHighlight>("highlights.keep", Who.Branch)
        .Command<RemovePhoto>("highlights.remove-photo", Who.Branch)
        .Command<DropHighlight>("highlights.drop", Who.Branch)
        .Command<SendHighlight>("highlights.send", Who.Branch)
        .Command<MendHighlight>("highlights.mend", Who.Branch)
        .Command<WithdrawHighlight>("highlights.withdraw", Who.Branch)
        .Command<SignHighlight>("highlights.sign", Seen)
        .Command<ReturnHighlight>("highlights.return", Seen)
        .Command<RevokeHighlight>("highlights.revoke", Seen)
        .Command<ShowHighlight>("highlights.show", Seen)
        .Command<ShowHighlightToAll>("highlights.show-to-all", Who.Onlookers)
        .Command<ShowUntold>("highlights.untold", Seen)
        .Command<ShowUnsigned>("highlights.unsigned", Seen)
        .Command<ShowMyHighlights>("highlights.mine", Who.Branch)
        .Command<ShowHighlightMonth>("highlights.month", Seen)
        .Command<PutPhoto>("highlights.put-photo", Who.Branch)
        .Command<TakePhoto>("highlights.picture", Who.Branch)
        .Page<OpenPhotoPage>("photo", Who.Branch)
        .Page<OpenSheet>("card", Seen)
        .Page<OpenHighlightBook>("cards", Seen)
        .Page<OpenHighlightTrail>("trail", Who.BranchManager | Who.RegionLeader)
        .TakesPictures(new("亮点时刻卡的照片", "a photo for a highlight card"), (picture, otherwise) => new TakePhoto(picture.Blob, picture.Sha256) { Otherwise = otherwise })
        .Offers("giveHighlightCard", message => new DescribeHighlight(To: message.From, What: message.Words.Length == 0 ? null : message.Words))
        .Reminds(new HighlightReminders())
        .Adds(new UnsignedSection())
        .Adds(new HighlightPanels())
        .Adds(new HighlightsOfPerson())
        .HearsWords<DescribeHighlight>(["亮点", "highlight", "发亮点时刻卡", "亮点时刻卡", "give highlight", "表扬", "praise"], new("发亮点时刻卡,如:亮点 李静", "give a highlight card, such as: highlight 李静"), rest => new DescribeHighlight(rest.Length > 500 ? rest[..500] : rest))
        .Hears<ShowUnsigned>(["待签", "to sign", "签字", "sign", "待签字"], new("等您签字的亮点时刻卡", "highlight cards that wait for your signature"), () => new ShowUnsigned(), listed: false)
        .Hears<ShowMyHighlights>(["我的亮点", "my highlights", "我的卡"], new("收到和发出的亮点时刻卡", "highlight cards that you received and gave"), () => new ShowMyHighlights())
        .Hears<ShowHighlightMonth>(["亮点墙", "highlight wall", "亮点列表", "highlights"], new("本网点签了字的卡;亮点墙 上个月", "the branch's signed cards; highlight wall last month"), rest => rest.Length == 0 ? new() : rest.Length > NamedBranch.Longest ? null : new(Name: rest))
        .Records<HighlightCard>(Cards("card|"), "a highlight card with its history and photo", "the branch, the region; with a signature for the wall its customers", ForEver, TakenOut, c => [c.Content.Photo], c => [(c.Content.Giver, c.Content.GiverName), (c.Content.Receiver, c.Content.ReceiverName)], c => [c.Content.Giver, c.Content.Receiver])
        .Records<HighlightEntry>(Cards("open| signed| received| given|"), "a card in its lists", "as the card", ForEver, TakenOut)
        .Records<HighlightBook>(Cards("book"), "the last numbers and the end of the trail", "the branch manager, the region", ForEver, OfPersons.Nobody)
        .Records<HighlightEvent>(Cards("event|"), "the audit trail: who did what to a card, chained by hashes", "the branch manager, the region", ForEver, TakenOut)
        .Records<HighlightDraft>(Cards("draft|"), "a card that is not sent yet", "its writer", Keeping.For<HighlightDraft>(Retention.Drafts, d => d.Mends ? null : Keeping.Day(d.At), "since it was last written; one that mends a returned card stays as long as that"), TakenOut with { IsPrivate = (d, who) => ((HighlightDraft)d).Person != who }, d => [d.Photo], blobsOf: d => [d.Person]);

    private static (string Table, Owner Owner, string Keys) Cards(string keys) => ("highlights", Owner.Branch, keys);
}
