using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using BranchBot.Host;
using BranchBot.Host.Storage;
using BranchBot.Host.Teams;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace BranchBot.Benchmarks;

/// <summary>What a measured process has used so far.</summary>
internal sealed record Usage(double ProcessorMilliseconds, long AllocatedBytes, long PeakBytes, long RoundTrips);

/// <summary>The processes that are measured: the bot with a storage of choice, and a bare endpoint that parses and answers the same bytes.</summary>
internal static class MeasuredHost
{
    /// <summary>The bot as the program puts it together, but for the storage where it is to be in the process.</summary>
    public static async Task<int> RunBot(string store, int branches)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.AddBot();
        var memory = new MemoryStorage();
        var wire = new RoundTrips();
        builder.Services.AddSingleton(new StoragePolicy(wire));
        if (store == "memory")
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<IStorage>(memory));
        }

        await using var app = builder.Build();
        await Town.Settle(app.Services.GetRequiredService<IStorage>(), branches);
        app.MapBot();
        MapUsage(app, () => store == "memory" ? memory.RoundTrips : wire.Count);
        await app.RunAsync();
        return 0;
    }

    /// <summary>The same tokens, the same parsing, the same bytes out: a card for a press, a message to the connector for a line of chat.</summary>
    public static async Task<int> RunBare()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning);
        var settings = TeamsSettings.Read(builder.Configuration, builder.Environment);
        builder.Services.AddChannelAuthentication(settings, settings.AppId!.Value);
        await using var app = builder.Build();
        var card = await File.ReadAllBytesAsync(builder.Configuration["Recorded:Invoke"]!);
        var message = await File.ReadAllBytesAsync(builder.Configuration["Recorded:Message"]!);
        using var http = new HttpClient();
        app.MapPost("/api/messages", async context =>
        {
            using var activity = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            if (activity.RootElement.GetProperty("type").ValueEquals("invoke"))
            {
                context.Response.ContentType = "application/json; charset=utf-8";
                await context.Response.Body.WriteAsync(card, context.RequestAborted);
                return;
            }

            var to = $"{activity.RootElement.GetProperty("serviceUrl").GetString()}v3/conversations/{Uri.EscapeDataString(activity.RootElement.GetProperty("conversation").GetProperty("id").GetString()!)}/activities";
            using var content = new ByteArrayContent(message) { Headers = { ContentType = new("application/json") } };
            using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = content };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "bare");
            using var answer = await http.SendAsync(request, context.RequestAborted);
            await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
        }).RequireAuthorization(ChannelAuthentication.Scheme);
        app.MapGet("/health/ready", () => "ready");
        MapUsage(app, () => 0);
        await app.RunAsync();
        return 0;
    }

    private static void MapUsage(WebApplication app, Func<long> roundTrips) => app.MapGet("/usage", () =>
    {
        using var self = Process.GetCurrentProcess();
        return new Usage(self.TotalProcessorTime.TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true), self.PeakWorkingSet64, roundTrips());
    }).AllowAnonymous();

    internal sealed class RoundTrips : Azure.Core.Pipeline.HttpPipelinePolicy
    {
        private long count;

        public long Count => Interlocked.Read(ref count);

        public override void Process(Azure.Core.HttpMessage message, ReadOnlyMemory<Azure.Core.Pipeline.HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);

        public override ValueTask ProcessAsync(Azure.Core.HttpMessage message, ReadOnlyMemory<Azure.Core.Pipeline.HttpPipelinePolicy> pipeline)
        {
            Interlocked.Increment(ref count);
            return ProcessNextAsync(message, pipeline);
        }
    }
}
