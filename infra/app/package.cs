#:property RestorePackagesWithLockFile=false
#:property PublishAot=false
#:project Package/BranchBot.AppPackage.csproj

// Makes the app package that Teams, Outlook and Excel take: manifest, translation, icons, in a ZIP.
//   dotnet run infra/app/package.cs -- --app-id GUID --bot-id GUID --client-id GUID --domain branchbot.bank.example
using System.Security.Cryptography;
using BranchBot.AppPackage;

if (args is ["--help"] or [])
{
    Console.WriteLine(AppParameters.Usage);
    return args.Length == 0 ? 2 : 0;
}

try
{
    var (parameters, output) = AppParameters.Read(args);
    var folder = Path.Combine("infra", "app");
    if (!File.Exists(Path.Combine(folder, "manifest.json")))
    {
        throw new AppPackageException("Run it in the folder of BranchBot.sln.");
    }

    var zip = Package.Make(parameters, folder).Zip();
    await File.WriteAllBytesAsync(output, zip);
    Console.WriteLine($"{output}: {zip.Length} bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(zip))}");
    Console.WriteLine("The bot's settings that belong to it:");
    foreach (var (name, value) in parameters.Settings)
    {
        Console.WriteLine($"  {name}={value}");
    }

    Console.WriteLine($"and, at the registration {parameters.ClientId}, the Application ID URIs api://{parameters.Domain}/{parameters.ClientId} and api://{parameters.ClientId}.");
    return 0;
}
catch (AppPackageException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
