namespace BranchBot.Core;

/// <summary>What the features keep.</summary>
public sealed partial class Catalogue
{
    /// <summary>All kinds of records of all features, in the order of the features.</summary>
    public IReadOnlyList<RecordKind> Records { get; }
}
