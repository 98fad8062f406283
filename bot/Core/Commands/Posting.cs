namespace BranchBot.Core;

/// <summary>Where the message of an effect went that is kept (<see cref="Effect.Kept"/>): written with what became of the send, never by a feature.</summary>
/// <param name="Partition">The partition whose commit told it.</param>
/// <param name="Key">The effect's key.</param>
/// <param name="ServiceUrl">The connector.</param>
/// <param name="Conversation">The conversation.</param>
/// <param name="Activity">The message.</param>
/// <param name="Renewals">How many times another state was put in its place: of two who do so at once, one sees that he must look again.</param>
public sealed record Posting(Partition Partition, string Key, string ServiceUrl, string Conversation, string Activity, int Renewals = 0) : Row
{
    /// <summary>What the keys of all such rows begin with.</summary>
    public const string Keys = "posted|";

    /// <inheritdoc/>
    public override RowAddress Address => At(Partition, Key);

    /// <summary>Where the row of an effect stands.</summary>
    public static RowAddress At(Partition partition, string key) => new(partition, Keys + key);
}
