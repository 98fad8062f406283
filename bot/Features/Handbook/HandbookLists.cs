using System.Text.Json.Serialization;

namespace BranchBot.Features.Handbook;

/// <summary>Before opening or before leaving.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Phase>))]
public enum Phase
{
    /// <summary>开门.</summary>
    Opening,

    /// <summary>关门.</summary>
    Closing,
}

/// <summary>The handbook's own lists, each item with its id (<c>PersonalTeller.Opening.2</c>); branches and regions adapt them (P-6).</summary>
public static class HandbookLists
{
    /// <summary>All lists there are, 信贷员's empty ones too.</summary>
    public static IReadOnlyList<(HandbookPage Page, Phase Phase)> All { get; } =
        [.. from page in Enum.GetValues<HandbookPage>() from phase in Enum.GetValues<Phase>() select (page, phase)];

    private static readonly Dictionary<(HandbookPage, Phase), IReadOnlyList<AdaptedItem>> Items = All.ToDictionary(
        l => l,
        l => (IReadOnlyList<AdaptedItem>)[.. (l.Phase == Phase.Opening ? HandbookText.Opening(l.Page) : HandbookText.Closing(l.Page)).Select((what, i) => new AdaptedItem($"{l.Page}.{l.Phase}.{i + 1}", what.Zh, what.En))]);

    /// <summary>The items of one list.</summary>
    public static IReadOnlyList<AdaptedItem> Of(HandbookPage page, Phase phase) => Items[(page, phase)];

    /// <summary>开门, 关门.</summary>
    public static Text Name(this Phase phase) => phase == Phase.Opening ? new("开门", "Opening") : new("关门", "Closing");
}
