using System.Buffers.Binary;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BranchBot.AppPackage;

/// <summary>What is wrong in a package that no schema sees, each as a sentence.</summary>
public static partial class Faults
{
    private static readonly Dictionary<string, int> IconSizes = new(StringComparer.Ordinal) { ["color"] = 192, ["outline"] = 32, ["color32x32"] = 32 };

    /// <summary>Looks a package through.</summary>
    public static IReadOnlyList<string> Of(Package package)
    {
        ArgumentNullException.ThrowIfNull(package);
        var manifest = package.Manifest;
        return [.. Ids(manifest), .. Addresses(manifest), .. Actions(manifest), .. Icons(package, manifest), .. Words(package, manifest)];
    }

    // One registration for tab and panes, one bot everywhere. "Enable SSO for tab app": resource is api://, the tab's host, and the id.
    private static IEnumerable<string> Ids(JsonObject manifest)
    {
        var (bot, web) = (Text(manifest["bots"]?[0]?["botId"]), manifest["webApplicationInfo"]);
        if (bot is null)
        {
            yield return "There is no bot.";
        }

        if (manifest["composeExtensions"]?[0] is { } extension && Text(extension["botId"]) != bot)
        {
            yield return "The message extension is another bot's.";
        }

        var resource = Text(web?["resource"]);
        if (resource is null || !manifest["validDomains"]!.AsArray().Any(domain => resource == $"api://{Text(domain)}/{Text(web!["id"])}"))
        {
            yield return $"webApplicationInfo.resource is '{resource}', and not api://, a valid domain and webApplicationInfo.id.";
        }

        foreach (var (name, id) in new[] { ("id", Text(manifest["id"])), ("botId", bot), ("webApplicationInfo.id", Text(web?["id"])) })
        {
            if (!Guid.TryParse(id, out var guid) || guid == Guid.Empty)
            {
                yield return $"{name} is no id.";
            }
        }
    }

