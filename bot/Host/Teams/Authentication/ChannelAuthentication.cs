using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace BranchBot.Host.Teams;

/// <summary>
/// The token of the Bot Framework's channel, by ASP.NET Core's own bearer authentication: issuer, audience, signature, lifetime. What it says of the
/// activity is compared once the body is read (<see cref="ActivityTrust"/>). Rules: Bot Connector authentication, "connector to bot".
/// </summary>
internal static class ChannelAuthentication
{
    /// <summary>The scheme, and the policy that demands it.</summary>
    public const string Scheme = "BotFramework";

    // Unknown keys lead to a fresh look at the metadata, at most so often.
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(30);

    // The documentation demands that keys be read anew at least once a day.
    private static readonly TimeSpan AutomaticRefreshInterval = TimeSpan.FromHours(12);

    // The documentation's own tolerance.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>Adds the scheme and the policy.</summary>
    public static void AddChannelAuthentication(this IServiceCollection services, TeamsSettings settings, Guid appId)
    {
        services.AddAuthentication().AddJwtBearer(Scheme, options => Configure(options, settings.Cloud, appId));
        services.AddAuthorizationBuilder().AddPolicy(Scheme, policy => policy.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser());
    }

    private static void Configure(JwtBearerOptions options, TeamsCloud cloud, Guid appId)
    {
        var audience = appId.ToString("D");
        options.MetadataAddress = cloud.MetadataAddress.AbsoluteUri;
        options.RequireHttpsMetadata = cloud.MetadataAddress.Scheme == Uri.UriSchemeHttps;
        options.RefreshInterval = RefreshInterval;
        options.AutomaticRefreshInterval = AutomaticRefreshInterval;
        options.MapInboundClaims = false;
        options.IncludeErrorDetails = false;
        options.TokenValidationParameters = new()
        {
            AudienceValidator = (audiences, _, _) => audiences.Contains(audience, StringComparer.OrdinalIgnoreCase)
                ? true
                : throw new SecurityTokenInvalidAudienceException("The audience is not the bot.") { InvalidAudience = string.Join(' ', audiences) },
            // Exactly this issuer, and not also whatever the metadata call themselves.
            IssuerValidator = (issuer, _, _) => issuer == cloud.Issuer
                ? issuer
                : throw new SecurityTokenInvalidIssuerException("The issuer is not the channel's.") { InvalidIssuer = issuer },
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            // The key that the token names, and no other: its endorsements count.
            TryAllIssuerSigningKeys = false,
            ValidateIssuerSigningKey = true,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = ClockSkew,
        };
        options.Events = new() { OnTokenValidated = Keep, OnAuthenticationFailed = Tell };
    }

    private static async Task Keep(TokenValidatedContext context)
    {
        var token = (JsonWebToken)context.SecurityToken;
        var metadata = await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        var serviceUrl = token.TryGetPayloadValue<string>(ChannelIdentity.ServiceUrlClaim, out var url) ? url : null;
        context.HttpContext.Features.Set(new ChannelIdentity(serviceUrl, ChannelIdentity.EndorsementsOf(metadata.JsonWebKeySet, token.Kid)));
    }

    private static Task Tell(AuthenticationFailedContext context)
    {
        var log = Log.For(context.HttpContext);
        switch (context.Exception)
        {
            case SecurityTokenInvalidIssuerException wrong:
                log.IssuerRefused(Log.Shown(wrong.InvalidIssuer));
                break;
            case SecurityTokenInvalidAudienceException wrong:
                log.AudienceRefused(Log.Shown(wrong.InvalidAudience));
                break;
            default:
                log.TokenRefused(context.Exception.GetType().Name);
                break;
        }

        return Task.CompletedTask;
    }
}
