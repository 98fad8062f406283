using BranchBot.Tests.Support;

namespace BranchBot.Adapters.Tests.Bank;

/// <summary>A small bank's morning before two processes of the real program and a connector that enforces Teams' limits. In its own time and at any size: <c>-- morning</c> of the benchmarks.</summary>
public sealed class BankMorningTests(AzuriteFixture azurite)
{
    [Fact]
    [Trait("Rule", "T-4")]
    public async Task After_a_morning_of_taps_words_double_presses_nonsense_and_nudges_the_books_balance_and_Teams_was_never_asked_too_often()
    {
        var habits = new BankHabits
        {
            Branches = 4, Staff = 6, Begins = TimeSpan.FromSeconds(1), Thinks = TimeSpan.FromMilliseconds(100),
            Late = 0.25, Type = 0.3, PressTwice = 0.3, Regret = 0.2, Nonsense = 0.2, Tally = 0.3, Seed = 7,
        };
        await using var bank = await BankMorning.Build(habits, azurite.ConnectionString);
        await bank.Arm(TimeSpan.FromMinutes(60));
        await using var one = await BotProcess.Start(bank.Settings);
        await using var two = await BotProcess.Start(bank.Settings);
        var books = await bank.Play([one.Address, two.Address], jumps: true);

        Assert.Empty(books.Wrong);
        Assert.Equal(0, books.Throttled);
        Assert.Equal(0, books.CardsMissing);
        Assert.Equal(0, books.Unanswered);
        Assert.Equal(0, books.LostAnswers);
        Assert.Equal(habits.Branches, books.Claimed.Lists);
        Assert.NotEqual(0, books.Claimed.Nudges);
    }
}
