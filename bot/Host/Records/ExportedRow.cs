using System.Text.Json.Nodes;

namespace BranchBot.Host.Records;

/// <summary>
/// What a row says of one person, for him: of rows that are about several only his part, and others by their position instead of by name, for their data are theirs
/// (GDPR art. 15 (4); PIPL art. 44 and 45 give a right to one's own).
/// </summary>
/// <param name="person">Who.</param>
/// <param name="others">All others by id and name, with what stands in their place.</param>
internal sealed class ExportedRow(PersonId person, IReadOnlyDictionary<string, string> others)
{
    private readonly string id = person.ToString();

    /// <summary>The row for him.</summary>
    /// <param name="found">The row.</param>
    /// <param name="data">What of it he may see, as JSON.</param>
    public JsonNode Of(FoundRow found, string data)
    {
        var node = Open(JsonNode.Parse(data)!);

        // A row that is his own is whole: steps in it that name nobody are about him too.
        if (found is { Kind.Persons.Forget: { } forget, Row: { } row } && forget(row, person) is null)
        {
            foreach (var name in found.Kind.Persons.Withheld)
            {
                node.AsObject().Remove(name);
            }
        }
        else
        {
            node = HisPart(node) ?? new JsonObject();
        }

        return Masked(node)!;
    }

    /// <summary>A key without others in it.</summary>
    public string Key(string key) => Masked(key);

    // JSON that was written into a text is opened, so that it can be read.
    private static JsonNode Open(JsonNode node)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var (name, value) in o.ToList())
                {
                    o[name] = value is null ? null : Open(value.DeepClone());
                }

                return o;
            case JsonArray a:
                return new JsonArray([.. a.Select(i => i is null ? null : Open(i.DeepClone()))]);
            case JsonValue v when v.TryGetValue<string>(out var text) && text is ['{', .., '}']:
                try
                {
                    return Open(JsonNode.Parse(text)!);
                }
                catch (System.Text.Json.JsonException)
                {
                    // Somebody's words in braces.
                    return node;
                }

            default:
                return node;
        }
    }

    // Of lists of what people did, what names him; lists that name nobody stay.
    private JsonNode? HisPart(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var (name, value) in o.ToList())
                {
                    if (PersonRows.Guids().IsMatch(name) && name != id)
                    {
                        o.Remove(name);
                    }
                    else
                    {
                        o[name] = HisPart(value?.DeepClone());
                    }
                }

                return o;
            case JsonArray a:
                var named = a.Any(i => i is not null && PersonRows.Guids().IsMatch(i.ToJsonString()));
                return new JsonArray([.. a.Where(i => !named || (i is not null && i.ToJsonString().Contains(id, StringComparison.OrdinalIgnoreCase))).Select(i => HisPart(i?.DeepClone()))]);
            default:
                return node;
        }
    }

    private JsonNode? Masked(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.Select(p => new KeyValuePair<string, JsonNode?>(Masked(p.Key), p.Key is "tenantId" ? p.Value?.DeepClone() : Masked(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Masked)]),
        JsonValue v when v.TryGetValue<string>(out var text) => JsonValue.Create(Masked(text)),
        _ => node?.DeepClone(),
    };

    private string Masked(string text)
    {
        text = PersonRows.Guids().Replace(text, m => others.GetValueOrDefault(m.Value, m.Value));
        return others.Keys.Where(k => !Guid.TryParse(k, out _) && text.Contains(k, StringComparison.Ordinal)).OrderByDescending(k => k.Length).Aggregate(text, (t, name) => t.Replace(name, others[name], StringComparison.Ordinal));
    }
}
