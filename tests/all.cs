#:property RestorePackagesWithLockFile=false
#:property PublishAot=false
#:project ../infra/local/Setup/BranchBot.Setup.csproj
#:project ../infra/supply/Supply/BranchBot.Supply.csproj

// All tests, with what they need installed. Ends with the line "N passed, N failed".
//   dotnet run tests/all.cs            what a change must pass
//   dotnet run tests/all.cs -- --long  more rounds of the tests that kill and race
//   dotnet run tests/all.cs -- -class "*Scene*"   what else is said goes to the test programs, here: some of the tests
using System.Diagnostics;
using System.Text.RegularExpressions;
using BranchBot.Setup;
using BranchBot.Supply;

// What comes from npm and from Debian is fetched, and the pages are built, beside the bot: neither needs the other.
var machine = Task.Run(() =>
{
    Machine.NeedNode();
    Machine.NeedPackages(Path.Combine(Machine.Root, "infra", "local"));
    Machine.NeedPackages(Playground.Folder);
    Machine.NeedPackages(Path.Combine(Machine.Root, "infra", "app"));
    Machine.NeedPackages(Path.Combine(Machine.Root, "infra", "supply"));
    Machine.NeedPackages(Path.Combine(Machine.Root, "addin", "shared"));
    Machine.NeedPane();
    Machine.NeedWall();
    if (!new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.Any(File.Exists))
    {
        Machine.Install("Chromium", ["chromium"]);
    }

    if (!Directory.Exists("/usr/share/fonts/opentype/noto") || !File.Exists("/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"))
    {
        Machine.Install("Chinese fonts and emoji", ["fonts-noto-cjk", "fonts-noto-color-emoji"]);
    }

    if (!File.Exists("/usr/bin/soffice") || !File.Exists("/usr/bin/pdftoppm"))
    {
        // Some 20 seconds: it reads the workbooks that the bot writes.
        Machine.Install("LibreOffice", ["--no-install-recommends", "libreoffice-calc-nogui", "poppler-utils"]);
    }
});
try
{
    Console.WriteLine("Building …");
    Machine.Run("dotnet", ["restore", "BranchBot.sln", "--locked-mode"], Machine.Root);

    // One compiler for all projects takes half the time of one each, whatever the environment says; it is ended at once, for nothing may outlive the round.
    Machine.Run("dotnet", ["build", "BranchBot.sln", "-c", "Release", "--no-restore", "--nologo", "-v", "quiet", "-p:UseSharedCompilation=true"], Machine.Root);
    Machine.Run("dotnet", ["build-server", "shutdown", "--vbcscompiler"], Machine.Root);
}
catch (SetupException e)
{
    return await Unable(e);
}

var chosen = args.Where(a => a != "--long").ToArray();
var (passed, failed, skipped) = (0, 0, 0);
var projects = Directory.EnumerateDirectories(Path.Combine(Machine.Root, "tests")).SelectMany(folder => Directory.EnumerateFiles(folder, "*.Tests.csproj"));

// The pages' own tests go beside the rules; they have no classes to be chosen by.
var pages = (chosen.Length == 0 ? new[] { "excel", "outlook", "wall" } : []).Select(page => machine.ContinueWith(_ => Page(page), TaskContinuationOptions.OnlyOnRanToCompletion)).ToList();

var audit = machine.ContinueWith(_ => Audit.All(Machine.Root), TaskContinuationOptions.OnlyOnRanToCompletion).Unwrap();

// The rules come first: they are the quickest to tell, and need nothing but themselves.
foreach (var project in projects.OrderDescending(StringComparer.Ordinal))
{
    var (folder, name) = (Path.GetDirectoryName(project)!, Path.GetFileNameWithoutExtension(project));
    var reckons = name.Contains(".Rules.", StringComparison.Ordinal);
    try
    {
        await (reckons ? Task.CompletedTask : machine);
    }
    catch (SetupException e)
    {
        return await Unable(e);
    }

    Console.WriteLine($"── {name}");

    // The others wait half of the time, for a browser, a bot, a storage: more of them at once.
    var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "bin", "Release", "net10.0", $"{name}.dll"), "-noColor", .. reckons ? [] : new[] { "-maxThreads", "1.5x" }, .. chosen])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectStandardInput = true,
        WorkingDirectory = Machine.Root,
    };

    // On a machine that says nothing of its language, LibreOffice and Chromium could not write a Chinese file name.
    start.Environment["LC_ALL"] = "C.UTF-8";
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
        // It did not come to its end; or none of its tests was asked for.
        failed += chosen.Length > 0 && summary.TrimEnd().EndsWith("Total: 0", StringComparison.Ordinal) ? 0 : 1;
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

// What is known of weaknesses in the packages that are shipped; where nobody can be asked it says so.
foreach (var audited in chosen.Length == 0 ? await audit : [])
{
    Console.WriteLine($"── {audited.Said}");
    failed += audited.Known is { Count: > 0 } ? 1 : 0;
}

foreach (var page in pages)
{
    var (output, well, badly, left) = await page;
    Console.WriteLine(output);
    (passed, failed, skipped) = (passed + well, failed + badly, skipped + left);
}

(string Output, int Passed, int Failed, int Skipped) Page(string page)
{
    var folder = Path.Combine(Machine.Root, "addin", page);
    var start = new ProcessStartInfo("npm", ["test", "--silent"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardInput = true };
    start.Environment["NO_COLOR"] = "1";
    using var run = Process.Start(start)!;
    run.StandardInput.Close();
    var output = run.StandardOutput.ReadToEnd();
    run.WaitForExit();
    int Of(string what) => Regex.Match(output, $@"^\s*Tests .*?(\d+) {what}", RegexOptions.Multiline) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : 0;
    return ($"── addin/{page}\n{output}", Of("passed"), run.ExitCode == 0 ? 0 : Math.Max(1, Of("failed")), Of("skipped"));
}

static async Task<int> Unable(SetupException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    Console.WriteLine("0 passed, 1 failed");
    return 1;
}

Console.WriteLine(skipped > 0 ? $"{passed} passed, {failed} failed, {skipped} skipped" : $"{passed} passed, {failed} failed");
return failed == 0 && passed > 0 ? 0 : 1;
