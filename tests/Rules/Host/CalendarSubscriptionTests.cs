using BranchBot.Host.Graph;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Host;

/// <summary>What Graph shows with a notification leads to the job that follows the calendar, and to nothing else.</summary>
public sealed class CalendarSubscriptionTests
{
    private static readonly Partition Talks = Partition.OfBranch("talks", new("demo"), "2027Q1");

    [Fact]
    [Trait("Rule", "Q-4")]
    public void It_leads_to_its_job_and_each_has_a_secret_of_its_own()
    {
        var (one, other) = (New(), New());
        Assert.NotEqual(one.Secret, other.Secret);
        Assert.Equal((one.Address, one.Secret), CalendarSubscription.ShownBy(one.ClientState));
        Assert.True(one.Knows(one.Secret));
        Assert.False(one.Knows(other.Secret) || one.Knows("") || one.Knows(one.Secret + "A") || one.Knows(one.Secret[..^1]));
    }

    [Fact]
    [Trait("Rule", "Q-4")]
    public void However_long_the_names_are_Graph_takes_it()
    {
        var longest = CalendarSubscription.New(Partition.OfBranch(new string('a', 20), new(new string('b', 40)), new string('2', 20)), new string('w', 20), DemoBranch.Id(1), "https://bot.example/");
        Assert.Equal(128, longest.ClientState.Length);
        Assert.Throws<ArgumentException>(() => CalendarSubscription.New(Partition.OfBranch("talks", new(new string('b', 41)), "2027Q1"), "watch", DemoBranch.Id(1), "https://bot.example/"));
        Assert.Throws<ArgumentException>(() => CalendarSubscription.New(Partition.OfPerson("talks", DemoBranch.Id(1), "2027Q1"), "watch", DemoBranch.Id(1), "https://bot.example/"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("watch")]
    [InlineData("talks|b|demo|2027Q1|watch|")]
    [InlineData("talks|b|demo|2027Q1|watch|short")]
    [InlineData("talks|p|demo|2027Q1|watch|AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("talks|b|de/mo|2027Q1|watch|AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("talks|b|demo|2027Q1|watch|AAAAAAAAAAAAAAAAAAAAAA\n")]
    [InlineData("talks|b|demo|2027Q1|job|watch|AAAAAAAAAAAAAAAAAAAAAA")]
    public void What_somebody_made_up_leads_nowhere(string state) => Assert.Null(CalendarSubscription.ShownBy(state));

    [Fact]
    [Trait("Rule", "Q-4")]
    public async Task Without_a_token_Graph_is_asked_later_as_when_it_does_not_answer()
    {
        var busy = await Assert.ThrowsAsync<CalendarBusyException>(() => GraphFailures.Ask<string>(() => throw new Azure.Identity.AuthenticationFailedException("The login does not answer."), TestContext.Current.CancellationToken));
        Assert.Equal(CalendarProblem.NoAnswer, busy.Problem);
    }

    private static CalendarSubscription New() => CalendarSubscription.New(Talks, "watch", DemoBranch.Id(1), "https://bot.example/");
}
