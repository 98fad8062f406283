using System.Diagnostics;
using System.Text.Json.Nodes;
using BranchBot.AppPackage;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Infra;

/// <summary>The app package by Microsoft's published schema, and by the files that it leads to.</summary>
public sealed class ManifestSchemaTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("branchbot-app").FullName;
    private readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Public")]
    [InlineData("China")]
    public async Task The_manifest_and_its_translation_fit_the_published_schema(string cloud) => Assert.Equal((0, ""), await Check(Made(cloud)));

    [Fact]
    public async Task What_the_schema_does_not_know_is_told_with_its_place()
    {
        var made = Made("Public");
        var manifest = made.Manifest;
        manifest["bots"]![0]!["scopes"] = new JsonArray("personal", "everywhere");
        var (exit, told) = await Check(Package.Of(made.Files.ToDictionary(f => f.Key, f => f.Key == "manifest.json" ? System.Text.Encoding.UTF8.GetBytes(manifest.ToJsonString()) : f.Value)));
        Assert.Equal(1, exit);
        Assert.Contains("/bots/0/scopes/1", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_page_and_icon_that_the_manifest_names_is_served()
    {
        var named = Named(Made("Public").Manifest).Where(url => url.Host == "branchbot.bank.example" && url.AbsolutePath != "/about").ToList();
        Assert.Contains(named, url => url.AbsolutePath == "/addin/outlook/index.html");
        Assert.Contains(named, url => url.AbsolutePath == "/addin/excel/icon-80.png");
        Assert.All(named, url => Assert.True(File.Exists(Served(url.AbsolutePath)), url.AbsoluteUri));
    }

    // As the host maps them: /addin/{pane}/ is addin/{pane}/dist, /wall/ is addin/wall/dist.
    private static string Served(string path) => path.Split('/') switch
    {
        ["", "addin", var pane, var file] => Repository.At("addin", pane, "dist", file),
        ["", "wall", ""] => Repository.At("addin", "wall", "dist", "index.html"),
        _ => "",
    };

    private static IEnumerable<Uri> Named(JsonNode? node) => node switch
    {
        JsonObject all => all.SelectMany(p => Named(p.Value)),
        JsonArray all => all.SelectMany(Named),
        JsonValue value when value.TryGetValue<string>(out var text) && text.StartsWith("https://", StringComparison.Ordinal) => [new(text)],
        _ => [],
    };

    private static Package Made(string cloud) => Package.Make(
        AppParameters.Read(["--app-id", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "--bot-id", "5f2504e0-4f89-41d3-9a0c-0305e82c3302", "--domain", "branchbot.bank.example", "--cloud", cloud]).Parameters,
        Repository.At("infra", "app"));

    private async Task<(int ExitCode, string Told)> Check(Package package)
    {
        foreach (var (name, content) in package.Files)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, name), content, cancel);
        }

        using var node = Process.Start(new ProcessStartInfo("node", [Repository.At("infra", "app", "check.mjs"), Path.Combine(folder, "manifest.json"), Path.Combine(folder, "en.json")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = node.StandardError.ReadToEndAsync(cancel);
        var told = await node.StandardOutput.ReadToEndAsync(cancel) + await errors;
        await node.WaitForExitAsync(cancel);
        return (node.ExitCode, told);
    }
}
