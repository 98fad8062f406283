using Azure.Core;
using Azure.Core.Pipeline;
using BranchBot.Host.Records;
using BranchBot.Host.Storage;
using BranchBot.Host.Teams;
using BranchBot.Host.WakeUps;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace BranchBot.Rules.Tests.Host;

/// <summary>What works in the background ends quietly when the program is asked to, whatever breaks in that moment.</summary>
public sealed class BackgroundEndTests
{
    private readonly Breaking storage = new();
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_look_for_lost_wake_ups_ends_quietly() =>
        await EndsQuietly(new RepairSweep(storage, null!, null!, new(), TimeProvider.System, NullLogger<RepairSweep>.Instance), storage.Asked);

    // It waits for some minutes before it looks for the first time.
    [Fact]
    public async Task The_sweep_of_old_rows_ends_quietly() =>
        await EndsQuietly(new RetentionSweep(storage, null!, null!, null!, null!, TimeProvider.System, NullLogger<RetentionSweep>.Instance), Task.Delay(300, cancel));

    [Fact]
    public async Task The_leases_of_the_rate_end_quietly_and_what_was_not_given_up_is_told_as_that()
    {
        var lines = new Lines();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:ConnectionString"] = "UseDevelopmentStorage=true", ["Bot:WithoutAuthentication"] = "true" }).Build();
        await using var services = new ServiceCollection().AddLogging(l => l.AddProvider(lines)).AddStorage(settings).AddSingleton(new StoragePolicy(new BreakingRequests(storage)))
            .AddSingleton(TeamsSettings.Read(settings, Mock.Of<IHostEnvironment>(e => e.EnvironmentName == Environments.Development))).AddRateLeases().BuildServiceProvider();

        await EndsQuietly(services.GetRequiredService<RateLeases>(), storage.Asked);
        Assert.Equal([(LogLevel.Warning, 24)], lines.Told);
    }

    private async Task EndsQuietly(BackgroundService service, Task busy)
    {
        await service.StartAsync(cancel);
        await busy.WaitAsync(TimeSpan.FromSeconds(10), cancel);
        await service.StopAsync(cancel);
        Assert.True(service.ExecuteTask!.IsCompletedSuccessfully, $"{service.ExecuteTask.Exception}");
    }

    // Holds a request until the program is asked to end, and breaks then; later ones break at once.
    private sealed class Breaking : IStorage
    {
        private readonly TaskCompletionSource asked = new();

        public Task Asked => asked.Task;

        public async Task<Rows> Load(IReadOnlyList<Read> reads, CancellationToken cancel)
        {
            await Task.Delay(asked.TrySetResult() ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new InvalidOperationException("The connection is gone.");
        }

        public Task<CommitResult> Commit(Commit commit, CancellationToken cancel) => throw new NotSupportedException();
    }

    private sealed class BreakingRequests(Breaking storage) : HttpPipelinePolicy
    {
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => await storage.Load([], message.CancellationToken);
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public List<(LogLevel Level, int Number)> Told { get; } = [];

        public ILogger CreateLogger(string categoryName) => categoryName.StartsWith("BranchBot.", StringComparison.Ordinal) ? this : NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Told.Add((logLevel, eventId.Id));

        public void Dispose()
        {
        }
    }
}
