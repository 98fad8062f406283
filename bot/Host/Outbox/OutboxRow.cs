using System.Text.Json;
using System.Text.Json.Serialization;

namespace BranchBot.Host.Outbox;

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
    DeliveryState State,
    DateTimeOffset Due,
    int Attempts,
    string? Lease = null,
    string? Reason = null) : Row
{
    /// <summary>What the keys of all outbox rows begin with.</summary>
    public const string Keys = Told.Keys;

    /// <summary>After this it is not sent any more.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether it stays when it was sent, until somebody counts it.</summary>
    public bool Counted { get; init; }

    /// <summary>Whether an earlier try may have reached Teams.</summary>
    public bool Perhaps { get; init; }

    /// <summary>Whether it goes into the branch's channel.</summary>
    public bool InChannel { get; init; }

    /// <summary>Whether it is kept where it went.</summary>
    public bool Kept { get; init; }

    /// <summary>The key of the effect whose message it renews; null: it is a message of its own.</summary>
    public string? Renews { get; init; }

    /// <summary>Since when it is due; null: it was put down by an older version.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What was going on when it was told (<see cref="Telemetry.Traces.Here"/>).</summary>
    public string? Trace { get; init; }

    /// <summary>What is told if it is refused for good.</summary>
    public OutboxRow? IfRefused { get; init; }

    /// <inheritdoc/>
    public override RowAddress Address => new(Partition, Keys + Key);

    /// <summary>Whether there is still something to do for it.</summary>
    [JsonIgnore]
    public bool IsOpen => State is DeliveryState.Pending or DeliveryState.Leased;

    /// <summary>Whether it is no message but what follows of a decision (<see cref="FollowUps"/>).</summary>
    [JsonIgnore]
    public bool IsFollowUp => Key.StartsWith(Effect.ThenKeys, StringComparison.Ordinal);

    /// <summary>The row once a send has ended; null: it is taken away.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="now">When.</param>
    /// <param name="longestPause">The longest pause before the next try, unless Teams asks for more.</param>
    public OutboxRow? After(SendOutcome outcome, DateTimeOffset now, TimeSpan longestPause)
    {
        var ended = this with { Due = now, Lease = null };
        return outcome switch
        {
            SendOutcome.Sent => Counted ? ended with { State = DeliveryState.Sent } : null,
            SendOutcome.Moot => ended with { State = DeliveryState.Expired, Reason = nameof(SendOutcome.Moot) },
            SendOutcome.Refused refused => ended with { State = DeliveryState.Refused, Reason = refused.Code },
            SendOutcome.Unknown when Delivery == Delivery.AtMostOnce => ended with { State = DeliveryState.Unknown },
            _ => ended with
            {
                State = DeliveryState.Pending,
                Due = Earlier(now + Pause((outcome as SendOutcome.Later)?.After, longestPause)),
                Perhaps = Perhaps || outcome is SendOutcome.Unknown,
            },
        };
    }

    /// <summary>What the end of a send adds: where the message went, what is told instead of it.</summary>
    public IReadOnlyList<Row> Adds(SendOutcome outcome, DateTimeOffset now) => outcome switch
    {
        SendOutcome.Sent { At: { } at } when Kept => [new Posting(Partition, Key, at.ServiceUrl, at.Conversation, at.Activity)],
        SendOutcome.Refused when IfRefused is { } instead => [instead with { Due = now }],
        _ => [],
    };

    private TimeSpan Pause(TimeSpan? asked, TimeSpan longest)
    {
        var exponential = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(Attempts, 10)));
        var pause = exponential < longest ? exponential : longest;
        return asked > pause ? asked.Value : pause;
    }

    // No later than it expires: its end is then written down in time.
    private DateTimeOffset Earlier(DateTimeOffset due) => Expires < due ? Expires.Value : due;
}
