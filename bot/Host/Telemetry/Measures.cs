using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BranchBot.Host.Telemetry;

/// <summary>
/// The program's own measures, by which operators see whether the morning goes well (docs/telemetry.md). A tag has few values, all words of the program: no
/// branch, no person. Times are seconds.
/// </summary>
internal sealed class Measures
{
    /// <summary>The name of the meter, which an exporter asks for.</summary>
    public const string Name = "BranchBot";

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600] };
    private readonly Histogram<double> turns;
    private readonly Histogram<double> promptsLate;
    private readonly Histogram<double> wakeUpsLate;
    private readonly Histogram<double> backlog;
    private readonly Histogram<double> sendDelay;
    private readonly Counter<long> decisions;
    private readonly Counter<long> again;
    private readonly Counter<long> commits;
    private readonly Counter<long> promptsDue;
    private readonly Counter<long> sends;
    private readonly Counter<long> calls;
    private readonly Counter<long> messages;
    private readonly Counter<long> jobs;
    private readonly Counter<long> happened;
    private readonly Gauge<long> depth;

    /// <summary>Makes the instruments.</summary>
    public Measures(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        turns = meter.CreateHistogram<double>("branchbot.turn.duration", "s", "Turns of Teams, until they were answered.");
        decisions = meter.CreateCounter<long>("branchbot.decisions", "{decision}", "Commands that were carried out, by feature and how they ended.");
        again = meter.CreateCounter<long>("branchbot.decisions.again", "{decision}", "Decisions made once more because somebody was faster.");
        commits = meter.CreateCounter<long>("branchbot.commits", "{commit}", "Batches to the tables.");
        promptsDue = meter.CreateCounter<long>("branchbot.prompts.due", "{prompt}", "Reminders that fell due and were claimed.");
        promptsLate = meter.CreateHistogram("branchbot.prompts.late", "s", "How long after it fell due a reminder was sent.", advice: Seconds);
        sends = meter.CreateCounter<long>("branchbot.sends", "{send}", "Sends of the outbox by kind and how they ended.");
        sendDelay = meter.CreateHistogram("branchbot.send.delay", "s", "How long after its commit a message was sent.", advice: Seconds);
        calls = meter.CreateCounter<long>("branchbot.connector.calls", "{call}", "Calls of Teams' connector by what it answered.");
        backlog = meter.CreateHistogram("branchbot.outbox.age", "s", "How long ago what the sweep of the outbox finds should have gone.", advice: Seconds);
        wakeUpsLate = meter.CreateHistogram("branchbot.wakeups.late", "s", "How long after its time a branch was woken.", advice: Seconds);
        messages = meter.CreateCounter<long>("branchbot.queue.messages", "{message}", "Messages of queues by how they ended.");
        depth = meter.CreateGauge<long>("branchbot.queue.depth", "{message}", "Messages in a queue, hidden ones too, about.");
        jobs = meter.CreateCounter<long>("branchbot.jobs", "{turn}", "Turns of jobs by how they ended.");
        happened = meter.CreateCounter<long>("branchbot.happened", "{event}", "What happened in branches.");
    }

    /// <summary>Whether somebody listens to what is decided.</summary>
    public bool WatchesDecisions => decisions.Enabled || again.Enabled || happened.Enabled;

    /// <summary>A turn of Teams is over.</summary>
    public void Turn(string door, string outcome, TimeSpan took) => turns.Record(took.TotalSeconds, new("door", door), new("outcome", outcome));

    /// <summary>A command is carried out.</summary>
    /// <param name="feature">Whose.</param>
    /// <param name="outcome">changed, shown, refused or failed.</param>
    /// <param name="tries">How often it was decided.</param>
    public void Decided(string feature, string outcome, int tries)
    {
        decisions.Add(1, new("feature", feature), new("outcome", outcome));
        if (tries > 1)
        {
            again.Add(tries - 1, new KeyValuePair<string, object?>("feature", feature));
        }
    }

    /// <summary>Something happened in a branch.</summary>
    public void Happened(Happened what) => happened.Add(what.Number, new("what", what.What), new("kind", what.Kind));

    /// <summary>A batch was tried.</summary>
    public void Committed(string table, string result) => commits.Add(1, new("table", table), new("result", result));

    /// <summary>Reminders fell due and were claimed.</summary>
    public void Due(int count) => promptsDue.Add(count);

    /// <summary>A send of the outbox has ended.</summary>
    public void Sent(string kind, string result) => sends.Add(1, new("kind", kind), new("result", result));

    /// <summary>A message went, so long after it should have.</summary>
    public void Delayed(bool reminder, TimeSpan late) => (reminder ? promptsLate : sendDelay).Record(Math.Max(0, late.TotalSeconds));

    /// <summary>The connector answered, or did not.</summary>
    public void Called(string answer) => calls.Add(1, new KeyValuePair<string, object?>("answer", answer));

    /// <summary>The sweep of the outbox found something that should have gone so long ago.</summary>
    public void Waits(TimeSpan age) => backlog.Record(Math.Max(0, age.TotalSeconds));

    /// <summary>A branch was woken.</summary>
    public void Woken(TimeSpan late) => wakeUpsLate.Record(Math.Max(0, late.TotalSeconds));

    /// <summary>A message of a queue has ended, or comes again.</summary>
    public void Handled(string queue, string result) => messages.Add(1, new("queue", queue), new("result", result));

    /// <summary>So many messages are in a queue.</summary>
    public void Holds(string queue, long count) => depth.Record(count, new KeyValuePair<string, object?>("queue", queue));

    /// <summary>A turn of a job has ended.</summary>
    public void Worked(string result) => jobs.Add(1, new KeyValuePair<string, object?>("result", result));
}

/// <summary>Adds the measures.</summary>
internal static class MeasuresSetup
{
    /// <summary>Adds them once, whoever asks for them.</summary>
    public static IServiceCollection AddMeasures(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<Measures>();
        return services;
    }
}
