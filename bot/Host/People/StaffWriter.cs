using System.Text.Json;
using BranchBot.Features.Import;
using BranchBot.Host.Documents;

namespace BranchBot.Host.People;

/// <summary>
/// Reads and writes the staff list in the tables. What is written is written once: done again, after a crash in the middle, it writes what is missing. People
/// before rosters, for what a person may do is read from his own row.
/// </summary>
internal sealed class StaffWriter(IStorage storage) : IKnownStaff
{
    private const int AtOnce = 8;

    /// <inheritdoc/>
    public async Task<Region?> Region(RegionId id, CancellationToken cancel) => await Find<Region>(Core.Region.At(id), cancel);

    /// <inheritdoc/>
    public async Task<Branch?> Branch(BranchId id, CancellationToken cancel) => (await Find<BranchFacts>(BranchFacts.At(id), cancel))?.Branch;

    /// <summary>Who leads a region, by name.</summary>
    public async Task<IReadOnlyList<(PersonId Id, string Name)>> Leaders(RegionId id, CancellationToken cancel)
    {
        var leaders = (await Find<RegionLeaders>(RegionLeaders.At(id), cancel))?.Leaders ?? [];
        return [.. await Task.WhenAll(leaders.Select(async l => (l, (await Find<Person>(Person.At(l), cancel))?.Placement?.Name ?? l.ToString())))];
    }

    /// <summary>What stands of a branch.</summary>
    public async Task<(BranchFacts? Facts, Roster? Roster)> Standing(BranchId id, CancellationToken cancel)
    {
        var rows = await storage.Load([Read.One<BranchFacts>(BranchFacts.At(id)), Read.One<Roster>(Roster.At(id))], cancel);
        return (rows.Find<BranchFacts>(BranchFacts.At(id)), rows.Find<Roster>(Roster.At(id)));
    }

    /// <summary>Writes the regions and their leaders. Leaders of a region of which the files name none stay.</summary>
    public async Task WriteRegions(StaffList list, CancellationToken cancel)
    {
        foreach (var region in list.Regions)
        {
            await Put<Region>(region.Address, _ => region, cancel);
            await Put<RegionName>(RegionName.At(region.Id), _ => new(region.Id, region.Name), cancel);
            foreach (var (leader, _) in await Leaders(region.Id, cancel))
            {
                await Put<Person>(Person.At(leader), old => old?.Placement?.Leads?.Id == region.Id ? old with { Placement = old.Placement with { Leads = region } } : null, cancel);
            }
        }

        foreach (var leaders in list.Staff.Where(s => s.Leads is not null).GroupBy(s => s.Leads!.Value))
        {
            var region = list.Regions.FirstOrDefault(r => r.Id == leaders.Key) ?? await Region(leaders.Key, cancel)
                ?? throw new InvalidOperationException($"Region {leaders.Key} was checked and is not there.");
            var before = await Find<RegionLeaders>(RegionLeaders.At(region.Id), cancel);
            foreach (var leader in leaders)
            {
                await Place(leader.Entry.Id, new(leader.Entry.Name, Leads: region, Language: leader.Language), cancel);
            }

            foreach (var left in (before?.Leaders ?? []).Where(l => leaders.All(s => s.Entry.Id != l)))
            {
                await Put<Person>(Person.At(left), old => old?.Placement?.Leads?.Id == region.Id ? old with { Placement = null } : null, cancel);
            }

            await Put<RegionLeaders>(RegionLeaders.At(region.Id), _ => new(region.Id, [.. leaders.Select(l => l.Entry.Id)]), cancel);
        }
    }

    /// <summary>Makes a branch what it is to be.</summary>
    /// <param name="target">What it is to be.</param>
    /// <param name="cancel">Stops it between two rows.</param>
    public async Task Write(BranchTarget target, CancellationToken cancel)
    {
        var (facts, roster) = await Standing(target.Id, cancel);
        if (target.Branch is { } branch)
        {
            await WriteFacts(branch, facts?.Branch, cancel);
        }

        if (target.Staff is not { } staff)
        {
            return;
        }

        await Parallel.ForEachAsync(staff, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (entry, stop) =>
            await Place(entry.Id, new(entry.Name, target.Id, entry.Position, entry.Lobby, null, entry.Language, entry.Pattern), stop));

        foreach (var left in (roster?.Staff ?? []).Where(s => staff.All(n => n.Id != s.Id)))
        {
            await Put<Person>(Person.At(left.Id), old => old?.Placement?.Branch == target.Id ? old with { Placement = null } : null, cancel);
        }

        await Put<Roster>(Roster.At(target.Id), _ => new(target.Id, staff), cancel);
    }

