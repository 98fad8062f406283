using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Telemetry;

/// <summary>
/// Stands before every place that lines of the log go to. An exception goes on without its message, for that may repeat what somebody wrote; and what the
/// frameworks tell below a warning does not go on at all, for it names addresses, whose parts are ids and secrets (bot/Decisions/0019).
/// </summary>
internal sealed class DiscreetLoggers(ILoggerFactory inner) : ILoggerFactory
{
    private static readonly string[] Free = ["BranchBot.", "Microsoft.Hosting.Lifetime"];

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) =>
        new DiscreetLogger(inner.CreateLogger(categoryName), Free.Any(f => categoryName.StartsWith(f, StringComparison.Ordinal)) ? LogLevel.Trace : LogLevel.Warning);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    private sealed class DiscreetLogger(ILogger inner, LogLevel least) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least && inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= least)
            {
                inner.Log(logLevel, eventId, state, exception is null ? null : ToldException.Of(exception), formatter);
            }
        }
    }
}

/// <summary>Puts the discreet loggers before all that log.</summary>
internal static class DiscreetLoggersSetup
{
    /// <summary>Puts them there.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The container disposes of the factory, and that of the inner one.")]
    public static IServiceCollection AddDiscreetLoggers(this IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(s => new DiscreetLoggers(new LoggerFactory(
        s.GetServices<ILoggerProvider>(),
        s.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
        s.GetService<IOptions<LoggerFactoryOptions>>(),
        s.GetService<IExternalScopeProvider>()))));
}
