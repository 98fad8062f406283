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
        : catalogue.Parse(verb, data is { ValueKind: JsonValueKind.Object } ? data.Value : Empty);
}
