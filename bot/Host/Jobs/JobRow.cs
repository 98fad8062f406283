using System.Text.Json;
using System.Text.Json.Serialization;

namespace BranchBot.Host.Jobs;

/// <summary>A job as a row of the partition whose commit started it: what is to be done, and how far it is.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Key">What tells it apart there.</param>
/// <param name="Name">The job's name.</param>
/// <param name="Data">Its data.</param>
/// <param name="Due">When it is carried on, or until when whoever does so is trusted.</param>
/// <param name="After">The last step that is known to be done; null: none.</param>
/// <param name="Done">How many steps are.</param>
/// <param name="Failures">How often it failed since it last got on.</param>
/// <param name="Lease">Who carries it out now; null: nobody.</param>
/// <param name="GivenUp">Why it was given up; null: it was not. The row stays for the operator.</param>
/// <param name="Rests">Whether there is nothing to do for it before it is due: whoever said so put down the message that wakes it.</param>
/// <param name="Woken">Whether something has happened for it while it was carried out: another turn follows at once.</param>
/// <param name="Trace">What was going on when it was started (<see cref="Telemetry.Traces.Here"/>).</param>
internal sealed record JobRow(
    Partition Partition,
    string Key,
    string Name,
    JsonElement Data,
    DateTimeOffset Due,
    string? After = null,
    int Done = 0,
    int Failures = 0,
    string? Lease = null,
    string? GivenUp = null,
    bool Rests = false,
    bool Woken = false,
    string? Trace = null) : Row
{
    /// <summary>What the keys of all job rows begin with.</summary>
    public const string Keys = "job|";

    /// <inheritdoc/>
    public override RowAddress Address => new(Partition, Keys + Key);

    /// <summary>Whether there is still something to do for it.</summary>
    [JsonIgnore]
    public bool IsOpen => GivenUp is null;
}
