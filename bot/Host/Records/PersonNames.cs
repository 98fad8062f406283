using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace BranchBot.Host.Records;

/// <summary>
/// What somebody is called, looked for in the words of rows: in texts as they are read, for JSON writes some characters by their numbers and may stand in a text of other
/// JSON; never in names of members, in enums, numbers and ids, for a name can be a word of the program too. A Latin name is no part of a longer word.
/// </summary>
internal sealed class PersonNames(IEnumerable<string> names)
{
    private readonly Regex? any = names.OrderByDescending(n => n.Length).Select(Pattern).ToList() is { Count: > 0 } all ? new(string.Join('|', all), RegexOptions.CultureInvariant) : null;

    /// <summary>Whether a row's words call him by a name.</summary>
    /// <param name="json">What the row says.</param>
    /// <param name="row">The row's type; null: unknown, and all texts are words.</param>
    public bool AreIn(string json, Type? row) => any is not null && (any.IsMatch(json) || json.Contains('\\', StringComparison.Ordinal)) && Changed(json, row, "") is not null;

    /// <summary>A row's JSON with other words in their place; the same where there are none.</summary>
    public string Replaced(string json, Type row, string instead) => any is null ? json : Changed(json, row, instead) ?? json;

    private string? Changed(string json, Type? row, string instead)
    {
        var (root, changed) = (JsonNode.Parse(json), false);
        JsonNode? Walk(JsonNode? node, Type? type)
        {
            if (type is not null && type != typeof(string) && InfoOf(type).Kind == JsonTypeInfoKind.None)
            {
                return node;
            }

            switch (node)
            {
                case JsonObject o:
                    foreach (var (name, value) in o.ToList())
                    {
                        if (Walk(value, MemberOf(type, name)) is var after && !ReferenceEquals(after, value))
                        {
                            o[name] = after;
                        }
                    }

                    return o;
                case JsonArray a:
                    for (var i = 0; i < a.Count; i++)
                    {
                        if (Walk(a[i], ElementOf(type)) is var after && !ReferenceEquals(after, a[i]))
                        {
                            a[i] = after;
                        }
                    }

                    return a;
                case JsonValue v when v.TryGetValue<string>(out var text):
                    var words = Inner(text) is { } inner ? Changed(inner, null, instead) ?? text : any!.Replace(text, instead);
                    changed |= words != text;
                    return words == text ? node : JsonValue.Create(words);
                default:
                    return node;
            }
        }

        root = Walk(root, row);
        return changed ? root!.ToJsonString(Catalogue.Json) : null;
    }

    // JSON that was written into a text; null: somebody's words.
    private static string? Inner(string text)
    {
        if (text is not (['{', .., '}'] or ['[', .., ']']))
        {
            return null;
        }

        try
        {
            using var parsed = JsonDocument.Parse(text);
            return text;
        }
        catch (JsonException)
        {
            // Words in braces.
            return null;
        }
    }

    private static Type? MemberOf(Type? type, string name) => type is null ? null : InfoOf(type) is { Kind: JsonTypeInfoKind.Object } info
        ? Open(info.Properties.FirstOrDefault(p => p.Name == name)?.PropertyType)
        : ElementOf(type);

    private static Type? ElementOf(Type? type) => type is null ? null : Open(InfoOf(type).ElementType);

    // JSON of whatever shape holds words anywhere.
    private static Type? Open(Type? type) => type == typeof(JsonElement) || type == typeof(JsonElement?) || type == typeof(object) ? null : type;

    private static JsonTypeInfo InfoOf(Type type) => Catalogue.Json.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);

    private static string Pattern(string name) =>
        (char.IsAsciiLetterOrDigit(name[0]) ? "(?<![A-Za-z0-9])" : "") + Regex.Escape(name) + (char.IsAsciiLetterOrDigit(name[^1]) ? "(?![A-Za-z0-9])" : "");
}
