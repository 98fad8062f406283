using System.Text.Json.Nodes;
using System.Xml.Linq;
using BranchBot.Supply;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.House;

/// <summary>What others made and is shipped: under which licence, by which hash, and what is told of its weaknesses.</summary>
public sealed class SupplyTests
{
    private static readonly IReadOnlyList<Component> Shipped = Components.Read(Repository.Root);

    [Fact]
    [Trait("Threat", "TM-42")]
    public void Everything_that_is_shipped_has_a_hash_and_a_licence_that_asks_for_no_more_than_to_be_named()
    {
        Assert.True(Shipped.Count > 100, $"{Shipped.Count} components");
        Assert.Contains(Shipped, c => c.Purl.StartsWith("pkg:nuget/Microsoft.Graph@", StringComparison.Ordinal));
        Assert.Contains(Shipped, c => c.Purl.StartsWith("pkg:npm/%40azure/msal-browser@", StringComparison.Ordinal));
        Assert.DoesNotContain(Shipped, c => c.Name is "vite" or "xunit.v3" or "typescript");
        Assert.All(Shipped, c => Assert.True(c.Sha512.Length == 128, c.Purl));
        Assert.All(Shipped, c => Assert.True(Licences.Allow(c.Licence), $"{c.Purl} '{c.Licence}'"));
    }

    [Theory]
    [InlineData("MIT", true)]
    [InlineData("MS-PL OR Apache-2.0", true)]
    [InlineData("(MIT AND BSD-3-Clause)", true)]
    [InlineData("MIT AND GPL-3.0-only", false)]
    [InlineData("AGPL-3.0-or-later", false)]
    [InlineData("SEE LICENSE IN LICENSE.txt", false)]
    [InlineData("", false)]
    public void A_licence_that_is_not_on_the_list_is_not_shipped(string spdx, bool allowed) => Assert.Equal(allowed, Licences.Allow(spdx));

    [Fact]
    [Trait("Threat", "TM-41")]
    public void A_known_weakness_is_told_and_a_registry_that_cannot_be_asked_is_never_taken_for_none()
    {
        var weak = Audit.OfNpm("addin/x", """{"auditReportVersion":2,"vulnerabilities":{"lodash":{"severity":"critical","range":"<4.17.21"},"mild":{"severity":"low","range":"*"}}}""");
        Assert.Equal(["lodash <4.17.21: critical"], weak.Known);
        Assert.Equal([], Audit.OfNpm("addin/x", """{"auditReportVersion":2,"vulnerabilities":{}}""").Known);
        foreach (var answer in new[] { """{"message":"405 Method Not Allowed","statusCode":405,"error":{"summary":""}}""", "", "npm error", """{"error":{"code":"ENOTFOUND"}}""" })
        {
            var silent = Audit.OfNpm("addin/x", answer);
            Assert.Null(silent.Known);
            Assert.Contains("NOT AUDITED", silent.Said, StringComparison.Ordinal);
        }
    }

    /// <summary>Locked: a restore that would take another package than the one that was looked at fails.</summary>
    [Fact]
    [Trait("Threat", "TM-41")]
    public void Every_project_is_locked_and_its_audit_ends_the_restore()
    {
        var projects = File.ReadAllLines(Repository.At("BranchBot.sln")).Where(l => l.Contains(".csproj\"", StringComparison.Ordinal)).Select(l => l.Split('"')[5].Replace('\\', '/')).ToList();
        Assert.All(projects, p => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(Repository.At(p))!, "packages.lock.json")), p));
        Assert.Contains("--locked-mode", File.ReadAllText(Repository.At("tests", "all.cs")), StringComparison.Ordinal);
        Assert.Contains("-p:RestoreLockedMode=true", File.ReadAllText(Repository.At("infra", "azure", "image.cs")), StringComparison.Ordinal);
        Assert.Contains("\"--ignore-scripts\"", File.ReadAllText(Repository.At("infra", "local", "Setup", "Machine.cs")), StringComparison.Ordinal);
        var settings = XDocument.Load(Repository.At("Directory.Build.props")).Descendants().ToLookup(e => e.Name.LocalName, e => e.Value);
        Assert.Equal("true all low", string.Join(' ', settings["NuGetAudit"].Concat(settings["NuGetAuditMode"]).Concat(settings["NuGetAuditLevel"])));
        Assert.All(new[] { "NU1901", "NU1902", "NU1903", "NU1904" }, code => Assert.Contains(code, settings["WarningsAsErrors"].Single(), StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Threat", "TM-42")]
    public void The_bill_of_materials_names_each_once_and_is_the_same_each_time()
    {
        var bill = Bill.Of(Shipped);
        Assert.Equal(bill, Bill.Of(Components.Read(Repository.Root)));
        var components = JsonNode.Parse(bill)!["components"]!.AsArray();
        Assert.Equal(Shipped.Select(c => c.Purl), components.Select(c => (string?)c!["purl"]));
        Assert.Equal(Shipped.Count, components.Select(c => (string?)c!["bom-ref"]).Distinct().Count());
    }
}
