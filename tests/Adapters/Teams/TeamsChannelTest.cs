using BranchBot.LocalTeams;

namespace BranchBot.Adapters.Tests.Teams;

/// <summary>A local Teams with a branch of two, and the Teams room of the bot, over HTTP.</summary>
public abstract class TeamsChannelTest : IAsyncLifetime
{
    private static readonly StaffRow[] Branch =
    [
        new("10000000-0000-0000-0000-000000000001", "王芳", Branch: "demo"),
        new("10000000-0000-0000-0000-000000000006", "李静", Branch: "demo", Language: "en-US"),
    ];

    private protected LocalTeamsServer Teams { get; private set; } = null!;

    private protected BotUnderTest Bot { get; private set; } = null!;

    private protected TeamsUser Fang => Teams.People.Named("王芳");

    private protected TeamsUser Jing => Teams.People.Named("李静");

    private protected virtual IReadOnlyList<StaffRow> Staff => Branch;

    private protected virtual TimeProvider Clock => TimeProvider.System;

    public async ValueTask InitializeAsync()
    {
        Teams = await LocalTeamsServer.StartAsync(new() { Staff = Staff, OperationTime = TimeSpan.FromMilliseconds(5), RateLimits = false });
        Bot = await BotUnderTest.For(Teams, Clock);
        Teams.ConnectBot(Bot.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await Teams.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The last thing that the bot wrote in somebody's own chat.</summary>
    private protected ChatMessage LastFor(TeamsUser person) => Teams.Client.Chat(person).Last(m => m.From == "bot");
}
