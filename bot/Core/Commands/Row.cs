using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

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

    /// <summary>The tenant: what belongs to the whole bank and no branch, region or person.</summary>
    Tenant,
}

/// <summary>An aggregate: the rows of one table partition, that can change together.</summary>
/// <param name="Table">The table, named after the feature.</param>
/// <param name="Owner">What kind of owner it has.</param>
/// <param name="OwnerId">The owner's id.</param>
/// <param name="Rest">What tells the owner's partitions in this table apart, such as a date.</param>
public sealed record Partition(string Table, Owner Owner, string OwnerId, string Rest)
{
    /// <summary>The partition key as it stands in the table.</summary>
    [JsonIgnore]
    public string Key => Rest.Length == 0 ? $"{Prefix}{OwnerId}" : $"{Prefix}{OwnerId}|{Rest}";

    private string Prefix => PrefixOf(Owner);

    /// <summary>What the keys of an owner's partitions begin with.</summary>
    public static string PrefixOf(Owner owner) => owner switch { Owner.Branch => "b|", Owner.Person => "p|", Owner.Region => "r|", _ => "t|" };

    /// <summary>A partition of a branch.</summary>
    public static Partition OfBranch(string table, BranchId branch, string rest = "") => new(table, Owner.Branch, branch.Value, rest);

    /// <summary>A partition of a person.</summary>
    public static Partition OfPerson(string table, PersonId person, string rest = "") => new(table, Owner.Person, person.ToString(), rest);

    /// <summary>A partition of a region.</summary>
    public static Partition OfRegion(string table, RegionId region, string rest = "") => new(table, Owner.Region, region.Value, rest);

    /// <summary>A partition of the whole tenant.</summary>
    public static Partition OfTenant(string table, string id, string rest = "") => new(table, Owner.Tenant, id, rest);
}

/// <summary>Where a row stands.</summary>
public sealed record RowAddress(Partition Partition, string Key);

/// <summary>A row of an aggregate. Stored as JSON; a record, so that a decision makes a new one instead of changing it.</summary>
public abstract record Row
{
    /// <summary>Where it stands: made of the row's members, and so no part of its JSON.</summary>
    public abstract RowAddress Address { get; }

    // An attribute of the base is not one of the property that overrides it.
    internal static void WithoutAddress(JsonTypeInfo type)
    {
        if (type.Type.IsAssignableTo(typeof(Row)) && type.Properties.FirstOrDefault(p => p.PropertyType == typeof(RowAddress)) is { } address)
        {
            type.Properties.Remove(address);
        }
    }
}

/// <summary>One thing that a command wants to read.</summary>
/// <param name="Address">The row, or where the keys of the wanted rows begin.</param>
/// <param name="Type">The type of the rows.</param>
/// <param name="ByPrefix">False: one point read. True: one query for all rows of the partition whose keys begin so.</param>
public sealed record Read(RowAddress Address, Type Type, bool ByPrefix)
{
    /// <summary>Of a query: where the keys begin; null: with the first that has the prefix.</summary>
    public string? First { get; init; }

    /// <summary>Of a query: where the keys end, those that begin with it included; null: with the last that has the prefix.</summary>
    public string? Last { get; init; }

    /// <summary>One row, by a point read.</summary>
    public static Read One<T>(RowAddress address)
        where T : Row => new(address, typeof(T), false);

    /// <summary>All rows of a partition whose keys begin with <paramref name="prefix"/>, by one query.</summary>
    public static Read All<T>(Partition partition, string prefix)
        where T : Row => new(new(partition, prefix), typeof(T), true);

    /// <summary>All rows of a partition whose keys begin with <paramref name="prefix"/> and are not before <paramref name="first"/>, by one query.</summary>
    public static Read From<T>(Partition partition, string prefix, string first)
        where T : Row => new(new(partition, prefix), typeof(T), true) { First = first };

    /// <summary>
    /// All rows of a partition whose keys begin with <paramref name="prefix"/>, are not before <paramref name="first"/>, and not behind those that begin with
    /// <paramref name="last"/>, by one query.
    /// </summary>
    public static Read Between<T>(Partition partition, string prefix, string first, string last)
        where T : Row => new(new(partition, prefix), typeof(T), true) { First = first, Last = last };
}

/// <summary>Makes parts of row keys.</summary>
public static class RowKeys
{
    /// <summary>A part of a key that stands for an operation: an activity's id may have characters that a key may not.</summary>
    public static string Of(string operation) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(operation)))[..32];

    /// <summary>A day in a key, so that keys are ordered as days are.</summary>
    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A row as it was read.</summary>
/// <param name="Row">The row.</param>
/// <param name="Version">Its version, of the storage's own making: the condition on which it is written.</param>
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

    /// <summary>The same with one more row.</summary>
    public Rows With(Stored row) => byAddress.ContainsKey(row.Row.Address) ? this : new([.. stored, row]);

    /// <summary>The same with what a second round has read.</summary>
    public Rows And(Rows more) => more.All<Row>().Select(r => new Stored(r, more.VersionOf(r.Address)!)).Aggregate(this, (rows, row) => rows.With(row));

    /// <summary>All rows of a type.</summary>
    public IEnumerable<T> All<T>()
        where T : Row => stored.Select(s => s.Row).OfType<T>();

    /// <summary>The version under which a row was read; null where it was absent.</summary>
    public string? VersionOf(RowAddress address) => byAddress.TryGetValue(address, out var found) ? found.Version : null;
}
