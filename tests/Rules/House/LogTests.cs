using System.Reflection;
using Microsoft.Extensions.Logging;

namespace BranchBot.Rules.Tests.House;

/// <summary>Lines of the log are told apart by their numbers: operators' alerts look for them.</summary>
public sealed class LogTests
{
    /// <summary>Every line of the log that the program can write.</summary>
    internal static IReadOnlyList<LoggerMessageAttribute> Lines { get; } = [.. typeof(BranchBot.Host.Bot).Assembly.GetTypes()
        .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Select(m => m.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>()];

    [Fact]
    public void No_two_lines_have_the_same_number()
    {
        Assert.True(Lines.Count > 40);
        Assert.Empty(Lines.GroupBy(l => l.EventId).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(" / ", g.Select(l => l.Message))}"));
    }
}
