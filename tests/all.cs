#:property RestorePackagesWithLockFile=false
#:property PublishAot=false
#:project ../infra/local/Setup/BranchBot.Setup.csproj

// All tests, with what they need installed. Ends with the line "N passed, N failed".
//   dotnet run tests/all.cs            what a change must pass
//   dotnet run tests/all.cs -- --long  more rounds of the tests that kill and race
using System.Diagnostics;
using System.Text.RegularExpressions;
using BranchBot.Setup;

if (args.Any(a => a is not "--long"))
{
    await Console.Error.WriteLineAsync("The only option is --long.");
    return 2;
}

try
{
    Machine.NeedNode();
    Machine.NeedPackages(Path.Combine(Machine.Root, "infra", "local"));
    Machine.NeedPackages(Playground.Folder);
    if (!File.Exists("/usr/bin/chromium") && !File.Exists("/usr/bin/google-chrome"))
    {
        Machine.Install("Chromium", ["chromium"]);
    }

    if (!Directory.Exists("/usr/share/fonts/opentype/noto"))
    {
        Machine.Install("Chinese fonts", ["fonts-noto-cjk"]);
    }

    Console.WriteLine("Building …");
    Machine.Run("dotnet", ["restore", "BranchBot.sln", "--locked-mode"], Machine.Root);
    Machine.Run("dotnet", ["build", "BranchBot.sln", "-c", "Release", "--no-restore", "--nologo", "-v", "quiet"], Machine.Root);
}
catch (SetupException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    Console.WriteLine("0 passed, 1 failed");
    return 1;
}

var (passed, failed, skipped) = (0, 0, 0);
foreach (var project in new[] { "Rules/BranchBot.Rules.Tests", "Adapters/BranchBot.Adapters.Tests", "Journeys/BranchBot.Journeys.Tests" })
{
    Console.WriteLine($"── {project}");
    var (folder, name) = (Path.GetDirectoryName(project)!, Path.GetFileName(project));
    var start = new ProcessStartInfo("dotnet", [Path.Combine(Machine.Root, "tests", folder, "bin", "Release", "net10.0", $"{name}.dll"), "-noColor"])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectStandardInput = true,
        WorkingDirectory = Machine.Root,
    };
    if (args.Contains("--long"))
    {
        start.Environment["BRANCHBOT_LONG"] = "1";
    }

    var summary = "";
    using var run = Process.Start(start)!;
    run.StandardInput.Close();
    run.OutputDataReceived += (_, line) => Show(line.Data);
    run.ErrorDataReceived += (_, line) => Show(line.Data);
    run.BeginOutputReadLine();
    run.BeginErrorReadLine();
    await run.WaitForExitAsync();
    var counts = Regex.Match(summary, @"Total: (\d+), Errors: (\d+), Failed: (\d+), Skipped: (\d+), Not Run: (\d+)");
    if (!counts.Success)
    {
        failed++;
        continue;
    }

    int Count(int group) => int.Parse(counts.Groups[group].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
    var bad = Count(2) + Count(3);
    passed += Count(1) - Count(3) - Count(4);
    skipped += Count(4);
    failed += bad > 0 || run.ExitCode == 0 ? bad : 1;

    void Show(string? line)
    {
        if (line is null)
        {
            return;
        }

        Console.WriteLine(line);
        if (line.Contains("Total: ", StringComparison.Ordinal))
        {
            summary = line;
        }
    }
}

Console.WriteLine(skipped > 0 ? $"{passed} passed, {failed} failed, {skipped} skipped" : $"{passed} passed, {failed} failed");
return failed == 0 && passed > 0 ? 0 : 1;
