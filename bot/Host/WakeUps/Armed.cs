using System.Globalization;

namespace BranchBot.Host.WakeUps;

/// <summary>When a branch is woken next: the index by which a lost message is noticed.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Due">When, UTC.</param>
/// <param name="Nonce">The branch's one message that counts; all others are superseded.</param>
/// <param name="Summed">The last business day that was summed up.</param>
[MadeAnew]
internal sealed record Armed(BranchId Branch, DateTimeOffset Due, string Nonce, DateOnly Summed) : Row
{
    /// <summary>How many partitions the index has: 40,000 branches make 625 rows in each, one page of a query.</summary>
    public const int Shards = 64;

    private const string Keys = "branch|";

    /// <inheritdoc/>
    public override RowAddress Address => At(Branch);

    /// <summary>Where a branch's row stands.</summary>
    public static RowAddress At(BranchId branch) => new(Shard(Convert.ToInt32(RowKeys.Of(branch.Value)[..8], 16) & (Shards - 1)), Keys + branch);

    /// <summary>All rows of a shard, by one query.</summary>
    public static Read All(int shard) => Read.All<Armed>(Shard(shard), Keys);

    private static Partition Shard(int shard) => Partition.OfTenant("wakeups", shard.ToString(CultureInfo.InvariantCulture));
}
