using BranchBot.Host.Outbox;
using BranchBot.Host.Telemetry;

namespace BranchBot.Host.WakeUps;

/// <summary>
/// Wakes one branch: sums up the days that are over, claims and sends what is due, and puts down when it is to be woken next. What is due is computed, so
/// it makes no difference how often, by which message or in how many processes at once this runs.
/// </summary>
internal sealed class Waking(
    IStorage storage, OutboxDelivery outbox, Catalogue catalogue, DayEnd dayEnd, WakeUpQueue queue, WakeUpTimes times, Measures measures, TimeProvider clock, ILogger<Waking> log)
{
    // One row of a batch is the day's totals.
    private const int MostClaims = 99;
    private const int MostTries = 20;
    private const int MostDaysAtOnce = 31;

    /// <summary>Wakes a branch and arms it anew.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="nonce">Only where the index still names this message; null: in any case.</param>
    /// <param name="cancel">Stops it; what is left to do is found by the next one.</param>
    public async Task Wake(BranchId branch, string? nonce, CancellationToken cancel)
    {
        var (factsAt, rosterAt, armedAt) = (BranchFacts.At(branch), Roster.At(branch), Armed.At(branch));
        for (var tries = 0; tries < MostTries; tries++)
        {
            var index = await storage.Load([Read.One<Armed>(armedAt)], cancel);
            var (armed, version) = (index.Find<Armed>(armedAt), index.VersionOf(armedAt));
            if (nonce is not null && armed?.Nonce != nonce)
            {
                return;
            }

            var rows = await storage.Load([Read.One<BranchFacts>(factsAt), Read.One<Roster>(rosterAt)], cancel);
            if (rows.Find<BranchFacts>(factsAt) is not { } facts || rows.Find<Roster>(rosterAt) is not { } roster)
            {
                await Disarm(branch, armedAt, version, cancel);
                return;
            }

            var now = clock.GetUtcNow();
            var today = facts.Today(now);
            var (summed, again) = await SumUp(facts, roster, armed?.Summed ?? today.AddDays(-1), now, cancel);
            var next = await Remind(ReminderDay.Of(facts, roster, today), armed?.Due ?? now, cancel);
            next = again < next ? again.Value : next;

            // Somebody else may have armed it meanwhile, knowing less than we do: then we look again.
            if (await Arm(new(branch, next, Guid.NewGuid().ToString("N"), summed), version, now, cancel))
            {
                return;
            }
        }

        throw new TimeoutException($"{branch} could not be armed in {MostTries} tries.");
    }

    /// <summary>
    /// Puts the branch's next message down and then says in the index that it is the one that counts. Until it does nobody may see the message: he would take it
    /// for superseded.
    /// </summary>
    /// <returns>Whether it is; else the message is superseded before it comes.</returns>
    public async Task<bool> Arm(Armed armed, string? version, DateTimeOffset now, CancellationToken cancel)
    {
        var soon = armed.Due - now < times.Net;
        var wakeUp = new WakeUp(armed.Branch, armed.Due, armed.Nonce, Traces.Here);
        var message = await queue.Put(wakeUp, soon ? times.Net : armed.Due - now, cancel);
        if (await storage.Commit(new(armed.Address.Partition, [(armed, version)], [], []), cancel) != CommitResult.Committed)
        {
            return false;
        }

        if (soon)
        {
            await queue.ShowInTime(message, wakeUp, clock.GetUtcNow(), log);
        }

        return true;
    }

    // Days are summed up in their order; where one cannot be yet, the branch is woken for it.
    private async Task<(DateOnly Summed, DateTimeOffset? Again)> SumUp(BranchFacts facts, Roster roster, DateOnly summed, DateTimeOffset now, CancellationToken cancel)
    {
        var last = facts.Today(now).AddDays(-1);
        for (var count = 0; summed < last; count++)
        {
            var day = summed.AddDays(1);
            var at = ReminderPlan.SummedAt(facts.Branch, day);
            if (at > now)
            {
                return (summed, at);
            }

            if (count == MostDaysAtOnce || !await IsSummed(ReminderDay.Of(facts, roster, day), cancel))
            {
                return (summed, now + DayEnd.Pause);
            }

            summed = day;
        }

        return (summed, null);
    }

    // A day that cannot be summed up must not keep today's reminders back.
    private async Task<bool> IsSummed(ReminderDay day, CancellationToken cancel)
    {
        try
        {
            return await dayEnd.SumUp(day, cancel) is null;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            Log.NotSummed(log, day.Facts.Branch.Id.Value, day.Day.Date, e);
            return false;
        }
    }

    // Claims what is due, batch by batch, each on condition that the day's totals are what was read; answers with when the next thing falls due.
    private async Task<DateTimeOffset> Remind(ReminderDay day, DateTimeOffset asleepSince, CancellationToken cancel)
    {
        var (branch, date) = (day.Facts.Branch.Id, day.Day.Date);
        var (partition, totalsAt) = (ReminderDay.Log(branch, date), ReminderTotals.At(branch, date));
        IReadOnlyList<Read> needs = [Read.One<ReminderTotals>(totalsAt), Read.All<OutboxRow>(partition, OutboxRow.Keys), .. catalogue.Reminders.SelectMany(r => r.Needs(day.Facts, date)).Distinct()];
        for (var tries = 0; tries < MostTries; tries++)
        {
            var rows = await storage.Load(needs, cancel);
            var now = clock.GetUtcNow();
            var told = rows.All<OutboxRow>().ToList();
            var totals = rows.Find<ReminderTotals>(totalsAt) ?? new(branch, date);
            // Removed from its team: the day goes on and is summed up, and nothing is pushed.
            var all = day.Facts.Silent is null ? catalogue.Reminders.SelectMany(r => r.Of(day, rows)).ToList() : [];
            var due = totals.Over is null ? ReminderPlan.Due(all, told.Select(t => t.Key).ToHashSet(), now, asleepSince) : [];
            if (told.Any(t => t.IsOpen && t.Due <= now))
            {
                outbox.DeliverSoon([.. told.Where(t => t.IsOpen && t.Due <= now)]);
            }

            if (due.Count == 0)
            {
                return ReminderPlan.Next(catalogue.Reminders, day, all, now);
            }

            var claims = due.Take(MostClaims).ToList();
            Log.Due(log, branch.Value, claims.Count, date);
            var commit = new Commit(partition, [(totals with { Planned = totals.Planned + claims.Count }, rows.VersionOf(totalsAt))], [], [.. claims.Select(EffectOf)]);
            if (await storage.Commit(commit, cancel) != CommitResult.Committed)
            {
                continue;
            }

            measures.Due(claims.Count);
            if (claims.Count == due.Count)
            {
                return ReminderPlan.Next(catalogue.Reminders, day, all, now);
            }
        }

        throw new TimeoutException($"The reminders of {branch} could not be claimed in {MostTries} tries.");
    }

    private async Task Disarm(BranchId branch, RowAddress armedAt, string? version, CancellationToken cancel)
    {
        Log.Gone(log, branch.Value);
        if (version is not null)
        {
            await storage.Commit(new(armedAt.Partition, [], [], []) { Removes = [(armedAt, version)] }, cancel);
        }
    }

    private static Effect EffectOf(Reminder reminder) => new(reminder.Key, reminder.To, reminder.Delivery, reminder.Show) { Expires = reminder.Until, Due = reminder.From, Counted = true };
}
