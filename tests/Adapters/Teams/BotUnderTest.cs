using System.Collections.Concurrent;
using Azure.Core;
using BranchBot.Host.Storage;
using BranchBot.Host.Teams;
using BranchBot.LocalTeams;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BranchBot.Adapters.Tests.Teams;

/// <summary>The Teams room alone, on a real port, with a parrot behind it.</summary>
internal sealed class BotUnderTest : IAsyncDisposable
{
    private readonly WebApplication app;

    private BotUnderTest(WebApplication app, StorageDouble storage, LogDouble log)
    {
        this.app = app;
        Storage = storage;
        Log = log;
        Url = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Http = new() { BaseAddress = Url };
    }

    public Uri Url { get; }

    public HttpClient Http { get; }

    public StorageDouble Storage { get; }

    public LogDouble Log { get; }

    public BlobsDouble Blobs => (BlobsDouble)Get<IBlobs>();

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>A bot that belongs to a local Teams.</summary>
    public static Task<BotUnderTest> For(LocalTeamsServer teams, TimeProvider? clock = null, Func<string>? token = null) => StartAsync(
        new()
        {
            ["Bot:AppId"] = teams.Options.AppId,
            ["Bot:AppType"] = "UserAssignedMSI",
            ["Bot:Tenants"] = teams.Options.Tenant,
            ["Bot:Cloud:MetadataAddress"] = teams.MetadataAddress,
            ["Bot:Cloud:ServiceUrls"] = teams.Url,
            ["Bot:Cloud:FileHosts"] = teams.Url,
        },
        clock,
        services => services.AddSingleton(_ => new ConnectorToken(new CredentialDouble(token ?? (() => teams.Identity.Mint())), TeamsCloud.Public)));

    public static async Task<BotUnderTest> StartAsync(
        Dictionary<string, string?> settings, TimeProvider? clock = null, Action<IServiceCollection>? configure = null, string environment = "Development")
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings);
        var log = new LogDouble();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var storage = new StorageDouble();
        builder.Services.AddSingleton<IBlobs>(new BlobsDouble());
        configure?.Invoke(builder.Services);
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton(ParrotFeature.Catalogue);
        builder.Services.AddSingleton(storage.Storage);
        builder.Services.AddSingleton(s => new CommandHandler(storage.Storage, ParrotFeature.Catalogue, s.GetRequiredService<TeamsSettings>().Administrators, TimeProvider.System));
        builder.Services.AddTeams(builder.Configuration, builder.Environment);
        builder.Services.Configure<JwtBearerOptions>(ChannelAuthentication.Scheme, o => o.RefreshInterval = TimeSpan.FromSeconds(1));
        var app = builder.Build();
        app.MapTeams();
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new(app, storage, log);
    }

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }

    internal sealed class CredentialDouble(Func<string> token) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(token(), TimeProvider.System.GetUtcNow().AddHours(1));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}

/// <summary>Keeps what was logged.</summary>
internal sealed class LogDouble : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue(formatter(state, exception));

    public void Dispose()
    {
    }
}
