namespace BranchBot.Tests.Support;

/// <summary>A bank on one morning: how large it is, over how long its branches open, and how its people go about their three things. Shares are of people, 0 to 1.</summary>
public sealed record BankHabits
{
    /// <summary>How many branches.</summary>
    public int Branches { get; init; } = 20;

    /// <summary>How many people a branch, its manager among them.</summary>
    public int Staff { get; init; } = 10;

    /// <summary>Over how long the openings of the branches are spread; zero: all open at once.</summary>
    public TimeSpan Spread { get; init; }

    /// <summary>How many minutes before opening the card comes.</summary>
    public int CardBefore { get; init; } = 30;

    /// <summary>How many minutes before opening who has not finished is nudged.</summary>
    public int NudgeBefore { get; init; } = 10;

    /// <summary>Whoever has his card begins within this time.</summary>
    public TimeSpan Begins { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long somebody thinks between two turns at most.</summary>
    public TimeSpan Thinks { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Who writes 完成 instead of tapping.</summary>
    public double Type { get; init; } = 0.25;

    /// <summary>Who comes when he was nudged.</summary>
    public double Late { get; init; } = 0.1;

    /// <summary>Who presses a button twice, the second time before the first was answered.</summary>
    public double PressTwice { get; init; } = 0.05;

    /// <summary>Who takes one thing back and does it again.</summary>
    public double Regret { get; init; } = 0.05;

    /// <summary>Who writes something that means nothing.</summary>
    public double Nonsense { get; init; } = 0.03;

    /// <summary>Who enters tallies, by a line and the button under what was understood.</summary>
    public double Tally { get; init; } = 0.1;

    /// <summary>Which managers ask for the board after opening.</summary>
    public double Board { get; init; } = 1;

    /// <summary>What Teams allows the app in the tenant, calls a second.</summary>
    public int Rate { get; init; } = 50;

    /// <summary>From what all that is left to chance follows.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How much later than the first a branch opens.</summary>
    public TimeSpan OpensLater(int branch) => TimeSpan.FromSeconds(Math.Floor(Spread.TotalSeconds * branch / Math.Max(1, Branches)));
}
