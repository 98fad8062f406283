using BranchBot.Host.Teams;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Pages;

/// <summary>The section <c>Web</c> of the configuration, checked: where browsers find the bot's own pages.</summary>
internal sealed class PageSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Web";

    private PageSettings()
    {
    }

    /// <summary>The bot's public address, with a slash at its end; null: it has none, and cards have no links to pages.</summary>
    public Uri? Address { get; private init; }

    /// <summary>The folder of the built spirit wall.</summary>
    public string Wall { get; private init; } = "";

    /// <summary>The folder of the fonts that are printed with.</summary>
    public string Fonts { get; private init; } = "";

    /// <summary>Reads and checks the settings. In development the bot's own address stands in for a public one.</summary>
    /// <exception cref="OptionsValidationException">One is wrong; the message is a sentence that names it.</exception>
    public static PageSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var read = new SettingsReader(configuration.GetSection(Section), environment.IsDevelopment());
        var own = environment.IsDevelopment() ? ListeningAddresses.Configured(configuration).FirstOrDefault(ListeningAddresses.IsLoopback) : null;
        var address = read.Text("Address") ?? own;
        return new()
        {
            Address = address is null ? null : read.Url("Address", address.TrimEnd('/') + "/"),
            Wall = read.Text("Wall") ?? Path.Combine(AppContext.BaseDirectory, "addin", "wall"),
            Fonts = read.Text("Fonts") ?? Path.Combine(AppContext.BaseDirectory, "addin", "fonts"),
        };
    }
}
