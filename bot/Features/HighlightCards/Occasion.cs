using System.Text.Json.Serialization;

namespace BranchBot.Features.HighlightCards;

/// <summary>For what a card is given (H-1).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Occasion>))]
public enum Occasion
{
    /// <summary>客户表扬.</summary>
    CustomerPraise,

    /// <summary>践行网点精神.</summary>
    Spirit,

    /// <summary>服务高效规范.</summary>
    Service,

    /// <summary>销售业绩.</summary>
    Sales,

    /// <summary>其他.</summary>
    Other,
}

/// <summary>How occasions are called.</summary>
internal static class Occasions
{
    /// <summary>The name of an occasion.</summary>
    public static Text Name(this Occasion occasion) => occasion switch
    {
        Occasion.CustomerPraise => new("客户表扬", "Customer praise"),
        Occasion.Spirit => new("践行网点精神", "Living the branch spirit"),
        Occasion.Service => new("服务高效规范", "Efficient and proper service"),
        Occasion.Sales => new("销售业绩", "Good sales"),
        _ => new("其他", "Other"),
    };
}
