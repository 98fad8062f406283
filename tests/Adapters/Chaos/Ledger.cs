using System.Collections.Concurrent;
using BranchBot.Features.Sales;
using BranchBot.Features.ThreeTasks;

namespace BranchBot.Adapters.Tests.Chaos;

/// <summary>Something that somebody did to an item of his list.</summary>
internal sealed record TickMade(Banker Who, DateOnly Day, string Item, TickKind Kind, bool Acknowledged);

/// <summary>A tally that somebody entered.</summary>
internal sealed record TallyMade(Banker Who, DateOnly Day, string Key, Figure Figure, bool Acknowledged);

/// <summary>Something that somebody did to an issue.</summary>
internal sealed record IssueMade(Banker Who, string Id, string Step, bool Acknowledged);

/// <summary>Something that somebody did to a highlight card.</summary>
internal sealed record CardMade(Banker Who, Banker Receiver, string Id, string Step, bool Acknowledged);

/// <summary>What people did, and what of it was answered as done: kept by the test, apart from the bot.</summary>
internal sealed class Ledger
{
    public ConcurrentQueue<TickMade> Ticks { get; } = new();

    public ConcurrentQueue<TallyMade> Tallies { get; } = new();

    public ConcurrentQueue<IssueMade> Issues { get; } = new();

    public ConcurrentQueue<CardMade> Cards { get; } = new();

    /// <summary>The branches whose sales of a day were closed, as far as it was answered.</summary>
    public ConcurrentBag<(BranchId Branch, DateOnly Day)> Closed { get; } = [];

    /// <summary>The branches whose talks were confirmed, as far as it was answered.</summary>
    public ConcurrentBag<BranchId> Confirmed { get; } = [];

    /// <summary>How many turns were sent to a bot.</summary>
    public int Turns => turns;

    /// <summary>How many of them were not answered as done at once.</summary>
    public int Unanswered => unanswered;

    private int turns;
    private int unanswered;

    public void Turn(bool answered)
    {
        Interlocked.Increment(ref turns);
        if (!answered)
        {
            Interlocked.Increment(ref unanswered);
        }
    }
}
