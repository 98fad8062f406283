namespace BranchBot.Features.Reminders;

/// <summary>What became of reminders, for whoever answers for the branch (T-4).</summary>
public sealed class RemindersFeature : IFeature
{
    private static readonly RetentionPeriod Kept = new("Reminders", 365, 31);

    /// <inheritdoc/>
    public void Describe(FeatureBuilder feature) => feature
        .Adds(new Unreached(Document.LimitList))
        .Adds(new Unreached(Document.Board))
        .Records<ReminderTotals>(("reminders", Owner.Branch, "totals"), "how many reminders of a day were planned, sent, refused", "operators",
            new Keeping.WithPartition(Kept, "to explain a morning to whoever asks within the year"), OfPersons.Nobody);
}
