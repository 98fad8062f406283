namespace BranchBot.Features.Reminders;

/// <summary>What became of reminders, for whoever answers for the branch (T-4).</summary>
public sealed class RemindersFeature : IFeature
{
    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Adds(new Unreached(Document.LimitList))
        .Adds(new Unreached(Document.Board));
}
