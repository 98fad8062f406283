using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Net.Http.Headers;

namespace BranchBot.Host.Teams;

/// <summary>
/// What stands in the place of tokens when the bot runs without authentication on a developer's machine: only programs on this machine come in,
/// and no web page that a browser on this machine shows.
/// </summary>
internal static class LoopbackDoor
{
    /// <summary>Why a request may not come in; null where it may.</summary>
    public static string? Refusal(HttpContext context)
    {
        var request = context.Request;
        if (!IsLoopback(context.Connection.LocalIpAddress) || !IsLoopback(context.Connection.RemoteIpAddress))
        {
            return "Only this machine may call.";
        }

        // A name that an attacker lets point to the loopback.
        if (!ListeningAddresses.IsLoopbackHost(request.Host.Host))
        {
            return "The host is not the loopback.";
        }

        // Somebody put a proxy before the bot: callers are not on this machine.
        if (request.Headers.Keys.Any(name => name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase) || name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)))
        {
            return "The request was forwarded.";
        }

        return request.Headers.TryGetValue(HeaderNames.Origin, out var origin) && origin != $"{request.Scheme}://{request.Host}" ? "The origin is foreign." : null;
    }

    private static bool IsLoopback(IPAddress? address) => address is not null && IPAddress.IsLoopback(address);
}

/// <summary>Stops the start where, without authentication, the server turned out to listen beyond the loopback.</summary>
internal sealed class LoopbackGuard(IServer server) : IHostedLifecycleService
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">An address is open to others.</exception>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return addresses.FirstOrDefault(a => !ListeningAddresses.IsLoopback(a)) is { } open
            ? throw new InvalidOperationException($"The setting {TeamsSettings.Section}:{nameof(TeamsSettings.WithoutAuthentication)} is allowed on the loopback only, and the bot listens on {open}.")
            : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
