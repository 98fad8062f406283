using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Azure.Core.Pipeline;
using Azure.Monitor.OpenTelemetry.Exporter;
using BranchBot.Host.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Moq;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace BranchBot.Rules.Tests.Host;

/// <summary>What operators see of the bot: the lines that alerts look for, and no secret.</summary>
public sealed class TelemetryTests
{
    private const string Connection = "InstrumentationKey=3f2504e0-4f89-41d3-9a0c-0305e82c3301;IngestionEndpoint=https://monitor.example/";

    [Fact]
    public void A_line_of_the_log_goes_out_with_its_number_and_where_it_comes_from_with_an_exception_too()
    {
        var monitor = new Monitor();
        using (var log = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.AddAzureMonitorLogExporter(export =>
            {
                TelemetrySetup.To(export, Read(("ConnectionString", Connection)));
                export.Transport = new HttpClientTransport(monitor);
            });
        })))
        {
            var queues = log.CreateLogger("BranchBot.Host.Queues.QueueSweep");
            queues.LogError(new EventId(3007, "Buried"), "Message {MessageId} failed too often and is a dead letter now.", "m1");
            queues.LogError(new EventId(3005, "SweepFailed"), new IOException("gone"), "The queue {Queue} could not be read.", "outbox");
        }

        Assert.All(new[] { ("MessageData", "3007", "Message m1 failed too often and is a dead letter now."), ("ExceptionData", "3005", "The queue {Queue} could not be read.") }, line =>
        {
            var sent = Assert.Single(monitor.Lines, l => l.GetProperty("data").GetProperty("baseType").GetString() == line.Item1).GetProperty("data").GetProperty("baseData");
            Assert.Equal(line.Item2, sent.GetProperty("properties").GetProperty("EventId").GetString());
            Assert.Equal("BranchBot.Host.Queues.QueueSweep", sent.GetProperty("properties").GetProperty("CategoryName").GetString());
            Assert.Contains(line.Item3, sent.GetRawText(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void No_line_is_left_out_with_a_request_that_is_and_nothing_is_kept_on_a_disk()
    {
        var options = new AzureMonitorExporterOptions();
        TelemetrySetup.To(options, Read(("ConnectionString", Connection), ("IdentityClientId", "3f2504e0-4f89-41d3-9a0c-0305e82c3301")));
        Assert.False(options.EnableTraceBasedLogsSampler);
        Assert.True(options.DisableOfflineStorage);
        Assert.NotNull(options.Credential);
    }

    [Theory]
    [Trait("Threat", "TM-34")]
    [InlineData("/pages/CfDJ8secret", false)]
    [InlineData("/health/ready", false)]
    [InlineData("/api/messages", true)]
    [InlineData("/wall/api/content", false)]
    [InlineData("/wall/api/tab", false)]
    [InlineData("/wall/api/pairings", true)]
    public void The_address_of_a_page_is_a_secret_and_told_to_nobody_and_what_screens_ask_every_few_seconds_is_not_paid_for(string path, bool told) => Assert.Equal(told, TelemetrySetup.IsTold(path));

    /// <summary>Nor is what such a request reads: what is below a span that is not told is not told either.</summary>
    [Theory]
    [InlineData(ActivityTraceFlags.None, 0)]
    [InlineData(ActivityTraceFlags.Recorded, 1)]
    public void What_a_question_of_a_wall_reads_is_left_out_with_it(ActivityTraceFlags question, int told)
    {
        var monitor = new Monitor();
        using (var traces = Sdk.CreateTracerProviderBuilder().AddSource(Traces.Name).AddAzureMonitorTraceExporter(export =>
        {
            TelemetrySetup.To(export, Read(("ConnectionString", Connection)));
            export.Transport = new HttpClientTransport(monitor);
        }).Build())
        {
            // As the instrumentation of ASP.NET Core leaves a request whose path the filter lets go.
            using var request = new Activity("GET wall/api/content") { ActivityTraceFlags = question }.Start();
            Traces.Start("read", "wall")?.Dispose();
        }

        Assert.Equal(told, monitor.Lines.Count(l => l.GetRawText().Contains("read wall", StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("Threat", "TM-34")]
    public void A_wrong_connection_string_is_told_by_a_sentence_that_does_not_repeat_it()
    {
        var wrong = Assert.Throws<OptionsValidationException>(() => Read(("ConnectionString", "AccountKey=secret")));
        Assert.Contains("Telemetry:ConnectionString", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", wrong.Message, StringComparison.Ordinal);
        Assert.Null(Read().ConnectionString);
    }

    private static TelemetrySettings Read(params (string Name, string Value)[] settings) => TelemetrySettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"Telemetry:{s.Name}", (string?)s.Value))).Build(),
        Mock.Of<IHostEnvironment>(e => e.EnvironmentName == "Production"));

    // Takes what Application Insights would: lines of JSON, packed.
    private sealed class Monitor : HttpMessageHandler
    {
        public List<JsonElement> Lines { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Take(request);
            return Taken();
        }

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Take(request).GetAwaiter().GetResult();
            return Taken();
        }

        private static HttpResponseMessage Taken() => new(HttpStatusCode.OK) { Content = new StringContent("""{"itemsReceived":1,"itemsAccepted":1,"errors":[]}""") };

        private async Task Take(HttpRequestMessage request)
        {
            if (request.Content is null)
            {
                return;
            }

            Stream stream = new MemoryStream(await request.Content.ReadAsByteArrayAsync());
            if (request.Content.Headers.ContentEncoding.Contains("gzip"))
            {
                stream = new GZipStream(stream, CompressionMode.Decompress);
            }

            using var reader = new StreamReader(stream);
            var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
            lock (Lines)
            {
                Lines.AddRange(lines);
            }
        }
    }
}
