using System.Diagnostics;
using System.Text.Json.Nodes;
using BranchBot.Host.Api;
using BranchBot.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace BranchBot.Adapters.Tests.Api;

/// <summary>The document of the API and the TypeScript types of it are those of the code. To renew them: see CONTRIBUTING.md.</summary>
public sealed class DocumentTests
{
    private static readonly string Folder = Repository.At("addin", "shared", "api");

    [Fact]
    public async Task The_committed_document_is_that_of_the_code()
    {
        var cancel = TestContext.Current.CancellationToken;
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = ApiDocument.Build(builder);
        await app.StartAsync(cancel);
        var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(ApiDocument.Name).GetOpenApiDocumentAsync(cancel);
        var made = JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancel));
        var committed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "branchbot.json"), cancel));
        Assert.Equal(committed!.ToJsonString(), made!.ToJsonString());
    }

    [Fact]
    public async Task The_committed_types_are_those_of_the_document()
    {
        var cancel = TestContext.Current.CancellationToken;
        var made = Path.Combine(Directory.CreateTempSubdirectory("types").FullName, "branchbot.d.ts");
        var start = new ProcessStartInfo("node", [Repository.At("addin", "shared", "node_modules", "openapi-typescript", "bin", "cli.js"), Path.Combine(Folder, "branchbot.json"), "-o", made]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var tool = Process.Start(start)!;
        var output = await tool.StandardOutput.ReadToEndAsync(cancel) + await tool.StandardError.ReadToEndAsync(cancel);
        await tool.WaitForExitAsync(cancel);
        Assert.True(tool.ExitCode == 0, output);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Folder, "branchbot.d.ts"), cancel), await File.ReadAllTextAsync(made, cancel));
    }
}
