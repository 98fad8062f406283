using System.Diagnostics;
using BranchBot.Supply;
using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Infra;

/// <summary>The bill of materials by the schema that CycloneDX publishes.</summary>
public sealed class BillTests
{
    [Fact]
    [Trait("Threat", "TM-42")]
    public async Task The_bill_of_materials_fits_the_published_schema_and_what_does_not_is_told_with_its_place()
    {
        var bill = Bill.Of(Components.Read(Repository.Root));
        Assert.Equal((0, ""), await Check(bill));
        var (exit, told) = await Check(bill.Replace("\"alg\": \"SHA-512\"", "\"alg\": \"SHA-0\"", StringComparison.Ordinal));
        Assert.Equal(1, exit);
        Assert.Contains("/components/0/hashes/0/alg", told, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Told)> Check(string bill)
    {
        var cancel = TestContext.Current.CancellationToken;
        var file = Path.Combine(Directory.CreateTempSubdirectory("bill").FullName, "branchbot.cdx.json");
        await File.WriteAllTextAsync(file, bill, cancel);
        using var node = Process.Start(new ProcessStartInfo("node", [Repository.At("infra", "supply", "check.mjs"), file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = node.StandardError.ReadToEndAsync(cancel);
        var told = await node.StandardOutput.ReadToEndAsync(cancel) + await errors;
        await node.WaitForExitAsync(cancel);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        return (node.ExitCode, told);
    }
}
