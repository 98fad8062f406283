using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>An RSA key that signs JSON Web Tokens, with the channels it is endorsed for (Bot Framework's extension of a JWK).</summary>
public sealed class SigningKey : IDisposable
{
    // Finding one takes up to half a second: one that nobody uses any more is used again, never by two at once.
    private static readonly ConcurrentBag<RSA> Idle = [];

    private readonly RSA rsa = Idle.TryTake(out var idle) ? idle : RSA.Create(2048);
    private int given;

    /// <summary>A new key.</summary>
    /// <param name="endorsements">Channels whose tokens it may sign; null leaves the field out.</param>
    public SigningKey(IReadOnlyList<string>? endorsements = null)
    {
        Endorsements = endorsements;
        KeyId = Base64Url.EncodeToString(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>The <c>kid</c>: like the real ones, a thumbprint in base64url.</summary>
    public string KeyId { get; }

    /// <summary>Channels the key is endorsed for.</summary>
    public IReadOnlyList<string>? Endorsements { get; }

    /// <summary>The private half, for signing and checking.</summary>
    internal RSA Rsa => rsa;

    /// <summary>The public half as an entry of a JSON Web Key Set.</summary>
    public JsonObject ToJwk()
    {
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        var jwk = new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = KeyId,
            ["x5t"] = KeyId,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
        };
        if (Endorsements is not null)
        {
            jwk["endorsements"] = new JsonArray([.. Endorsements.Select(e => JsonValue.Create(e))]);
        }

        return jwk;
    }

    /// <summary>Signs a payload. Written by hand, for tests need tokens that a decent library refuses to make.</summary>
    /// <param name="payload">The claims, taken as they are.</param>
    /// <param name="algorithm"><c>RS256</c>, or <c>none</c> for a token without signature.</param>
    /// <param name="keyId">The <c>kid</c> to claim; this key's when null.</param>
    public string Sign(JsonObject payload, string algorithm = "RS256", string? keyId = null)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["kid"] = keyId ?? KeyId, ["typ"] = "JWT", ["x5t"] = keyId ?? KeyId };
        var content = $"{Encode(header)}.{Encode(payload)}";
        var signature = algorithm == "none"
            ? []
            : rsa.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref given, 1) == 0)
        {
            Idle.Add(rsa);
        }
    }

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
