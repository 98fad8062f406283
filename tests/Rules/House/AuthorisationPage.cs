using BranchBot.Features.Sales;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.House;

/// <summary>Who may do what, as a page: written of what the features registered in the catalogue, and read back line by line.</summary>
internal static class AuthorisationPage
{
    /// <summary>Where the page stands.</summary>
    public static readonly string File = Repository.At("docs", "authorisation.md");

    /// <summary>The posts that somebody can act for (P-2).</summary>
    public static readonly IReadOnlyList<Position> Posts = [Position.BranchManager, Position.SalesSupervisor, Position.OperationsSupervisor];

    private const string Yes = "✓";
    private const string OwnRightOnly = "✗";
    private const string OnlyHeard = "·";

    // What a line has the shape of is known before who wrote it: his decision refuses it, or says that nobody understood it.
    private static readonly Dictionary<Type, Who> Heard = new() { [typeof(RecordTallies)] = Who.RegionLeader | Who.Administrator };

    private static readonly (Who Who, string Title)[] Others =
    [
        (Who.RegionLeader, "区域领导<br>region leader"), (Who.Administrator, "管理员<br>administrator"),
        (Who.Stranger, "名单外<br>stranger"), (Who.Onlookers, "频道 · 大屏<br>onlookers"),
    ];

    private static readonly Gives[] All =
    [
        .. Rehearsal.Catalogue.Verbs.Select(v => new Gives(v.Command, $"`{v.Verb}`{(v.Command.IsAssignableTo(typeof(IInternal)) ? " °" : "")}")),
        .. Rehearsal.Catalogue.Served.Select(s => new Gives(s.Command, Rehearsal.Catalogue.Pages.FirstOrDefault(p => p.Command == s.Command).Page is { } page ? $"page `{page}`" : "served")),
    ];

    // Positions that no command tells apart share a column.
    private static readonly Who[] Columns =
    [
        .. Enum.GetValues<Position>().Select(Bit).GroupBy(bit => string.Concat(All.Select(g => (MayGive(g.Command) & bit) != 0 ? '1' : '0'))).Select(g => g.Aggregate((a, b) => a | b)),
    ];

    /// <summary>The page as it should be.</summary>
    public static string Write() => string.Concat(
    [
        .. AuthorisationWords.Top.Select(line => line + "\n"),
        .. All.GroupBy(g => g.Command.Namespace!.Split('.')[2]).SelectMany(feature => (string[])
        [
            $"\n## {feature.Key}\n\n", $"| by | command | {string.Join(" | ", Columns.Select(TitleOf))} | 代<br>acting | {string.Join(" | ", Others.Select(o => o.Title))} |\n",
            $"|---|---|{string.Concat(Enumerable.Repeat(":-:|", Columns.Length + 1 + Others.Length))}\n", .. feature.Select(Line),
        ]),
    ]);

    /// <summary>What a page says: by the command's name, who may give it, and whether who acts for a post may where the post may.</summary>
    public static Dictionary<string, (Who May, bool Acting)> Read(string page)
    {
        var rows = page.Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("| by ", StringComparison.Ordinal)).Select(l => l.Split('|')[1..^1].Select(c => c.Trim()).ToArray());
        Who[] heads = [.. Columns, Who.None, .. Others.Select(o => o.Who)];
        return rows.ToDictionary(
            row => row[1],
            row => (heads.Where((_, at) => row[at + 2] is Yes or OnlyHeard).Aggregate(Who.None, (may, who) => may | who), row[Columns.Length + 2] == Yes));
    }

    /// <summary>Whether somebody's words come to a command that its decision never does for him.</summary>
    public static bool IsOnlyHeard(Type command, Who who) => (Heard.GetValueOrDefault(command) & who) != 0;

    private static string Line(Gives gives)
    {
        var may = MayGive(gives.Command);
        var cells = Columns.Select(c => Cell(gives.Command, may, c)).Append(Acting(gives.Command, may)).Concat(Others.Select(o => Cell(gives.Command, may, o.Who)));
        return $"| {gives.By} | {gives.Command.Name} | {string.Join(" | ", cells)} |\n";
    }

    private static string Cell(Type command, Who may, Who who) => (may & who) == 0 ? " " : IsOnlyHeard(command, who) ? OnlyHeard : Yes;

    // Asked of somebody who may not in his own right and acts for each post that may.
    private static string Acting(Type command, Who may)
    {
        var posts = Posts.Where(p => (may & Bit(p)) != 0).ToList();
        var outsider = DemoBranch.Staff.FirstOrDefault(m => (may & m.Himself) == 0);
        return posts.Count == 0 ? " " : outsider is null || posts.TrueForAll(p => Rehearsal.Catalogue.Allows(outsider with { ActsFor = [p] }, command)) ? Yes : OwnRightOnly;
    }

    private static string TitleOf(Who column)
    {
        var names = Enum.GetValues<Position>().Where(p => (column & Bit(p)) != 0).Select(p => p.Name()).ToList();
        return $"{string.Join(" · ", names.Select(n => n.Zh))}<br>{string.Join(" · ", names.Select(n => n.En.ToLowerInvariant()))}";
    }

    private static Who MayGive(Type command) => Rehearsal.Catalogue.MayGive(command);

    private static Who Bit(Position position) => (Who)(1 << (int)position);

    private sealed record Gives(Type Command, string By);
}
