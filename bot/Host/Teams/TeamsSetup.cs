using BranchBot.Host.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Teams;

/// <summary>The Teams channel's two lines in <c>Program.cs</c>.</summary>
internal static class TeamsSetup
{
    // Long-lived connections would not notice that the connector's address has moved.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Adds the channel. It wants a <see cref="CommandHandler"/>, a <see cref="Catalogue"/>, a storage, blobs and a <see cref="TimeProvider"/> beside it.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong or missing; the message is a sentence that names it.</exception>
    public static IServiceCollection AddTeams(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var settings = TeamsSettings.Read(configuration, environment);
        services.AddSingleton(settings);
        services.AddSingleton(settings.Administrators);
        if (settings.AppId is { } appId)
        {
            services.AddChannelAuthentication(settings, appId);
        }
        else
        {
            services.AddHostedService<LoopbackGuard>();
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddMeasures();
        services.AddSingleton<ActivityTrust>();
        services.AddSingleton<PersonRate>();
        services.AddSingleton<MessagesEndpoint>();
        services.AddSingleton<ActivityRouter>();
        services.AddSingleton<MessageTurn>();
        services.AddSingleton<AttachmentTurn>();
        services.AddSingleton<AttachmentReader>();
        services.AddSingleton<InvokeTurn>();
        services.AddSingleton<InstallationTurn>();
        services.AddSingleton<TeamTurn>();
        services.AddSingleton<Speakers>();
        services.AddSingleton<PrivateAnswers>();
        services.AddSingleton<AdaptiveCardRenderer>();
        services.AddSingleton<MessageRenderer>();
        services.AddSingleton<DialogRows>();
        services.AddSingleton<ChatMessages>();
        services.AddSingleton<ChatTurn>();
        services.AddSingleton<RunningTurns>();
        services.AddHostedService(s => s.GetRequiredService<RunningTurns>());
        services.AddSingleton<PersonalChats>();
        services.AddSingleton<ConnectorClient>();
        services.AddSingleton<ConversationOrder>();
        services.AddSingleton<ConversationPace>();
        services.AddSingleton<AppPace>();
        services.AddSingleton<Departures>();
        services.TryAddSingleton(s => RateShare.Whole(settings.Rate, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ConnectorTransport>();
        services.TryAddSingleton(_ => new ConnectorToken(ConnectorToken.CredentialOf(settings), settings.Cloud));
        foreach (var name in new[] { ConnectorTransport.HttpClient, AttachmentReader.HttpClient })
        {
            // The token goes to connectors only, and files are fetched from known hosts only: no redirects, no cookies.
            services.AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
                .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = ConnectionLifetime, MaxResponseDrainSize = 0 });
        }

        return services;
    }

    /// <summary>Shares the app's rate with other instances by leases in the storage. Before all that sends, for it is stopped in the opposite order.</summary>
    public static IServiceCollection AddRateLeases(this IServiceCollection services)
    {
        services.AddSingleton<RateShare>();
        services.AddSingleton<RateLeases>();
        services.AddHostedService(s => s.GetRequiredService<RateLeases>());
        return services;
    }

    /// <summary>Maps POST /api/messages. Who may call is decided before the body is read.</summary>
    public static IEndpointConventionBuilder MapTeams(this WebApplication app)
    {
        var endpoint = app.MapPost("/api/messages", context => context.RequestServices.GetRequiredService<MessagesEndpoint>().Take(context));
        return app.Services.GetRequiredService<TeamsSettings>().WithoutAuthentication ? endpoint : endpoint.RequireAuthorization(ChannelAuthentication.Scheme);
    }
}
