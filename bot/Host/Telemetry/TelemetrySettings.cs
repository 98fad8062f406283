using BranchBot.Host.Teams;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Telemetry;

/// <summary>The section <c>Telemetry</c> of the configuration, checked: where logs and measures go beside the console. Without it they go nowhere else.</summary>
internal sealed class TelemetrySettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Telemetry";

    private TelemetrySettings()
    {
    }

    /// <summary>The connection string of Application Insights; null: there is none.</summary>
    public string? ConnectionString { get; private init; }

    /// <summary>The client id of the user-assigned managed identity that proves who sends; null: nobody asks.</summary>
    public Guid? IdentityClientId { get; private init; }

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="OptionsValidationException">One is wrong; the message is a sentence that names it.</exception>
    public static TelemetrySettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var read = new SettingsReader(configuration.GetSection(Section), environment.IsDevelopment());
        var connection = read.Text("ConnectionString");
        return connection is null || connection.Split(';').Any(part => part.StartsWith("InstrumentationKey=", StringComparison.OrdinalIgnoreCase))
            ? new() { ConnectionString = connection, IdentityClientId = read.Guid("IdentityClientId") }
            : throw read.Wrong("ConnectionString", "is no connection string of Application Insights: it has no InstrumentationKey");
    }
}
