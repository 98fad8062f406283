namespace BranchBot.Benchmarks;

/// <summary>An in-process storage as strict as the tables about versions, to measure a turn without storage. In Benchmarks only.</summary>
internal sealed class MemoryStorage : IStorage
{
    private readonly Dictionary<RowAddress, Stored> rows = [];
    private readonly Lock gate = new();
    private long versions;
    private long roundTrips;

    public long RoundTrips => Interlocked.Read(ref roundTrips);

    public Task<Rows> Load(IReadOnlyList<Read> reads, CancellationToken cancel)
    {
        Interlocked.Add(ref roundTrips, reads.Count);
        lock (gate)
        {
            return Task.FromResult(new Rows([.. reads.SelectMany(Find)]));
        }
    }

    public Task<CommitResult> Commit(Commit commit, CancellationToken cancel)
    {
        Interlocked.Increment(ref roundTrips);
        lock (gate)
        {
            if (commit.Rows.Any(r => Version(r.Row.Address) != r.Version) || commit.ReliesOn.Concat(commit.Removes).Any(r => Version(r.Address) != r.Version))
            {
                return Task.FromResult(CommitResult.Conflict);
            }

            foreach (var (row, _) in commit.Rows)
            {
                rows[row.Address] = new(row, $"v{++versions}");
            }

            foreach (var (address, _) in commit.Removes)
            {
                rows.Remove(address);
            }

            return Task.FromResult(CommitResult.Committed);
        }
    }

    private string? Version(RowAddress address) => rows.TryGetValue(address, out var found) ? found.Version : null;

    private IEnumerable<Stored> Find(Read read) => read.ByPrefix
        ? rows.Where(r => r.Key.Partition == read.Address.Partition && r.Key.Key.StartsWith(read.Address.Key, StringComparison.Ordinal)
            && string.CompareOrdinal(r.Key.Key, read.First ?? "") >= 0 && string.CompareOrdinal(r.Key.Key, (read.Last ?? read.Address.Key) + '\uffff') < 0).Select(r => r.Value)
        : rows.TryGetValue(read.Address, out var row) ? [row] : [];
}
