using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BranchBot.AppPackage;

/// <summary>The app package: the manifest with its parameters, translations and icons, by the names that they have in the file.</summary>
public sealed class Package
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, IndentSize = 2, NewLine = "\n" };

    // A file in a ZIP has no time before 1980; the same bytes come out on any day.
    private static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // "Icons in Office Add-ins": these three must be there.
    private static readonly int[] RibbonSizes = [16, 32, 80];

    private Package(SortedDictionary<string, byte[]> files) => Files = files;

    /// <summary>Every file, in the order of its names.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; }

    /// <summary>The manifest.</summary>
    public JsonObject Manifest => Json("manifest.json");

    /// <summary>A file of JSON.</summary>
    public JsonObject Json(string file) => JsonNode.Parse(Files[file])!.AsObject();

    /// <summary>Makes the package of what lies in <c>infra/app</c>.</summary>
    /// <exception cref="AppPackageException">It would not work; the message says why.</exception>
    public static Package Make(AppParameters parameters, string folder)
    {
        var manifest = Filled(JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "manifest.json")))!, parameters)!.AsObject();
        var english = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "en.json")))!.AsObject();
        if (parameters.China)
        {
            ForChina(manifest, english);
        }

        var package = Of(new Dictionary<string, byte[]>
        {
            ["manifest.json"] = Bytes(manifest),
            ["en.json"] = Bytes(english),
            ["color.png"] = File.ReadAllBytes(Path.Combine(folder, "icons", "color.png")),
            ["color32x32.png"] = File.ReadAllBytes(Path.Combine(folder, "icons", "color32x32.png")),
            ["outline.png"] = File.ReadAllBytes(Path.Combine(folder, "icons", "outline.png")),
        });
        return Faults.Of(package) is { Count: > 0 } faults ? throw new AppPackageException(string.Join('\n', faults)) : package;
    }

    /// <summary>A package of files that are there, right or wrong.</summary>
    public static Package Of(IReadOnlyDictionary<string, byte[]> files)
    {
        var sorted = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, content) in files)
        {
            sorted.Add(name, content);
        }

        return new(sorted);
    }

    /// <summary>The file that Teams takes. Of the same parameters it is the same, byte by byte: nothing of the day, nothing of the machine, and stored, for how far a library compresses is its own.</summary>
    public byte[] Zip()
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var (name, content) in Files)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
                entry.LastWriteTime = Always;
                entry.ExternalAttributes = 0;
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        return file.ToArray();
    }

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString(Written) + "\n");

    private static JsonNode? Filled(JsonNode? node, AppParameters parameters) => node switch
    {
        JsonObject all => new JsonObject(all.Select(p => KeyValuePair.Create(p.Key, Filled(p.Value, parameters)))),
        JsonArray all => new JsonArray([.. all.Select(item => Filled(item, parameters))]),
        JsonValue value when value.TryGetValue<string>(out var text) => Filled(text, parameters),
        _ => node?.DeepClone(),
    };

    private static JsonNode Filled(string text, AppParameters parameters)
    {
        // A pane serves its own icons.
        if (text.StartsWith("{{icons:", StringComparison.Ordinal))
        {
            var pane = text["{{icons:".Length..^2];
            return new JsonArray([.. RibbonSizes.Select(size => new JsonObject { ["size"] = size, ["url"] = $"https://{parameters.Domain}/addin/{pane}/icon-{size}.png" })]);
        }

        return JsonValue.Create(text
            .Replace("{{app}}", $"{parameters.AppId}", StringComparison.Ordinal)
            .Replace("{{bot}}", $"{parameters.BotId}", StringComparison.Ordinal)
            .Replace("{{client}}", $"{parameters.ClientId}", StringComparison.Ordinal)
            .Replace("{{domain}}", parameters.Domain, StringComparison.Ordinal)
            .Replace("{{version}}", parameters.Version, StringComparison.Ordinal)
            .Replace("{{developer}}", parameters.Developer, StringComparison.Ordinal)
            .Replace("{{website}}", parameters.Website.AbsoluteUri, StringComparison.Ordinal)
            .Replace("{{privacy}}", parameters.Privacy.AbsoluteUri, StringComparison.Ordinal)
            .Replace("{{terms}}", parameters.Terms.AbsoluteUri, StringComparison.Ordinal));
    }

    // Teams of 21Vianet was documented to have no actions on messages and no files in a bot's chat (learn.microsoft.com, "Plan for Government and 21Vianet clouds").
    private static void ForChina(JsonObject manifest, JsonObject english)
    {
        manifest.Remove("composeExtensions");
        manifest["bots"]![0]!["supportsFiles"] = false;
        foreach (var key in english.Select(p => p.Key).Where(k => k.StartsWith("composeExtensions[", StringComparison.Ordinal)).ToList())
        {
            english.Remove(key);
        }
    }
}
