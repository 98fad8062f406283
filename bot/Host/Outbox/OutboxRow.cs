using System.Text.Json;
using System.Text.Json.Serialization;

namespace BranchBot.Host.Outbox;

/// <summary>How far a message is. What was sent has no row any more.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutboxState>))]
internal enum OutboxState
{
    /// <summary>To be sent when due.</summary>
    Pending,

    /// <summary>Somebody is sending it, until the row's due time; after it he is taken for dead.</summary>
    Leased,

    /// <summary>Teams refused it for good; stays, with the reason.</summary>
    Refused,

    /// <summary>At most once, and it is not known whether it arrived; stays, never sent again.</summary>
    Unknown,
}

/// <summary>An effect as a row of the partition whose commit made it.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Key">The effect's key.</param>
/// <param name="To">Who is told.</param>
/// <param name="Delivery">Certain, or at most once.</param>
/// <param name="Verb">What he is shown, as in a card's payload.</param>
/// <param name="Data">The command's data.</param>
/// <param name="State">How far it is.</param>
/// <param name="Due">When it is to be sent, or until when its sender is trusted.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Lease">Whose lease it is.</param>
/// <param name="Reason">Why it was refused.</param>
internal sealed record OutboxRow(
    Partition Partition,
    string Key,
    PersonId To,
    Delivery Delivery,
    string Verb,
    JsonElement Data,
    OutboxState State,
    DateTimeOffset Due,
    int Attempts,
    string? Lease = null,
    string? Reason = null) : Row
{
    /// <summary>What the keys of all outbox rows begin with.</summary>
    public const string Keys = "outbox|";

    /// <inheritdoc/>
    public override RowAddress Address => new(Partition, Keys + Key);

    /// <summary>Whether there is still something to do for it.</summary>
    [JsonIgnore]
    public bool IsOpen => State is OutboxState.Pending or OutboxState.Leased;
}
