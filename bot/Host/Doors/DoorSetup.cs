using System.Threading.RateLimiting;

namespace BranchBot.Host.Doors;

/// <summary>What all doors have in common: how much a request may bring, how slowly it may come, what an answer tells browsers.</summary>
internal static class DoorSetup
{
    /// <summary>The most bytes of a body where a door allows no more: an activity of Teams has less.</summary>
    public const long LargestBody = 256 * 1024;

    /// <summary>The most bytes of all header lines together: a token of Entra ID has some 2 KB, with many groups some 10.</summary>
    public const int LargestHeaders = 32 * 1024;

    /// <summary>The rate limit of whoever asks whether the bot is well: each time is four calls of the storage.</summary>
    public const string Health = "health";

    // Whoever sends his header lines or his body drop by drop holds a connection, and nothing else.
    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private const int LeastBytesASecond = 240;

    /// <summary>Adds the limits and the headers. Before all that answers.</summary>
    public static void AddDoors(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = LargestHeaders;
            kestrel.Limits.RequestHeadersTimeout = HeadersWithin;
            kestrel.Limits.MinRequestBodyDataRate = new(LeastBytesASecond, Grace);
            kestrel.Limits.MinResponseDataRate = new(LeastBytesASecond, Grace);
        });
        builder.Services.AddSingleton<IStartupFilter, DoorHeaders>();
        builder.Services.AddRateLimiter(options => options.AddPolicy(Health, http => RateLimitPartition.GetTokenBucketLimiter($"{http.Connection.RemoteIpAddress}", _ => new()
        {
            TokenLimit = 30,
            TokensPerPeriod = 5,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        })));
    }
}
