using System.Globalization;
using BranchBot.LocalTeams;

var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
var address = new Uri(settings["urls"] ?? "http://127.0.0.1:5080");
if (address.Host != "127.0.0.1")
{
    Console.Error.WriteLine("--urls must be http://127.0.0.1:PORT: everybody's chats are open to whoever reaches this server.");
    return 1;
}

var standard = new LocalTeamsOptions();
await using var teams = await LocalTeamsServer.StartAsync(standard with
{
    Port = address.Port,
    Bot = settings["bot"] is { } bot ? new Uri(bot) : null,
    AppId = settings["app-id"] ?? standard.AppId,
    ApiClientId = settings["api-client-id"] ?? standard.ApiClientId,
    Tenant = settings["tenant"] ?? standard.Tenant,
    StaffFile = settings["staff"],
    TeamFile = settings["teams"],
    PlaceFiles = [.. settings.GetSection("places").GetChildren().Select(file => file.Value!)],
    Administrators = settings["administrators"]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
    DataFolder = settings["data"],
    NpmFolder = settings["npm"],
    ClockOffset = TimeSpan.Parse(settings["clock-offset"] ?? settings["Clock:Offset"] ?? "00:00:00", CultureInfo.InvariantCulture),
    IdentityHeader = settings["identity-header"] ?? settings["IDENTITY_HEADER"],
    RateLimits = bool.Parse(settings["rate-limits"] ?? "true"),
});

Console.WriteLine($"Teams on this machine: {teams.Url}");
try
{
    // The bot may still be starting: whom it was not told of is tried again.
    while (teams.Bot.Connected && await teams.Installations.AnnounceAsync(teams.Stopping) is > 0 and var left)
    {
        Console.WriteLine($"The bot at {teams.Options.Bot} did not take {left} installations yet.");
        await Task.Delay(TimeSpan.FromSeconds(1), teams.Stopping);
    }

    await Task.Delay(Timeout.Infinite, teams.Stopping);
}
catch (OperationCanceledException)
{
    // Told to stop.
}

return 0;