    // "validDomains": every page that Teams or Office shows comes from one of them; a pattern would let in who has a name below it.
    private static IEnumerable<string> Addresses(JsonObject manifest)
    {
        var domains = manifest["validDomains"]!.AsArray().Select(d => Text(d)!).ToList();
        foreach (var domain in domains.Where(d => Uri.CheckHostName(d) != UriHostNameType.Dns))
        {
            yield return $"The valid domain '{domain}' is no host.";
        }

        foreach (var (path, text) in Strings(manifest).Where(s => s.Text.Contains("://", StringComparison.Ordinal) && !s.Path.StartsWith("$schema", StringComparison.Ordinal) && !s.Path.StartsWith("developer.", StringComparison.Ordinal) && !s.Path.EndsWith(".resource", StringComparison.Ordinal)))
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != "https")
            {
                yield return $"{path} is '{text}', and not https.";
            }
            else if (!domains.Contains(url.Authority))
            {
                yield return $"{path} is at {url.Authority}, which is no valid domain.";
            }
        }
    }

    // A button does what its actionId says, in a runtime of the same application; learn.microsoft.com, "Create add-in commands with the unified manifest".
    private static IEnumerable<string> Actions(JsonObject manifest)
    {
        var extension = manifest["extensions"]?[0];
        var runtimes = (extension?["runtimes"]?.AsArray() ?? []).OfType<JsonObject>().ToList();
        var actions = runtimes.SelectMany(r => (r["actions"]?.AsArray() ?? []).Select(a => (Id: Text(a!["id"])!, Scopes: Scopes(r), View: Text(a["view"])))).ToList();
        foreach (var twice in Twice(actions.Select(a => a.Id)).Concat(Twice(runtimes.Select(r => Text(r["id"])!))).Concat(Twice(actions.Select(a => a.View).OfType<string>())))
        {
            yield return $"Two runtimes, actions or views are '{twice}'.";
        }

        var ribbons = (extension?["ribbons"]?.AsArray() ?? []).OfType<JsonObject>().ToList();
        var used = ribbons.SelectMany(ribbon => Objects(ribbon).Where(o => o["actionId"] is not null).Select(o => (Id: Text(o["actionId"])!, Scopes: Scopes(ribbon), Control: Text(o["id"])!))).ToList();
        foreach (var (id, scopes, control) in used)
        {
            if (!actions.Any(a => a.Id == id))
            {
                yield return $"The button {control} does '{id}', which no runtime knows.";
            }
            else if (!actions.Any(a => a.Id == id && scopes.All(a.Scopes.Contains)))
            {
                yield return $"The button {control} does '{id}' in an application whose runtime does not know it.";
            }
        }

        foreach (var idle in actions.Select(a => a.Id).Except(used.Select(u => u.Id)))
        {
            yield return $"No button does '{idle}'.";
        }

        foreach (var twice in Twice(ribbons.SelectMany(Objects).Where(o => o.ContainsKey("controls") || o.ContainsKey("actionId")).Select(o => Text(o["id"])!)))
        {
            yield return $"Two groups or buttons are '{twice}'.";
        }

        var whole = extension is null ? [] : Scopes(extension.AsObject());
        foreach (var scope in runtimes.Concat(ribbons).SelectMany(Scopes).Except(whole))
        {
            yield return $"The add-in is not for '{scope}', and a part of it is.";
        }
    }

    private static IEnumerable<string> Icons(Package package, JsonObject manifest)
    {
        foreach (var (name, size) in IconSizes)
        {
            var file = Text(manifest["icons"]![name]) ?? "";
            if (!package.Files.TryGetValue(file, out var content))
            {
                yield return $"The icon {name} ('{file}') is not in the package.";
            }
            else if (Png(content) is not { } png || png.Width != size || png.Height != size)
            {
                yield return $"The icon {file} is no PNG of {size} by {size}.";
            }
            else if (name != "color" && !png.Alpha)
            {
                yield return $"The icon {file} has no transparency.";
            }
        }
    }

    // "Localize your app": what has no translation is shown in the default language, so that somebody reads half of each; a key that names nothing is an error of the upload.
    private static IEnumerable<string> Words(Package package, JsonObject manifest)
    {
        var strings = Strings(manifest).ToDictionary(s => s.Path, s => s.Text, StringComparer.Ordinal);
        foreach (var command in strings.Where(s => s.Key.Contains("commandLists", StringComparison.Ordinal) && (s.Value.Length > 128 || (s.Key.EndsWith(".title", StringComparison.Ordinal) && s.Value.Length > 32))))
        {
            yield return $"{command.Key} is too long for some clients of Teams.";
        }

        foreach (var language in manifest["localizationInfo"]?["additionalLanguages"]?.AsArray() ?? [])
        {
            var file = Text(language!["file"])!;
            if (!package.Files.ContainsKey(file))
            {
                yield return $"The translation {file} is not in the package.";
                continue;
            }

            var translated = package.Json(file).Where(p => p.Key != "$schema").ToDictionary(p => p.Key, p => Text(p.Value)!, StringComparer.Ordinal);
            foreach (var nothing in translated.Keys.Where(key => !strings.ContainsKey(key)))
            {
                yield return $"{file} translates {nothing}, which is not in the manifest.";
            }

            foreach (var untold in strings.Where(s => Chinese().IsMatch(s.Value) && !translated.ContainsKey(s.Key)))
            {
                yield return $"{file} does not translate {untold.Key}.";
            }

            foreach (var chinese in translated.Where(t => Chinese().IsMatch(t.Value)))
            {
                yield return $"{file} has Chinese words at {chinese.Key}.";
            }
        }
    }

    private static List<string> Scopes(JsonObject of) => [.. (of["requirements"]?["scopes"]?.AsArray() ?? []).Select(s => Text(s)!)];

    private static IEnumerable<string> Twice(IEnumerable<string> ids) => ids.GroupBy(id => id).Where(g => g.Count() > 1).Select(g => g.Key);

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject all => [all, .. all.SelectMany(p => Objects(p.Value))],
        JsonArray all => all.SelectMany(Objects),
        _ => [],
    };

    // The paths are those of the localization schema: bots[0].commandLists[0].commands[0].title.
    private static IEnumerable<(string Path, string Text)> Strings(JsonNode? node, string path = "") => node switch
    {
        JsonObject all => all.SelectMany(p => Strings(p.Value, path.Length == 0 ? p.Key : $"{path}.{p.Key}")),
        JsonArray all => all.SelectMany((item, i) => Strings(item, $"{path}[{i}]")),
        JsonValue value when value.TryGetValue<string>(out var text) => [(path, text)],
        _ => [],
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    // The first chunk of a PNG is IHDR: width, height, depth, and a colour type whose third bit says alpha.
    private static (int Width, int Height, bool Alpha)? Png(byte[] content) =>
        content.Length > 26 && content.AsSpan(0, 8).SequenceEqual<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
            ? (BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(20)), (content[25] & 4) != 0)
            : null;

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();
}
