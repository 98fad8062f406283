using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BranchBot.Adapters.Tests.Telemetry;

/// <summary>Takes what Application Insights would: whatever leaves the program as logs, traces and metrics, as it leaves.</summary>
internal sealed class Ingestion : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly List<JsonElement> items = [];

    private Ingestion(WebApplication app) => this.app = app;

    public string ConnectionString => $"InstrumentationKey=3f2504e0-4f89-41d3-9a0c-0305e82c3301;IngestionEndpoint={app.Urls.Single()}/;LiveEndpoint={app.Urls.Single()}/";

    /// <summary>All that came, in the order in which it did.</summary>
    public IReadOnlyList<JsonElement> Items
    {
        get
        {
            lock (items)
            {
                return [.. items];
            }
        }
    }

    public static async Task<Ingestion> Start()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var ingestion = new Ingestion(app);
        app.MapPost("/{**path}", ingestion.Take);
        await app.StartAsync();
        return ingestion;
    }

    /// <summary>Items of a kind: MessageData, ExceptionData, RequestData, RemoteDependencyData, MetricData.</summary>
    public IReadOnlyList<JsonElement> Of(params string[] kinds) => [.. Items.Where(i => kinds.Contains(i.GetProperty("data").GetProperty("baseType").GetString()))];

    /// <summary>All strings of an item, names and values.</summary>
    public static IEnumerable<string> Strings(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => Strings(p.Value).Prepend(p.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Strings),
        JsonValueKind.String => [json.GetString()!],
        _ => [],
    };

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> Take(HttpRequest request)
    {
        await using Stream body = request.Headers.ContentEncoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
        using var reader = new StreamReader(body, Encoding.UTF8);
        var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.StartsWith('{')).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        lock (items)
        {
            items.AddRange(lines);
        }

        return Results.Json(new { itemsReceived = lines.Count, itemsAccepted = lines.Count, errors = Array.Empty<object>() });
    }
}
