using System.Text.Json.Serialization;

namespace BranchBot.Features.Handbook;

/// <summary>Whose duties and three tasks there are: every position's, and the lobby role's (P-3). For 信贷员 the handbook lists none; a branch can (P-6).</summary>
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

    /// <summary>信贷员: the handbook's page is empty.</summary>
    LoanOfficer,
}

/// <summary>Which pages of the handbook are whose.</summary>
public static class HandbookPages
{
    /// <summary>The page of a position.</summary>
    public static HandbookPage Of(Position position) => Enum.Parse<HandbookPage>(position.ToString());

    /// <summary>The name of whom a page is about.</summary>
    public static Text Name(this HandbookPage page) =>
        page == HandbookPage.LobbyManager ? PositionNames.Lobby : Enum.Parse<Position>(page.ToString()).Name();

    /// <summary>The pages of a person's day: his position's, the lobby's where he is on lobby duty, and those of the posts that he acts for (P-1, P-2).</summary>
    public static IReadOnlyList<HandbookPage> Of(PersonDay person) =>
    [
        Of(person.Entry.Position),
        .. person.OnLobby ? [HandbookPage.LobbyManager] : Array.Empty<HandbookPage>(),
        .. person.ActsFor.Where(post => post != person.Entry.Position).Select(Of),
    ];
}
