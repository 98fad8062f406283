using BranchBot.Host.Teams;
using CsCheck;

namespace BranchBot.Rules.Tests.Host;

/// <summary>How instances share the rate.</summary>
public sealed class RatePlanTests
{
    private static readonly IReadOnlySet<string> None = new HashSet<string>();

    [Fact]
    public void Whoever_is_alone_takes_all_but_the_one_that_is_kept_for_newcomers() => Assert.Equal(Enumerable.Range(0, 24), RatePlan.Of("a", [], None, new string?[25]).Taken);

    [Fact]
    public void Who_has_more_than_his_share_gives_up_and_who_has_less_has_the_newcomers_slot_until_then()
    {
        var slots = Enumerable.Repeat((string?)"a", 24).Append(null).ToList();
        Assert.Equal(12, RatePlan.Of("a", ["a", "b"], None, slots).Released.Count);
        var late = RatePlan.Of("b", ["a", "b"], None, slots);
        Assert.True(late.Hungry);
        Assert.Equal([24], late.Taken);

        // Another newcomer waits, for there is one such slot.
        slots[24] = "b";
        Assert.Empty(RatePlan.Of("c", ["a", "b", "c"], None, slots).Taken);

        // What a gave up is b's at its next beat; the newcomers' slot goes back when that has rested.
        Enumerable.Range(0, 12).ToList().ForEach(n => slots[n] = null);
        var fed = RatePlan.Of("b", ["a", "b"], None, slots);
        Assert.Equal((12, 0, true), (fed.Taken.Count, fed.Released.Count, fed.Kept.Contains(24)));
        Enumerable.Range(0, 12).ToList().ForEach(n => slots[n] = "b");
        Assert.Equal([24], RatePlan.Of("b", ["a", "b"], None, slots).Released);
    }

    [Fact]
    public void Where_the_rate_is_one_call_there_is_no_slot_for_newcomers() => Assert.Equal([0], RatePlan.Of("a", [], None, new string?[1]).Taken);

    [Fact]
    public void What_a_dead_one_held_is_taken_and_his_row_goes()
    {
        var plan = RatePlan.Of("b", ["a", "b"], new HashSet<string> { "a" }, [.. Enumerable.Repeat((string?)"a", 25)]);
        Assert.Equal((24, 1), (plan.Taken.Count, plan.Dead.Count));
    }

    [Fact]
    public void However_instances_come_and_go_all_slots_are_shared_out_and_none_twice() => Gen.Int[1, 30].Array[1, 12].Sample(counts =>
    {
        var slots = new string?[25];
        foreach (var count in counts)
        {
            var alive = Enumerable.Range(0, count).Select(i => $"i{i:00}").ToList();
            for (var round = 0; round < 4; round++)
            {
                foreach (var one in alive)
                {
                    var plan = RatePlan.Of(one, alive, None, slots);
                    Assert.All(plan.Taken, n => Assert.False(slots[n] is { } holder && alive.Contains(holder)));
                    plan.Released.Concat(plan.Freed).ToList().ForEach(n => slots[n] = null);
                    plan.Taken.ToList().ForEach(n => slots[n] = one);
                }
            }

            Assert.All(slots[..24], s => Assert.NotNull(s));
            Assert.Equal(count > 24, slots[24] is not null);
            var shares = alive.Select(i => slots[..24].Count(s => s == i)).ToList();
            Assert.InRange(shares.Max() - shares.Min(), 0, 1);
        }
    });
}
