using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;

namespace BranchBot.Host.Teams;

/// <summary>Carries out jobs that want to know who is in a team: asks the connector, page by page, and commits what they decide.</summary>
internal sealed class TeamMembersWorker(ConnectorClient connector, OutboxStorage storage, TimeProvider clock) : IWorker
{
    // A branch has some ten people; a team of a whole bank is none.
    private const int Most = 1000;

    /// <inheritdoc/>
    public bool Takes(Job job) => job is TeamMembersJob;

    /// <inheritdoc/>
    public async Task<JobResult> Run(JobRun run, CancellationToken cancel)
    {
        var job = (TeamMembersJob)run.Job;
        var members = await Read(job, cancel);
        for (var started = clock.GetTimestamp(); clock.GetElapsedTime(started) < CommandHandler.Deadline;)
        {
            var rows = await storage.Load(job.Needs(members), cancel);
            rows = job.NeedsMore(rows) is { Count: > 0 } more ? rows.And(await storage.Load(more, cancel)) : rows;
            var done = job.Do(members, rows, clock.GetUtcNow());
            if (done.Rows is not [var first, ..]
                || await storage.Commit(new(first.Address.Partition, [.. done.Rows.Select(r => (r, rows.VersionOf(r.Address)))], [], done.Tells), cancel) == CommitResult.Committed)
            {
                return JobResult.Finished;
            }
        }

        throw new TimeoutException($"What {job.GetType().Name} decided could not be committed in {CommandHandler.Deadline.TotalSeconds:0} s.");
    }

    private async Task<IReadOnlyList<TeamMember>> Read(TeamMembersJob job, CancellationToken cancel)
    {
        var team = new ConversationReference(job.Of().ServiceUrl, job.Of().TeamId);
        var members = new List<TeamMember>();
        if (job.Who() is { } asked)
        {
            foreach (var id in asked)
            {
                if (await connector.GetMember(team, id, cancel) is { } member)
                {
                    members.Add(Named(member));
                }
            }

            return members;
        }

        await foreach (var member in connector.GetMembers(team, cancel))
        {
            members.Add(Named(member));
            if (members.Count == Most)
            {
                break;
            }
        }

        return members;
    }

    private static TeamMember Named(ChannelAccount member) => new(member.Id ?? "", member.Person, member.Name, member.UserRole is not (null or "user"));
}
