namespace BranchBot.Host.Documents;

/// <summary>What of the staff list stands already, for files that name it without bringing it.</summary>
internal interface IKnownStaff
{
    /// <summary>A region; null: unknown.</summary>
    Task<Region?> Region(RegionId id, CancellationToken cancel);

    /// <summary>A branch; null: unknown.</summary>
    Task<Branch?> Branch(BranchId id, CancellationToken cancel);
}

/// <summary>What the files of an administrator say.</summary>
/// <param name="Regions">The regions that they bring.</param>
/// <param name="Branches">The branches that they bring.</param>
/// <param name="Staff">Everybody that they bring.</param>
internal sealed record StaffList(IReadOnlyList<Region> Regions, IReadOnlyList<BranchLine> Branches, IReadOnlyList<StaffLine> Staff)
{
    /// <summary>The branches that the files name, in their order: only these are touched.</summary>
    public IReadOnlyList<BranchId> Named { get; } =
        [.. Branches.Select(b => b.Branch.Id).Concat(Staff.Where(s => s.Branch is not null).Select(s => s.Branch!.Value)).DistinctBy(b => b.Value).OrderBy(b => b.Value, StringComparer.Ordinal)];

    private readonly Dictionary<BranchId, BranchLine> branches = Branches.ToDictionary(b => b.Branch.Id);
    private readonly ILookup<BranchId, StaffLine> staff = Staff.Where(s => s.Branch is not null).ToLookup(s => s.Branch!.Value);

    /// <summary>What a branch is to be. People of a branch of whom the files name nobody stay as they are.</summary>
    public BranchTarget Target(BranchId id, BranchFacts? facts, Roster? roster) => new(
        id,
        branches.GetValueOrDefault(id)?.Over(facts?.Branch),
        staff[id].Any() ? [.. staff[id].Select(s => s.Over(roster?.Find(s.Entry.Id)))] : roster is null ? [] : null);
}

/// <summary>Reads <c>regions.csv</c>, <c>branches.csv</c> and <c>staff.csv</c>, or some of them. All is checked first; nothing is taken unless all is right.</summary>
internal static class StaffFiles
{
    public static readonly IReadOnlyList<string> RegionColumns = ["region", "name"];

    /// <summary>Reads and checks.</summary>
    /// <param name="regions">Name and bytes of the file of regions; null: there is none.</param>
    /// <param name="branches">The same of branches.</param>
    /// <param name="staff">The same of people.</param>
    /// <param name="known">What stands.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<(StaffList List, IReadOnlyList<FileError> Errors)> Read(
        (string Name, ReadOnlyMemory<byte> Content)? regions, (string Name, ReadOnlyMemory<byte> Content)? branches, (string Name, ReadOnlyMemory<byte> Content)? staff, IKnownStaff known, CancellationToken cancel)
    {
        var errors = new List<FileError>();
        var check = new CellChecks(errors);
        IReadOnlyList<CsvLine> Lines((string Name, ReadOnlyMemory<byte> Content)? file, IReadOnlyList<string> columns, IReadOnlyList<string> optional) =>
            file is { } given ? CsvTable.Read(given.Name, given.Content, columns, optional, errors) : [];

        var regionList = check.Unique(Lines(regions, RegionColumns, []), "region").Select(l => new Region(new(check.Id(l, "region")), check.Name(l))).ToList();
        var branchList = check.Unique(Lines(branches, BranchLines.Columns, BranchLines.Optional), "branch").Select(l => BranchLines.Read(l, check)).ToList();
        var people = check.Unique(Lines(staff, StaffLines.Columns, [.. StaffLines.Patterns, StaffLines.Mail]), "object_id").Select(l => StaffLines.Read(l, check)).OfType<StaffLine>().ToList();
        StaffLines.OneOfEach(people, check);
        await Named(new(regionList, branchList, people), check, known, cancel);
        return (new(regionList, branchList, people), [.. errors.OrderBy(e => e.File, StringComparer.Ordinal).ThenBy(e => e.Line)]);
    }

    // What a line names has to be in the files or to stand already.
    private static async Task Named(StaffList list, CellChecks check, IKnownStaff known, CancellationToken cancel)
    {
        var regions = list.Regions.Select(r => r.Id).ToHashSet();
        foreach (var line in list.Branches.Select(b => (b.Line, Id: b.Branch.Region)).Concat(list.Staff.Where(s => s.Leads is not null).Select(s => (s.Line, Id: s.Leads!.Value))).GroupBy(l => l.Id))
        {
            if (!regions.Contains(line.Key) && (!CellChecks.IsId(line.Key.Value) || await known.Region(line.Key, cancel) is null))
            {
                line.ToList().ForEach(l => check.Add(l.Line, "region", new($"「{line.Key}」不在 regions.csv 里,现在也没有。", $"'{line.Key}' is not in regions.csv, nor known already.")));
            }
        }

        var branches = list.Branches.ToDictionary(b => b.Branch.Id);
        foreach (var line in list.Staff.Where(s => s.Branch is not null).GroupBy(s => s.Branch!.Value))
        {
            var given = branches.GetValueOrDefault(line.Key);
            var stands = CellChecks.IsId(line.Key.Value) ? await known.Branch(line.Key, cancel) : null;
            if (given is null && stands is null)
            {
                line.ToList().ForEach(l => check.Add(l.Line, "branch", new($"「{line.Key}」不在 branches.csv 里,现在也没有。", $"'{line.Key}' is not in branches.csv, nor known already.")));
                continue;
            }

            var shifts = (given?.Over(stands) ?? stands!).Shifts.Select(s => s.Name).ToList();
            foreach (var unknown in line.Where(l => l.Entry.Pattern?.Shift is { } shift && !shifts.Contains(shift)))
            {
                check.Add(unknown.Line, "shift", new($"网点没有「{unknown.Entry.Pattern!.Shift}」这个班次{(shifts.Count == 0 ? "" : ":" + string.Join('、', shifts))}。", $"the branch has no shift '{unknown.Entry.Pattern!.Shift}'{(shifts.Count == 0 ? "" : ": " + string.Join(", ", shifts))}."));
            }
        }
    }
}
