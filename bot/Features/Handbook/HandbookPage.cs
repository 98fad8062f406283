using System.Text.Json.Serialization;

namespace BranchBot.Features.Handbook;

/// <summary>Whose duties and three tasks the handbook lists: every position but 信贷员, and the lobby role (P-3, P-6).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HandbookPage>))]
public enum HandbookPage
{
    /// <summary>支行长.</summary>
    BranchManager,

    /// <summary>销售主管.</summary>
    SalesSupervisor,

    /// <summary>营业主管.</summary>
    OperationsSupervisor,

    /// <summary>理财经理.</summary>
    WealthManager,

    /// <summary>客户经理.</summary>
    CustomerManager,

    /// <summary>个人业务柜员.</summary>
    PersonalTeller,

    /// <summary>公司业务柜员.</summary>
    CorporateTeller,

    /// <summary>大堂经理, the role.</summary>
    LobbyManager,
}

/// <summary>Which pages of the handbook are whose.</summary>
public static class HandbookPages
{
    /// <summary>The page of a position; null for 信贷员, for whom the handbook lists nothing.</summary>
    public static HandbookPage? Of(Position position) => position switch
    {
        Position.BranchManager => HandbookPage.BranchManager,
        Position.SalesSupervisor => HandbookPage.SalesSupervisor,
        Position.OperationsSupervisor => HandbookPage.OperationsSupervisor,
        Position.WealthManager => HandbookPage.WealthManager,
        Position.CustomerManager => HandbookPage.CustomerManager,
        Position.PersonalTeller => HandbookPage.PersonalTeller,
        Position.CorporateTeller => HandbookPage.CorporateTeller,
        _ => null,
    };

    /// <summary>The name of whom a page is about.</summary>
    public static Text Name(this HandbookPage page) =>
        page == HandbookPage.LobbyManager ? PositionNames.Lobby : Enum.Parse<Position>(page.ToString()).Name();

    /// <summary>The pages whose three tasks a person has: his position's, and the lobby's where he wears the role (P-1: the primary).</summary>
    public static IReadOnlyList<HandbookPage> For(Position position, LobbyRole lobby) =>
    [
        .. Of(position) is { } own ? [own] : Array.Empty<HandbookPage>(),
        .. lobby == LobbyRole.Primary ? [HandbookPage.LobbyManager] : Array.Empty<HandbookPage>(),
    ];
}
