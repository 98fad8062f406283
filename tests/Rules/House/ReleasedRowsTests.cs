using System.Text.Json;
using BranchBot.Host.Storage;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.House;

/// <summary>
/// Rows outlive the program that wrote them, and while an update rolls the old program and the new one stand side by side. <c>released-rows.txt</c> has an
/// example of each kind of row and job in each shape that was ever released, and the names of each enumeration in them. It only grows, by
/// <c>BRANCHBOT_APPROVE=1</c>.
/// </summary>
public sealed class ReleasedRowsTests
{
    private static readonly string File = Repository.At("tests", "Rules", "House", "released-rows.txt");
    private static readonly IReadOnlyList<Type> Types = [.. new[] { typeof(Row).Assembly, typeof(BranchBot.Features.AllFeatures).Assembly, typeof(BranchBot.Host.Bot).Assembly }
        .SelectMany(a => a.GetTypes()).Where(t => !t.IsAbstract && (t.IsAssignableTo(typeof(Row)) || t.IsAssignableTo(typeof(Job)))).OrderBy(t => t.Name, StringComparer.Ordinal)];

    private static bool Approved => Environment.GetEnvironmentVariable("BRANCHBOT_APPROVE") == "1";

    [Fact]
    public void Every_row_that_was_ever_written_is_still_read() => Assert.All(Released(), line =>
    {
        var type = Types.SingleOrDefault(t => t.Name == line.Type);
        Assert.True(type is not null, $"{line.Type} is no kind of row or job any more. Rows of it may still stand in somebody's tables.");
        var read = JsonSerializer.Deserialize(line.Json, type, Catalogue.Json);
        var again = JsonSerializer.SerializeToElement(read, type, Catalogue.Json);
        if (line.Shape == ShapeOf(type))
        {
            Assert.True(Has(again, JsonElement.Parse(line.Json)), $"{line.Type} reads, and writes it otherwise:\n{line.Json}\n{again}");
        }
    });

    [Fact]
    public void A_row_that_has_got_a_member_has_got_a_new_shape()
    {
        var released = Released().ToDictionary(l => (l.Type, l.Shape), l => l.Json);
        foreach (var type in Types)
        {
            var json = JsonSerializer.Serialize(Example.Of(type), type, Catalogue.Json);
            if (!released.TryGetValue((type.Name, ShapeOf(type)), out var known))
            {
                Assert.True(Approved, $"{type.Name} in shape {ShapeOf(type)} is new. If that is meant, run this test with BRANCHBOT_APPROVE=1: it adds the line.");
                System.IO.File.AppendAllText(File, $"{type.Name} {ShapeOf(type)} {json}\n");
            }
            else if (type.IsAssignableTo(typeof(Row)))
            {
                Assert.True(known == json, $"{type.Name} is not what it was in shape {ShapeOf(type)}: an older program that writes such a row would lose what it does not know. Give it [Shape({ShapeOf(type) + 1})].\n{known}\n{json}");
            }
        }
    }

    [Fact]
    public void A_name_of_an_enumeration_that_was_ever_written_is_still_read()
    {
        var known = Lines("enum").ToDictionary(l => l.Split(' ')[1], l => l.Split(' ')[2..]);
        var enums = Types.SelectMany(t => EnumsIn(t, [])).Distinct().ToDictionary(t => t.Name);
        Assert.All(known, e => Assert.Empty(e.Value.Except(enums.TryGetValue(e.Key, out var type) ? NamesOf(type) : [])));
        var grown = enums.Values.Where(e => !known.TryGetValue(e.Name, out var names) || NamesOf(e).Except(names).Any()).ToList();
        Assert.True(grown.Count == 0 || Approved, $"There are new names in {string.Join(", ", grown.Select(e => e.Name))}. A row that holds one cannot be read by an older program: raise the row's [Shape], then run this test with BRANCHBOT_APPROVE=1.");
        if (grown.Count > 0)
        {
            var others = System.IO.File.ReadAllLines(File).Where(l => !grown.Exists(e => l.StartsWith($"enum {e.Name} ", StringComparison.Ordinal)));
            System.IO.File.WriteAllLines(File, [.. others, .. grown.Select(e => $"enum {e.Name} {string.Join(' ', NamesOf(e))}")]);
        }
    }

    [Fact]
    public void Only_leases_and_indexes_are_written_over_where_a_newer_program_has_written_them() => Assert.Equal(
        ["Armed", "RateRow", "RepairLease", "SweepState"],
        Types.Where(t => t.IsAssignableTo(typeof(Row)) && !RowEntity.IsNewer(RowEntity.Read(RowEntity.Of("p", "k", RowEntity.Written((Row)Example.Of(t)!), ShapeOf(t) + 1), t).Version)).Select(t => t.Name));

    [Fact]
    public void No_two_kinds_of_rows_and_jobs_have_the_same_name() => Assert.Empty(Types.GroupBy(t => t.Name).Where(g => g.Count() > 1).Select(g => g.Key));

    // Some are written by name and some by number: neither changes.
    private static IReadOnlyList<string> NamesOf(Type type) => [.. Enum.GetNames(type).Select(name => $"{name}={Convert.ToInt32(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)}")];

    private static int ShapeOf(Type type) => ShapeAttribute.Of(type);

    private static IEnumerable<string> Lines(string first) => (System.IO.File.Exists(File) ? System.IO.File.ReadAllLines(File) : []).Where(l => l.StartsWith(first, StringComparison.Ordinal));

    private static IEnumerable<(string Type, int Shape, string Json)> Released() =>
        from line in Lines("") where line.Length > 0 && !line.StartsWith("enum ", StringComparison.Ordinal) let parts = line.Split(' ', 3) select (parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), parts[2]);

    // Whether all of what was is there, with the same values, at every depth.
    private static bool Has(JsonElement now, JsonElement then) => (now.ValueKind, then.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => then.EnumerateObject().All(p => now.TryGetProperty(p.Name, out var value) && Has(value, p.Value)),
        (JsonValueKind.Array, JsonValueKind.Array) => now.GetArrayLength() == then.GetArrayLength() && now.EnumerateArray().Zip(then.EnumerateArray()).All(p => Has(p.First, p.Second)),
        _ => JsonElement.DeepEquals(now, then),
    };

    private static IEnumerable<Type> EnumsIn(Type type, HashSet<Type> seen)
    {
        if (type.IsEnum)
        {
            return [type];
        }

        var inner = type.IsGenericType || type.IsArray ? type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments() : [];
        var members = type.Namespace?.StartsWith("BranchBot", StringComparison.Ordinal) == true ? type.GetProperties().Select(p => p.PropertyType) : [];
        return seen.Add(type) ? inner.Concat(members).SelectMany(t => EnumsIn(t, seen)) : [];
    }
}
