using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using BranchBot.Host.Jobs;
using BranchBot.Host.Outbox;
using BranchBot.Host.Telemetry;
using BranchBot.Host.WakeUps;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Storage;

/// <summary>Adds the storage room.</summary>
internal static class StorageSetup
{
    private static readonly TimeSpan HealthLimit = TimeSpan.FromSeconds(5);

    /// <summary>Adds tables, queues and blobs.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageSettings>().Bind(configuration.GetSection(StorageSettings.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageSettings>, StorageSettingsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(TableService);
        services.AddSingleton(QueueService);
        services.AddMeasures();
        services.AddSingleton<Tables>();
        services.AddSingleton<TableStorage>();
        services.AddSingleton(BlobService);
        services.AddSingleton<Blobs>();
        services.AddSingleton<IBlobs>(s => s.GetRequiredService<Blobs>());
        services.AddKeyVault();
        services.AddSingleton<Places>();
        services.AddSingleton<PictureLinks>();
        services.AddSingleton<IPictureLinks>(s => s.GetRequiredService<PictureLinks>());
        services.AddHostedService(s => s.GetRequiredService<PictureLinks>());
        services.AddHealthChecks()
            .Add(new("tables", s => new StorageHealth("Tables", s.GetRequiredService<Tables>().Reach), null, null, HealthLimit))
            .Add(new(StorageHealth.Beside, s => new StorageHealth("Queues or blobs", s.GetRequiredService<OutboxQueue>().Reach, s.GetRequiredService<JobQueue>().Reach, s.GetRequiredService<WakeUpQueue>().Reach, s.GetRequiredService<Blobs>().Reach), null, null, HealthLimit));
        return services;
    }

    private static TableServiceClient TableService(IServiceProvider services)
    {
        var settings = services.GetRequiredService<IOptions<StorageSettings>>().Value;
        var options = new TableClientOptions { Retry = { MaxRetries = 3, NetworkTimeout = TimeSpan.FromSeconds(10) } };
        Watch(services, options);
        return settings.ConnectionString is { Length: > 0 } connection
            ? new(connection, options)
            : new(new Uri($"https://{settings.Account}.table.{settings.EndpointSuffix}"), Identity(settings), options);
    }

    internal static ManagedIdentityCredential Identity(StorageSettings settings) => new(
        settings.IdentityClientId is { Length: > 0 } client ? ManagedIdentityId.FromUserAssignedClientId(client) : ManagedIdentityId.SystemAssigned);

    private static QueueServiceClient QueueService(IServiceProvider services)
    {
        var settings = services.GetRequiredService<IOptions<StorageSettings>>().Value;
        var options = new QueueClientOptions { Retry = { MaxRetries = 3, NetworkTimeout = TimeSpan.FromSeconds(10) } };
        Watch(services, options);
        return settings.ConnectionString is { Length: > 0 } connection
            ? new(connection, options)
            : new(new Uri($"https://{settings.Account}.queue.{settings.EndpointSuffix}"), Identity(settings), options);
    }

    private static BlobServiceClient BlobService(IServiceProvider services)
    {
        var settings = services.GetRequiredService<IOptions<StorageSettings>>().Value;
        var options = new BlobClientOptions { Retry = { MaxRetries = 3, NetworkTimeout = TimeSpan.FromSeconds(20) } };
        Watch(services, options);
        return settings.ConnectionString is { Length: > 0 } connection
            ? new(connection, options)
            : new(new Uri($"https://{settings.Account}.blob.{settings.EndpointSuffix}"), Identity(settings), options);
    }

    private static void Watch(IServiceProvider services, ClientOptions options)
    {
        foreach (var policy in services.GetServices<StoragePolicy>())
        {
            options.AddPolicy(policy.Policy, HttpPipelinePosition.PerRetry);
        }
    }
}

/// <summary>Something that watches each request to tables, queues and blobs: counts them, or lets one fail in a test.</summary>
internal sealed record StoragePolicy(Azure.Core.Pipeline.HttpPipelinePolicy Policy);
