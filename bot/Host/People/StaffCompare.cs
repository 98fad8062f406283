using System.Security.Cryptography;
using System.Text.Json;
using BranchBot.Features.Import;
using BranchBot.Host.Documents;

namespace BranchBot.Host.People;

/// <summary>Compares files with what stands, branch by branch, and writes nothing.</summary>
internal sealed class StaffCompare(StaffWriter writer)
{
    private const int MostNames = 5;
    private const int AtOnce = 16;
    private const int AliveEvery = 1024;

    /// <summary>What would change, bound to what stands by its hash.</summary>
    /// <param name="list">What the files say.</param>
    /// <param name="alive">Called now and then, for a large bank takes minutes.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<(ImportReport Report, IReadOnlyList<StaffDiff> Diffs)> Of(StaffList list, Func<Task> alive, CancellationToken cancel)
    {
        var diffs = new List<StaffDiff>();
        using var basis = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var some in list.Named.Chunk(AtOnce))
        {
            foreach (var (id, (facts, roster)) in some.Zip(await Task.WhenAll(some.Select(b => writer.Standing(b, cancel)))))
            {
                basis.AppendData(JsonSerializer.SerializeToUtf8Bytes(new { Id = id.Value, facts?.Branch, roster?.Staff }, Catalogue.Json));
                diffs.Add(StaffPlan.Compare(list.Target(id, facts, roster), facts, roster));
            }

            if (diffs.Count % AliveEvery == 0)
            {
                await alive();
            }
        }

        var regions = await Regions(list, basis, cancel);
        var differing = diffs.Where(d => !d.IsEmpty).ToList();
        var (before, left) = (diffs.Sum(d => d.Before) + regions.Sum(r => r.Before), differing.Concat(regions).Sum(d => d.Left.Count));
        var changes = regions.Where(r => !r.IsEmpty).Concat(differing).ToList();
        var report = new ImportReport(
            [], 0, Convert.ToHexStringLower(basis.GetHashAndReset())[..32], diffs.Count, diffs.Count(d => d.Founded), diffs.Count(d => d.Changed), before,
            changes.Sum(d => d.Joined.Count), left, changes.Sum(d => d.Altered.Count) + regions.Count(r => r.Founded || r.Changed), [.. changes.Take(ImportReport.MostLines).Select(Said)],
            diffs.Any(d => d.ManyLeave) || (left > 1 && left * 10 > before), changes.Count);
        return (report, [.. changes]);
    }

    /// <summary>What would change in a branch, in one line.</summary>
    public static Text Said(StaffDiff diff)
    {
        var said = new List<Text>();
        void Add(bool on, Text what)
        {
            if (on)
            {
                said.Add(what);
            }
        }

        Add(diff.Founded, new("新设", "new"));
        Add(diff.Changed, new("资料有变", "changed"));
        Add(diff.Joined.Count > 0, new($"增加 {diff.Joined.Count} 人({Names(diff.Joined, "、")})", $"{diff.Joined.Count} join ({Names(diff.Joined, ", ")})"));
        Add(diff.Left.Count > 0, new($"离开 {diff.Left.Count} 人({Names(diff.Left, "、")})", $"{diff.Left.Count} leave ({Names(diff.Left, ", ")})"));
        Add(diff.Altered.Count > 0, new($"有变 {diff.Altered.Count} 人({Names(diff.Altered, "、")})", $"{diff.Altered.Count} change ({Names(diff.Altered, ", ")})"));
        return Text.Same($"{diff.Name}: ") + said.Aggregate((all, next) => all + Text.Same("; ") + next);
    }

    private static string Names(IReadOnlyList<string> names, string between) => string.Join(between, names.Take(MostNames)) + (names.Count > MostNames ? " …" : "");

    // A region's leaders are compared as a branch's people are.
    private async Task<IReadOnlyList<StaffDiff>> Regions(StaffList list, IncrementalHash basis, CancellationToken cancel)
    {
        var diffs = new List<StaffDiff>();
        var leaders = list.Staff.Where(s => s.Leads is not null).ToLookup(s => s.Leads!.Value);
        foreach (var id in list.Regions.Select(r => r.Id).Concat(leaders.Select(l => l.Key)).Distinct())
        {
            var (stands, given) = (await writer.Region(id, cancel), list.Regions.FirstOrDefault(r => r.Id == id));
            var before = await writer.Leaders(id, cancel);
            basis.AppendData(JsonSerializer.SerializeToUtf8Bytes(new { Id = id.Value, stands, Before = before.Select(b => b.Id) }, Catalogue.Json));
            var after = leaders[id].Any() ? leaders[id].ToDictionary(s => s.Entry.Id, s => s.Entry.Name) : before.ToDictionary(b => b.Id, b => b.Name);
            diffs.Add(new(
                (given ?? stands)?.Name ?? id.Value, stands is null, stands is not null && given is not null && given != stands, before.Count,
                [.. after.Where(a => before.All(b => b.Id != a.Key)).Select(a => a.Value)], [.. before.Where(b => !after.ContainsKey(b.Id)).Select(b => b.Name)],
                [.. after.Where(a => before.Any(b => b.Id == a.Key && b.Name != a.Value)).Select(a => a.Value)]));
        }

        return diffs;
    }
}
