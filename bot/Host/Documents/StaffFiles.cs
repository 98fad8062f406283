using System.Globalization;
using System.Text.RegularExpressions;

namespace BranchBot.Host.Documents;

/// <summary>What the three files of an administrator say.</summary>
internal sealed record StaffList(IReadOnlyList<Region> Regions, IReadOnlyList<Branch> Branches, IReadOnlyList<Roster> Rosters, IReadOnlyList<Person> People);

/// <summary>Reads <c>regions.csv</c>, <c>branches.csv</c> and <c>staff.csv</c>. All is checked first; nothing is taken unless all is right.</summary>
internal static partial class StaffFiles
{
    public static readonly IReadOnlyList<string> RegionColumns = ["region", "name"];
    public static readonly IReadOnlyList<string> BranchColumns =
        ["branch", "name", "region", "time_zone", "language", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    public static readonly IReadOnlyList<string> StaffColumns = ["object_id", "name", "region", "branch", "position", "lobby", "language"];

    /// <summary>Reads and checks the three files.</summary>
    public static async Task<(StaffList List, IReadOnlyList<FileError> Errors)> Read(string regions, string branches, string staff, CancellationToken cancel)
    {
        var errors = new List<FileError>();
        var regionLines = await CsvTable.Read(regions, RegionColumns, errors, cancel);
        var branchLines = await CsvTable.Read(branches, BranchColumns, errors, cancel);
        var staffLines = await CsvTable.Read(staff, StaffColumns, errors, cancel);
        var check = new Checks(errors);

        var regionById = check.Unique(regionLines, "region")
            .ToDictionary(l => l["region"], l => new Region(new(check.Id(l, "region")), check.Name(l)));
        var branchById = check.Unique(branchLines, "branch").ToDictionary(l => l["branch"], l => BranchOf(l, regionById, check));
        var people = check.Unique(staffLines, "object_id").Select(l => PersonOf(l, regionById, branchById, check)).OfType<Person>().ToList();
        OneOfEach(staffLines, check);

        var rosters = branchById.Values.Select(b => new Roster(b.Id, [.. people
            .Where(p => p.Placement?.Branch == b.Id)
            .Select(p => new RosterEntry(p.Id, p.Placement!.Name, p.Placement.Position!.Value, p.Placement.Lobby))])).ToList();
        return (new([.. regionById.Values], [.. branchById.Values], rosters, people), errors);
    }

    private static Branch BranchOf(CsvLine line, Dictionary<string, Region> regions, Checks check)
    {
        if (!regions.ContainsKey(line["region"]))
        {
            check.Add(line, "region", $"'{line["region"]}' is not in regions.csv.");
        }

        if (!BranchTime.Knows(line["time_zone"]))
        {
            check.Add(line, "time_zone", $"'{line["time_zone"]}' is not an IANA time zone such as Asia/Shanghai.");
        }

        var hours = BranchColumns.Skip(5).Select(day => HoursOf(line, day, check)).ToList();
        return new(
            new(check.Id(line, "branch")),
            new(line["region"]),
            check.Name(line),
            new(line["time_zone"], BranchTime.UsualDayEnd),
            new(hours[0], hours[1], hours[2], hours[3], hours[4], hours[5], hours[6]),
            check.LanguageOf(line) ?? Language.Chinese);
    }

    private static Hours? HoursOf(CsvLine line, string day, Checks check)
    {
        if (line[day].Length == 0)
        {
            return null;
        }

        var parts = line[day].Split('-');
        if (parts.Length == 2
            && TimeOnly.TryParseExact(parts[0], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var opens)
            && TimeOnly.TryParseExact(parts[1], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var closes)
            && opens < closes)
        {
            return new(opens, closes);
        }

        check.Add(line, day, $"'{line[day]}' are no hours; write them like 08:30-17:00, or nothing where the branch is closed.");
        return null;
    }

    private static Person? PersonOf(CsvLine line, Dictionary<string, Region> regions, Dictionary<string, Branch> branches, Checks check)
    {
        if (!Guid.TryParseExact(line["object_id"], "D", out var id))
        {
            check.Add(line, "object_id", $"'{line["object_id"]}' is not an Entra object id (a GUID).");
        }

        var name = check.Name(line);
        var language = check.LanguageOf(line);
        var lobby = line["lobby"] switch { "" => LobbyRole.None, "primary" => LobbyRole.Primary, "backup" => LobbyRole.Backup, _ => (LobbyRole?)null };
        if (lobby is null)
        {
            check.Add(line, "lobby", $"'{line["lobby"]}' is not allowed: primary, backup or nothing.");
        }

        if (line["branch"].Length == 0)
        {
            if (!regions.TryGetValue(line["region"], out var region))
            {
                check.Add(line, "region", $"'{line["region"]}' is not in regions.csv; a person has a branch, or leads a region.");
                return null;
            }

            return new(new(id), new(name, null, null, LobbyRole.None, region, language), null, null);
        }

        if (line["region"].Length > 0)
        {
            check.Add(line, "region", "a region leader belongs to a region, not to a branch (leave one of the two empty).");
        }

        var position = Enum.GetValues<Position>().Cast<Position?>().FirstOrDefault(p => line["position"] == p!.Value.Name().Zh || line["position"] == p.ToString());
        if (position is null)
        {
            check.Add(line, "position", $"'{line["position"]}' is no position: {string.Join('、', Enum.GetValues<Position>().Select(p => p.Name().Zh))}.");
        }

        if (!branches.TryGetValue(line["branch"], out var branch))
        {
            check.Add(line, "branch", $"'{line["branch"]}' is not in branches.csv.");
        }

        return branch is null || position is null ? null : new(new(id), new(name, branch.Id, position, lobby ?? LobbyRole.None, null, language), null, null);
    }

    private static void OneOfEach(IReadOnlyList<CsvLine> staff, Checks check)
    {
        var managers = staff.Where(l => l["branch"].Length > 0 && (l["position"] == Position.BranchManager.Name().Zh || l["position"] == nameof(Position.BranchManager)));
        foreach (var second in managers.GroupBy(l => l["branch"]).SelectMany(g => g.Skip(1)))
        {
            check.Add(second, "position", $"branch {second["branch"]} has a manager already.");
        }

        foreach (var second in staff.Where(l => l["lobby"] == "primary").GroupBy(l => l["branch"]).SelectMany(g => g.Skip(1)))
        {
            check.Add(second, "lobby", $"branch {second["branch"]} has a primary lobby manager already.");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9-]{1,40}$")]
    private static partial Regex IdForm();

    private sealed class Checks(List<FileError> errors)
    {
        private const int LongestName = 60;

        public void Add(CsvLine line, string column, string what) => errors.Add(line.Error(column, what));

        public IReadOnlyList<CsvLine> Unique(IReadOnlyList<CsvLine> lines, string column)
        {
            foreach (var again in lines.GroupBy(l => l[column], StringComparer.OrdinalIgnoreCase).SelectMany(g => g.Skip(1)))
            {
                Add(again, column, $"'{again[column]}' stands in the file already.");
            }

            return [.. lines.DistinctBy(l => l[column], StringComparer.OrdinalIgnoreCase)];
        }

        public string Id(CsvLine line, string column)
        {
            if (!IdForm().IsMatch(line[column]))
            {
                Add(line, column, $"'{line[column]}' is not an id: 1 to 40 letters, digits and hyphens.");
            }

            return line[column];
        }

        public string Name(CsvLine line)
        {
            if (line["name"].Length is 0 or > LongestName)
            {
                Add(line, "name", $"has {line["name"].Length} characters; 1 to {LongestName} are allowed.");
            }

            return line["name"];
        }

        public Language? LanguageOf(CsvLine line)
        {
            var language = LanguageTag.Parse(line["language"]);
            if (language is null && line["language"].Length > 0)
            {
                Add(line, "language", $"'{line["language"]}' is not allowed: zh-CN, en-US or nothing.");
            }

            return language;
        }
    }
}
