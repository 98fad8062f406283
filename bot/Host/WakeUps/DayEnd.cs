using BranchBot.Host.Outbox;

namespace BranchBot.Host.WakeUps;

/// <summary>Sums up a branch's day that is over: each feature's summary in a row of its own, and what became of the day's reminders in their totals.</summary>
internal sealed class DayEnd(IStorage storage, OutboxDelivery outbox, Catalogue catalogue, TimeProvider clock, ILogger<DayEnd> log)
{
    /// <summary>How long is waited where something of the day is still being sent.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(3);

    // One row of a batch is the day's totals.
    private const int MostRemoved = 99;
    private const int MostTries = 20;

    /// <summary>Sums up a day. May be done again: it comes to the same.</summary>
    /// <returns>Null: it is summed up. A time: somebody is still sending, try again then.</returns>
    public async Task<DateTimeOffset?> SumUp(ReminderDay day, CancellationToken cancel)
    {
        var needs = catalogue.Summaries.SelectMany(s => s.Needs(day.Facts, day.Day.Date)).Distinct().ToList();
        if (needs.Count > 0)
        {
            var rows = await storage.Load(needs, cancel);
            foreach (var summary in catalogue.Summaries)
            {
                if (summary.Sum(day, rows, clock.GetUtcNow()) is { } row)
                {
                    await Keep(row, cancel);
                }
            }
        }

        return await CountReminders(day.Facts.Branch.Id, day.Day.Date, cancel);
    }

    private async Task Keep(Row row, CancellationToken cancel)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var rows = await storage.Load([new Read(row.Address, row.GetType(), false)], cancel);
            if (await storage.Commit(new(row.Address.Partition, [(row, rows.VersionOf(row.Address))], [], []), cancel) == CommitResult.Committed)
            {
                return;
            }
        }

        throw new TimeoutException($"{row.GetType().Name} could not be written in {MostTries} tries.");
    }

    private async Task<DateTimeOffset?> CountReminders(BranchId branch, DateOnly date, CancellationToken cancel)
    {
        var (partition, totalsAt) = (ReminderDay.Log(branch, date), ReminderTotals.At(branch, date));
        for (var tries = 0; tries < MostTries; tries++)
        {
            var rows = await storage.Load([Read.One<ReminderTotals>(totalsAt), Read.All<OutboxRow>(partition, OutboxRow.Keys)], cancel);
            var told = rows.All<OutboxRow>().ToList();
            if (told.Any(t => t.IsOpen))
            {
                // All of it has expired by now; somebody may be sending still.
                if (await outbox.DeliverDue(partition, cancel) is not null)
                {
                    return clock.GetUtcNow() + Pause;
                }

                continue;
            }

            if (rows.Find<ReminderTotals>(totalsAt) is not { } totals || (totals.Over is not null && told.Count == 0))
            {
                return null;
            }

            var counted = told.Take(MostRemoved).ToList();
            totals = totals.With([.. counted.Select(t => t.State)]);
            totals = counted.Count == told.Count ? totals with { Over = clock.GetUtcNow() } : totals;
            var commit = new Commit(partition, [(totals, rows.VersionOf(totalsAt))], [], []) { Removes = [.. counted.Select(t => (t.Address, rows.VersionOf(t.Address)!))] };
            if (await storage.Commit(commit, cancel) == CommitResult.Committed && totals.Over is not null)
            {
                Log.Summed(log, branch.Value, date, totals.Planned, totals.Sent, totals.Refused, totals.Expired, totals.Unknown);
                return null;
            }
        }

        throw new TimeoutException($"The reminders of {branch} on {date} could not be counted in {MostTries} tries.");
    }
}
