using System.Text.Json.Nodes;
using BranchBot.Host.Teams;
using BranchBot.LocalTeams;
using Delivery = BranchBot.LocalTeams.Delivery;

namespace BranchBot.Adapters.Tests.Teams;

/// <summary>What happens to a team, as Teams tells it: twice, in two ways, out of order.</summary>
public sealed class TeamTests : TeamsChannelTest
{
    private TeamLink? Link => Bot.Storage.Find<TeamLink>(TeamLink.At(RowKeys.Of(Teams.Conversations.Channel("demo").Id)));

    [Fact]
    public async Task Two_announcements_of_one_coming_are_one_and_the_channel_reads_one_sentence()
    {
        Assert.All(await Teams.Teams.AddBot(Fang, "demo"), d => Assert.Equal(200, d.Answer.Status));
        Assert.True(Link!.Present);
        Assert.Equal((Teams.ServiceUrl, Teams.Conversations.Channel("demo").Id), (Link.Place.ServiceUrl, Link.Place.ChannelId));
        Assert.Contains("请看私聊", Assert.Single(Teams.Teams.Channel("demo")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_no_chat_with_the_bot_reads_in_the_channel_how_to_begin()
    {
        await Teams.Installations.Uninstall(Fang);
        await Teams.Teams.AddBot(Fang, "demo");
        Assert.Contains("写「设立」", Assert.Single(Teams.Teams.Channel("demo")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removal_is_written_down_once_and_nothing_is_sent_to_the_channel()
    {
        await Teams.Teams.AddBot(Fang, "demo");
        var commits = Bot.Storage.Commits.Count;
        await Teams.Teams.RemoveBot(Fang, "demo");
        Assert.False(Link!.Present);
        Assert.Equal(commits + 1, Bot.Storage.Commits.Count);
        Assert.Single(Teams.Teams.Channel("demo"));
    }

    [Fact]
    public async Task The_same_event_told_twice_is_written_once_and_the_bot_is_no_member()
    {
        await Teams.Teams.AddBot(Fang, "demo");
        Bot.Storage.Put(Link! with { Branch = new("demo") });
        await Teams.Teams.RemoveMember(Fang, "demo", Jing);
        var commits = Bot.Storage.Commits.Count;
        var joined = await Teams.Teams.AddMember(Fang, "demo", Jing);
        await Teams.Client.Resend(joined!);
        Assert.Equal(commits + 1, Bot.Storage.Commits.Count);
    }

    [Fact]
    public async Task A_team_without_a_branch_has_no_list_that_somebody_could_join()
    {
        await Teams.Teams.AddBot(Fang, "demo");
        var commits = Bot.Storage.Commits.Count;
        await Teams.Teams.RemoveMember(Fang, "demo", Jing);
        Assert.Equal(commits, Bot.Storage.Commits.Count);
    }

    [Fact]
    public async Task Where_a_removal_was_missed_a_later_coming_is_a_new_one()
    {
        await Teams.Teams.AddBot(Fang, "demo");
        Bot.Storage.Put(Link! with { Came = Link.Came - TimeSpan.FromHours(1) });
        await Teams.Teams.AddBot(Fang, "demo");
        Assert.Equal(2, Teams.Teams.Channel("demo").Count);
    }

    [Fact]
    public async Task Who_comes_to_a_channel_of_a_few_is_nobody_new_in_the_team()
    {
        await Teams.Teams.AddBot(Fang, "demo");
        Bot.Storage.Put(Link! with { Branch = new("demo") });
        await Teams.Teams.RemoveMember(Fang, "demo", Jing);
        var joined = await Teams.Teams.AddMember(Fang, "demo", Jing);
        var commits = Bot.Storage.Commits.Count;
        Assert.Equal(200, (await Teams.Bot.DeliverAsync(Private(joined!))).Status);
        Assert.Equal(commits, Bot.Storage.Commits.Count);
    }

    [Fact]
    [Trait("Rule", "P-9")]
    public async Task Of_many_who_come_at_once_none_is_left_out()
    {
        await Teams.Teams.AddBot(Fang, "demo");
        Bot.Storage.Put(Link! with { Branch = new("demo") });
        await Teams.Teams.RemoveMember(Fang, "demo", Jing);
        var many = (JsonObject)(await Teams.Teams.AddMember(Fang, "demo", Jing))!.Activity.DeepClone();
        many["id"] = "f:many";
        many["membersAdded"] = new JsonArray([.. Enumerable.Range(1, 45).Select(n => new JsonObject { ["id"] = $"29:{n}" })]);
        Assert.Equal(200, (await Teams.Bot.DeliverAsync(many)).Status);
        var starts = Bot.Storage.Commits.Last().Starts;
        var jobs = starts.Select(s => (Flock)s.Job).ToList();
        Assert.Equal([20, 20, 5], jobs.Select(j => j.Birds.Count));
        Assert.Equal(Enumerable.Range(1, 45).Select(n => $"29:{n}"), jobs.SelectMany(j => j.Birds));
        Assert.Equal((3, 3), (starts.Select(s => s.Key).Distinct().Count(), jobs.Select(j => j.Operation).Distinct().Count()));
    }

    private static JsonObject Private(Delivery delivery)
    {
        var activity = (JsonObject)delivery.Activity.DeepClone();
        activity["id"] = "f:another";
        activity["channelData"]!["eventType"] = "channelMemberAdded";
        return activity;
    }
}

/// <summary>A team of more people than one page has.</summary>
public sealed class LargeTeamTests : TeamsChannelTest
{
    private protected override IReadOnlyList<StaffRow> Staff => [.. Enumerable.Range(1, 620).Select(i => new StaffRow($"10000000-0000-0000-0001-{i:d12}", $"员工{i}", Branch: "big"))];

    private protected override TimeProvider Clock { get; } = new HurriedClock();

    [Fact]
    public async Task All_of_it_is_read_page_by_page_also_where_a_page_comes_late()
    {
        var channel = Teams.Conversations.Channel("big");
        Teams.Installations.JoinTeam(channel);
        Teams.Faults.Next(Operation.Members, Fault.Throttled(TimeSpan.FromSeconds(2)));
        var members = await Bot.Get<ConnectorClient>().GetMembers(new(Teams.ServiceUrl, channel.Id), CancellationToken.None).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(620, members.Select(m => m.Person).Distinct().Count());
        Assert.Equal(("员工1", "user"), (members[0].Name, members[0].UserRole));
        Assert.Equal(3, Teams.Calls.Of(Operation.Members).Count);
    }
}
