using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BranchBot.LocalTeams;

namespace BranchBot.Adapters.Tests.LocalTeams;

public sealed class MemberTests : LocalTeamsTest
{
    [Fact]
    public async Task Creating_a_personal_chat_twice_gives_the_same_chat()
    {
        var first = await Json(await Create(With(Manager.Mri)));
        var second = await Json(await Create(With(Manager.Id)));
        Assert.Equal(Manager.ChatId, (string?)first["id"]);
        Assert.Equal(Manager.ChatId, (string?)second["id"]);
        Assert.Null(first["activityId"]);
    }

    [Fact]
    public async Task An_activity_given_with_a_personal_chat_is_posted_each_time_and_has_no_id()
    {
        var body = With(Manager.Mri);
        body["activity"] = Message("早");
        Assert.Null((await Json(await Create(body)))["activityId"]);
        await Create(body);
        Assert.Equal(2, Teams.Client.Chat(Manager).Count);
    }

    [Fact]
    public async Task Wrong_ways_to_create_a_chat_are_refused()
    {
        var noTenant = With(Manager.Mri);
        noTenant.Remove("tenantId");
        await Refused(await Create(noTenant), 400, "BadArgument");
        await Refused(await Create(With("29:unknown")), 400, "BadArgument");
        await Refused(await Create(With(Manager.UserPrincipalName)), 400, "BadArgument");
        var byField = With(Manager.Mri);
        byField["members"] = new JsonArray(new JsonObject { ["aadObjectId"] = Manager.Id });
        await Refused(await Create(byField), 400, "BadArgument");
        var two = With(Manager.Mri);
        two["members"]!.AsArray().Add(new JsonObject { ["id"] = Teller.Mri });
        await Refused(await Create(two), 400, "BadSyntax");
        var group = With(Manager.Mri);
        group["isGroup"] = true;
        await Refused(await Create(group), 400, "BadSyntax");
        await Refused(await Create(With(Teams.People.Stranger.Mri)), 403, "ForbiddenOperationException");
    }

    [Fact]
    public async Task A_thread_in_a_channel_needs_an_activity_and_the_bot_in_the_team()
    {
        var channel = Teams.Conversations.Channel("demo");
        var body = new JsonObject { ["isGroup"] = true, ["channelData"] = new JsonObject { ["channel"] = new JsonObject { ["id"] = channel.Id } } };
        await Refused(await Create(body), 400, "BadSyntax");
        body["activity"] = Message("早");
        await Refused(await Create(body), 403, "BotNotInConversationRoster");
        Teams.Installations.JoinTeam(channel);
        var made = await Json(await Create(body));
        Assert.Equal($"{channel.Id};messageid={(string?)made["activityId"]}", (string?)made["id"]);
        Assert.Equal(201, (int)(await Http.PostAsJsonAsync(In((string)made["id"]!), Message("跟帖"))).StatusCode);
        await Refused(await Http.PostAsJsonAsync(In(channel.Id + ";messageid=1"), Message("跟帖")), 404, "ActivityNotFoundInConversation");
    }

    [Fact]
    public async Task A_member_is_found_by_any_of_three_ids_and_nobody_else_is()
    {
        foreach (var id in (string[])[Manager.Mri, Manager.Id, Manager.UserPrincipalName])
        {
            var member = await Json(await Http.GetAsync(Members(Manager.ChatId, id)));
            Assert.Equal((Manager.Mri, Manager.Id, "王芳"), ((string?)member["id"], (string?)member["aadObjectId"], (string?)member["name"]));
        }

        await Refused(await Http.GetAsync(Members(Manager.ChatId, Teller.Mri)), 404, "MemberNotFoundInConversation");
    }

    [Fact]
    public async Task Members_of_a_channel_come_in_pages()
    {
        var rows = Enumerable.Range(1, 120).Select(i => new StaffRow($"10000000-0000-0000-0001-{i:d12}", $"员工{i}", Branch: "big")).ToArray();
        await using var big = await LocalTeamsServer.StartAsync(Options with { Staff = rows });
        using var http = new HttpClient { BaseAddress = new Uri(big.ServiceUrl) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", big.Identity.Mint());
        big.Installations.JoinTeam(big.Conversations.Channel("big"));
        var path = $"v3/conversations/{Uri.EscapeDataString(big.Conversations.Channel("big").Id)}/pagedmembers";
        var seen = new HashSet<string>();
        string? token = null;
        do
        {
            var page = await Json(await http.GetAsync($"{path}?pageSize=50&continuationToken={token}"));
            seen.UnionWith(((JsonArray)page["members"]!).Select(m => (string)m!["id"]!));
            token = (string?)page["continuationToken"];
        }
        while (token is not null);

        Assert.Equal(120, seen.Count);
        await Refused(await http.GetAsync($"{path}?pageSize=10"), 400, "BadArgument");
    }

    private Task<HttpResponseMessage> Create(JsonObject body) => Http.PostAsJsonAsync("v3/conversations", body);

    private JsonObject With(string memberId) => new()
    {
        ["isGroup"] = false,
        ["tenantId"] = Teams.Options.Tenant,
        ["members"] = new JsonArray(new JsonObject { ["id"] = memberId }),
    };

    private static string Members(string conversation, string member) =>
        $"v3/conversations/{Uri.EscapeDataString(conversation)}/members/{Uri.EscapeDataString(member)}";
}
