namespace BranchBot.Adapters.Tests.Teams;

public class InstallationTests : TeamsChannelTest
{
    [Fact]
    public async Task The_bot_remembers_who_added_it_and_welcomes_him_once()
    {
        Assert.Equal(200, (await Teams.Installations.Install(Fang)).Answer.Status);
        Assert.Equal(200, (await Teams.Installations.ConversationUpdate(Fang, Teams.Conversations.Personal(Fang))).Answer.Status);
        Assert.Equal(Fang.ChatId, Bot.Storage.PersonOf(Fang.Id)!.Chat!.ConversationId);
        Assert.Equal(Fang.Id, Assert.Single(Assert.Single(Bot.Storage.Commits).Tells).To.ToString());
    }

    [Fact]
    public async Task An_upgrade_keeps_the_chat_and_is_no_new_welcome()
    {
        await Teams.Installations.Install(Fang);
        await Teams.Client.Deliver(Fang, "installationUpdate", a => a["action"] = "remove-upgrade");
        await Teams.Client.Deliver(Fang, "installationUpdate", a => a["action"] = "add-upgrade");
        Assert.NotNull(Bot.Storage.PersonOf(Fang.Id)!.Chat);
        Assert.Single(Bot.Storage.Commits);
    }

    [Fact]
    public async Task Who_removes_the_bot_is_not_written_to_any_more()
    {
        await Teams.Installations.Install(Fang);
        await Teams.Installations.Uninstall(Fang);
        Assert.Equal((null, true), (Bot.Storage.PersonOf(Fang.Id)!.Chat, Bot.Storage.PersonOf(Fang.Id)!.Removed));
        await Teams.Installations.Install(Fang);
        Assert.False(Bot.Storage.PersonOf(Fang.Id)!.Removed);
    }

    [Fact]
    public async Task The_bot_in_a_team_is_no_persons_chat_and_who_added_it_is_reached_in_her_own()
    {
        var delivery = await Teams.Installations.ConversationUpdate(Fang, Teams.Conversations.Channel("demo"));
        Assert.Equal(200, delivery.Answer.Status);
        Assert.Equal(Fang.ChatId, Bot.Storage.PersonOf(Fang.Id)!.Chat!.ConversationId);
    }

    [Fact]
    public async Task People_who_join_are_not_the_bot()
    {
        await Teams.Installations.ConversationUpdate(Fang, Teams.Conversations.Personal(Fang), Jing);
        Assert.Empty(Bot.Storage.Commits);
    }
}
