using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using BranchBot.Host.Storage;

namespace BranchBot.Host.Records;

/// <summary>A row in which somebody is named.</summary>
/// <param name="Table">The table.</param>
/// <param name="Entity">The row as it stands.</param>
/// <param name="Data">What it says, as JSON.</param>
/// <param name="Kind">Its kind; null: nobody has declared one.</param>
/// <param name="ByName">Whether it names him by a name alone, which may be somebody else's or a word.</param>
internal sealed record FoundRow(string Table, TableEntity Entity, string Data, RecordKind? Kind, bool ByName = false)
{
    /// <summary>Whose partition it is, such as <c>b|demo</c>.</summary>
    public string Owner => string.Join('|', Entity.PartitionKey.Split('|')[..2]);

    /// <summary>Whether a newer program has written it, so that this one would lose what it does not know.</summary>
    public bool IsNewer => Kind is not null && Entity.GetInt32(RowEntity.Schema) > ShapeAttribute.Of(Kind.Row);

    /// <summary>Where it stands, for whoever has to look at it.</summary>
    public string Where => $"{Table}, {Entity.PartitionKey}, {Entity.RowKey}";

    /// <summary>The row; null: nobody knows its type, or it cannot be read.</summary>
    public Row? Row
    {
        get
        {
            try
            {
                return Kind is null ? null : RowEntity.Read(Entity, Kind.Row).Row;
            }
            catch (Exception e) when (e is NewerRowException or JsonException or InvalidDataException)
            {
                // Whoever wants to change it says that it was left.
                return null;
            }
        }
    }
}

/// <summary>
/// Finds all rows in which somebody is named, whatever feature wrote them: every row of every table is looked at, so that none is forgotten. Seldom, and slow: some
/// thousands of rows a second and table.
/// </summary>
internal sealed partial class PersonRows(TableRows rows, RecordKinds kinds, IStorage storage)
{
    /// <summary>The rows that name him by his id, or, of some owners, by one of his names.</summary>
    public async Task<IReadOnlyList<FoundRow>> Find(PersonId person, IReadOnlyCollection<string> names, IReadOnlyCollection<string> owners, CancellationToken cancel)
    {
        var (id, called, found) = (person.ToString(), new PersonNames(names), new ConcurrentBag<FoundRow>());
        await Parallel.ForEachAsync(kinds.Tables, cancel, async (table, stop) =>
        {
            await foreach (var entity in rows.Query(table, null, cancel: stop))
            {
                var row = new FoundRow(table, entity, RowEntity.DataOf(entity), null);
                var byId = new[] { entity.PartitionKey, entity.RowKey, row.Data }.Any(t => t.Contains(id, StringComparison.OrdinalIgnoreCase));
                if (byId || owners.Contains(row.Owner))
                {
                    row = row with { Kind = kinds.Of(table, entity.PartitionKey, entity.RowKey), ByName = !byId };
                    if (byId || (row.Kind is not { Persons.HasNames: false } && called.AreIn(row.Data, row.Kind?.Row)))
                    {
                        found.Add(row);
                    }
                }
            }
        });
        return [.. found.OrderBy(f => f.Table, StringComparer.Ordinal).ThenBy(f => f.Entity.PartitionKey, StringComparer.Ordinal).ThenBy(f => f.Entity.RowKey, StringComparer.Ordinal)];
    }

    /// <summary>What he is called in these rows.</summary>
    public static IReadOnlyList<string> NamesOf(PersonId person, IEnumerable<FoundRow> found) =>
        [.. found.SelectMany(Named).Where(n => n.Id == person).Select(n => n.Name).Where(IsName).Distinct()];

    /// <summary>All others that these rows name, by id and by name, with what stands in their place: their positions as far as they are known.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Others(PersonId person, IReadOnlyList<FoundRow> found, CancellationToken cancel)
    {
        var rosters = await Task.WhenAll(found.Where(f => f.Owner.StartsWith("b|", StringComparison.Ordinal)).Select(f => f.Owner[2..]).Distinct().Select(b => storage.Load([Read.One<Roster>(Roster.At(new(b)))], cancel)));
        var named = found.SelectMany(Named).Concat(rosters.SelectMany(r => r.All<Roster>()).SelectMany(r => r.Staff).Select(s => (s.Id, s.Name))).Distinct().ToList();
        var ids = found.SelectMany(f => Guids().Matches($"{f.Entity.RowKey} {f.Data}").Select(m => new PersonId(Guid.Parse(m.Value)))).Concat(named.Select(n => n.Id)).Where(i => i != person && i.Value != default).Distinct().ToList();
        var labels = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var some in ids.Chunk(32))
        {
            var known = await storage.Load([.. some.Select(i => Read.One<Person>(Person.At(i)))], cancel);
            foreach (var other in some)
            {
                var place = known.Find<Person>(Person.At(other))?.Placement;
                var label = place?.Position is { } position ? $"[{position.Name().Zh} {position.Name().En}]" : place?.Leads is not null ? "[区域领导 region leader]" : "[同事 colleague]";
                labels[other.ToString()] = label;
                foreach (var name in named.Where(n => n.Id == other).Select(n => n.Name).Append(place?.Name ?? "").Where(IsName))
                {
                    labels[name] = label;
                }
            }
        }

        foreach (var own in NamesOf(person, found))
        {
            labels.Remove(own);
        }

        return labels;
    }

    private static IEnumerable<(PersonId Id, string Name)> Named(FoundRow found) => found is { Kind.Names: { } names, Row: { } row } ? names(row) : [];

    // A name of one letter would be found everywhere.
    private static bool IsName(string name) => name.Trim().Length > 1;

    [GeneratedRegex("(?<![0-9a-zA-Z:-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-z-])", RegexOptions.IgnoreCase)]
    internal static partial Regex Guids();
}
