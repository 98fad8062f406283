using BranchBot.Host.Teams;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Graph;

/// <summary>The section <c>Graph</c> of the configuration, checked. Without an address the bot is connected to no calendars, and invites by its cards and by files.</summary>
/// <param name="BaseUrl">Where Microsoft Graph is: https://graph.microsoft.com/v1.0, of 21Vianet https://microsoftgraph.chinacloudapi.cn/v1.0; null: not connected.</param>
/// <param name="NotificationUrl">The bot's public address, where Graph tells it of changes in calendars; null: the bot only looks by itself.</param>
/// <param name="AddinId">The add-in in Outlook, by the id of its manifest: the bot tells it with whom a talk is; null: it finds that by the time.</param>
internal sealed record GraphSettings(Uri? BaseUrl, Uri? NotificationUrl = null, Guid? AddinId = null)
{
    /// <summary>The section's name.</summary>
    public const string Section = "Graph";

    /// <summary>What the bot asks a token for.</summary>
    public string Scope => $"{BaseUrl!.GetLeftPart(UriPartial.Authority)}/.default";

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="OptionsValidationException">One is wrong; the message is a sentence that names it.</exception>
    public static GraphSettings Read(IConfiguration configuration, IHostEnvironment environment, TeamsSettings teams)
    {
        var read = new SettingsReader(configuration.GetSection(Section), environment.IsDevelopment());
        var url = read.Text("BaseUrl") is { } text ? read.Url("BaseUrl", text.TrimEnd('/')) : null;
        var own = read.Text("NotificationUrl") is { } address ? read.Url("NotificationUrl", address.TrimEnd('/') + "/") : null;
        return url is not null && teams.WithoutAuthentication ? throw read.Wrong("BaseUrl", "excludes Bot:WithoutAuthentication: Graph wants a token, and without an app registration there is none")
            : own is not null && url is null ? throw read.Wrong("NotificationUrl", "needs Graph:BaseUrl beside it: only Graph tells of changes")
            : new(url, own, read.Guid("AddinId"));
    }
}
