using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using BranchBot.Tests.Support;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace BranchBot.Rules.Tests.House;

/// <summary>The house keeps its order: who may know whom, no forbidden rooms, no long files, every verb readable for ever.</summary>
public sealed partial class HouseTests
{
    private static readonly Assembly CoreAssembly = typeof(Command).Assembly;
    private static readonly Assembly FeaturesAssembly = typeof(BranchBot.Features.AllFeatures).Assembly;
    private static readonly string Root = Repository.Root;

    [Fact]
    public void Core_knows_nothing_but_the_class_library() =>
        Assert.All(CoreAssembly.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name, StringComparison.Ordinal));

    [Fact]
    public void Features_know_nothing_but_Core() => Assert.All(
        FeaturesAssembly.GetReferencedAssemblies(),
        a => Assert.True(a.Name == "BranchBot.Core" || a.Name!.StartsWith("System.", StringComparison.Ordinal), a.Name));

    [Fact]
    public void A_feature_does_not_know_its_neighbours()
    {
        var architecture = new ArchLoader().LoadAssemblies(FeaturesAssembly).Build();
        var rooms = FeaturesAssembly.GetTypes().Select(t => t.Namespace).OfType<string>().Where(n => n is not "BranchBot.Features" and not "BranchBot.Features.Handbook").Distinct();
        foreach (var room in rooms.Where(r => r.StartsWith("BranchBot.Features.", StringComparison.Ordinal)))
        {
            Types().That().ResideInNamespace(room).Should()
                .NotDependOnAny(Types().That().ResideInNamespaceMatching("^BranchBot.Features.[A-Za-z]+$").And().DoNotResideInNamespace(room).And().DoNotResideInNamespace("BranchBot.Features.Handbook"))
                .Check(architecture);
        }
    }

    [Fact]
    public void There_is_no_room_for_odds_and_ends() => Assert.DoesNotContain(
        Sources().SelectMany(f => Path.GetRelativePath(Root, f).Split(Path.DirectorySeparatorChar)),
        part => part is "Helpers" or "Common" or "Utils" or "Services" or "Managers");

    [Fact]
    public void No_file_of_the_bot_is_longer_than_two_hundred_lines() => Assert.All(
        Sources("bot"),
        file => Assert.True(File.ReadLines(file).Count() <= 200, file));

    /// <summary>Cards live for ever: this list only grows. A verb that is taken away, or a property that changes its name, breaks somebody's old card.</summary>
    [Fact]
    public void Every_verb_that_was_ever_released_is_still_read()
    {
        var released = File.ReadAllLines(Path.Combine(Root, "tests", "Rules", "House", "released-verbs.txt")).Where(l => l.Length > 0).ToList();

        Assert.All(released, line =>
        {
            var (verb, data) = (line[..line.IndexOf(' ')], line[line.IndexOf(' ')..]);
            var command = Rehearsal.Catalogue.Parse(verb, JsonDocument.Parse(data).RootElement);
            Assert.True(command is not null, line);
            var written = JsonSerializer.SerializeToElement(command, command.GetType(), Catalogue.Json);
            Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(data).RootElement, written), $"{line}\n{written}");
        });
        Assert.Empty(Rehearsal.Catalogue.Verbs.Select(v => v.Verb).Except(released.Select(l => l[..l.IndexOf(' ')])));
    }

    [Fact]
    public void Nothing_tells_where_or_with_what_it_was_built() => Assert.Empty(
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".md", StringComparison.Ordinal) || f.EndsWith(".js", StringComparison.Ordinal) || f.EndsWith(".json", StringComparison.Ordinal))
            .Where(f => !Ignored().IsMatch(f) && !f.EndsWith("HouseTests.cs", StringComparison.Ordinal))
            .Where(f => MachinePath().IsMatch(File.ReadAllText(f)))
            .Select(f => Path.GetRelativePath(Root, f)));

    private static IEnumerable<string> Sources(string room = "") => Directory
        .EnumerateFiles(Path.Combine(Root, room), "*.cs", SearchOption.AllDirectories)
        .Where(f => !Ignored().IsMatch(f));

    [GeneratedRegex(@"[\\/](bin|obj|node_modules|dist|\.branchbot|TestResults)[\\/]")]
    private static partial Regex Ignored();

    [GeneratedRegex(@"/work/|/home/[a-z]|[A-Z]:\\Users|\.\./shared")]
    private static partial Regex MachinePath();
}
