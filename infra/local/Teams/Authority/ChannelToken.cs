using System.Text.Json.Nodes;

namespace BranchBot.LocalTeams;

/// <summary>
/// What a token of the channel says. Real ones hold exactly aud, exp, iss, nbf and serviceurl, all lower case,
/// and no tenant; a test changes one property to get a bad token.
/// </summary>
public sealed record ChannelToken
{
    /// <summary>The bot's app id.</summary>
    public required string Audience { get; init; }

    /// <summary>Bot Framework's issuer.</summary>
    public string Issuer { get; init; } = Authority.Issuer;

    /// <summary>The service URL the activity will name; null leaves the claim out.</summary>
    public required string? ServiceUrl { get; init; }

    /// <summary>Not valid before.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Not valid after; real ones live an hour.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>The key that signs.</summary>
    public required SigningKey Key { get; init; }

    /// <summary>The <c>kid</c> to claim, if not the key's own.</summary>
    public string? KeyId { get; init; }

    /// <summary>RS256, or none.</summary>
    public string Algorithm { get; init; } = "RS256";

    /// <summary>Claims besides the real ones.</summary>
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();

    /// <summary>The compact form for the Authorization header.</summary>
    public string Encode()
    {
        var payload = new JsonObject { ["nbf"] = NotBefore.ToUnixTimeSeconds(), ["exp"] = Expires.ToUnixTimeSeconds(), ["iss"] = Issuer, ["aud"] = Audience };
        if (ServiceUrl is not null)
        {
            payload["serviceurl"] = ServiceUrl;
        }

        foreach (var (name, value) in More)
        {
            payload[name] = value;
        }

        return Key.Sign(payload, Algorithm, KeyId);
    }
}
