using System.Text.Json;
using Azure.Data.Tables;
using BranchBot.Features.HighlightCards;
using BranchBot.Features.Issues;
using BranchBot.Features.Sales;
using BranchBot.Features.ThreeTasks;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;
using BranchBot.Host.Queues;
using BranchBot.Host.WakeUps;

namespace BranchBot.Adapters.Tests.Chaos;

/// <summary>All that stands in the storage, read past everything that fails.</summary>
internal sealed class Books
{
    private readonly List<(string Table, string Partition, string Key, string Data)> all = [];

    private Books()
    {
    }

    /// <summary>Reads all of it, or only what the outbox and the jobs have.</summary>
    public static async Task<Books> Open(string connection, bool underWay, CancellationToken cancel)
    {
        var filter = underWay ? $"(RowKey ge '{OutboxRow.Keys}' and RowKey lt '{OutboxRow.Keys}~') or (RowKey ge '{JobRow.Keys}' and RowKey lt '{JobRow.Keys}~')" : null;
        var books = new Books();
        var service = new TableServiceClient(connection);
        await foreach (var table in service.QueryAsync(cancellationToken: cancel))
        {
            await foreach (var entity in service.GetTableClient(table.Name).QueryAsync<TableEntity>(filter, cancellationToken: cancel))
            {
                var data = entity.GetString("Data");
                for (var part = 1; entity.TryGetValue($"Data{part}", out var more); part++)
                {
                    data += (string)more;
                }

                books.all.Add((table.Name["branchbot".Length..], entity.PartitionKey, entity.RowKey, data));
            }
        }

        return books;
    }

    public IEnumerable<TaskDay> Tasks => Rows<TaskDay>("tasks", "person|");

    public IEnumerable<SalesDay> Sales => Rows<SalesDay>("sales", "day|");

    public IEnumerable<SalesEntry> Entries => Rows<SalesEntry>("sales", "entry|");

    public IEnumerable<RegionSales> Regions => all.Where(r => r.Table == "sales" && r.Partition.StartsWith("r|", StringComparison.Ordinal) && r.Key.StartsWith("branch|", StringComparison.Ordinal)).Select(r => Read<RegionSales>(r.Data));

    public IEnumerable<Issue> Issues => Rows<Issue>("issues", "open|").Concat(Rows<Issue>("issues", "closed|"));

    public IEnumerable<HighlightCard> Cards => Rows<HighlightCard>("highlights", "card|");

    public IEnumerable<OutboxRow> Outbox => Rows<OutboxRow>(null, OutboxRow.Keys);

    public IEnumerable<JobRow> Jobs => Rows<JobRow>(null, JobRow.Keys);

    public IEnumerable<ReminderTotals> Totals => Rows<ReminderTotals>("reminders", "totals");

    public IEnumerable<Armed> Armed => Rows<Armed>("wakeups", "branch|");

    public IEnumerable<DaySummary> Summaries => Rows<DaySummary>("summaries", "tasks|");

    public IEnumerable<DeadLetter> DeadLetters => all.Where(r => r.Table == "deadletters").Select(r => Read<DeadLetter>(r.Data));

    /// <summary>A branch's audit trail, as it is downloaded: the book, then its events in their order.</summary>
    public IReadOnlyList<string> Trail(BranchId branch)
    {
        var partition = Partition.OfBranch("highlights", branch).Key;
        var rows = all.Where(r => r.Table == "highlights" && r.Partition == partition).ToList();
        return [.. rows.Where(r => r.Key == "book").Select(r => r.Data), .. rows.Where(r => r.Key.StartsWith("event|", StringComparison.Ordinal)).OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Data)];
    }

    /// <summary>What is being sent or carried out now, by somebody who lives or by nobody.</summary>
    public int Leased => Outbox.Count(r => r.State == DeliveryState.Leased) + Jobs.Count(j => j.Lease is not null);

    /// <summary>What is still to be sent or carried out; what rests until something happens is not.</summary>
    public IReadOnlyList<string> StillOpen => [.. Outbox.Where(r => r.IsOpen).Select(r => $"{r.Partition.Key} {r.Key} {r.State} {r.Due:O}"), .. Jobs.Where(j => j.IsOpen && !j.Rests).Select(j => $"{j.Partition.Key} {j.Name} {j.Key} {j.Due:O}")];

    private IEnumerable<T> Rows<T>(string? table, string keys)
        where T : Row => all.Where(r => (table is null || r.Table == table) && r.Key.StartsWith(keys, StringComparison.Ordinal)).Select(r => Read<T>(r.Data));

    private static T Read<T>(string data) => JsonSerializer.Deserialize<T>(data, Catalogue.Json) ?? throw new InvalidDataException(data);
}
