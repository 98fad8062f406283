using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BranchBot.LocalTeams;

namespace BranchBot.Adapters.Tests.LocalTeams;

public sealed class ConnectorTests : LocalTeamsTest
{
    [Fact]
    public async Task A_message_gets_an_id_and_stands_in_the_chat()
    {
        var first = (string)(await Json(await Send(Manager, Message("早"))))["id"]!;
        var second = (string)(await Json(await Send(Manager, Message("好"))))["id"]!;
        Assert.True(long.Parse(second, null) > long.Parse(first, null));
        Assert.Equal(["早", "好"], Teams.Client.Chat(Manager).Select(m => m.Text));
        Assert.Empty(Teams.Client.Chat(Teller));
    }

    [Fact]
    public async Task Unknown_fields_are_tolerated_and_a_foreign_content_type_is_not()
    {
        Assert.Equal(201, (int)(await Http.PostAsync(In(Manager.ChatId), Raw("""{"type":"message","text":"x","novelty":1}"""))).StatusCode);
        await Refused(await Http.PostAsync(In(Manager.ChatId), Raw("""{"type":"message","text":"x"}""", "text/plain")), 415, "UnsupportedMediaType");
    }

    [Fact]
    public async Task A_card_for_more_than_sixty_viewers_is_refused()
    {
        var card = Card("早");
        card["refresh"] = new JsonObject { ["userIds"] = new JsonArray([.. Enumerable.Range(0, 61).Select(i => JsonValue.Create($"29:{i}"))]) };
        await Refused(await Send(Manager, CardMessage(card)), 400, "BadArgument");
    }

    [Fact]
    public async Task Text_beside_a_card_is_refused_for_it_becomes_two_messages()
    {
        var both = CardMessage(Card("早"));
        both["text"] = "早";
        await Refused(await Send(Manager, both), 400, "BadSyntax");
    }

    [Fact]
    public async Task Size_is_counted_in_utf16()
    {
        var fits = new string('行', (50 * 1024) - 100);
        Assert.Equal(201, (int)(await Http.PostAsync(In(Manager.ChatId), Raw($$"""{"type":"message","text":"{{fits}}"}"""))).StatusCode);
        var ascii = new string('a', 60 * 1024);
        await Refused(await Http.PostAsync(In(Manager.ChatId), Raw($$"""{"type":"message","text":"{{ascii}}"}""")), 413, "MessageSizeTooBig");
    }

    [Fact]
    public async Task A_card_newer_than_1_5_shows_its_fallback_text_only()
    {
        await SendsCard(Manager, Card("早会", "1.6"));
        var seen = Assert.Single(Teams.Client.Chat(Manager));
        Assert.Null(seen.Card);
        Assert.Equal("用文字：早会", seen.Text);
    }

    [Fact]
    public async Task The_bot_changes_and_deletes_its_own_messages_only()
    {
        var id = (string)(await Json(await Send(Manager, Message("早"))))["id"]!;
        Assert.Equal(200, (int)(await Http.PutAsJsonAsync($"{In(Manager.ChatId)}/{id}", Message("晚"))).StatusCode);
        Assert.Equal(("晚", true), Teams.Client.Chat(Manager).Select(m => (m.Text, m.Edited)).Single());

        var own = await Teams.Client.Say(Manager, "你好");
        await Refused(await Http.PutAsJsonAsync($"{In(Manager.ChatId)}/{own.Id}", Message("晚")), 404, "ActivityNotFoundInConversation");
        await Refused(await Http.DeleteAsync($"{In(Manager.ChatId)}/{own.Id}"), 404, "ActivityNotFoundInConversation");

        Assert.Equal(200, (int)(await Http.DeleteAsync($"{In(Manager.ChatId)}/{id}")).StatusCode);
        Assert.True(Teams.Client.Chat(Manager)[0].Deleted);
        await Refused(await Http.PutAsJsonAsync($"{In(Manager.ChatId)}/{id}", Message("晚")), 404, "ActivityNotFoundInConversation");
        await Refused(await Http.DeleteAsync($"{In(Manager.ChatId)}/{id}"), 404, "ActivityNotFoundInConversation");
    }

    [Fact]
    public async Task Nobody_is_reached_who_blocked_the_bot_or_removed_the_app()
    {
        Teams.Installations.Block(Manager);
        await Refused(await Send(Manager, Message("早")), 403, "ConversationBlockedByUser");
        Teams.Installations.Unblock(Manager);
        Assert.Equal(201, (int)(await Send(Manager, Message("早"))).StatusCode);
        await Teams.Installations.Uninstall(Manager);
        await Refused(await Send(Manager, Message("早")), 403, "BotNotInConversationRoster");
        await Refused(await Http.PostAsJsonAsync(In("a:nobody"), Message("早")), 404, "ConversationNotFound");
        Assert.Equal(404, (int)(await Http.PostAsJsonAsync($"/amer/other-tenant/{In(Manager.ChatId)}", Message("早"))).StatusCode);
    }

    [Fact]
    public async Task A_second_operation_on_a_busy_conversation_is_answered_with_412()
    {
        await using var slow = await LocalTeamsServer.StartAsync(Options with { OperationTime = TimeSpan.FromMilliseconds(300) });
        using var http = new HttpClient { BaseAddress = new Uri(slow.ServiceUrl) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", slow.Identity.Mint());
        var answers = await Task.WhenAll(
            http.PostAsJsonAsync(In(slow.People.Named("王芳").ChatId), Message("一")),
            http.PostAsJsonAsync(In(slow.People.Named("王芳").ChatId), Message("二")),
            http.PostAsJsonAsync(In(slow.People.Named("李静").ChatId), Message("三")));
        Assert.Equal([201, 201, 412], answers.Select(a => (int)a.StatusCode).Order());
        await Refused(answers.Single(a => (int)a.StatusCode == 412), 412, "PreconditionFailed");
        Assert.Equal(201, (int)answers[2].StatusCode);
    }

    [Fact]
    public async Task More_than_seven_writes_a_second_in_a_chat_are_throttled_and_told_when_to_come_back()
    {
        for (var i = 0; i < 7; i++)
        {
            Assert.Equal(201, (int)(await Send(Manager, Message($"{i}"))).StatusCode);
        }

        var eighth = await Send(Manager, Message("8"));
        await Refused(eighth, 429, "Throttled");
        Assert.Equal(TimeSpan.FromSeconds(1), eighth.Headers.RetryAfter!.Delta);
        Assert.Equal(201, (int)(await Send(Teller, Message("另一个"))).StatusCode);
        await Task.Delay(1050, TestContext.Current.CancellationToken);
        Assert.Equal(201, (int)(await Send(Manager, Message("8"))).StatusCode);
        await Refused(await Send(Manager, Message("9")), 429, "Throttled");
    }

    [Fact]
    public async Task More_than_fifty_calls_a_second_of_the_app_are_throttled()
    {
        var rows = Enumerable.Range(1, 60).Select(i => new StaffRow($"10000000-0000-0000-0001-{i:d12}", $"员工{i}", Branch: "big")).ToArray();
        await using var big = await LocalTeamsServer.StartAsync(Options with { Staff = rows });
        using var http = new HttpClient { BaseAddress = new Uri(big.ServiceUrl) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", big.Identity.Mint());
        var people = big.People.All.Where(p => p.Branch == "big").ToList();
        var answers = await Task.WhenAll(people.Select(p => http.PostAsJsonAsync(In(p.ChatId), Message("早"))));
        Assert.Equal((50, 10), (answers.Count(a => (int)a.StatusCode == 201), answers.Count(a => (int)a.StatusCode == 429)));
    }
}
