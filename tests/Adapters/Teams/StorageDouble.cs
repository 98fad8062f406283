using System.Collections.Concurrent;
using Moq;

namespace BranchBot.Adapters.Tests.Teams;

/// <summary>People in memory: what is tested here is the protocol and not the tables.</summary>
internal sealed class StorageDouble
{
    private readonly ConcurrentDictionary<RowAddress, Row> rows = new();

    public StorageDouble()
    {
        var mock = new Mock<IStorage>();
        mock.Setup(s => s.Load(It.IsAny<IReadOnlyList<Read>>(), It.IsAny<CancellationToken>()))
            .Returns(async (IReadOnlyList<Read> reads, CancellationToken cancel) =>
            {
                await BeforeLoad(cancel);
                return new Rows([.. reads.Select(r => rows.GetValueOrDefault(r.Address)).OfType<Row>().Select(r => new Stored(r, "1"))]);
            });
        mock.Setup(s => s.Commit(It.IsAny<Commit>(), It.IsAny<CancellationToken>()))
            .Returns((Commit commit, CancellationToken _) =>
            {
                Commits.Enqueue(commit);
                foreach (var (row, _) in commit.Rows)
                {
                    rows[row.Address] = row;
                }

                return Task.FromResult(CommitResult.Committed);
            });
        Storage = mock.Object;
    }

    public IStorage Storage { get; }

    public ConcurrentQueue<Commit> Commits { get; } = new();

    /// <summary>What happens before each read: a wait, a failure.</summary>
    public Func<CancellationToken, Task> BeforeLoad { get; set; } = _ => Task.CompletedTask;

    public Person? PersonOf(string id) => rows.GetValueOrDefault(Person.At(new(Guid.Parse(id)))) as Person;

    public T? Find<T>(RowAddress address)
        where T : Row => rows.GetValueOrDefault(address) as T;

    public void Put(Row row) => rows[row.Address] = row;
}
