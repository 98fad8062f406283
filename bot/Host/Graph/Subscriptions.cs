using Microsoft.Graph.Models;

namespace BranchBot.Host.Graph;

/// <summary>
/// Keeps one subscription beside each job that follows a calendar: made, made to last longer well before its end, made anew when it is gone, ended with the job.
/// Only whoever carries the job out does so, one at a time by its lease. Without one the job looks by itself as often as ever.
/// </summary>
/// <param name="graph">Graph; null: it has nowhere to tell of changes.</param>
/// <param name="storage">The rows.</param>
/// <param name="clock">The time.</param>
/// <param name="log">For the operator.</param>
internal sealed class Subscriptions(GraphSubscriptions? graph, IStorage storage, TimeProvider clock, ILogger<Subscriptions> log)
{
    private const int Tries = 5;

    // Half of its life: whatever is the matter with Graph then, there is a day and more left.
    private static readonly TimeSpan Renewal = GraphSubscriptions.Life / 2;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    /// <summary>Sees to it that Graph tells of changes.</summary>
    /// <param name="partition">The job's partition.</param>
    /// <param name="job">The job's key there.</param>
    /// <param name="mailbox">Whose calendar it follows.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Until when nothing need be done for that; null: Graph does not tell.</returns>
    public async Task<DateTimeOffset?> Keep(Partition partition, string job, PersonId mailbox, CancellationToken cancel)
    {
        if (graph is null)
        {
            return null;
        }

        var (row, version) = await Wanted(partition, job, mailbox, cancel);
        var now = clock.GetUtcNow();
        if (row.NotBefore > now || (row is { Id: not null, Doubted: false } && row.Until - Renewal > now))
        {
            return Rest(row, now);
        }

        return Rest(await Ask(row, version, now, cancel), now);
    }

    /// <summary>Nothing is followed any more.</summary>
    public async Task End(Partition partition, string job, CancellationToken cancel)
    {
        if (await Find(partition, job, cancel) is var (row, version))
        {
            await EndInGraph(row, cancel);
            await storage.Commit(new(partition, [], [], []) { Removes = [(row.Address, version)] }, cancel);
        }
    }

    /// <summary>Something is the matter with it: at its next turn the job asks Graph whether it stands.</summary>
    public async Task Doubt(CalendarSubscription subscription, CancellationToken cancel)
    {
        if (await Find(subscription.Partition, subscription.Job, cancel) is var (row, version))
        {
            await Write(row, version, known => known with { Doubted = true, NotBefore = null }, cancel);
        }
    }

    private async Task<CalendarSubscription> Ask(CalendarSubscription row, string version, DateTimeOffset now, CancellationToken cancel)
    {
        var (id, pause, until) = (row.Id, Pause, now + GraphSubscriptions.Life);
        Subscription? stands = null;
        CalendarProblem? problem = null;
        Exception? why = null;
        try
        {
            (stands, problem) = id is null ? default : await graph!.Renew(id, until, cancel);
            if (stands is null && problem is null)
            {
                id = null;
                (stands, problem) = await graph!.Make(row, until, cancel);
            }
        }
        catch (CalendarBusyException busy)
        {
            (problem, pause, why) = (busy.Problem, busy.RetryAfter > Pause ? busy.RetryAfter.Value : Pause, busy);
        }

        if (stands is null)
        {
            Log.NotTold(log, row.Job, row.Partition.Key, problem ?? CalendarProblem.NoAnswer, pause.TotalMinutes, why);
            return await Write(row, version, known => known with { Id = id, NotBefore = now + pause }, cancel);
        }

        // Where Graph has said meanwhile that something is the matter, that stays said.
        Log.Told(log, row.Job, row.Partition.Key, stands.ExpirationDateTime ?? until);
        return await Write(row, version, known => known with { Id = stands.Id, Until = stands.ExpirationDateTime ?? until, Doubted = known.Doubted && known != row, NotBefore = null }, cancel);
    }

    private static DateTimeOffset? Rest(CalendarSubscription row, DateTimeOffset now) => row is not { Id: not null, Doubted: false } || !(row.Until > now) ? null
        : row.NotBefore > now ? row.NotBefore
        : row.Until - Renewal;

    // For another calendar, or when the bot has moved, a new one takes the place of the old.
    private async Task<(CalendarSubscription Row, string Version)> Wanted(Partition partition, string job, PersonId mailbox, CancellationToken cancel)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var found = await Find(partition, job, cancel);
            if (found is var (row, version))
            {
                if (row.Mailbox == mailbox && row.Url == graph!.Url)
                {
                    return (row, version);
                }

                await EndInGraph(row, cancel);
            }

            await storage.Commit(new(partition, [(CalendarSubscription.New(partition, job, mailbox, graph!.Url), found?.Version)], [], []), cancel);
        }

        throw new TimeoutException($"The subscription for {job} could not be written.");
    }

    private async Task EndInGraph(CalendarSubscription row, CancellationToken cancel)
    {
        if (graph is null || row.Id is not { } id)
        {
            return;
        }

        try
        {
            if (await graph.End(id, cancel) is { } problem)
            {
                Log.NotEnded(log, row.Partition.Key, problem, null);
            }
        }
        catch (CalendarBusyException busy)
        {
            Log.NotEnded(log, row.Partition.Key, busy.Problem, busy);
        }
    }

    private async Task<CalendarSubscription> Write(CalendarSubscription row, string version, Func<CalendarSubscription, CalendarSubscription> change, CancellationToken cancel)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var changed = change(row);
            if (changed == row || await storage.Commit(new(row.Partition, [(changed, version)], [], []), cancel) == CommitResult.Committed)
            {
                return changed;
            }

            (row, version) = await Find(row.Partition, row.Job, cancel) ?? throw new InvalidOperationException($"The subscription of {row.Partition.Key} is gone.");
        }

        throw new TimeoutException($"The subscription of {row.Partition.Key} could not be written.");
    }

    private async Task<(CalendarSubscription Row, string Version)?> Find(Partition partition, string job, CancellationToken cancel)
    {
        var at = CalendarSubscription.At(partition, job);
        var rows = await storage.Load([Read.One<CalendarSubscription>(at)], cancel);
        return rows.Find<CalendarSubscription>(at) is { } row ? (row, rows.VersionOf(at)!) : null;
    }
}
