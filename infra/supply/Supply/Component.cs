namespace BranchBot.Supply;

/// <summary>Something that others made and that is a part of what is shipped.</summary>
/// <param name="Kind">nuget or npm, as a package URL has it.</param>
/// <param name="Name">Its name; of npm with the scope.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha512">The hash that the lock file demands, in hexadecimal digits: of NuGet of the package without its signature.</param>
/// <param name="Licence">Its licence as an SPDX expression; empty: nobody says.</param>
public sealed record Component(string Kind, string Name, string Version, string Sha512, string Licence)
{
    /// <summary>The package URL (github.com/package-url/purl-spec): an npm scope's @ is written %40.</summary>
    public string Purl => $"pkg:{Kind}/{Name.Replace("@", "%40", StringComparison.Ordinal)}@{Version}";
}
