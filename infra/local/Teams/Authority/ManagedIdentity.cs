using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace BranchBot.LocalTeams;

/// <summary>
/// The managed identity endpoint of App Service (api-version 2019-08-01), so that the bot's ordinary credential gets
/// tokens for the connector; and the connector's check of those tokens.
/// </summary>
public sealed class ManagedIdentity : IDisposable
{
    /// <summary>The connector's resource; Graph on this machine is the other one that this identity has tokens for.</summary>
    public const string Resource = "https://api.botframework.com";

    private readonly SigningKey key = new();
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    private readonly Func<string> graph;
    private readonly string appId;
    private readonly string tenant;

    internal ManagedIdentity(LocalTeamsOptions options, Func<string> graph)
    {
        this.graph = graph;
        appId = options.AppId;
        tenant = options.Tenant;
        Header = options.IdentityHeader ?? RandomNumberGenerator.GetHexString(32);
    }

    /// <summary>What the bot gets as IDENTITY_HEADER.</summary>
    public string Header { get; }

    /// <summary>How many tokens were given out.</summary>
    public int TokensIssued { get; private set; }

    /// <summary>A token for the connector, for tests; by the arguments a bad one.</summary>
    public string Mint(string audience = Resource, string? appId = null, TimeSpan? lifetime = null, SigningKey? key = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        return (key ?? this.key).Sign(new JsonObject
        {
            ["aud"] = audience,
            ["iss"] = Issuer,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.AddHours(-1).ToUnixTimeSeconds(),
            ["exp"] = (now + (lifetime ?? TimeSpan.FromHours(1))).ToUnixTimeSeconds(),
            ["appid"] = appId ?? this.appId,
            ["tid"] = tenant,
            ["ver"] = "1.0",
        });
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    internal void Map(IEndpointRouteBuilder app) => app.MapGet("/identity/token", Give);

    /// <summary>Whether a call shows a token of this bot, for the connector or for another audience.</summary>
    internal async Task<bool> AllowsAsync(HttpRequest request, string audience = Resource)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var result = await handler.ValidateTokenAsync(header[7..], new TokenValidationParameters
        {
            ValidAudience = audience,
            ValidIssuer = Issuer,
            ValidAlgorithms = ["RS256"],
            IssuerSigningKey = new RsaSecurityKey(key.Rsa) { KeyId = key.KeyId },
            ClockSkew = TimeSpan.Zero,
        });
        return result.IsValid && result.Claims.TryGetValue("appid", out var shown) && appId.Equals(shown as string, StringComparison.OrdinalIgnoreCase);
    }

    private string Issuer => $"https://sts.windows.net/{tenant}/";

    private IResult Give(HttpRequest request)
    {
        var shown = Encoding.UTF8.GetBytes(request.Headers["X-IDENTITY-HEADER"].ToString());
        if (!CryptographicOperations.FixedTimeEquals(shown, Encoding.UTF8.GetBytes(Header)))
        {
            return Refuse(401, "The X-IDENTITY-HEADER is missing or wrong.");
        }

        if (request.Query["api-version"] != "2019-08-01")
        {
            return Refuse(400, "The api-version is not supported.");
        }

        var resource = request.Query["resource"].ToString().TrimEnd('/');
        if (resource != Resource && resource != graph())
        {
            return Refuse(400, "The resource is unknown.");
        }

        if (request.Query.TryGetValue("client_id", out var client) && !appId.Equals(client, StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(400, "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.");
        }

        TokensIssued++;
        var expires = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds();
        return Results.Json(new JsonObject
        {
            ["access_token"] = Mint(resource),
            ["expires_on"] = expires.ToString(CultureInfo.InvariantCulture),
            ["resource"] = resource,
            ["token_type"] = "Bearer",
            ["client_id"] = appId,
        });
    }

    private static IResult Refuse(int status, string message) =>
        Results.Json(new JsonObject { ["statusCode"] = status, ["message"] = message }, statusCode: status);
}
