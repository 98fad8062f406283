using System.Text.Json.Serialization;

namespace BranchBot.Core;

/// <summary>A position (岗位) of the handbook; a person of a branch has exactly one (P-1).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Position>))]
public enum Position
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

    /// <summary>信贷员.</summary>
    LoanOfficer,
}

/// <summary>The role (角色) of 大堂经理, worn by someone who has a position too (P-1).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LobbyRole>))]
public enum LobbyRole
{
    /// <summary>Does not wear the role.</summary>
    None,

    /// <summary>The branch's lobby manager; its task lists go to him unless a backup stands in.</summary>
    Primary,

    /// <summary>后备大堂.</summary>
    Backup,
}

/// <summary>How positions and the lobby role are called.</summary>
public static class PositionNames
{
    /// <summary>大堂经理.</summary>
    public static readonly Text Lobby = new("大堂经理", "Lobby manager");

    /// <summary>The name of a position in both languages.</summary>
    public static Text Name(this Position position) => position switch
    {
        Position.BranchManager => new("支行长", "Branch manager"),
        Position.SalesSupervisor => new("销售主管", "Sales supervisor"),
        Position.OperationsSupervisor => new("营业主管", "Operations supervisor"),
        Position.WealthManager => new("理财经理", "Wealth manager"),
        Position.CustomerManager => new("客户经理", "Customer manager"),
        Position.PersonalTeller => new("个人业务柜员", "Personal teller"),
        Position.CorporateTeller => new("公司业务柜员", "Corporate teller"),
        Position.LoanOfficer => new("信贷员", "Loan officer"),
        _ => throw new ArgumentOutOfRangeException(nameof(position), position, null),
    };
}
