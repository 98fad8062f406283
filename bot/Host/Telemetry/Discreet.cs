using System.Diagnostics;
using OpenTelemetry;

namespace BranchBot.Host.Telemetry;

/// <summary>
/// Lets only those tags of a span go out that cannot say who or what it was about. What a framework adds to its spans tomorrow is held back until somebody has
/// looked at it (bot/Decisions/0019).
/// </summary>
internal sealed class Discreet : BaseProcessor<Activity>
{
    private const string Path = "url.path";
    private const string Route = "http.route";

    private static readonly HashSet<string> Told =
    [
        "http.request.method", "http.response.status_code", Route, Path, "url.scheme", "server.address", "server.port", "network.protocol.version", "error.type",
        "http.request.resend_count", "db.collection.name", "db.operation.name", "db.operation.batch.size", "messaging.destination.name", "rpc.method", "rpc.service",
    ];

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        foreach (var tag in data.TagObjects.Select(t => t.Key).ToList())
        {
            if (!Told.Contains(tag) && !tag.StartsWith("branchbot.", StringComparison.Ordinal))
            {
                data.SetTag(tag, null);
            }
        }

        // The path names people and branches; its pattern does not.
        if (data.GetTagItem(Path) is not null)
        {
            data.SetTag(Path, data.GetTagItem(Route) is string route ? $"/{route.TrimStart('/')}" : "/?");
        }

        if (data.StatusDescription is not null)
        {
            data.SetStatus(data.Status);
        }
    }
}
