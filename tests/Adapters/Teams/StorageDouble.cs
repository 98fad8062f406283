using System.Collections.Concurrent;
using System.Globalization;
using Moq;

namespace BranchBot.Adapters.Tests.Teams;

/// <summary>Rows in memory, written only on condition of what was read: what is tested here is the protocol and not the tables.</summary>
internal sealed class StorageDouble
{
    private readonly Lock gate = new();
    private readonly Dictionary<RowAddress, (Row Row, int Version)> rows = [];
    private int versions;

    public StorageDouble()
    {
        var mock = new Mock<IStorage>();
        mock.Setup(s => s.Load(It.IsAny<IReadOnlyList<Read>>(), It.IsAny<CancellationToken>()))
            .Returns(async (IReadOnlyList<Read> reads, CancellationToken cancel) =>
            {
                await BeforeLoad(cancel);
                var read = Read(reads);
                await AfterLoad(reads);
                return read;
            });
        mock.Setup(s => s.Commit(It.IsAny<Commit>(), It.IsAny<CancellationToken>())).Returns((Commit commit, CancellationToken _) => Task.FromResult(Write(commit)));
        Storage = mock.Object;
    }

    public IStorage Storage { get; }

    public ConcurrentQueue<Commit> Commits { get; } = new();

    /// <summary>What happens before each read: a wait, a failure.</summary>
    public Func<CancellationToken, Task> BeforeLoad { get; set; } = _ => Task.CompletedTask;

    /// <summary>What happens between a read and what is made of it.</summary>
    public Func<IReadOnlyList<Read>, Task> AfterLoad { get; set; } = _ => Task.CompletedTask;

    public Person? PersonOf(string id) => Find<Person>(Person.At(new(Guid.Parse(id))));

    public T? Find<T>(RowAddress address)
        where T : Row
    {
        lock (gate)
        {
            return rows.GetValueOrDefault(address).Row as T;
        }
    }

    public void Put(Row row)
    {
        lock (gate)
        {
            rows[row.Address] = (row, ++versions);
        }
    }

    private Rows Read(IReadOnlyList<Read> reads)
    {
        lock (gate)
        {
            return new([.. reads.Where(r => rows.ContainsKey(r.Address)).Select(r => rows[r.Address]).Select(r => new Stored(r.Row, r.Version.ToString(CultureInfo.InvariantCulture)))]);
        }
    }

    private CommitResult Write(Commit commit)
    {
        lock (gate)
        {
            string? Now(RowAddress address) => rows.TryGetValue(address, out var known) ? known.Version.ToString(CultureInfo.InvariantCulture) : null;
            if (commit.Rows.Any(r => Now(r.Row.Address) != r.Version) || commit.Removes.Concat(commit.ReliesOn).Any(r => Now(r.Address) != r.Version))
            {
                return CommitResult.Conflict;
            }

            Commits.Enqueue(commit);
            foreach (var (row, _) in commit.Rows)
            {
                rows[row.Address] = (row, ++versions);
            }

            foreach (var (address, _) in commit.Removes)
            {
                rows.Remove(address);
            }

            return CommitResult.Committed;
        }
    }
}
