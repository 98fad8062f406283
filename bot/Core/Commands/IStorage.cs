namespace BranchBot.Core;

/// <summary>What is written in one entity-group transaction.</summary>
/// <param name="Partition">The one partition that it touches.</param>
/// <param name="Rows">Rows to write, each with the ETag under which it was read; null: it must still be absent.</param>
/// <param name="ReliesOn">Rows that must still have these ETags.</param>
/// <param name="Tells">Effects, that become outbox rows of the same batch.</param>
public sealed record Commit(
    Partition Partition,
    IReadOnlyList<(Row Row, string? Version)> Rows,
    IReadOnlyList<(RowAddress Address, string Version)> ReliesOn,
    IReadOnlyList<Effect> Tells)
{
    /// <summary>Rows to take away, each with the ETag under which it was read.</summary>
    public IReadOnlyList<(RowAddress Address, string Version)> Removes { get; init; } = [];

    /// <summary>Whether it may make something fall due earlier, so that the branch is woken to look (<see cref="Accepted.Wakes"/>).</summary>
    public bool Wakes { get; init; }

    /// <summary>Jobs, that become rows of the same batch.</summary>
    public IReadOnlyList<Start> Starts { get; init; } = [];

    /// <summary>What a decision commits, on condition that what it read still stands.</summary>
    /// <exception cref="InvalidOperationException">It relies on a row, or takes one away, that was not read.</exception>
    internal static Commit Of(Accepted accepted, Rows rows)
    {
        string Read(RowAddress address) => rows.VersionOf(address) ?? throw new InvalidOperationException($"{address} was not read.");
        return new(
            accepted.Rows is [var first, ..] ? first.Address.Partition : accepted.Removes[0].Partition,
            [.. accepted.Rows.Select(row => (row, rows.VersionOf(row.Address)))],
            [.. accepted.ReliesOn.Select(a => (a, Read(a)))],
            accepted.Tells)
        {
            Removes = [.. accepted.Removes.Select(a => (a, Read(a)))],
            Starts = accepted.Starts,
            Wakes = accepted.Wakes,
        };
    }
}

/// <summary>How a commit ended.</summary>
public enum CommitResult
{
    /// <summary>All of it stands.</summary>
    Committed,

    /// <summary>A row was not what was read, or the answer was lost: nothing is known to stand. Read and decide again.</summary>
    Conflict,
}

/// <summary>The wall to the tables.</summary>
public interface IStorage
{
    /// <summary>Reads rows; each <see cref="Read"/> is one round trip.</summary>
    /// <exception cref="NewerRowException">A newer program has written one, and this one cannot read it.</exception>
    Task<Rows> Load(IReadOnlyList<Read> reads, CancellationToken cancel);

    /// <summary>Commits one batch, effects with it, and sees to it that the effects are delivered and the jobs carried out.</summary>
    /// <exception cref="NewerRowException">A newer program has written a row that would be written over, or taken away.</exception>
    /// <exception cref="ArgumentException">The batch breaks a limit of Azure Table storage; the message says which.</exception>
    Task<CommitResult> Commit(Commit commit, CancellationToken cancel);
}
