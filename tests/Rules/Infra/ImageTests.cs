using System.Xml.Linq;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Infra;

/// <summary>What the image is and how it comes into being, as far as the project's own files say it.</summary>
public sealed class ImageTests
{
    private static readonly XElement Project = XElement.Load(Repository.At("bot", "Host", "BranchBot.csproj"));

    [Fact]
    [Trait("Threat", "TM-51")]
    public void The_image_has_no_shell_no_root_and_no_port_that_wants_one()
    {
        Assert.Contains("chiseled", Property("ContainerFamily"), StringComparison.Ordinal);
        Assert.Equal("1654", Property("ContainerUser"));
        Assert.All(Items("ContainerPort").Select(p => int.Parse(p.Include, System.Globalization.CultureInfo.InvariantCulture)), port => Assert.InRange(port, 1024, 65535));
    }

    /// <summary>What the benchmarks measure would else be another program than the bank runs.</summary>
    [Fact]
    public void What_is_measured_runs_as_the_image_does()
    {
        var image = Items("ContainerEnvironmentVariable").ToDictionary(v => v.Include, v => v.Value!);
        image["DOTNET_TieredPGO"] = bool.Parse(Property("TieredPGO")) ? "1" : "0";
        Assert.All(image, setting => Assert.Equal(setting.Value, BotProcess.AsInImage[setting.Key]));

        // Usual, and said because the tests' other bots say otherwise.
        Assert.Equal(["DOTNET_TC_CallCounting"], BotProcess.AsInImage.Keys.Except(image.Keys));
    }

    [Fact]
    public void Azd_finds_the_project_and_the_template_and_builds_every_page_that_the_image_has()
    {
        var lines = File.ReadAllLines(Repository.At("azure.yaml")).Select(l => l.Trim()).ToList();
        Assert.True(File.Exists(Repository.At(Said("project"), "BranchBot.csproj")));
        Assert.True(File.Exists(Repository.At(Said("path"), $"{Said("module")}.bicep")));
        var hook = string.Join('\n', lines.SkipWhile(l => l != "prepackage:"));
        Assert.Contains("--locked-mode", hook, StringComparison.Ordinal);
        foreach (var page in Directory.EnumerateDirectories(Repository.At("addin")).Where(d => File.Exists(Path.Combine(d, "package.json"))).Select(Path.GetFileName))
        {
            Assert.Contains(page!, hook, StringComparison.Ordinal);
        }

        string Said(string name) => lines.Single(l => l.StartsWith($"{name}: ", StringComparison.Ordinal))[(name.Length + 2)..];
    }

    private static string Property(string name) => Project.Descendants(name).Single().Value;

    private static IEnumerable<(string Include, string? Value)> Items(string name) => Project.Descendants(name).Select(i => ((string)i.Attribute("Include")!, (string?)i.Attribute("Value")));
}
