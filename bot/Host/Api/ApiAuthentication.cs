using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace BranchBot.Host.Api;

/// <summary>
/// The token of a person, issued by Entra ID for the bot's API (version 2.0): issuer and tenant, audience, signature, lifetime, and that it was given for a
/// person who has agreed to <c>access_as_user</c>, not for an app (learn.microsoft.com, "Access tokens in the Microsoft identity platform").
/// </summary>
internal static class ApiAuthentication
{
    /// <summary>The scheme, and the policy that demands it.</summary>
    public const string Scheme = "Entra";

    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>Adds the scheme and the policy.</summary>
    public static void AddApiAuthentication(this IServiceCollection services, ApiSettings settings)
    {
        services.AddAuthentication().AddJwtBearer(Scheme, options => Configure(options, settings));
        services.AddAuthorizationBuilder().AddPolicy(Scheme, policy => policy.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser().RequireAssertion(IsPerson));
    }

    /// <summary>Who asks.</summary>
    /// <exception cref="InvalidOperationException">The request was let in without a token of a person.</exception>
    public static PersonId PersonOf(HttpContext http) =>
        Guid.TryParse(http.User.FindFirst("oid")?.Value, out var id) ? new(id) : throw new InvalidOperationException("A request without a person was let in.");

    private static void Configure(JwtBearerOptions options, ApiSettings settings)
    {
        options.MetadataAddress = settings.MetadataAddress.AbsoluteUri;
        options.RequireHttpsMetadata = settings.MetadataAddress.Scheme == Uri.UriSchemeHttps;
        options.RefreshInterval = RefreshInterval;
        options.MapInboundClaims = false;
        options.IncludeErrorDetails = false;
        options.TokenValidationParameters = new()
        {
            ValidAudiences = [$"{settings.ClientId}", $"api://{settings.ClientId}"],
            IssuerValidator = (issuer, token, _) => IssuerOf(settings, token) is { } expected && expected == issuer
                ? issuer
                : throw new SecurityTokenInvalidIssuerException("The token is of no tenant that is served.") { InvalidIssuer = issuer },
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            TryAllIssuerSigningKeys = false,
            ValidateIssuerSigningKey = true,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = ClockSkew,
        };
    }

    private static string? IssuerOf(ApiSettings settings, SecurityToken token) =>
        token is JsonWebToken jwt && jwt.TryGetPayloadValue<string>("tid", out var tenant) && Guid.TryParse(tenant, out var id) && settings.Tenants.Contains(id) ? settings.IssuerOf(tenant) : null;

    // A token that an app got for itself has roles and no scp.
    private static bool IsPerson(AuthorizationHandlerContext context) =>
        Guid.TryParse(context.User.FindFirst("oid")?.Value, out _)
        && context.User.FindFirst("scp")?.Value.Split(' ').Contains(ApiSettings.Scope, StringComparer.Ordinal) == true
        && context.User.FindFirst("idtyp")?.Value != "app";
}
