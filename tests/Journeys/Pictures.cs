using BranchBot.Tests.Support;

namespace BranchBot.Journeys.Tests;

/// <summary>Where screenshots go: among the test's own results, or where <c>tests/pictures.cs</c> wants the README's.</summary>
internal static class Pictures
{
    public static string Of(string name)
    {
        var folder = Environment.GetEnvironmentVariable("BRANCHBOT_PICTURES") ?? Repository.At("TestResults", "pictures");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, name + ".png");
    }
}
