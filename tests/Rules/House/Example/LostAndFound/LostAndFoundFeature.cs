namespace BranchBot.Features.LostAndFound;

/// <summary>失物: what customers left behind, until they fetch it.</summary>
public sealed class LostAndFoundFeature : IFeature
{
    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Command<NoteFound>("found.note", Who.Branch)
        .Command<HandBack>("found.hand-back", Who.Branch)
        .HearsWords<NoteFound>(
            ["失物", "lost and found"],
            new("失物 黑色雨伞,大堂:记下客户落下的东西;失物:还有哪些", "lost and found black umbrella, lobby: keeps what a customer left; lost and found: what is there"),
            rest => new NoteFound(rest))
        .Records<Drawer>(("found", Owner.Branch, "drawer"), "what customers left behind", "the branch", new Keeping.Standing("each thing goes when it is fetched"), OfPersons.Nobody);
}
