using BranchBot.Host.Teams;
using Microsoft.Extensions.Time.Testing;

namespace BranchBot.Rules.Tests.Host;

/// <summary>How fast calls go.</summary>
public sealed class PaceTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task No_more_than_the_share_goes_and_answers_go_first()
    {
        var pace = new AppPace(RateShare.Whole(5, clock), clock);
        var bulk = Enumerable.Range(0, 20).Select(_ => pace.Enter(Lane.Bulk, TimeSpan.FromMinutes(1), default)).ToList();
        await Pass(TimeSpan.FromSeconds(1));
        Assert.InRange(bulk.Count(b => b.IsCompleted), 1, 5);
        var answer = pace.Enter(Lane.Answers, TimeSpan.FromMinutes(1), default);
        await Pass(TimeSpan.FromMilliseconds(400));
        Assert.True(answer.IsCompletedSuccessfully);
        Assert.InRange(bulk.Count(b => b.IsCompleted), 1, 9);
        await Pass(TimeSpan.FromSeconds(6));
        Assert.All(bulk, b => Assert.True(b.IsCompleted));
    }

    [Fact]
    public async Task Without_a_share_nothing_goes_and_whoever_waits_too_long_is_told()
    {
        var pace = new AppPace(new RateShare(clock), clock);
        var waits = pace.Enter(Lane.Answers, TimeSpan.FromSeconds(2), default);
        await Pass(TimeSpan.FromSeconds(3));
        Assert.False(await waits);
    }

    [Fact]
    public void A_share_ends_by_itself()
    {
        var share = new RateShare(clock);
        share.Hold([(clock.GetTimestamp(), 2), (clock.GetTimestamp() + TimeSpan.TicksPerSecond, 2)], clock.GetTimestamp() + (6 * TimeSpan.TicksPerSecond));
        Assert.Equal(2, share.Calls);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(4, share.Calls);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, share.Calls);
    }

    [Fact]
    public void The_eighth_message_of_a_second_waits_and_another_conversation_does_not()
    {
        var pace = new ConversationPace(clock);
        for (var i = 0; i < 7; i++)
        {
            Assert.Equal(TimeSpan.Zero, pace.Wait("a", false));
            pace.Count("a", false);
        }

        Assert.InRange(pace.Wait("a", false), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.2));
        Assert.Equal(TimeSpan.Zero, pace.Wait("b", false));
        clock.Advance(TimeSpan.FromSeconds(1.2));
        pace.Count("a", false);
        Assert.InRange(pace.Wait("a", false), TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void One_conversation_that_is_throttled_waits_alone_and_two_are_the_app()
    {
        var pace = new ConversationPace(clock);
        Assert.False(pace.Throttled("a", false, TimeSpan.FromSeconds(9)));
        Assert.Equal(TimeSpan.FromSeconds(9), pace.Wait("a", false));
        Assert.Equal(TimeSpan.Zero, pace.Wait("b", false));
        Assert.True(pace.Throttled("b", false, TimeSpan.FromSeconds(3)));
    }

    // Small steps, each with time for whoever waits to go on.
    private async Task Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMilliseconds(20))
        {
            clock.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Delay(1);
        }
    }
}
