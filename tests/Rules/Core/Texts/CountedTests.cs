namespace BranchBot.Rules.Tests.Core.Texts;

/// <summary>English words behind a number.</summary>
public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 days")]
    [InlineData(1, "1 day")]
    [InlineData(2, "2 days")]
    public void One_is_one_day_and_all_else_are_days(int count, string said) => Assert.Equal(said, Counted.English(count, "day"));
}
