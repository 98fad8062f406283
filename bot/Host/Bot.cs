using BranchBot.Features;
using BranchBot.Host.Api;
using BranchBot.Host.Doors;
using BranchBot.Host.Graph;
using BranchBot.Host.Jobs;
using BranchBot.Host.Local;
using BranchBot.Host.Outbox;
using BranchBot.Host.Pages;
using BranchBot.Host.People;
using BranchBot.Host.Planning;
using BranchBot.Host.Records;
using BranchBot.Host.Stopping;
using BranchBot.Host.Storage;
using BranchBot.Host.Teams;
using BranchBot.Host.Telemetry;
using BranchBot.Host.WakeUps;
using BranchBot.Host.Wall;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BranchBot.Host;

/// <summary>The bot as a web application: what it consists of, in the order in which a request meets it.</summary>
internal static class Bot
{
    /// <summary>Adds all that the bot consists of.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is wrong; the message names it.</exception>
    public static void AddBot(this WebApplicationBuilder builder)
    {
        builder.AddTelemetry();
        builder.AddStopping();
        builder.AddDoors();
        var local = builder.AddClock();
        builder.Services.AddSingleton(new Catalogue(AllFeatures.List));
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddRateLeases();
        builder.Services.AddOutbox();
        builder.Services.AddJobs();
        builder.Services.AddWakeUps();
        builder.Services.AddPeople();
        builder.AddRetention();
        builder.Services.AddTeams(builder.Configuration, builder.Environment);
        builder.AddApi();
        builder.AddPages();
        builder.Services.AddWall();
        builder.Services.AddPlanning();
        builder.AddGraph();
        builder.Services.AddSingleton<IWorker, TeamMembersWorker>();
        builder.Services.AddSingleton(services => new Lazy<IStorage>(services.GetRequiredService<IStorage>));
        builder.Services.AddSingleton<TeamsSender>();
        builder.Services.AddSingleton<ISender>(services => new FollowUps(services.GetRequiredService<CommandHandler>(), services.GetRequiredService<TeamsSender>()));
        builder.Services.AddSingleton(services => new CommandHandler(
            services.GetRequiredService<IStorage>(),
            services.GetRequiredService<Catalogue>(),
            services.GetRequiredService<TeamsSettings>().Administrators,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<HandlingWatch>()));
        if (local)
        {
            builder.Services.AddHostedService<ClockMarking>();
        }
    }

    /// <summary>Maps what can be called.</summary>
    public static void MapBot(this WebApplication app)
    {
        app.MapTeams();
        app.MapApi();
        app.MapPages();
        app.MapWall();
        app.MapNotifications();
        app.MapClock();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = StorageHealth.IsNeeded, ResultStatusCodes = { [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable } }).AllowAnonymous().RequireRateLimiting(DoorSetup.Health);
        app.MapHealthChecks("/health/storage", new HealthCheckOptions { Predicate = check => !StorageHealth.IsNeeded(check) }).AllowAnonymous().RequireRateLimiting(DoorSetup.Health);
    }
}
