using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Identity;
using BranchBot.LocalTeams;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace BranchBot.Adapters.Tests.LocalTeams;

public sealed class TokenTests : LocalTeamsTest
{
    [Fact]
    public async Task A_token_of_the_channel_says_exactly_what_real_ones_say()
    {
        var token = new JsonWebToken(Teams.Authority.Mint());
        Assert.Equal(["aud", "exp", "iss", "nbf", "serviceurl"], token.Claims.Select(c => c.Type).Order());
        Assert.Equal(Teams.ServiceUrl, token.GetClaim("serviceurl").Value);
        Assert.True((await Validate(Teams.Authority.Mint())).IsValid);
    }

    [Fact]
    public async Task Spoilt_tokens_of_the_channel_are_really_spoilt()
    {
        using var forged = new SigningKey(["msteams"]);
        string[] spoilt =
        [
            Teams.Authority.Mint(t => t with { Audience = "another" }),
            Teams.Authority.Mint(t => t with { Issuer = "https://sts.windows.net/x/" }),
            Teams.Authority.Mint(t => t with { NotBefore = DateTimeOffset.UnixEpoch, Expires = DateTimeOffset.UnixEpoch.AddHours(1) }),
            Teams.Authority.Mint(t => t with { Key = forged }),
            Teams.Authority.Mint(t => t with { Key = forged, KeyId = Teams.Authority.Key.KeyId }),
            Teams.Authority.Mint(t => t with { Algorithm = "none" }),
        ];
        foreach (var token in spoilt)
        {
            Assert.False((await Validate(token)).IsValid);
        }
    }

    [Fact]
    public async Task The_keys_name_the_channels_they_are_endorsed_for()
    {
        var bare = Teams.Authority.PublishKeyWithoutEndorsement();
        var keys = (JsonArray)(await Json(await Http.GetAsync("/botframework/v1/.well-known/keys")))["keys"]!;
        Assert.Contains("msteams", Endorsements(Teams.Authority.Key));
        Assert.DoesNotContain("msteams", Endorsements(bare));

        IEnumerable<string?> Endorsements(SigningKey key) =>
            ((JsonArray)keys.Single(k => (string?)k!["kid"] == key.KeyId)!["endorsements"]!).Select(e => (string?)e);
    }

    [Fact]
    public async Task After_a_rotation_new_tokens_pass_and_a_withdrawn_key_does_not()
    {
        var before = Teams.Authority.Mint();
        Teams.Authority.RotateKey();
        Assert.True((await Validate(before)).IsValid);
        Teams.Authority.RotateKey(withdrawOld: true);
        Assert.False((await Validate(before)).IsValid);
        Assert.True((await Validate(Teams.Authority.Mint())).IsValid);
    }

    [Fact]
    public async Task The_ordinary_managed_identity_credential_gets_a_token_the_connector_takes()
    {
        // The credential keeps tokens per client id for the whole process: this one must be nobody else's.
        await using var teams = await LocalTeamsServer.StartAsync(Options with { AppId = "20000000-0000-0000-0000-0000000000aa" });
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", teams.IdentityEndpoint);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", teams.Identity.Header);
        try
        {
            var credential = new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(teams.Options.AppId));
            var token = await credential.GetTokenAsync(new TokenRequestContext(["https://api.botframework.com/.default"]), TestContext.Current.CancellationToken);
            Assert.InRange(token.ExpiresOn - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(55), TimeSpan.FromMinutes(61));
            using var http = new HttpClient { BaseAddress = new Uri(teams.ServiceUrl) };
            http.DefaultRequestHeaders.Authorization = new("Bearer", token.Token);
            Assert.Equal(201, (int)(await http.PostAsJsonAsync(In(teams.People.Named("王芳").ChatId), Message("早上好"))).StatusCode);
        }
        finally
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        }
    }

    [Theory]
    [InlineData("?api-version=2019-08-01&resource=https://api.botframework.com", "wrong", 401)]
    [InlineData("?api-version=2019-08-01&resource=https://graph.microsoft.com", null, 400)]
    [InlineData("?api-version=2017-09-01&resource=https://api.botframework.com", null, 400)]
    [InlineData("?api-version=2019-08-01&resource=https://api.botframework.com&client_id=other", null, 400)]
    public async Task The_managed_identity_endpoint_refuses_who_asks_wrongly(string query, string? header, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Teams.IdentityEndpoint + query);
        request.Headers.Add("X-IDENTITY-HEADER", header ?? Teams.Identity.Header);
        Assert.Equal(status, (int)(await Http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task The_connector_refuses_any_token_but_the_bots_own()
    {
        using var forged = new SigningKey();
        string[] wrong =
        [
            Teams.Identity.Mint(audience: "https://graph.microsoft.com"),
            Teams.Identity.Mint(appId: "20000000-0000-0000-0000-00000000000f"),
            Teams.Identity.Mint(lifetime: TimeSpan.FromSeconds(-1)),
            Teams.Identity.Mint(key: forged),
            Teams.Authority.Mint(),
        ];
        foreach (var token in wrong)
        {
            Authorize(token);
            await Refused(await Send(Manager, Message("谁？")), 401, "Unauthorized");
        }

        Http.DefaultRequestHeaders.Authorization = null;
        await Refused(await Send(Manager, Message("谁？")), 401, "Unauthorized");
        Assert.Empty(Teams.Client.Chat(Manager));
    }

    private async Task<TokenValidationResult> Validate(string token)
    {
        var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(
            Teams.MetadataAddress, new HttpDocumentRetriever { RequireHttps = false }, TestContext.Current.CancellationToken);
        Assert.Equal("https://api.botframework.com", configuration.Issuer);
        return await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAudience = Teams.Options.AppId,
            ValidIssuer = configuration.Issuer,
            ValidAlgorithms = ["RS256"],
            IssuerSigningKeys = configuration.SigningKeys,
        });
    }
}
