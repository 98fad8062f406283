namespace BranchBot.Core;

/// <summary>What became of something that was to be told, as a feature can read it: the outbox's own row, seen from outside. Never written by a feature.</summary>
/// <param name="Partition">The partition whose commit told it; reminders: <see cref="ReminderDay.Log"/>.</param>
/// <param name="Key">The effect's key.</param>
/// <param name="To">Who was to be told.</param>
/// <param name="State">How far it is.</param>
/// <param name="Reason">Why Teams refused it, by the connector's own code.</param>
/// <param name="Due">When it ended, UTC; while it is open, when it is tried.</param>
public sealed record Told(Partition Partition, string Key, PersonId To, DeliveryState State, string? Reason = null, DateTimeOffset Due = default) : Row
{
    /// <summary>What the keys of all such rows begin with.</summary>
    public const string Keys = "outbox|";

    /// <summary>All that a partition told and that is kept, by one query.</summary>
    public static Read All(Partition partition) => Read.All<Told>(partition, Keys);

    /// <inheritdoc/>
    public override RowAddress Address => new(Partition, Keys + Key);
}
