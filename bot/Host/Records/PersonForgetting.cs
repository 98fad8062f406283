using System.Text.Json;
using BranchBot.Host.People;
using BranchBot.Host.Storage;
using Microsoft.Extensions.Options;

namespace BranchBot.Host.Records;

/// <summary>
/// <c>forget PERSON</c>: takes somebody who is off the staff list out of all that is kept (PIPL art. 47; GDPR art. 17): what is about him alone goes, what others need
/// stays without him, by what each kind of record declares (<see cref="OfPersons"/>). Done again, or after a crash, it does what is left to do.
/// </summary>
internal sealed class PersonForgetting(PersonRows people, CardErasure cards, TableRows rows, RecordKinds kinds, IStorage storage, IOptions<StorageSettings> settings)
{
    public const string Usage = "usage: forget [--yes] PERSON (the person's Entra object id)";

    // Rows that change meanwhile are looked at again.
    private const int MostRounds = 5;

    /// <summary>Carries the command out; answers with the program's exit code.</summary>
    public async Task<int> Run(IReadOnlyList<string> arguments, TextReader input, TextWriter output, TextWriter errorOutput, CancellationToken cancel)
    {
        if (arguments.Where(a => a != "--yes").ToList() is not [var id] || !Guid.TryParse(id, out var guid))
        {
            await errorOutput.WriteLineAsync(Usage);
            return 2;
        }

        var person = new PersonId(guid);
        var state = (await storage.Load([Read.One<Forgetting>(Forgetting.At(person))], cancel)).Find<Forgetting>(Forgetting.At(person));
        var found = await people.Find(person, state?.Names ?? [], state?.Owners ?? [], cancel);
        if (found.FirstOrDefault(f => f.Row is Person { Placement: not null } or Roster or RegionLeaders) is { } place)
        {
            await errorOutput.WriteLineAsync($"{person} stands on the staff list ({place.Table}, {(place.Row is Person p ? p.Placement!.Branch?.Value ?? p.Placement.Leads!.Id.Value : place.Owner[2..])}). Take him off it by an import, then run this again.");
            return 1;
        }

        await output.WriteLineAsync($"{person} is named in {found.Count} rows.");
        if (found.Count > 0 && !arguments.Contains("--yes"))
        {
            await TellByName(person, state ?? Of(person, found), output, cancel);
            await output.WriteAsync("Forget? It cannot be undone. (yes/no) ");
            if (await input.ReadLineAsync(cancel) is not ("yes" or "y"))
            {
                await output.WriteLineAsync("Nothing was changed.");
                return 1;
            }
        }

        var done = await Forget(person, state ?? await Begin(person, found, cancel), cancel);
        foreach (var some in done.GroupBy(d => (d.What, d.Kind)).OrderBy(g => g.Key.What))
        {
            var said = some.Key.What switch { Forgotten.Newer => "a newer program has written them; run this again with that one", Forgotten.Left => "they cannot be read, or not without him; look at them", _ => some.Key.Kind?.Persons.Says };
            await output.WriteLineAsync($"{some.Key.What} {some.Count()}: {(some.Key.Kind is { } kind ? $"{kind.What} ({kind.Table}): {said}" : $"rows that nobody has declared, such as {some.First().Where}")}");
            foreach (var left in some.Where(d => IsLeft(d.What)))
            {
                await output.WriteLineAsync($"  {left.Where}");
            }
        }

        await output.WriteLineAsync("Not reached: backups, object ids in the log until it ends, files that were downloaded, messages in Teams, appointments in Outlook. Blobs come back from soft delete for seven days.");
        return done.Exists(d => d.What == Forgotten.Unknown || IsLeft(d.What)) ? 1 : 0;
    }

    private static bool IsLeft(Forgotten what) => what is Forgotten.Newer or Forgotten.Left;

    // Before the yes: a name may be a word, or of somebody else who has left.
    private async Task TellByName(PersonId person, Forgetting state, TextWriter output, CancellationToken cancel)
    {
        var named = (await people.Find(person, state.Names, state.Owners, cancel)).Where(f => f.ByName && !Stays(f)).ToList();
        await output.WriteLineAsync($"{named.Count} more rows say {string.Join(", ", state.Names)} and not who that is; they will say {Forgetting.Former} in its place{(named.Count > 0 ? ":" : ".")}");
        foreach (var some in named.GroupBy(f => f.Kind))
        {
            await output.WriteLineAsync($"  {some.Count()}: {some.Key?.What ?? "rows that nobody has declared"}");
        }
    }

    // Whether it stays as it is, or as a procedure of its own has left it.
    private static bool Stays(FoundRow row) => row.Kind is null or { Persons: { IsKept: true } or { IsApart: true } };

