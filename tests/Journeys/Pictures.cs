using BranchBot.Tests.Support;

namespace BranchBot.Journeys.Tests;

/// <summary>Where screenshots go: below the test's own results, never into the repository.</summary>
internal static class Pictures
{
    public static string Of(string name)
    {
        var folder = Repository.At("TestResults", "pictures");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, name + ".png");
    }
}