    private async Task WriteFacts(Branch branch, Branch? before, CancellationToken cancel)
    {
        var (calendarAt, listsAt) = (RegionCalendar.At(branch.Region), RegionLists.At(branch.Region));
        await Put<RegionBranch>(RegionBranch.At(branch.Region, branch.Id), _ => new(branch.Region, branch.Id, branch.Name), cancel);
        await PutFrom<BranchFacts>(
            BranchFacts.At(branch.Id),
            [Read.One<RegionCalendar>(calendarAt), Read.One<RegionLists>(listsAt)],
            (old, region) => (old ?? new(branch)) with { Branch = branch, RegionDays = region.Find<RegionCalendar>(calendarAt)?.Days ?? [], RegionLists = region.Find<RegionLists>(listsAt)?.Lists ?? [] },
            null,
            cancel);
        if (before is not null && before.Region != branch.Region)
        {
            var (at, rows) = (RegionBranch.At(before.Region, branch.Id), await storage.Load([Read.One<RegionBranch>(RegionBranch.At(before.Region, branch.Id))], cancel));
            if (rows.VersionOf(at) is { } version)
            {
                await storage.Commit(new(at.Partition, [], [], []) { Removes = [(at, version)] }, cancel);
            }
        }
    }

    // Where he goes from is written first: whoever resumes finds it by his row. Who is newly a manager or leader is told, if the bot can reach him.
    private async Task Place(PersonId id, Placement placement, CancellationToken cancel)
    {
        var before = (await Find<Person>(Person.At(id), cancel))?.Placement;
        if (before?.Branch is { } left && left != placement.Branch)
        {
            await Put<Roster>(Roster.At(left), old => old is null ? null : old with { Staff = [.. old.Staff.Where(s => s.Id != id)] }, cancel);
        }

        if (before?.Leads is { } led && led.Id != placement.Leads?.Id)
        {
            await Put<RegionLeaders>(RegionLeaders.At(led.Id), old => old is null ? null : old with { Leaders = [.. old.Leaders.Where(l => l != id)] }, cancel);
        }

        await Put<Person>(
            Person.At(id),
            old => (old ?? new(id)) with { Placement = placement },
            cancel,
            (old, _) => old?.Chat is not null && Post(old.Placement) != Post(placement) && Post(placement) is { } post
                ? [new($"appointed|{RowKeys.Of(post)}", id, Delivery.Certain, new ShowAppointment())]
                : []);
    }

    private static string? Post(Placement? placement) => placement switch
    {
        { Leads: { } region } => $"region {region.Id}",
        { Position: Position.BranchManager, Branch: { } branch } => $"branch {branch}",
        _ => null,
    };

    private async Task<T?> Find<T>(RowAddress address, CancellationToken cancel)
        where T : Row => (await storage.Load([Read.One<T>(address)], cancel)).Find<T>(address);

    private Task Put<T>(RowAddress address, Func<T?, T?> make, CancellationToken cancel, Func<T?, T, IReadOnlyList<Effect>>? tells = null)
        where T : Row => PutFrom<T>(address, [], (old, _) => make(old), tells, cancel);

    // What it is made of is read after it, so that a newer copy is never written over by an older source.
    private async Task PutFrom<T>(RowAddress address, IReadOnlyList<Read> sources, Func<T?, Rows, T?> make, Func<T?, T, IReadOnlyList<Effect>>? tells, CancellationToken cancel)
        where T : Row
    {
        CommitResult result;
        do
        {
            cancel.ThrowIfCancellationRequested();
            var rows = await storage.Load([Read.One<T>(address)], cancel);
            var old = rows.Find<T>(address);
            if (make(old, await storage.Load(sources, cancel)) is not { } row || (old is not null && JsonSerializer.Serialize(old, Catalogue.Json) == JsonSerializer.Serialize(row, Catalogue.Json)))
            {
                return;
            }

            result = await storage.Commit(new(address.Partition, [(row, rows.VersionOf(address))], [], tells?.Invoke(old, row) ?? []), cancel);
        }
        while (result == CommitResult.Conflict);
    }
}
