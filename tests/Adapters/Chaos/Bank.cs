using System.Globalization;
using BranchBot.Features.Handbook;
using BranchBot.LocalTeams;

namespace BranchBot.Adapters.Tests.Chaos;

/// <summary>Somebody of the bank.</summary>
/// <param name="Branch">His branch.</param>
/// <param name="Position">His position.</param>
/// <param name="User">His account.</param>
internal sealed record Banker(BranchId Branch, Position Position, TeamsUser User)
{
    public PersonId Id => new(Guid.Parse(User.Id));

    /// <summary>The items of his list in a phase.</summary>
    public IReadOnlyList<string> Items(Phase phase) => [.. Enumerable.Range(1, 3).Select(n => string.Create(CultureInfo.InvariantCulture, $"{HandbookPages.Of(Position)}.{phase}.{n}"))];
}

/// <summary>A bank of some branches with seven people each, as its lists say.</summary>
internal static class Bank
{
    public static readonly RegionId Region = new("R01");

    private static readonly Position[] Posts =
    [
        Position.BranchManager, Position.SalesSupervisor, Position.OperationsSupervisor, Position.WealthManager, Position.CustomerManager, Position.PersonalTeller, Position.CorporateTeller,
    ];

    public static BranchId Branch(int number) => new(string.Create(CultureInfo.InvariantCulture, $"b{number:D2}"));

    /// <summary>The lists of regions, branches and staff.</summary>
    public static IReadOnlyList<string> Lists(int branches)
    {
        var folder = Directory.CreateTempSubdirectory("branchbot-bank-").FullName;
        string Write(string name, IEnumerable<string> lines)
        {
            var path = Path.Combine(folder, name);
            File.WriteAllLines(path, lines);
            return path;
        }

        const string Hours = "08:30-17:00,08:30-17:00,08:30-17:00,08:30-17:00,08:30-17:00,,";
        var numbers = Enumerable.Range(1, branches).ToList();
        return
        [
            Write("regions.csv", ["region,name", $"{Region},混沌二级分行"]),
            Write("branches.csv", ["branch,name,region,time_zone,language,monday,tuesday,wednesday,thursday,friday,saturday,sunday", .. numbers.Select(b => $"{Branch(b)},第{b}支行,{Region},Asia/Shanghai,zh-CN,{Hours}")]),
            Write("staff.csv",
            [
                "object_id,name,region,branch,position,lobby,language,mail",
                .. numbers.SelectMany(b => Posts.Select((post, n) => $"{Id(b, n)},{post.Name().Zh}{b},,{Branch(b)},{post.Name().Zh},,,p{b}x{n}@bank.example")),
            ]),
        ];
    }

    /// <summary>Everybody.</summary>
    public static IReadOnlyList<Banker> Staff(int branches, IReadOnlyList<TeamsUser> people) =>
        [.. Enumerable.Range(1, branches).SelectMany(b => Posts.Select((post, n) => new Banker(Branch(b), post, people.First(p => p.Id == Id(b, n)))))];

    private static string Id(int branch, int post) => string.Create(CultureInfo.InvariantCulture, $"20000000-0000-0000-0000-{branch:D6}{post:D6}");
}
