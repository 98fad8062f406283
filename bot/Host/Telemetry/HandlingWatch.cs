using System.Diagnostics;

namespace BranchBot.Host.Telemetry;

/// <summary>Tells operators how commands end: a span named for the command, and counts by feature.</summary>
internal sealed class HandlingWatch(Measures measures) : IHandlingWatch
{
    /// <inheritdoc/>
    public IHandling? Begin(Command command)
    {
        var span = Traces.Start("handle", command.GetType().Name);
        return span is not null || measures.WatchesDecisions ? new Handling(measures, span, command.GetType()) : null;
    }

    private sealed class Handling(Measures measures, Activity? span, Type command) : IHandling
    {
        private string outcome = "failed";
        private int tries = 1;

        public void Ended(Decision decision, int times, bool committed)
        {
            (tries, outcome) = (times, (decision, committed) switch
            {
                (Refused, _) => "refused",
                (_, true) => "changed",
                _ => "shown",
            });
            span?.SetTag("branchbot.outcome", outcome).SetTag("branchbot.tries", times);
            if (decision is Refused refused)
            {
                span?.SetTag("branchbot.refusal", refused.Kind.ToString());
            }

            if (committed && decision is Accepted accepted)
            {
                foreach (var what in accepted.Counts)
                {
                    measures.Happened(what);
                }
            }

            span?.Stop();
        }

        public void Dispose()
        {
            measures.Decided(FeatureOf(command), outcome, tries);
            if (outcome == "failed")
            {
                span?.SetStatus(ActivityStatusCode.Error);
            }

            span?.Dispose();
        }

        // A feature is a folder, and so a namespace: BranchBot.Features.Sales.Products is of Sales.
        private static string FeatureOf(Type command) => command.Namespace?.Split('.') is ["BranchBot", "Features", var feature, ..] ? feature : "Core";
    }
}
