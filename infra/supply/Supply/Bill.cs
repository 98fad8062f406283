using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BranchBot.Supply;

/// <summary>The bill of materials (CycloneDX 1.6, cyclonedx.org): the same components make the same file, byte by byte. What is below, the image with .NET, has its own.</summary>
public static class Bill
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it.</summary>
    public static string Of(IReadOnlyList<Component> components)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', components.Select(c => $"{c.Purl} {c.Sha512}"))));
        return new JsonObject
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["serialNumber"] = $"urn:uuid:{Uuid(hash)}",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject { ["type"] = "application", ["bom-ref"] = "branchbot", ["name"] = "BranchBot", ["licenses"] = new JsonArray(Licence("MIT")) },
            },
            ["components"] = new JsonArray([.. components.Select(c => (JsonNode)new JsonObject
            {
                ["type"] = "library",
                ["bom-ref"] = c.Purl,
                ["name"] = c.Name,
                ["version"] = c.Version,
                ["purl"] = c.Purl,
                ["hashes"] = new JsonArray(new JsonObject { ["alg"] = "SHA-512", ["content"] = c.Sha512 }),
                ["licenses"] = c.Licence.Length == 0 ? new JsonArray() : new JsonArray(Licence(c.Licence)),
            })]),
        }.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Licence(string spdx) => spdx.Contains(' ', StringComparison.Ordinal) ? new() { ["expression"] = spdx } : new() { ["license"] = new JsonObject { ["id"] = spdx } };

    // RFC 9562, version 8: what stands in it is the bill's own affair.
    private static Guid Uuid(byte[] hash)
    {
        (hash[6], hash[8]) = ((byte)((hash[6] & 0x0F) | 0x80), (byte)((hash[8] & 0x3F) | 0x80));
        return new(hash.AsSpan(0, 16), bigEndian: true);
    }
}
