namespace BranchBot.Tests.Support;

/// <summary>Where things of the repository stand.</summary>
public static class Repository
{
    /// <summary>The folder of BranchBot.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file or folder of the repository.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The three demo files, as the import wants them.</summary>
    public static IReadOnlyList<string> DemoFiles { get; } = [At("infra", "local", "demo", "regions.csv"), At("infra", "local", "demo", "branches.csv"), At("infra", "local", "demo", "staff.csv")];

    /// <summary>The last numbers of the demo's highlight cards on paper.</summary>
    public static string DemoCards { get; } = At("infra", "local", "demo", "cards.csv");

    /// <summary>The demo's products.</summary>
    public static string DemoProducts { get; } = At("infra", "local", "demo", "products.csv");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BranchBot.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("BranchBot.sln is not above the tests.");
    }
}
