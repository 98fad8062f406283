using BranchBot.Host.Documents;

namespace BranchBot.Host.People;

/// <summary>
/// <c>import [--if-empty] regions.csv branches.csv staff.csv</c>: loads branches and staff by the program's command line. Running it again changes nothing;
/// only branches named in the files are touched; who no longer stands in a branch's list loses his place, and what Teams told of him stays.
/// </summary>
internal sealed class StaffImport(IStorage storage)
{
    public const string Usage = "usage: import [--if-empty] regions.csv branches.csv staff.csv";

    /// <summary>Carries the command out; answers with the program's exit code.</summary>
    public async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errorOutput, CancellationToken cancel)
    {
        var ifEmpty = arguments.Contains("--if-empty");
        if (arguments.Where(a => a != "--if-empty").ToList() is not [var regions, var branches, var staff])
        {
            await errorOutput.WriteLineAsync(Usage);
            return 2;
        }

        var (list, errors) = await StaffFiles.Read(regions, branches, staff, cancel);
        foreach (var error in errors)
        {
            await errorOutput.WriteLineAsync(error.ToString());
        }

        if (errors.Count > 0)
        {
            await errorOutput.WriteLineAsync($"Nothing was taken: {errors.Count} errors.");
            return 1;
        }

        var known = new Dictionary<BranchId, Roster?>();
        foreach (var branch in list.Branches)
        {
            known[branch.Id] = await Find<Roster>(Roster.At(branch.Id), cancel);
        }

        if (ifEmpty && known.Values.All(b => b is not null))
        {
            await output.WriteLineAsync("The branches are there already; nothing was changed.");
            return 0;
        }

        foreach (var region in list.Regions)
        {
            await Put<Region>(region.Address, _ => region, cancel);
        }

        foreach (var branch in list.Branches)
        {
            await Put<BranchFacts>(BranchFacts.At(branch.Id), old => (old ?? new(branch)) with { Branch = branch }, cancel);
            await Put<RegionBranch>(RegionBranch.At(branch.Region, branch.Id), _ => new(branch.Region, branch.Id, branch.Name), cancel);
        }

        // People before rosters: what a person may do is read from his own row.
        foreach (var person in list.People)
        {
            await Put<Person>(person.Address, old => person with { Chat = old?.Chat, Chosen = old?.Chosen }, cancel);
        }

        var listed = list.People.Select(p => p.Id).ToHashSet();
        foreach (var left in known.Values.OfType<Roster>().SelectMany(b => b.Staff).Where(s => !listed.Contains(s.Id)))
        {
            await Put<Person>(Person.At(left.Id), old => (old ?? new(left.Id, null, null, null)) with { Placement = null }, cancel);
        }

        foreach (var roster in list.Rosters)
        {
            await Put<Roster>(roster.Address, _ => roster, cancel);
        }

        await output.WriteLineAsync($"Loaded {list.Regions.Count} regions, {list.Branches.Count} branches, {list.People.Count} people.");
        return 0;
    }

    private async Task<T?> Find<T>(RowAddress address, CancellationToken cancel)
        where T : Row => (await storage.Load([Read.One<T>(address)], cancel)).Find<T>(address);

    private async Task Put<T>(RowAddress address, Func<T?, T> make, CancellationToken cancel)
        where T : Row
    {
        CommitResult result;
        do
        {
            var rows = await storage.Load([Read.One<T>(address)], cancel);
            result = await storage.Commit(new(address.Partition, [(make(rows.Find<T>(address)), rows.VersionOf(address))], [], []), cancel);
        }
        while (result == CommitResult.Conflict);
    }
}
