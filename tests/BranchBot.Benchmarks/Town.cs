using System.Globalization;
using BranchBot.Tests.Support;

namespace BranchBot.Benchmarks;

/// <summary>Many branches of ten people each: a manager and nine tellers.</summary>
internal static class Town
{
    public const int People = 10;

    public static PersonId Person(int branch, int person) => new(Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"20000000-0000-0000-{person:D4}-{branch:D12}")));

    public static Position PositionOf(int person) => person == 0 ? Position.BranchManager : Position.PersonalTeller;

    /// <summary>Writes the branches and their people.</summary>
    public static Task Settle(IStorage storage, int branches) => Parallel.ForEachAsync(Enumerable.Range(0, branches), async (number, cancel) =>
    {
        var branch = DemoBranch.Branch with { Id = new($"b{number}"), Name = $"第{number}支行" };
        var people = Enumerable.Range(0, People).Select(p => new Person(Person(number, p), new($"员工{p}", branch.Id, PositionOf(p)))).ToList();
        var roster = new Roster(branch.Id, [.. people.Select(p => new RosterEntry(p.Id, p.Placement!.Name, p.Placement.Position!.Value, LobbyRole.None))]);
        foreach (var row in people.Append<Row>(roster).Append(new BranchFacts(branch)))
        {
            await storage.Commit(new(row.Address.Partition, [(row, null)], [], []), cancel);
        }
    });
}
