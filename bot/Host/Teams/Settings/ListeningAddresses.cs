using System.Net;

namespace BranchBot.Host.Teams;

/// <summary>Where the bot listens, as far as the configuration says.</summary>
internal static class ListeningAddresses
{
    /// <summary>The addresses that ASP.NET Core will take from the configuration; none: its own, which is on the loopback.</summary>
    public static IReadOnlyList<string> Configured(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]).OfType<string>().ToList();
        var urls = Split(configuration["urls"]);
        // Ports alone mean every address of the machine; they count only where no address is given.
        var ports = urls.Length > 0 ? [] : Split(configuration["http_ports"]).Concat(Split(configuration["https_ports"])).Select(p => $"http://*:{p}");
        return [.. endpoints, .. urls, .. ports];
    }

    /// <summary>Whether an address is reached from this machine only.</summary>
    public static bool IsLoopback(string address)
    {
        try
        {
            var binding = BindingAddress.Parse(address);
            return !binding.IsUnixPipe && !binding.IsNamedPipe && IsLoopbackHost(binding.Host);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Whether a host name or address is this machine's own.</summary>
    public static bool IsLoopbackHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private static string[] Split(string? list) => list?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
