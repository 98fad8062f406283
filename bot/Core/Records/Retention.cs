namespace BranchBot.Core;

/// <summary>Periods that rows of several features share; each feature names its own beside them.</summary>
public static class Retention
{
    /// <summary>What somebody began and did not send.</summary>
    public static readonly RetentionPeriod Drafts = new("Drafts", 30, 7);

    /// <summary>Who changed what of a branch.</summary>
    public static readonly RetentionPeriod Changes = new("Changes", 1_826, 120);
}
