using BranchBot.Host.Graph;
using BranchBot.Host.Jobs;
using BranchBot.Host.Local;
using BranchBot.Host.Outbox;
using BranchBot.Host.Queues;
using BranchBot.Host.Teams;
using BranchBot.Host.WakeUps;

namespace BranchBot.Host.Records;

/// <summary>What the house itself keeps beside the features: messages that wait, jobs, wake-ups, leases.</summary>
internal static class HouseRecords
{
    private const string Program = "the program; operators";
    private static readonly RetentionPeriod Undelivered = new("Undelivered", 90, 7);

    /// <summary>All of it, declared as a feature declares its own.</summary>
    public static readonly IReadOnlyList<RecordKind> All = new Catalogue([new House()]).Records;

    private static Keeping.Standing Stands(string why) => new(why);

    // Only its records count: nobody hears a word of it.
    private sealed class House : IFeature
    {
        private sealed record Nothing : Command
        {
            public override Decision Decide(Turn turn, Rows rows) => throw new InvalidOperationException("The house has no words.");
        }

        public void Describe(FeatureBuilder feature) => feature
            .Welcomes(() => new Nothing())
            .Otherwise(_ => new Nothing())
            .Records<OutboxRow>(Anywhere("outbox|"), "a message that is on its way, or was refused", Program, Keeping.For<OutboxRow>(Undelivered, r => r.IsOpen ? null : Keeping.Day(r.Due), "since its end was known; whoever looks for a lost message does so within the quarter"),
                OfPersons.Own<OutboxRow>(r => r.To, "nobody writes to him any more"))
            .Records<JobRow>(Anywhere("job|"), "work in steps that is under way, or was given up", Program, Keeping.For<JobRow>(Undelivered, r => r.IsOpen ? null : Keeping.Day(r.Due), "since it was given up"), OfPersons.Renamed("the work goes on"))
            .Records<Posting>(Anywhere("posted|"), "where a message stands that is renewed in its place", Program, Stands("as long as what it shows, or with its partition"), OfPersons.Renamed("the message of others is still renewed"))
            .Records<CalendarSubscription>(Anywhere("subscription|"), "that Graph tells of changes in a calendar", Program, Stands("with the partition of its quarter"), OfPersons.Own<CalendarSubscription>(s => s.Mailbox, "nobody follows his calendar any more"))
            .Records<DeadLetter>(("deadletters", Owner.Region, ""), "a queue message that failed five times", Program, Keeping.For<DeadLetter>(Undelivered, d => Keeping.Day(d.At), "since it was buried"),
                OfPersons.Without<DeadLetter>((d, who) => d.Body.Contains(who.ToString(), StringComparison.Ordinal) ? null : d, "goes"))
            .Records<Armed>(("wakeups", Owner.Tenant, "branch|"), "when a branch is woken next", Program, Stands("one a branch, written anew"), OfPersons.Nobody)
            .Records<RepairLease>(("wakeups", Owner.Tenant, "lease"), "who looks for lost wake-ups", Program, Stands("one, written anew"), OfPersons.Nobody)
            .Records<RateRow>(("rates", Owner.Tenant, "instance| slot|"), "who may send how much", Program, Stands("written anew all the time"), OfPersons.Nobody)
            .Records<ClockMark>(("local", Owner.Region, "clock"), "how far a rehearsal's clock went", "development", Stands("one"), OfPersons.Nobody)
            .Records<SweepState>(("retention", Owner.Tenant, "state"), "how far the sweep of old rows is", Program, Stands("one, written anew"), OfPersons.Nobody)
            .Records<Forgetting>(("retention", Owner.Tenant, "forgetting"), "that somebody is being forgotten: a hash of who, and what he is called instead", Program, Stands("until he is forgotten"), OfPersons.Nobody);

        private static (string Table, Owner Owner, string Keys) Anywhere(string keys) => (RecordKind.AnyTable, Owner.Tenant, keys);
    }
}
