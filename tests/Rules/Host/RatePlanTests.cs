using BranchBot.Host.Teams;
using CsCheck;

namespace BranchBot.Rules.Tests.Host;

/// <summary>How instances share the rate.</summary>
public sealed class RatePlanTests
{
    private static readonly IReadOnlySet<string> None = new HashSet<string>();

    [Fact]
    public void Whoever_is_alone_takes_all() => Assert.Equal(25, RatePlan.Of("a", [], None, new string?[25]).Taken.Count);

    [Fact]
    public void Who_has_more_than_his_share_gives_up_and_who_has_less_waits()
    {
        var slots = Enumerable.Repeat((string?)"a", 25).ToList();
        Assert.Equal(12, RatePlan.Of("a", ["a", "b"], None, slots).Released.Count);
        var late = RatePlan.Of("b", ["a", "b"], None, slots);
        Assert.True(late.Hungry && late.Taken.Count == 0);
    }

    [Fact]
    public void What_a_dead_one_held_is_taken_and_his_row_goes()
    {
        var plan = RatePlan.Of("b", ["a", "b"], new HashSet<string> { "a" }, [.. Enumerable.Repeat((string?)"a", 25)]);
        Assert.Equal((25, 1), (plan.Taken.Count, plan.Dead.Count));
    }

    [Fact]
    public void However_instances_come_and_go_all_slots_are_shared_out_and_none_twice() => Gen.Int[1, 30].Array[1, 12].Sample(counts =>
    {
        var slots = new string?[25];
        foreach (var count in counts)
        {
            var alive = Enumerable.Range(0, count).Select(i => $"i{i:00}").ToList();
            for (var round = 0; round < 3; round++)
            {
                foreach (var one in alive)
                {
                    var plan = RatePlan.Of(one, alive, None, slots);
                    Assert.All(plan.Taken, n => Assert.False(slots[n] is { } holder && alive.Contains(holder)));
                    plan.Released.Concat(plan.Freed).ToList().ForEach(n => slots[n] = null);
                    plan.Taken.ToList().ForEach(n => slots[n] = one);
                }
            }

            Assert.All(slots, s => Assert.NotNull(s));
            var shares = alive.Select(i => slots.Count(s => s == i)).ToList();
            Assert.InRange(shares.Max() - shares.Min(), 0, 1);
        }
    });
}
