using System.Diagnostics;

namespace BranchBot.Host.Telemetry;

/// <summary>
/// The program's own spans, from an activity of Teams to the row of a table. Their names and tags are words of the program: verbs, tables, outcomes; never an
/// address, a key of a row, or a word that somebody wrote (bot/Decisions/0019). Names of tags follow OpenTelemetry's semantic conventions where there are any
/// (opentelemetry.io/docs/specs/semconv). Where nobody listens nothing is made.
/// </summary>
internal static class Traces
{
    /// <summary>The name of the source, which an exporter asks for.</summary>
    public const string Name = "BranchBot";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>What is going on here, to be kept with what goes on later; null: nobody listens, or it is not recorded.</summary>
    public static string? Here => Source.HasListeners() && Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C, Id: var id } ? id : null;

    /// <summary>Begins a span below what is going on here.</summary>
    public static Activity? Start(string name, ActivityKind kind = ActivityKind.Internal) => Source.StartActivity(name, kind);

    /// <summary>Begins a span whose name is worked out only where somebody listens.</summary>
    public static Activity? Start(string name, string of, ActivityKind kind = ActivityKind.Internal) => Source.HasListeners() ? Source.StartActivity($"{name} {of}", kind) : null;

    /// <summary>Begins the span of one round trip to a table, named by the operation and the table and not by the rows.</summary>
    public static Activity? ToTable(string operation, string table) =>
        Start(operation, table, ActivityKind.Client)?.SetTag("db.collection.name", table).SetTag("db.operation.name", operation);

    /// <summary>Begins a span that follows from something earlier, perhaps of another process: linked to it, for that one is over.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="earlier">What <see cref="Here"/> was then; null: it is not known.</param>
    /// <param name="kind">Its kind.</param>
    public static Activity? Follow(string name, string? earlier, ActivityKind kind = ActivityKind.Internal)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var links = ActivityContext.TryParse(earlier, null, isRemote: true, out var before) && before.TraceId != Activity.Current?.TraceId ? new ActivityLink[] { new(before) } : null;
        return Source.StartActivity(name, kind, parentContext: default, links: links);
    }

    /// <summary>It broke: by what kind of exception, never by its message.</summary>
    public static void Fail(this Activity? span, Exception exception) => span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", exception.GetType().FullName);
}
