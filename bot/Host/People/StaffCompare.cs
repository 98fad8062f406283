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
    public async Task<(ImportReport Report, IReadOnlyList<BranchDiff> Diffs)> Of(StaffList list, Func<Task> alive, CancellationToken cancel)
    {
        var diffs = new List<BranchDiff>();
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

        var (before, left) = (diffs.Sum(d => d.Before), diffs.Sum(d => d.Left.Count));
        var report = new ImportReport(
            [], 0, Convert.ToHexStringLower(basis.GetHashAndReset())[..32], diffs.Count, diffs.Count(d => d.Founded), diffs.Count(d => d.Changed), before,
            diffs.Sum(d => d.Joined.Count), left, diffs.Sum(d => d.Altered.Count) + await Regions(list, cancel), [.. diffs.Where(d => !d.IsEmpty).Take(ImportReport.MostLines).Select(Said)],
            diffs.Any(d => d.ManyLeave) || (left > 1 && left * 10 > before));
        return (report, diffs);
    }

    /// <summary>What would change in a branch, in one line.</summary>
    public static Text Said(BranchDiff diff)
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

    // Regions and leaders that are new or change count with the people who change.
    private async Task<int> Regions(StaffList list, CancellationToken cancel)
    {
        var count = 0;
        foreach (var region in list.Regions)
        {
            count += await writer.Region(region.Id, cancel) == region ? 0 : 1;
        }

        foreach (var leaders in list.Staff.Where(s => s.Leads is not null).GroupBy(s => s.Leads!.Value))
        {
            var before = await writer.Leaders(leaders.Key, cancel);
            count += leaders.Select(l => l.Entry.Id).ToHashSet().SetEquals(before) ? 0 : 1;
        }

        return count;
    }
}
