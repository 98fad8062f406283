using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>
/// The part of Entra ID that the pane in Excel needs: publishes the OpenID document and the keys of a tenant, and gives a token for anybody of the demo
/// branches to whoever asks from the bot's own pages. As strict as the real one about what a token says; who may have it, it does not ask.
/// </summary>
public sealed class UserAuthority : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly LocalTeamsOptions options;
    private readonly People people;
    private readonly Func<string> url;

    internal UserAuthority(LocalTeamsOptions options, People people, Func<string> url)
    {
        this.options = options;
        this.people = people;
        this.url = url;
    }

    /// <summary>The key that signs.</summary>
    public SigningKey Key { get; } = new();

    /// <summary>Where people sign in, as the bot's setting <c>Api:Login</c> has it.</summary>
    public string Login => $"{url()}/entra/";

    /// <summary>Where the pane gets tokens, as the bot's setting <c>Api:LocalTokens</c> has it.</summary>
    public string Tokens => $"{url()}/local";

    /// <summary>A good token of a person, or one spoilt by <paramref name="change"/>.</summary>
    public string Mint(string person, Action<JsonObject>? change = null, SigningKey? key = null, string algorithm = "RS256")
    {
        var now = TimeProvider.System.GetUtcNow();
        var payload = new JsonObject
        {
            ["aud"] = options.ApiClientId,
            ["iss"] = $"{Login}{options.Tenant}/v2.0",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Life).ToUnixTimeSeconds(),
            ["azp"] = options.ApiClientId,
            ["name"] = people.Find(person)?.Name ?? "",
            ["oid"] = person,
            ["scp"] = "access_as_user",
            ["tid"] = options.Tenant,
            ["ver"] = "2.0",
        };
        change?.Invoke(payload);
        return (key ?? Key).Sign(payload, algorithm);
    }

    /// <inheritdoc/>
    public void Dispose() => Key.Dispose();

    internal void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/entra/{tenant}/v2.0/.well-known/openid-configuration", (string tenant) => tenant != options.Tenant ? Results.NotFound() : Results.Json(new JsonObject
        {
            ["issuer"] = $"{Login}{tenant}/v2.0",
            ["authorization_endpoint"] = $"{Login}{tenant}/oauth2/v2.0/authorize",
            ["token_endpoint"] = $"{Login}{tenant}/oauth2/v2.0/token",
            ["jwks_uri"] = $"{Login}{tenant}/discovery/v2.0/keys",
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        }));
        app.MapGet("/entra/{tenant}/discovery/v2.0/keys", () => Results.Json(new JsonObject { ["keys"] = new JsonArray(Key.ToJwk()) }));
        app.MapGet("/local/people", () => people.All.Select(p => new { p.Id, p.Name, Branch = people.PlaceName(p), p.Position }));
        app.MapPost("/local/token", (Wanted wanted) => people.Find(wanted.Person) is { } person
            ? Results.Json(new { Token = Mint(person.Id), Expires = TimeProvider.System.GetUtcNow() + Life })
            : Results.NotFound());
    }

    private sealed record Wanted(string Person);
}
