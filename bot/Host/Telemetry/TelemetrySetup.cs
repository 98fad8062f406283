using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace BranchBot.Host.Telemetry;

/// <summary>Adds what tells operators how the bot is, by OpenTelemetry.</summary>
internal static class TelemetrySetup
{
    private static readonly PathString[] NotTold = ["/pages", "/health", "/wall/api/content", "/wall/api/tab"];

    /// <summary>Sees to it that no log tells of people, and sends logs, traces and measures to Application Insights, where it is named.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is wrong; the message names it.</exception>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var settings = TelemetrySettings.Read(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(settings);
        builder.Services.AddDiscreetLoggers();
        builder.Services.AddMeasures().AddSingleton<HandlingWatch>();
        if (settings.ConnectionString is null)
        {
            return;
        }

        builder.Services.Configure<AspNetCoreTraceInstrumentationOptions>(options => options.Filter = http => IsTold(http.Request.Path));
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("branchbot"))
            .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddSource(Traces.Name).AddProcessor(new Discreet()).AddAzureMonitorTraceExporter(options => To(options, settings)))
            .WithMetrics(metrics => metrics.AddMeter(Measures.Name, "Microsoft.AspNetCore.Hosting", "System.Net.Http", "System.Runtime").AddAzureMonitorMetricExporter(options => To(options, settings)))
            .WithLogging(
                logging => logging.AddAzureMonitorLogExporter(options => To(options, settings)),
                options => options.IncludeFormattedMessage = true);
    }

    // The path of a page is a secret of who has the link (PageDoor); who asks whether the bot is well asks every few seconds, and so does each wall whether
    // something is new. That a wall's question fails is told by its exception, and by http.server.request.duration, which has route and status.
    internal static bool IsTold(PathString path) => !NotTold.Any(silent => path.StartsWithSegments(silent));

    // Sampling thins out requests only: each line of the log counts, for alerts look for single ones. Nothing is kept on disk, where it would outlive its reader.
    internal static void To(AzureMonitorExporterOptions options, TelemetrySettings settings)
    {
        // What the exporter tells Microsoft of itself is not the bank's to pay for, nor its network's to let out.
        Environment.SetEnvironmentVariable("APPLICATIONINSIGHTS_STATSBEAT_DISABLED", "true");
        Environment.SetEnvironmentVariable("APPLICATIONINSIGHTS_SDKSTATS_DISABLED_ALL", "true");
        options.ConnectionString = settings.ConnectionString;
        options.Credential = settings.IdentityClientId is { } identity ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId($"{identity}")) : null;
        options.EnableTraceBasedLogsSampler = false;
        options.EnableLiveMetrics = false;
        options.DisableOfflineStorage = true;
    }
}
