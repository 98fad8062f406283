#:property RestorePackagesWithLockFile=false
#:property PublishAot=false
#:project ../infra/local/Setup/BranchBot.Setup.csproj

// Makes the pictures of the README and the guides anew: real screenshots of the journeys, into docs/pictures.
using System.Diagnostics;
using BranchBot.Setup;

Machine.NeedNode();
Machine.NeedPackages(Path.Combine(Machine.Root, "infra", "local"));
Machine.NeedPane();
Machine.Run("dotnet", ["build", Path.Combine(Machine.Root, "tests", "Journeys"), "-c", "Release", "--nologo", "-v", "quiet"], Machine.Root);
var start = new ProcessStartInfo("dotnet", [Path.Combine(Machine.Root, "tests", "Journeys", "bin", "Release", "net10.0", "BranchBot.Journeys.Tests.dll"), "-trait", "Picture=README"]);
start.Environment["BRANCHBOT_PICTURES"] = Path.Combine(Machine.Root, "docs", "pictures");
using var run = Process.Start(start)!;
await run.WaitForExitAsync();
return run.ExitCode;
