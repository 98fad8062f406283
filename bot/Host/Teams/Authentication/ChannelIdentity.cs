using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace BranchBot.Host.Teams;

/// <summary>What a valid token says of the activity that comes with it.</summary>
/// <param name="ServiceUrl">The connector that sent it.</param>
/// <param name="Endorsements">The channels for which the signing key may speak.</param>
internal sealed record ChannelIdentity(string? ServiceUrl, IReadOnlySet<string> Endorsements)
{
    /// <summary>Written small in real tokens, whatever the documentation says.</summary>
    public const string ServiceUrlClaim = "serviceurl";

    /// <summary>The channels for which a key may speak; none where the key says nothing.</summary>
    public static IReadOnlySet<string> EndorsementsOf(JsonWebKeySet? keys, string keyId)
    {
        var key = keys?.Keys.FirstOrDefault(k => k.Kid == keyId);
        return key?.AdditionalData.TryGetValue("endorsements", out var listed) == true && listed is JsonElement { ValueKind: JsonValueKind.Array } channels
            ? channels.EnumerateArray().Where(c => c.ValueKind == JsonValueKind.String).Select(c => c.GetString()!).ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>();
    }
}
