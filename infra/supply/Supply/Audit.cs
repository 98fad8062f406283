using System.Diagnostics;
using System.Text.Json.Nodes;

namespace BranchBot.Supply;

/// <summary>What is known of weaknesses in the packages.</summary>
/// <param name="Where">Which packages.</param>
/// <param name="Known">What is known, a line each; null: nobody could be asked.</param>
/// <param name="Said">One line about it.</param>
public sealed record Audited(string Where, IReadOnlyList<string>? Known, string Said);

/// <summary>
/// Asks the registries what weaknesses are known. A registry that does not answer such questions, as a mirror may not, is said so in words: it is never taken for
/// "none are known". NuGet's own audit is a part of each restore (<c>Directory.Build.props</c>); here it is told whether its source serves what that needs.
/// </summary>
public static class Audit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Asks npm of what is shipped of a folder.</summary>
    public static async Task<Audited> Npm(string root, string folder)
    {
        var start = new ProcessStartInfo("npm", ["audit", "--omit=dev", "--audit-level=high", "--json", "--package-lock-only", "--fetch-retries=0", $"--fetch-timeout={Patience.TotalMilliseconds:0}"])
        {
            WorkingDirectory = Path.Combine(root, folder),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var npm = Process.Start(start) ?? throw new SupplyException("npm did not start.");
        npm.StandardInput.Close();
        var errors = npm.StandardError.ReadToEndAsync();
        var output = await npm.StandardOutput.ReadToEndAsync();
        await errors;
        await npm.WaitForExitAsync();
        return OfNpm(folder, output);
    }

    /// <summary>Reads what npm says (<c>npm audit --json</c>, auditReportVersion 2).</summary>
    public static Audited OfNpm(string folder, string json)
    {
        var where = $"npm, {folder}";
        try
        {
            if (JsonNode.Parse(json) is JsonObject report && report["vulnerabilities"] is JsonObject all && report["auditReportVersion"] is not null)
            {
                IReadOnlyList<string> known = [.. all.Where(v => (string?)v.Value!["severity"] is "high" or "critical").Select(v => $"{v.Key} {(string?)v.Value!["range"]}: {(string?)v.Value["severity"]}")];
                return new(where, known, known.Count == 0 ? $"{where}: no weakness of weight is known." : $"{where}: {string.Join("; ", known)}");
            }
        }
        catch (System.Text.Json.JsonException)
        {
            // No answer that npm gives when it was told something.
        }

        return new(where, null, $"{where}: NOT AUDITED, the registry here does not serve what is known of weaknesses.");
    }

    /// <summary>Whether NuGet's source serves what its audit needs.</summary>
    public static async Task<Audited> NuGet(HttpClient http, Uri index)
    {
        var where = $"NuGet, {index.Host}";
        using var late = new CancellationTokenSource(Patience);
        try
        {
            var resources = JsonNode.Parse(await http.GetStringAsync(index, late.Token))?["resources"]?.AsArray() ?? [];
            if (resources.FirstOrDefault(r => ((string?)r!["@type"])?.StartsWith("VulnerabilityInfo/", StringComparison.Ordinal) == true) is { } resource)
            {
                using var answer = await http.GetAsync(new Uri((string)resource["@id"]!), late.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return new(where, [], $"{where}: audited at restore, where what is known is an error.");
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or System.Text.Json.JsonException or UriFormatException)
        {
            // The same as a source without it.
        }

        return new(where, null, $"{where}: NOT AUDITED, the source here does not serve what is known of weaknesses.");
    }

    /// <summary>Asks everybody, at the same time.</summary>
    /// <param name="root">The folder of BranchBot.sln.</param>
    public static async Task<IReadOnlyList<Audited>> All(string root)
    {
        using var http = new HttpClient();
        return await Task.WhenAll([NuGet(http, new("https://api.nuget.org/v3/index.json")), .. Components.Pages.Select(page => Npm(root, Path.Combine("addin", page)))]);
    }
}
