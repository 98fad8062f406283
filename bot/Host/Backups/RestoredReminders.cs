using BranchBot.Host.Outbox;
using BranchBot.Host.Storage;
using BranchBot.Host.WakeUps;

namespace BranchBot.Host.Backups;

/// <summary>
/// Takes the reminders that fell due by now as told: between the copy and now they went out, and the copy does not know it. Who was reminded twice is annoyed; who was
/// not, because the bots stood still as well, is missed once, as when they stand still anyway.
/// </summary>
internal sealed class RestoredReminders(IStorage storage, TableStorage tables, Catalogue catalogue, TimeProvider clock)
{
    private const int AtOnce = 90;

    /// <summary>Claims them, and does not send them; answers with how many there are.</summary>
    public async Task<int> TakeAsTold(CancellationToken cancel)
    {
        var count = 0;
        for (var shard = 0; shard < Armed.Shards; shard++)
        {
            foreach (var armed in (await storage.Load([Armed.All(shard)], cancel)).All<Armed>())
            {
                count += await TakeAsTold(armed.Branch, cancel);
            }
        }

        return count;
    }

    private async Task<int> TakeAsTold(BranchId branch, CancellationToken cancel)
    {
        var (factsAt, rosterAt) = (BranchFacts.At(branch), Roster.At(branch));
        var read = await storage.Load([Read.One<BranchFacts>(factsAt), Read.One<Roster>(rosterAt)], cancel);
        if (read.Find<BranchFacts>(factsAt) is not { Silent: null } facts || read.Find<Roster>(rosterAt) is not { } roster)
        {
            return 0;
        }

        var now = clock.GetUtcNow();
        var day = ReminderDay.Of(facts, roster, facts.Today(now));
        var (partition, totalsAt) = (ReminderDay.Log(branch, day.Day.Date), ReminderTotals.At(branch, day.Day.Date));
        var rows = await storage.Load([Read.One<ReminderTotals>(totalsAt), Read.All<OutboxRow>(partition, OutboxRow.Keys), .. catalogue.Reminders.SelectMany(r => r.Needs(facts, day.Day.Date)).Distinct()], cancel);
        var totals = rows.Find<ReminderTotals>(totalsAt) ?? new(branch, day.Day.Date);
        if (totals.Over is not null)
        {
            return 0;
        }

        var due = ReminderPlan.Due(catalogue.Reminders.SelectMany(r => r.Of(day, rows)), rows.All<OutboxRow>().Select(r => r.Key).ToHashSet(), now, now);
        var (taken, version) = (0, rows.VersionOf(totalsAt));
        foreach (var some in due.Chunk(AtOnce))
        {
            taken += some.Length;
            totals = totals with { Planned = totals.Planned + some.Length };
            var claims = some.Select(r => new OutboxRow(partition, r.Key, r.To, r.Delivery, catalogue.VerbOf(r.Show), System.Text.Json.JsonSerializer.SerializeToElement(r.Show, r.Show.GetType(), Catalogue.Json), DeliveryState.Unknown, now, 0, Reason: RestoredRow.Reason) { Counted = true });
            if (await tables.Commit(new(partition, [(totals, version), .. claims.Select(c => ((Row)c, (string?)null))], [], []), cancel) != CommitResult.Committed)
            {
                throw new InvalidOperationException($"The reminders of {branch} changed: a bot runs already. Stop it, and restore again with --over.");
            }

            version = (await storage.Load([Read.One<ReminderTotals>(totalsAt)], cancel)).VersionOf(totalsAt);
        }

        return taken;
    }
}
