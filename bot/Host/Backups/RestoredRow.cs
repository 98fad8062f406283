using Azure.Data.Tables;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;
using BranchBot.Host.Storage;
using BranchBot.Host.WakeUps;

namespace BranchBot.Host.Backups;

/// <summary>What became of a row on its way back.</summary>
internal enum Back
{
    /// <summary>As it was.</summary>
    Whole,

    /// <summary>Not brought back: it was of the instances that ran then.</summary>
    Dropped,

    /// <summary>A message that was on its way: it will not be sent, for it has most probably arrived since.</summary>
    Told,

    /// <summary>Work that goes on: what follows of a decision, a job.</summary>
    Work,
}

/// <summary>A row as it comes back: what was under way when it was copied is not told again, and is carried on where that does no harm.</summary>
internal static class RestoredRow
{
    /// <summary>Why a message was not sent.</summary>
    public const string Reason = "Restored";

    /// <summary>The row, and what became of it.</summary>
    public static (TableEntity Row, Back Back) Of(string table, TableEntity row, Catalogue catalogue, DateTimeOffset now)
    {
        T Read<T>()
            where T : Row => (T)RowEntity.Read(row, typeof(T)).Row;
        TableEntity Written(Row after) => RowEntity.Of(row.PartitionKey, row.RowKey, RowEntity.Written(after), ShapeAttribute.Of(after.GetType()));

        if (table == RepairLease.Place.Partition.Table && row.RowKey == RepairLease.Place.Key)
        {
            return (row, Back.Dropped);
        }

        if (row.RowKey.StartsWith(JobRow.Keys, StringComparison.Ordinal))
        {
            return Read<JobRow>() is { IsOpen: true } job ? (Written(job with { Lease = null, Rests = false, Due = now }), Back.Work) : (row, Back.Whole);
        }

        if (!row.RowKey.StartsWith(OutboxRow.Keys, StringComparison.Ordinal) || Read<OutboxRow>() is not { IsOpen: true } told)
        {
            return (row, Back.Whole);
        }

        return catalogue.Parse(told.Verb, told.Data) is IInternal
            ? (Written(told with { State = DeliveryState.Pending, Lease = null, Due = now }), Back.Work)
            : (Written(told with { State = DeliveryState.Unknown, Lease = null, Due = now, Reason = Reason }), Back.Told);
    }
}
