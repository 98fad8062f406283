#:property RestorePackagesWithLockFile=false
#:property PublishAot=false
#:project ../local/Setup/BranchBot.Setup.csproj

// Makes the bot's image, with the pages and fonts in it, and pushes it; or writes it to a file, to be looked through or carried somewhere.
//   dotnet run infra/azure/image.cs -- REGISTRY VERSION
//   dotnet run infra/azure/image.cs -- --file branchbot.tar.gz VERSION
// Without docker: the SDK puts the image together. The base image comes from Microsoft's registry, -p:ContainerBaseImage=… from elsewhere.
using BranchBot.Setup;

if (args is not ([not "--file", _, ..] or ["--file", _, _, ..]))
{
    Console.Error.WriteLine("dotnet run infra/azure/image.cs -- REGISTRY VERSION, or --file FILE VERSION; more goes to dotnet publish.");
    return 2;
}

var file = args[0] == "--file" ? Path.GetFullPath(args[1]) : null;
var (version, more) = file is null ? (args[1], args[2..]) : (args[2], args[3..]);
try
{
    Machine.NeedNode();
    Machine.NeedPackages(Path.Combine(Machine.Root, "addin", "shared"));
    Machine.NeedPane();
    Machine.NeedWall();
    Console.WriteLine("Publishing …");
    Machine.Run(
        "dotnet",
        [
            "publish", "bot/Host/BranchBot.csproj", "-c", "Release", "--nologo", "-r", "linux-x64", "-p:RestoreLockedMode=true", "-t:PublishContainer", $"-p:ContainerImageTag={version}",
            file is null ? $"-p:ContainerRegistry={args[0]}" : $"-p:ContainerArchiveOutputPath={file}", .. more,
        ],
        Machine.Root);
    Console.WriteLine(file ?? $"{args[0]}/branchbot:{version}");
    return 0;
}
catch (SetupException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
