namespace BranchBot.Tests.Support;

/// <summary>The demo branch and its people, as the demo files have them.</summary>
public static class DemoBranch
{
    private static readonly Hours Day = new(new(8, 30), new(17, 0));

    public static readonly Branch Branch = new(
        new("demo"), new("R01"), "示范支行", new("Asia/Shanghai", BranchTime.UsualDayEnd), new(Day, Day, Day, Day, Day, null, null), Language.Chinese);

    public static readonly Member Manager = Of(1, "王芳", Position.BranchManager);
    public static readonly Member Wealth = Of(4, "陈晓", Position.WealthManager);
    public static readonly Member Teller = Of(6, "李静", Position.PersonalTeller);
    public static readonly Member Lobby = Of(9, "郑洁", Position.WealthManager, LobbyRole.Primary);
    public static readonly Member Backup = Of(10, "冯娟", Position.PersonalTeller, LobbyRole.Backup);
    public static readonly Member Loans = Of(11, "何伟", Position.LoanOfficer);
    public static readonly PersonId Stranger = Id(99);
    public static readonly PersonId Administrator = Id(90);

    public static readonly IReadOnlyList<Member> Staff =
    [
        Manager, Of(2, "刘强", Position.SalesSupervisor), Of(3, "周涛", Position.OperationsSupervisor), Wealth, Of(5, "孙丽", Position.CustomerManager),
        Teller, Of(7, "赵敏", Position.PersonalTeller), Of(8, "吴磊", Position.CorporateTeller), Lobby, Backup, Loans,
    ];

    public static Roster Roster { get; } = new(Branch.Id, [.. Staff.Select(m => m.Entry)]);

    public static BranchFacts Facts { get; } = new(Branch);

    /// <summary>Everybody's row, as the import writes it.</summary>
    public static IReadOnlyList<Person> People { get; } = [.. Staff.Select(Row)];

    /// <summary>Somebody's row, as the import writes it.</summary>
    public static Person Row(Member member) => new(member.Id, new(member.Name, member.Branch.Id, member.Position, member.Lobby, null, null, member.Pattern));

    /// <summary>The object id with this number at its end.</summary>
    public static PersonId Id(int number) => new(Guid.Parse($"10000000-0000-0000-0000-{number:D12}"));

    /// <summary>An instant by the clock on the branch's wall on 24 November 2026, a Tuesday.</summary>
    public static DateTimeOffset At(string time, string day = "2026-11-24") =>
        DateTimeOffset.Parse($"{day}T{time}:00+08:00", System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();

    private static Member Of(int number, string name, Position position, LobbyRole lobby = LobbyRole.None) =>
        new(Id(number), Language.Chinese, $"29:{number}", name, Branch, position, lobby);
}
