using System.Text.Json.Serialization;

namespace BranchBot.Core;

/// <summary>How a message to Teams goes; a send has no idempotency key, so it is one or the other.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Delivery>))]
public enum Delivery
{
    /// <summary>Never lost; repeated only if a process died, or an answer was lost, while it was in flight.</summary>
    Certain,

    /// <summary>Claimed, then sent: never repeated; what stayed unsent is counted.</summary>
    AtMostOnce,
}

/// <summary>What became of a message.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeliveryState>))]
public enum DeliveryState
{
    /// <summary>To be sent when due.</summary>
    Pending,

    /// <summary>Somebody is sending it, until the row's due time; after it he is taken for dead.</summary>
    Leased,

    /// <summary>Teams has it; kept only of what is counted (<see cref="Effect.Counted"/>).</summary>
    Sent,

    /// <summary>Teams refused it for good; kept, with the reason.</summary>
    Refused,

    /// <summary>It makes no sense any more and was not sent; kept.</summary>
    Expired,

    /// <summary>It is not known whether it arrived and it is not sent again; kept.</summary>
    Unknown,
}

/// <summary>
/// Something to tell a person, committed in the same batch as what it tells of. It carries ids only: when it is sent, <paramref name="Show"/> is run
/// as the receiver, so that he sees the newest state and nothing that he may not see.
/// </summary>
/// <param name="Key">What tells it apart in its partition; the same key is told once.</param>
/// <param name="To">Who is told, in his own chat.</param>
/// <param name="Delivery">Certain or at most once.</param>
/// <param name="Show">What he is shown; a command that changes nothing.</param>
public sealed record Effect(string Key, PersonId To, Delivery Delivery, Command Show)
{
    /// <summary>After this it makes no sense any more and is not sent; null: it always does.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Since when it is due, so that it can be told how late it went; null: since it was told.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Whether how it ended is kept until somebody counts it: reminders, whose totals must reconcile.</summary>
    public bool Counted { get; init; }

    /// <summary>
    /// Whether it is told in the branch's channel, to all who read there: <see cref="Show"/> is run as <see cref="Onlookers"/> of the branch that it
    /// concerns, and <see cref="To"/> is who caused it.
    /// </summary>
    public bool InChannel { get; init; }

    /// <summary>Whether it is kept where its message went (<see cref="Posting"/>), so that it can be renewed in its place.</summary>
    public bool Kept { get; init; }

    /// <summary>
    /// The key of an effect of the same partition whose message this one renews in its place, as things stand then; null: it is a message of its own. A
    /// message that did not go out is not renewed, for it will be shown as things stand when it does.
    /// </summary>
    public string? Renews { get; init; }

    /// <summary>What is told if the service refuses this for good, such as to a person who has blocked the bot; null: nothing.</summary>
    public Effect? IfRefused { get; init; }

    /// <summary>
    /// Whether it is only the net under what follows of a decision and is carried out at once anyway. What a job's step gives somebody to do of himself,
    /// by an internal command, is none: the outbox is its only way.
    /// </summary>
    public bool IsNet => Show is IInternal && Key.StartsWith(ThenKeys, StringComparison.Ordinal);

    /// <summary>What the keys of such nets begin with.</summary>
    public const string ThenKeys = "then|";

    /// <summary>What follows of a decision, as the outbox keeps it (<see cref="Accepted.Then"/>).</summary>
    internal static Effect Following(Asked asked, Command then) => new($"{ThenKeys}{RowKeys.Of(asked.Operation)}", asked.Who, Delivery.Certain, then);
}
