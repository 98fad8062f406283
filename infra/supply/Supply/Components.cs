using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BranchBot.Supply;

/// <summary>What a lock file says cannot be so, or a package that it names is not there.</summary>
public sealed class SupplyException(string message) : Exception(message);

/// <summary>Reads from the lock files what is shipped: the bot's packages of NuGet, and what npm's builds of the pages have in them. Tools that only build or test are no part of it.</summary>
public static partial class Components
{
    // Their packages say "LICENSE.txt", or an address that is gone: looked up in that text by hand.
    private static readonly Dictionary<string, string> ByHand = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.Graph"] = "MIT",
        ["Microsoft.Graph.Core"] = "MIT",
        ["Apache.Arrow"] = "Apache-2.0",
        ["System.Security.Cryptography.ProtectedData"] = "MIT",
    };

    /// <summary>The folders of the pages that the bot serves, below addin.</summary>
    public static readonly IReadOnlyList<string> Pages = ["excel", "fonts", "outlook", "wall"];

    /// <summary>Everything, once each, in the order of the package URLs.</summary>
    /// <param name="root">The folder of BranchBot.sln.</param>
    /// <param name="packages">Where NuGet has unpacked its packages; null: where it does by itself.</param>
    /// <exception cref="SupplyException">A package was not restored, or a lock file has no hash.</exception>
    public static IReadOnlyList<Component> Read(string root, string? packages = null)
    {
        packages ??= Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } given ? given : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return [.. NuGet(Path.Combine(root, "bot", "Host", "packages.lock.json"), packages).Concat(Pages.SelectMany(page => Npm(Path.Combine(root, "addin", page, "package-lock.json")))).DistinctBy(c => c.Purl).OrderBy(c => c.Purl, StringComparer.Ordinal)];
    }

    private static IEnumerable<Component> NuGet(string file, string packages)
    {
        foreach (var (name, package) in JsonNode.Parse(File.ReadAllText(file))!["dependencies"]!.AsObject().SelectMany(framework => framework.Value!.AsObject()))
        {
            if ((string?)package!["type"] != "Project")
            {
                var version = (string)package["resolved"]!;
                yield return new("nuget", name, version, Hex((string?)package["contentHash"], name), LicenceOf(packages, name, version));
            }
        }
    }

    private static IEnumerable<Component> Npm(string file)
    {
        const string folder = "node_modules/";
        foreach (var (path, package) in JsonNode.Parse(File.ReadAllText(file))!["packages"]!.AsObject())
        {
            if (path.LastIndexOf(folder, StringComparison.Ordinal) is var at and >= 0 && (bool?)package!["dev"] != true)
            {
                var name = path[(at + folder.Length)..];
                var hash = (string?)package["integrity"] is { } integrity && integrity.StartsWith("sha512-", StringComparison.Ordinal) ? integrity[7..] : null;
                yield return new("npm", name, (string)package["version"]!, Hex(hash, name), (string?)package["license"] ?? "");
            }
        }
    }

    private static string Hex(string? base64, string name) =>
        base64 is null ? throw new SupplyException($"The lock file has no hash of {name}.") : Convert.ToHexStringLower(Convert.FromBase64String(base64));

    private static string LicenceOf(string packages, string name, string version)
    {
        var lower = name.ToLowerInvariant();
        var nuspec = Path.Combine(packages, lower, version.ToLowerInvariant(), lower + ".nuspec");
        return !File.Exists(nuspec) ? throw new SupplyException($"{name} {version} was not restored: run dotnet restore first.")
            : Expression().Match(File.ReadAllText(nuspec)) is { Success: true } match ? match.Groups[1].Value.Trim()
            : ByHand.GetValueOrDefault(name, "");
    }

    [GeneratedRegex("<license\\s+type=\"expression\"[^>]*>([^<]+)</license>")]
    private static partial Regex Expression();
}
