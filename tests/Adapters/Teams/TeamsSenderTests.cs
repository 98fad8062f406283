using BranchBot.Host.Outbox;
using BranchBot.Host.Teams;
using BranchBot.LocalTeams;
using BranchBot.Tests.Support;
using Delivery = BranchBot.Core.Delivery;

namespace BranchBot.Adapters.Tests.Teams;

public class TeamsSenderTests : TeamsChannelTest
{
    private protected override TimeProvider Clock { get; } = new HurriedClock();

    private PersonId FangsId => new(Guid.Parse(Fang.Id));

    private Partition Parrots => Partition.OfPerson("parrots", FangsId);

    private Task<SendOutcome> Send(Delivery delivery = Delivery.Certain, bool reminder = false) => Send(new("key", FangsId, delivery, new Repeat("早")) { Counted = reminder });

    private async Task<SendOutcome> Send(Effect effect) =>
        await new TeamsSender(Bot.Get<CommandHandler>(), Bot.Get<MessageRenderer>(), Bot.Get<PersonalChats>(), Bot.Get<ConnectorClient>(), Bot.Get<Departures>(), new(() => Bot.Get<IStorage>()))
            .Prepare(effect, Parrots, CancellationToken.None) switch
        {
            Prepared.Ready ready => await ready.Send(CancellationToken.None),
            Prepared.Not not => not.Outcome,
            _ => throw new InvalidOperationException(),
        };

    private void FangHasTheBot() => Bot.Storage.Put(
        new Person(new(Guid.Parse(Fang.Id)), null, new Chat(Teams.ServiceUrl, Fang.ChatId, Fang.Mri, "28:bot", Teams.Options.Tenant), null));

    [Fact]
    public async Task An_effect_is_shown_in_the_receivers_own_chat()
    {
        FangHasTheBot();
        await Teams.Installations.Install(Fang);
        Assert.IsType<SendOutcome.Sent>(await Send());
        Assert.Equal("听到:早", LastFor(Fang).Text);
    }

    [Fact]
    public async Task Of_two_that_renew_a_message_at_once_the_newer_state_stays_whoever_comes_last()
    {
        FangHasTheBot();
        await Teams.Installations.Install(Fang);
        Bot.Storage.Put(new Nest(FangsId, "nest", "待签字"));
        var sent = Assert.IsType<SendOutcome.Sent>(await Send(new("ask", FangsId, Delivery.Certain, new ShowNest("nest"))));
        Bot.Storage.Put(new Posting(Parrots, "ask", sent.At!.ServiceUrl, sent.At.Conversation, sent.At.Activity));
        Effect Renewal(string key) => new(key, FangsId, Delivery.Certain, new ShowNest("nest")) { Renews = "ask" };

        // Between what the first has read and what it puts there, somebody signs, and the second shows that.
        Bot.Storage.AfterLoad = async reads =>
        {
            if (reads.Any(r => r.Type == typeof(Nest)))
            {
                Bot.Storage.AfterLoad = _ => Task.CompletedTask;
                Bot.Storage.Put(new Nest(FangsId, "nest", "已签字"));
                Assert.IsType<SendOutcome.Sent>(await Send(Renewal("second")));
                Assert.Equal("已签字", LastFor(Fang).Text);
            }
        };
        Assert.IsType<SendOutcome.Sent>(await Send(Renewal("first")));
        Assert.Equal("已签字", LastFor(Fang).Text);
        Assert.Equal(3, Teams.Calls.Effects(Operation.Update));
    }

    [Fact]
    public async Task Who_does_not_have_the_bot_cannot_be_told() => Assert.Equal(new SendOutcome.Refused("NotInstalled"), await Send());

    [Fact]
    public async Task Who_removed_the_bot_is_known_to_have_done_so()
    {
        FangHasTheBot();
        await Teams.Installations.Install(Fang);
        await Teams.Installations.Uninstall(Fang);
        Assert.Equal(new SendOutcome.Refused("Uninstalled"), await Send());
    }

    [Fact]
    public async Task A_reminder_that_was_claimed_before_the_bot_was_removed_from_the_team_is_not_sent_and_an_outcome_is()
    {
        await Teams.Installations.Install(Fang);
        Bot.Storage.Put(Bot.Storage.PersonOf(Fang.Id)! with { Placement = new("王芳", DemoBranch.Branch.Id, Position.BranchManager) });
        Bot.Storage.Put(DemoBranch.Facts with { Silent = TimeProvider.System.GetUtcNow() });
        Assert.IsType<SendOutcome.Moot>(await Send(reminder: true));
        Assert.IsType<SendOutcome.Sent>(await Send());
    }

    [Fact]
    public async Task Who_blocked_the_bot_is_told_nothing_more()
    {
        FangHasTheBot();
        await Teams.Installations.Install(Fang);
        Teams.Installations.Block(Fang);
        Assert.IsType<SendOutcome.Refused>(await Send());
    }

    [Fact]
    public async Task Throttled_means_later()
    {
        FangHasTheBot();
        Teams.Faults.Next(Operation.Send, Fault.Throttled(TimeSpan.FromSeconds(60)));
        Assert.Equal(new SendOutcome.Later(TimeSpan.FromSeconds(60)), await Send());
    }

    [Fact]
    public async Task A_lost_answer_is_unknown_and_not_repeated_where_once_is_the_most()
    {
        FangHasTheBot();
        await Teams.Installations.Install(Fang);
        Teams.Faults.Next(Operation.Send, Fault.AcceptedThen(504));
        Assert.IsType<SendOutcome.Unknown>(await Send(Delivery.AtMostOnce));
        Assert.Equal(1, Teams.Calls.Effects(Operation.Send));
    }
}
