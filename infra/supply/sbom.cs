#:property RestorePackagesWithLockFile=false
#:property PublishAot=false
#:project Supply/BranchBot.Supply.csproj

// Writes what the bot is made of that others made: a bill of materials (CycloneDX 1.6, JSON) from the lock files.
//   dotnet run infra/supply/sbom.cs                      branchbot.cdx.json
//   dotnet run infra/supply/sbom.cs -- FILE
using BranchBot.Supply;

var root = Environment.CurrentDirectory;
if (!File.Exists(Path.Combine(root, "BranchBot.sln")))
{
    Console.Error.WriteLine("Run it in the folder of BranchBot.sln.");
    return 2;
}

try
{
    var components = Components.Read(root);
    var file = args is [var given, ..] ? given : "branchbot.cdx.json";
    await File.WriteAllTextAsync(file, Bill.Of(components));
    Console.WriteLine($"{file}: {components.Count} components ({string.Join(", ", components.GroupBy(c => c.Licence).OrderByDescending(g => g.Count()).Select(g => $"{g.Key} {g.Count()}"))}).");
    return 0;
}
catch (SupplyException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