    private async Task<List<(Forgotten What, RecordKind? Kind, string Where)>> Forget(PersonId person, Forgetting state, CancellationToken cancel)
    {
        var done = new List<(Forgotten What, RecordKind? Kind, string Where)>();
        var (stays, newer, apart) = (new HashSet<string>(), new HashSet<string>(), kinds.All.FirstOrDefault(k => k.Persons.IsApart));
        for (var round = 0; round < MostRounds; round++)
        {
            var found = await people.Find(person, state.Names, state.Owners, cancel);
            foreach (var branch in found.Where(f => f.Kind?.Persons.IsApart == true).Select(f => f.Owner[2..]).Distinct().Except(newer).ToList())
            {
                try
                {
                    var (emptied, drafts) = await cards.Erase(new(branch), person, cancel);
                    done.AddRange(Enumerable.Repeat((Forgotten.Removed, apart, branch), emptied + drafts));
                }
                catch (NewerRowException)
                {
                    newer.Add(branch);
                    done.Add((Forgotten.Newer, apart, branch));
                }
            }

            var after = found.Any(f => f.Kind?.Persons.IsApart == true) ? await people.Find(person, state.Names, state.Owners, cancel) : found;
            var left = after.Where(f => Stays(f) || f.Entity.RowKey == "forgetting" || stays.Contains(f.Where)).ToList();
            foreach (var row in after.Except(left))
            {
                if (await Treat(row, person, state, cancel) is { } what)
                {
                    _ = (what == Forgotten.Kept || IsLeft(what)) && stays.Add(row.Where);
                    done.Add((what, row.Kind, row.Where));
                }
            }

            if (after.Count == left.Count)
            {
                done.AddRange(left.Where(f => f.Entity.RowKey != "forgetting" && !stays.Contains(f.Where)).Select(f => (f.Kind is null ? Forgotten.Unknown : Forgotten.Kept, f.Kind, f.Where)));

                // Whoever runs it again for what was left goes on with the same id and names.
                await (done.Exists(d => IsLeft(d.What)) ? Task.CompletedTask : End(person, cancel));
                return done;
            }
        }

        throw new TimeoutException("Rows changed again and again while they were looked at. Please run this again.");
    }

    // What is to be done with a row; null: it changed meanwhile, and the next round looks at it again.
    private async Task<Forgotten?> Treat(FoundRow found, PersonId person, Forgetting state, CancellationToken cancel)
    {
        var newer = found.IsNewer && !settings.Value.OverwriteNewer;
        if (newer || found.Row is not { } row)
        {
            return newer ? Forgotten.Newer : Forgotten.Left;
        }

        var kind = found.Kind!;
        if ((kind.Persons.Forget is { } forget ? forget(row, person) : row) is not { } after || found.Entity.PartitionKey.Contains(person.ToString(), StringComparison.OrdinalIgnoreCase))
        {
            return await rows.Delete(found.Table, [found.Entity], kinds, cancel) > 0 ? Forgotten.Removed : null;
        }

        var key = state.WithoutId(found.Entity.RowKey, person);
        var data = state.WithoutNames(state.WithoutId(RowEntity.Written(after), person), kind, await Shared(found.Owner, person, state, cancel));
        if (data == found.Data && key == found.Entity.RowKey)
        {
            return Forgotten.Kept;
        }

        return !StandsAt(key, data, kind) ? Forgotten.Left : await rows.Replace(found.Table, found.Entity, key, data, kind.Row, cancel) ? Forgotten.Renamed : null;
    }

    // What cannot be read again, or would stand elsewhere, is not written.
    private static bool StandsAt(string key, string data, RecordKind kind)
    {
        try
        {
            return ((Row)JsonSerializer.Deserialize(data, kind.Row, Catalogue.Json)!).Address.Key == key;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or FormatException)
        {
            return false;
        }
    }

    // Names of his that somebody else of the branch bears too.
    private async Task<IReadOnlySet<string>> Shared(string owner, PersonId person, Forgetting state, CancellationToken cancel)
    {
        if (!owner.StartsWith("b|", StringComparison.Ordinal))
        {
            return new HashSet<string>();
        }

        var staff = (await storage.Load([Read.One<Roster>(Roster.At(new(owner[2..])))], cancel)).All<Roster>().SelectMany(r => r.Staff).Where(s => s.Id != person).ToList();
        return state.Names.Where(n => staff.Exists(s => s.Name.Contains(n, StringComparison.Ordinal))).ToHashSet();
    }

    private static Forgetting Of(PersonId person, IReadOnlyList<FoundRow> found) => new(
        RowKeys.Of(person.ToString()), Guid.NewGuid(), PersonRows.NamesOf(person, found), [.. found.Select(f => f.Owner).Where(o => o.StartsWith("b|", StringComparison.Ordinal)).Distinct()]);

    private async Task<Forgetting> Begin(PersonId person, IReadOnlyList<FoundRow> found, CancellationToken cancel)
    {
        var state = Of(person, found);
        return await storage.Commit(new(state.Address.Partition, [(state, null)], [], []), cancel) == CommitResult.Committed ? state
            : (await storage.Load([Read.One<Forgetting>(state.Address)], cancel)).Find<Forgetting>(state.Address) ?? throw new TimeoutException("Somebody else forgets him now. Please run this again.");
    }

    private async Task End(PersonId person, CancellationToken cancel)
    {
        var at = Forgetting.At(person);
        if ((await storage.Load([Read.One<Forgetting>(at)], cancel)).VersionOf(at) is { } version)
        {
            await storage.Commit(new(at.Partition, [], [], []) { Removes = [(at, version)] }, cancel);
        }
    }
}
