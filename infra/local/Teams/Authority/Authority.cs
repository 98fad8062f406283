using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>
/// The part of login.botframework.com: publishes the OpenID document and the keys, and issues the tokens that Teams
/// shows to the bot. Tokens go by the machine's time, for their readers do.
/// </summary>
public sealed class Authority : IDisposable
{
    /// <summary>The issuer of channel tokens in the public cloud.</summary>
    public const string Issuer = "https://api.botframework.com";

    private static readonly string[] Endorsements = ["msteams", "webchat", "directline"];

    private readonly Lock gate = new();
    private readonly List<SigningKey> published = [];
    private readonly List<SigningKey> all = [];
    private readonly string appId;

    internal Authority(string appId)
    {
        this.appId = appId;
        Key = Publish(Endorsements);
    }

    /// <summary>The key that signs now.</summary>
    public SigningKey Key { get; private set; }

    /// <summary>The service URL that ordinary tokens name; known once the server listens.</summary>
    internal string ServiceUrl { get; set; } = "";

    /// <summary>How often the keys were read.</summary>
    public int KeyReads { get; private set; }

    /// <summary>Signs with a new key from now on.</summary>
    /// <param name="withdrawOld">Whether the old key is no longer published.</param>
    public SigningKey RotateKey(bool withdrawOld = false)
    {
        lock (gate)
        {
            if (withdrawOld)
            {
                published.Clear();
            }

            return Key = Publish(Endorsements);
        }
    }

    /// <summary>Publishes a key that is not endorsed for Teams.</summary>
    public SigningKey PublishKeyWithoutEndorsement()
    {
        lock (gate)
        {
            return Publish(["webchat"]);
        }
    }

    /// <summary>A good token, or one spoilt by <paramref name="change"/>: <c>Mint(t =&gt; t with { Audience = "another" })</c>.</summary>
    public string Mint(Func<ChannelToken, ChannelToken>? change = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var token = new ChannelToken
        {
            Audience = appId,
            ServiceUrl = ServiceUrl,
            NotBefore = now.AddMinutes(-5),
            Expires = now.AddHours(1),
            Key = Key,
        };
        return (change?.Invoke(token) ?? token).Encode();
    }

    /// <inheritdoc/>
    public void Dispose() => all.ForEach(key => key.Dispose());

    internal void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/botframework/v1/.well-known/openidconfiguration", (HttpRequest request) => Results.Json(new JsonObject
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = "https://invalid.botframework.com",
            ["jwks_uri"] = $"{request.Scheme}://{request.Host}/botframework/v1/.well-known/keys",
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("private_key_jwt"),
        }));
        app.MapGet("/botframework/v1/.well-known/keys", () =>
        {
            lock (gate)
            {
                KeyReads++;
                return Results.Json(new JsonObject { ["keys"] = new JsonArray([.. published.Select(key => key.ToJwk())]) });
            }
        });
    }

    private SigningKey Publish(IReadOnlyList<string> endorsements)
    {
        var key = new SigningKey(endorsements);
        published.Add(key);
        all.Add(key);
        return key;
    }
}
