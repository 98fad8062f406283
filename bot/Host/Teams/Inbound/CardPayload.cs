using System.Text.Json;

namespace BranchBot.Host.Teams;

/// <summary>What a pressed button carries: <c>{verb, …}</c>.</summary>
internal static class CardPayload
{
    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    /// <summary>The verb, null where there is none.</summary>
    public static string? VerbOf(JsonElement? payload) => Activity.Find(payload, "verb") is { Length: > 0 } verb ? verb : null;

    /// <summary>The command of a verb and its data; null where they make none: an old card, or a forged one.</summary>
    public static Command? Parse(Catalogue catalogue, string? verb, JsonElement? data) =>
        verb is null || data is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) } ? null
        : catalogue.Parse(verb, data is { ValueKind: JsonValueKind.Object } ? WithoutEmptyFields(data.Value) : Empty) is { } command and not IInternal ? command : null;

    // A field that nobody filled in comes as an empty string, whatever its kind; for a command it is not there.
    private static JsonElement WithoutEmptyFields(JsonElement data) =>
        data.EnumerateObject().Any(IsEmpty)
            ? JsonSerializer.SerializeToElement(data.EnumerateObject().Where(p => !IsEmpty(p)).DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.Value))
            : data;

    private static bool IsEmpty(JsonProperty property) => property.Value.ValueKind == JsonValueKind.String && property.Value.ValueEquals("");
}
