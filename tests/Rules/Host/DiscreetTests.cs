using System.Diagnostics;
using Azure;
using BranchBot.Host.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BranchBot.Rules.Tests.Host;

/// <summary>What holds back names, words and addresses on the way to operators; and that nothing is spent where nobody listens.</summary>
public sealed class DiscreetTests
{
    private const string Name = "标记姓名 13900005678";

    [Fact]
    [Trait("Threat", "TM-09")]
    public void An_exception_is_told_by_its_kind_the_code_of_a_service_and_where_it_was_thrown_and_not_by_its_message()
    {
        var told = ToldException.Of(Thrown(new InvalidOperationException(Name, new RequestFailedException(409, Name, "EntityAlreadyExists", new IOException(Name)))));
        Assert.Contains("System.InvalidOperationException <- Azure.RequestFailedException (409 EntityAlreadyExists) <- System.IO.IOException", told.ToString(), StringComparison.Ordinal);
        Assert.Contains(nameof(Thrown), told.ToString(), StringComparison.Ordinal);
        Assert.Contains(nameof(Thrown), told.StackTrace, StringComparison.Ordinal);
        Assert.DoesNotContain("标记", told.ToString() + told.Message, StringComparison.Ordinal);
        Assert.Contains("(400 ?)", ToldException.Of(new RequestFailedException(400, "", Name, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Frameworks_are_heard_from_a_warning_on_however_loud_they_are_set_and_the_program_as_it_is_set()
    {
        var heard = new Heard();
        var services = new ServiceCollection().AddLogging(log => log.SetMinimumLevel(LogLevel.Trace).AddProvider(heard)).AddDiscreetLoggers();
        using (var provider = services.BuildServiceProvider())
        {
            var loggers = provider.GetRequiredService<ILoggerFactory>();
            foreach (var category in new[] { "System.Net.Http.HttpClient.Connector", "Microsoft.AspNetCore.Hosting.Diagnostics", "BranchBot.Host.Jobs" })
            {
                loggers.CreateLogger(category).LogInformation("information");
                loggers.CreateLogger(category).LogWarning(new IOException(Name), "warning");
            }
        }

        Assert.Equal(["warning", "warning", "information", "warning"], heard.Lines.Select(l => l.Text));
        Assert.All(heard.Lines.Where(l => l.Text == "warning"), l => Assert.Equal("System.IO.IOException", l.Exception!.Message));
    }

    [Fact]
    public void Of_a_span_goes_out_what_is_listed_and_of_a_path_its_pattern()
    {
        using var span = new Activity("GET").SetTag("http.request.method", "GET").SetTag("url.path", "/api/v1/branches/demo/talks/notes/10000000").SetTag("url.query", "name=" + Name)
            .SetTag("http.route", "api/v1/branches/{branch}/talks/notes/{person}").SetTag("client.address", "10.0.0.7").SetTag("new.of.tomorrow", Name).SetTag("branchbot.outcome", "shown");
        span.SetStatus(ActivityStatusCode.Error, Name);
        using var discreet = new Discreet();
        discreet.OnEnd(span);
        Assert.Equal(
            ["branchbot.outcome=shown", "http.request.method=GET", "http.route=api/v1/branches/{branch}/talks/notes/{person}", "url.path=/api/v1/branches/{branch}/talks/notes/{person}"],
            span.TagObjects.Select(t => $"{t.Key}={t.Value}").Order(StringComparer.Ordinal));
        Assert.Null(span.StatusDescription);
    }

    [Fact]
    public void What_comes_later_is_linked_to_what_caused_it_and_what_comes_at_once_is_below_it()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener { ShouldListenTo = s => s.Name == Traces.Name, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = spans.Add };
        ActivitySource.AddActivityListener(listener);
        Activity.Current = null;
        string? here;
        using (Traces.Start("turn", "invoke"))
        {
            here = Traces.Here;
            Traces.Follow("send", here)!.Dispose();
        }

        Traces.Follow("send", here)!.Dispose();
        Traces.Follow("send", "nonsense")!.Dispose();
        Traces.Follow("send", null)!.Dispose();
        var (below, turn, later) = (spans[0], spans[1], spans[2]);
        Assert.Equal((turn.SpanId, 0), (below.ParentSpanId, below.Links.Count()));
        Assert.Equal((default, turn.SpanId), (later.ParentSpanId, Assert.Single(later.Links).Context.SpanId));
        Assert.All(spans.Skip(3), s => Assert.Empty(s.Links));
    }

    [Fact]
    public void Where_nobody_listens_nothing_is_made()
    {
        using var provider = new ServiceCollection().AddMeasures().BuildServiceProvider();
        var measures = provider.GetRequiredService<Measures>();
        Assert.False(measures.WatchesDecisions);
        Spend(measures);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Spend(measures);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Spend(Measures measures)
    {
        using var read = Traces.ToTable("read", "tasks");
        using var send = Traces.Follow("send", null);
        measures.Committed("tasks", "committed");
        measures.Decided("ThreeTasks", "changed", 2);
        measures.Sent("reminder", "sent");
        measures.Turn("invoke", "answered", TimeSpan.FromSeconds(1));
    }

    private static InvalidOperationException Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (InvalidOperationException caught)
        {
            return caught;
        }
    }

    private sealed class Heard : ILoggerProvider, ILogger
    {
        public List<(string Text, Exception? Exception)> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add((formatter(state, exception), exception));

        public void Dispose()
        {
        }
    }
}
