using System.Text.Json.Serialization;

namespace BranchBot.Core;

/// <summary>Who owns a partition: a branch, a person or a region. Every key contains its owner, and the command handler refuses a foreign one (P-5).</summary>
public enum Owner
{
    /// <summary>A branch.</summary>
    Branch,

    /// <summary>A person.</summary>
    Person,

    /// <summary>A region.</summary>
    Region,
}

/// <summary>An aggregate: the rows of one table partition, that can change together.</summary>
/// <param name="Table">The table, named after the feature.</param>
/// <param name="Owner">What kind of owner it has.</param>
/// <param name="OwnerId">The owner's id.</param>
/// <param name="Rest">What tells the owner's partitions in this table apart, such as a date.</param>
public sealed record Partition(string Table, Owner Owner, string OwnerId, string Rest)
{
    /// <summary>The partition key as it stands in the table.</summary>
    public string Key => Rest.Length == 0 ? $"{Prefix}{OwnerId}" : $"{Prefix}{OwnerId}|{Rest}";

    private string Prefix => Owner switch { Owner.Branch => "b|", Owner.Person => "p|", _ => "r|" };

    /// <summary>A partition of a branch.</summary>
    public static Partition OfBranch(string table, BranchId branch, string rest = "") => new(table, Owner.Branch, branch.Value, rest);

    /// <summary>A partition of a person.</summary>
    public static Partition OfPerson(string table, PersonId person, string rest = "") => new(table, Owner.Person, person.ToString(), rest);

    /// <summary>A partition of a region.</summary>
    public static Partition OfRegion(string table, RegionId region, string rest = "") => new(table, Owner.Region, region.Value, rest);
}

/// <summary>Where a row stands.</summary>
public sealed record RowAddress(Partition Partition, string Key);

/// <summary>A row of an aggregate. Stored as JSON; a record, so that a decision makes a new one instead of changing it.</summary>
public abstract record Row
{
    /// <summary>Where it stands.</summary>
    [JsonIgnore]
    public abstract RowAddress Address { get; }
}

/// <summary>One thing that a command wants to read.</summary>
/// <param name="Address">The row, or where the keys of the wanted rows begin.</param>
/// <param name="Type">The type of the rows.</param>
/// <param name="ByPrefix">False: one point read. True: one query for all rows of the partition whose keys begin so.</param>
public sealed record Read(RowAddress Address, Type Type, bool ByPrefix)
{
    /// <summary>One row, by a point read.</summary>
    public static Read One<T>(RowAddress address)
        where T : Row => new(address, typeof(T), false);

    /// <summary>All rows of a partition whose keys begin with <paramref name="prefix"/>, by one query.</summary>
    public static Read All<T>(Partition partition, string prefix)
        where T : Row => new(new(partition, prefix), typeof(T), true);
}

/// <summary>A row as it was read.</summary>
/// <param name="Row">The row.</param>
/// <param name="Version">Its ETag.</param>
public sealed record Stored(Row Row, string Version);

/// <summary>The rows that a command has read.</summary>
public sealed class Rows(IReadOnlyList<Stored> stored)
{
    /// <summary>None.</summary>
    public static readonly Rows None = new([]);

    private readonly Dictionary<RowAddress, Stored> byAddress = stored.ToDictionary(s => s.Row.Address);

    /// <summary>The row at an address, null where there is none.</summary>
    public T? Find<T>(RowAddress address)
        where T : Row => byAddress.TryGetValue(address, out var found) ? (T)found.Row : null;

    /// <summary>All rows of a type.</summary>
    public IEnumerable<T> All<T>()
        where T : Row => stored.Select(s => s.Row).OfType<T>();

    /// <summary>The ETag under which a row was read; null where it was absent.</summary>
    public string? VersionOf(RowAddress address) => byAddress.TryGetValue(address, out var found) ? found.Version : null;
}
