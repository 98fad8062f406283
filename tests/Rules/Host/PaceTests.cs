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
    public async Task Calls_that_were_held_up_after_their_turn_leave_no_faster_than_the_share()
    {
        var pace = new AppPace(RateShare.Whole(5, clock), clock);
        var leaving = Enumerable.Range(0, 12).Select(_ => pace.Leave(Lane.Answers, default)).ToList();
        await Pass(TimeSpan.FromMilliseconds(900));
        Assert.Equal(5, leaving.Count(l => l.IsCompleted));
        await Pass(TimeSpan.FromMilliseconds(900));
        Assert.Equal(10, leaving.Count(l => l.IsCompleted));
        await Pass(TimeSpan.FromMilliseconds(900));
        Assert.All(leaving, l => Assert.True(l.IsCompleted));
    }

    [Fact]
    public async Task Reminders_that_were_held_up_leave_one_after_the_other_and_an_answer_does_not_wait_for_them()
    {
        var pace = new AppPace(RateShare.Whole(10, clock), clock);
        var leaving = Enumerable.Range(0, 6).Select(_ => pace.Leave(Lane.Bulk, default)).ToList();
        Assert.True(pace.Leave(Lane.Answers, default).IsCompletedSuccessfully);
        Assert.Equal(1, leaving.Count(l => l.IsCompleted));
        await Pass(TimeSpan.FromMilliseconds(200));
        Assert.InRange(leaving.Count(l => l.IsCompleted), 2, 3);
        await Pass(TimeSpan.FromMilliseconds(500));
        Assert.All(leaving, l => Assert.True(l.IsCompleted));
    }

    [Fact]
    public async Task After_Teams_has_said_too_fast_the_window_is_longer_for_a_while()
    {
        var pace = new AppPace(RateShare.Whole(1, clock), clock);
        async Task<TimeSpan> Wait()
        {
            await pace.Leave(Lane.Answers, default);
            var (second, passed) = (pace.Leave(Lane.Answers, default), TimeSpan.Zero);
            for (; !second.IsCompleted; passed += TimeSpan.FromMilliseconds(20))
            {
                await Pass(TimeSpan.FromMilliseconds(20));
            }

            await Pass(AppPace.CarefulWindow);
            return passed;
        }

        Assert.InRange(await Wait(), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.08));
        pace.Pause(TimeSpan.FromSeconds(1));
        Assert.InRange(await Wait(), TimeSpan.FromSeconds(1.1), TimeSpan.FromSeconds(1.16));
        clock.Advance(AppPace.Careful);
        Assert.InRange(await Wait(), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.08));
    }

    [Fact]
    public async Task The_first_call_of_a_process_goes_alone_and_the_others_wait_for_it_a_little()
    {
        var first = new FirstCall(clock);
        Assert.True(first.Follow(default).IsCompletedSuccessfully);
        var behind = first.Follow(default);
        Assert.False(behind.IsCompleted);
        first.Arrived();
        await behind;

        var hangs = new FirstCall(clock);
        await hangs.Follow(default);
        var waits = hangs.Follow(default);
        await Pass(FirstCall.Takes + TimeSpan.FromMilliseconds(100));
        await waits;
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
